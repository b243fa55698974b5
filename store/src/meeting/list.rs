//! Reading meetings: those of a card or of somebody, one, and one time of one that repeats.

use domain::MeetingId;
use domain::date::Date;
use domain::edit::Holder;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::Meeting;
use crate::edit::holder;
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Most meetings to come that are shown at once.
pub const MOST_COMING: i64 = 100;
/// How many times to come are shown of a meeting that repeats.
const MOST_TIMES: i64 = 4;
/// How many past ones a page has.
pub const PAGE: i64 = 25;

/// Every column of [`Meeting`], of the meeting `m` at its time `o`; what is hidden of it is not there.
const COLUMNS: &str = "
    select m.id, m.contact_id, m.company_id, m.project_id,
        coalesce((select r.number || ' ' || r.name from crm.project r where r.id = m.project_id), '') as project,
        coalesce(
            (select concat_ws(' ', nullif(c.first_name, ''), c.last_name) from crm.contact c where c.id = m.contact_id),
            (select k.name from crm.company k where k.id = m.company_id),
            (select r.number || ' ' || r.name from crm.project r where r.id = m.project_id), '') as card,
        coalesce((
            select e.target from crm.contact_point e
            where e.contact_id = m.contact_id and e.kind = 'email' and e.link_id is null
            order by e.position, e.id limit 1), '') as card_email,
        m.subject, m.place, m.description, m.outcome, m.all_day,
        to_char(o.starts_at, 'YYYY-MM-DD\"T\"HH24:MI') as starts_at,
        to_char(o.ends_at, 'YYYY-MM-DD\"T\"HH24:MI') as ends_at, m.time_zone,
        m.time_zone <> (select t.time_zone from auth.tenant t where t.id = (select auth.tenant_id())) as elsewhere,
        (extract(epoch from (o.starts at time zone m.time_zone) - (o.starts at time zone 'UTC')) / 60)::int as starts_offset,
        (extract(epoch from (o.ends at time zone m.time_zone) - (o.ends at time zone 'UTC')) / 60)::int as ends_offset,
        m.owner_id, u.name as owner, u.email as owner_email, o.ends < now() as past,
        (select (o.starts at time zone t.time_zone)::date = (now() at time zone t.time_zone)::date
            from auth.tenant t where t.id = (select auth.tenant_id())) as today,
        m.version,
        to_char(o.starts at time zone 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"') as starts_utc,
        to_char(o.ends at time zone 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"') as ends_utc,
        to_char(m.updated_at at time zone 'UTC', 'YYYYMMDD\"T\"HH24MISS\"Z\"') as changed_utc,
        m.rrule, to_char(m.starts_at, 'YYYY-MM-DD') as first_day, to_char(o.day, 'YYYY-MM-DD') as day, array(select to_char(d, 'YYYY-MM-DD') from unnest(m.exdates) d) as exdates,
        m.from_id, to_char(m.from_day, 'YYYY-MM-DD') as from_day,
        to_char(o.starts at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as starts_key,
        coalesce((
            select jsonb_agg(jsonb_build_object('id', x.id, 'colleague', x.colleague, 'name', x.name, 'email', x.email)
                order by x.colleague, crm.sort_key(x.name) collate \"C\", x.id)
            from (
                select c.id, false as colleague, concat_ws(' ', nullif(c.first_name, ''), c.last_name) as name,
                    coalesce((
                        select e.target from crm.contact_point e
                        where e.contact_id = c.id and e.kind = 'email' and e.link_id is null
                        order by e.position, e.id limit 1), '') as email
                from crm.meeting_participant p join crm.contact c on c.id = p.contact_id
                where p.meeting_id = m.id
                union all
                select w.id, true, w.name, w.email
                from crm.meeting_participant p join auth.user_account w on w.id = p.user_id
                where p.meeting_id = m.id
            ) x), '[]') as participants
    from crm.meeting m
    join auth.user_account u on u.id = m.owner_id";

/// Its own time, of one that does not repeat or is meant as a whole.
const OWN_TIME: &str = "
    cross join lateral (select m.starts_at, m.ends_at, m.starts, m.ends, null::date as day) o";

/// Times of a meeting for which a condition on `x` holds: of one that repeats the first few in this order.
fn times(condition: &str, since: &str, until: &str, order: &str, most: i64) -> String {
    format!(
        "
    cross join lateral (
        select x.starts_at, x.ends_at, x.starts, x.ends, x.day
        from (select m.starts_at, m.ends_at, m.starts, m.ends, null::date as day) x
        where m.rrule = '' and {condition}
        union all
        (select x.starts_at, x.ends_at, x.starts, x.ends, x.day
            from crm.occurrences(m, {since}, {until}) x
            where m.rrule <> '' and {condition} order by x.starts {order} limit {most})) o"
    )
}

/// That neither the meeting nor its card lies in the trash; `$1` is whatever is asked about.
const ALIVE: &str = "m.deleted_at is null
    and not exists (select from crm.contact h where h.id = m.contact_id and h.deleted_at is not null)
    and not exists (select from crm.company h where h.id = m.company_id and h.deleted_at is not null)
    and not exists (select from crm.project h where h.id = m.project_id and h.deleted_at is not null
        and m.contact_id is null and m.company_id is null)";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// On a card, and of a contact also where they take part.
    Card(Holder),
    /// The reader's own, and those they take part in.
    Mine,
}

/// Where a page of past meetings begins: `starts_key` and id of the last one of the page before.
pub type Before = (String, Uuid);

/// The meetings to come, the next one first; and a page of past ones, the latest first, and whether
/// there are more of those.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn list(
    session: &Session,
    of: Of,
    before: Option<Before>,
) -> Result<(Vec<Meeting>, Vec<Meeting>, bool), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        if let Of::Card(card) = of {
            let row = holder(card);
            let there = format!("select exists (select from {} t where t.id = $1)", row.table);
            let there: bool = sqlx::query_scalar(AssertSqlSafe(there))
                .bind(row.id)
                .fetch_one(&mut *tx)
                .await?;
            if !there {
                return Err(Error::NotFound);
            }
        }
        let coming = match before {
            Some(_) => Vec::new(),
            None => {
                let times = times("x.ends >= now()", "now()", "greatest(now(), m.starts) + interval '2 years'", "", MOST_TIMES);
                let order = "$2::text is null and $3::uuid is null order by o.starts, m.id";
                read(&mut tx, of, &times, order, None, MOST_COMING).await?
            }
        };
        let times = times(
            "x.ends < now() and ($2::text is null or (x.starts, m.id) < ($2::timestamptz, $3::uuid))",
            "m.starts - interval '1 day'",
            "now()",
            "desc",
            PAGE + 1,
        );
        let order = "true order by o.starts desc, m.id desc";
        let mut past = read(&mut tx, of, &times, order, before, PAGE + 1).await?;
        let more = past.len() as i64 > PAGE;
        past.truncate(usize::try_from(PAGE).unwrap_or_default());
        Ok((coming, past, more))
    })
    .await
}

async fn read(
    tx: &mut Tx,
    of: Of,
    times: &str,
    rest: &str,
    before: Option<Before>,
    most: i64,
) -> Result<Vec<Meeting>, Error> {
    // By ids, each found by an index of its own.
    let (ids, about) = match of {
        Of::Card(Holder::Contact(id)) => (
            "select o.id from crm.meeting o where o.contact_id = $1 and o.deleted_at is null
             union all select p.meeting_id from crm.meeting_participant p where p.contact_id = $1",
            id.0,
        ),
        Of::Card(Holder::Company(id)) => {
            ("select o.id from crm.meeting o where o.company_id = $1 and o.deleted_at is null", id.0)
        }
        Of::Card(Holder::Project(id)) => {
            ("select o.id from crm.meeting o where o.project_id = $1 and o.deleted_at is null", id.0)
        }
        Of::Mine => (
            "select o.id from crm.meeting o
             where o.owner_id = (select auth.user_id()) and o.deleted_at is null
                and o.rrule = '' and o.starts > now() - interval '1 year' and $1::uuid is not null
             union all
             select o.id from crm.meeting o
             where o.owner_id = (select auth.user_id()) and o.deleted_at is null and o.rrule <> ''
             union all
             select p.meeting_id from crm.meeting_participant p where p.user_id = (select auth.user_id())",
            Uuid::nil(),
        ),
    };
    let statement =
        format!("{COLUMNS}{times} where m.id in ({ids}) and {ALIVE} and {rest} limit {most}");
    let (at, id) = before.unzip();
    Ok(sqlx::query_as(AssertSqlSafe(statement))
        .bind(about)
        .bind(at)
        .bind(id)
        .fetch_all(&mut **tx)
        .await?)
}

/// One meeting.
///
/// # Errors
/// [`Error::NotFound`] alike for one that is hidden, missing and in the trash.
pub async fn one(session: &Session, id: MeetingId) -> Result<Meeting, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let statement = format!("{COLUMNS}{OWN_TIME} where m.id = $1 and {ALIVE}");
        sqlx::query_as(AssertSqlSafe(statement))
            .bind(id.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)
    })
    .await
}

/// One time of a meeting that repeats: that of a day.
///
/// # Errors
/// As [`one`], and where the meeting is not on that day.
pub async fn occurrence(session: &Session, id: MeetingId, day: Date) -> Result<Meeting, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let times = times(
            "x.day = $2::text::date",
            "$2::text::timestamp at time zone 'UTC' - interval '2 days'",
            "$2::text::timestamp at time zone 'UTC' + interval '3 days'",
            "",
            1,
        );
        let statement = format!("{COLUMNS}{times} where m.id = $1 and {ALIVE}");
        sqlx::query_as(AssertSqlSafe(statement))
            .bind(id.0)
            .bind(day.to_string())
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)
    })
    .await
}

/// Days of a meeting that repeats on which there is one of its own instead, and those meetings.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn replacing(session: &Session, id: MeetingId) -> Result<Vec<Meeting>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let statement = format!(
            "{COLUMNS}{OWN_TIME} where m.from_id = $1 and {ALIVE} order by m.starts limit 200"
        );
        Ok(sqlx::query_as(AssertSqlSafe(statement))
            .bind(id.0)
            .fetch_all(&mut *tx)
            .await?)
    })
    .await
}
