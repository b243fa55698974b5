//! Notices: what somebody is told of because a colleague has named them in a note (S10).

use domain::edit::Holder;
use domain::note::NotesQuery;
use domain::notice::{Colleague, Mention, Notice, NoticeCursor, Notices, Reminder, Waiting};
use domain::{NoteId, NoticeId, UserId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::edit::readable;
use crate::session::{Tx, unit};
use crate::task::reminded;
use crate::{Error, Session};

/// How many notices a page has at most.
pub const PAGE: usize = 30;

/// How many reminders stand above them.
const MOST_REMINDERS: i64 = 20;

/// Notices `n` with their notes `t`, and the card of each: contact `c`, company `f` or project `r`.
macro_rules! told {
    () => {
        "from crm.notice n
         join crm.note t on t.tenant_id = n.tenant_id and t.id = n.note_id and t.deleted_at is null
         left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
         left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
         left join crm.project r on r.tenant_id = t.tenant_id and r.id = t.project_id
             and t.contact_id is null and t.company_id is null"
    };
}

/// A page of what the reader is told, the latest first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn page(session: &Session, before: Option<NoticeCursor>) -> Result<Notices, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let reminders = match before {
            Some(_) => Vec::new(),
            None => due(&mut tx).await?,
        };
        let rows: Vec<NoticeRow> = sqlx::query_as(concat!(
            "select n.id, w.id as by, w.name as by_name,
                coalesce(f.name, r.number || ' ' || r.name, concat_ws(' ', nullif(c.first_name, ''), c.last_name)) as card,
                case when x.at > 1 then '… ' else '' end || substr(t.body, x.at, 400) as body,
                to_char(n.created_at at time zone z.time_zone, 'YYYY-MM-DD') as on_day,
                to_char(n.created_at at time zone z.time_zone, 'HH24:MI') as at_time,
                n.read_at is null as unread,
                to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as cursor
             ",
            told!(),
            " join auth.tenant z on z.id = n.tenant_id
             join crm.note_mention m on m.tenant_id = n.tenant_id and m.note_id = n.note_id and m.user_id = n.user_id
             cross join lateral (select greatest(position('@' || m.words[1] in t.body) - 200, 1) as at) x
             join auth.user_account w on w.tenant_id = n.tenant_id and w.id = n.author_id
             where n.user_id = (select auth.user_id()) and c.deleted_at is null and f.deleted_at is null and r.deleted_at is null
                and (n.created_at, n.id) < (coalesce($1::text::timestamptz, 'infinity'), $2)
             order by n.created_at desc, n.id desc limit $3",
        ))
        .bind(before.as_ref().map(|cursor| cursor.at.clone()))
        .bind(before.map_or(Uuid::max(), |cursor| cursor.seq))
        .bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .fetch_all(&mut *tx)
        .await?;
        let more = rows.len() > PAGE;
        let notices = rows.into_iter().take(PAGE).map(NoticeRow::notice);
        let notices = notices.collect::<Result<Vec<_>, Error>>()?;
        let last = notices.last().filter(|_| more);
        Ok(Notices {
            reminders,
            next: last.map(|notice| notice.cursor.clone()),
            notices,
        })
    })
    .await
}

/// Tasks that the reader is to be reminded of now.
async fn due(tx: &mut Tx) -> Result<Vec<Reminder>, Error> {
    type Row = (
        Uuid,
        String,
        String,
        Option<Uuid>,
        Option<Uuid>,
        Option<Uuid>,
    );
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "select t.id, t.subject,
            coalesce(f.name, r.number || ' ' || r.name, concat_ws(' ', nullif(c.first_name, ''), c.last_name)),
            c.id, f.id, r.id
         ",
        reminded!()
    ))
    .bind(MOST_REMINDERS)
    .fetch_all(&mut **tx)
    .await?;
    let reminders =
        rows.into_iter()
            .filter_map(|(task, subject, card, contact, company, project)| {
                let on = Holder::of_keys(contact, company, project)?;
                Some(Reminder {
                    subject,
                    card,
                    href: format!("{}?tab=tasks&edit={task}", on.path()),
                })
            });
    Ok(reminders.collect())
}

/// Where the note of a notice is to be read; the notice is read then. Gives an address of ours.
///
/// # Errors
/// [`Error::NotFound`] alike for another's notice, and where the note is hidden, gone or in the trash.
pub async fn open(session: &Session, id: NoticeId) -> Result<String, Error> {
    type Place = (Uuid, Option<Uuid>, Option<Uuid>, Option<Uuid>, bool, String);
    let place_of = {
        let session = session.clone();
        unit(async move {
            let mut tx = session.begin().await?;
            let place: Option<Place> = sqlx::query_as(concat!(
                "select t.id, c.id, f.id, r.id, t.pinned,
                    to_char(t.created_at at time zone 'UTC' + interval '1 microsecond',
                        'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')
                 ",
                told!(),
                " where n.id = $1 and n.user_id = (select auth.user_id())
                    and c.deleted_at is null and f.deleted_at is null and r.deleted_at is null",
            ))
            .bind(id.0)
            .fetch_optional(&mut *tx)
            .await?;
            let place = place.ok_or(Error::NotFound)?;
            sqlx::query("select crm.read_notices($1)")
                .bind(id.0)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(place)
        })
    };
    let (note, contact, company, project, pinned, after) = place_of.await?;
    let on = Holder::of_keys(contact, company, project).ok_or(Error::NotFound)?;
    let mut query = NotesQuery::default();
    if !pinned {
        let first = crate::note::page(session, on, query.clone()).await?;
        if !first.notes.iter().any(|shown| shown.id.0 == note) {
            // An old one: the page that begins with it.
            query.before = Some(NoticeCursor {
                at: after,
                seq: Uuid::nil(),
            });
        }
    }
    Ok(format!("{}{}#note-{note}", on.path(), query.address()))
}

/// Marks all of the reader's notices as read.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn read_all(session: &Session) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("select crm.read_notices(null)")
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// What the reader is reminded of now, and how many notices wait.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn waiting(session: &Session) -> Result<(Vec<String>, Waiting), Error> {
    let subjects = crate::task::reminders(session).await?;
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (reminders, notices): (i32, i32) =
            sqlx::query_as("select reminders, notices from crm.waiting()")
                .fetch_one(&mut *tx)
                .await?;
        Ok((subjects, counted(reminders, notices)))
    })
    .await
}

/// As the database counts.
pub(crate) fn counted(reminders: i32, notices: i32) -> Waiting {
    let count = |count| u32::try_from(count).unwrap_or_default();
    Waiting {
        reminders: count(reminders),
        notices: count(notices),
    }
}

/// The colleagues that a note on a card can name, by name; the reader is not among them.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn colleagues(session: &Session, on: Holder) -> Result<Vec<Colleague>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        readable(&mut tx, on).await?;
        let contact = match on {
            Holder::Contact(id) => Some(id.0),
            _ => None,
        };
        let rows: Vec<(String, String, bool)> = sqlx::query_as(
            "select u.name,
                case when count(*) over (partition by lower(u.name)) > 1
                    then u.name || ' (' || u.email || ')' else u.name end,
                c.vis_owner is null or c.vis_owner = u.id or u.role = 'administrator'
             from auth.user_account u
             left join crm.contact c on c.tenant_id = u.tenant_id and c.id = $1
             where u.deactivated_at is null and u.name <> ''
             order by u.id = (select auth.user_id()), lower(u.name), u.id",
        )
        .bind(contact)
        .fetch_all(&mut *tx)
        .await?;
        let mut all: Vec<Colleague> = rows
            .into_iter()
            .map(|(name, words, told)| Colleague { name, words, told })
            .collect();
        // The reader comes last.
        all.pop();
        Ok(all)
    })
    .await
}

/// Whom these notes name.
pub(crate) async fn mentions(tx: &mut Tx, notes: &[Uuid]) -> Result<Vec<Mention>, Error> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Uuid, Vec<String>, String, bool)> = sqlx::query_as(
        "select m.note_id, m.words, u.name,
            m.vis_owner is null or m.vis_owner = u.id or u.role = 'administrator'
         from crm.note_mention m
         join auth.user_account u on u.tenant_id = m.tenant_id and u.id = m.user_id
         where m.tenant_id = (select auth.tenant_id()) and m.note_id = any ($1)
         order by lower(u.name), u.id",
    )
    .bind(notes)
    .fetch_all(&mut **tx)
    .await?;
    let mention = |(note, words, name, told)| Mention {
        note: NoteId(note),
        words,
        name,
        told,
    };
    Ok(rows.into_iter().map(mention).collect())
}

/// Whom a text would name that is not saved yet: their words, and their names.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn named_in(session: &Session, body: String) -> Result<Vec<(String, String)>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        if !body.contains('@') {
            return Ok(Vec::new());
        }
        let rows: Vec<(Vec<String>, String)> = sqlx::query_as(
            "select f.words, u.name from crm.mentions_in($1, '{}') f join auth.user_account u on u.id = f.user_id",
        )
        .bind(body)
        .fetch_all(&mut *tx)
        .await?;
        let named = rows.into_iter().flat_map(|(words, name)| {
            let words = words.into_iter();
            words.map(move |words| (words, name.clone()))
        });
        Ok(named.collect())
    })
    .await
}

/// Who is named in a note and may not see it, by name.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn untold(session: &Session, note: NoteId) -> Result<Vec<String>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let named = mentions(&mut tx, &[note.0]).await?;
        let untold = named.into_iter().filter(|mention| !mention.told);
        Ok(untold.map(|mention| mention.name).collect())
    })
    .await
}

#[derive(FromRow)]
struct NoticeRow {
    id: Uuid,
    by: Uuid,
    by_name: String,
    card: String,
    body: String,
    on_day: String,
    at_time: String,
    unread: bool,
    cursor: String,
}

impl NoticeRow {
    fn notice(self) -> Result<Notice, Error> {
        let no_day = |_| Error::Setup(format!("no day: «{}»", self.on_day));
        Ok(Notice {
            id: NoticeId(self.id),
            by: (UserId(self.by), self.by_name),
            card: self.card,
            body: self.body,
            on: self.on_day.parse().map_err(no_day)?,
            at: self.at_time,
            unread: self.unread,
            cursor: NoticeCursor {
                at: self.cursor,
                seq: self.id,
            },
        })
    }
}
