//! Tasks (S9): those of a card, and what somebody has left to do on all of them. Who sees which is
//! for the policies to say.

mod change;
mod row;

use domain::edit::Holder;
use domain::task::{MyTasks, Sort, Status, Task, TaskPage, TaskQuery};
use domain::{ProjectId, TaskId, UserId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session, project};
pub use change::{create, hand_over, remember_statuses, trash};
use row::{COLUMNS, NAME_OF_CARD, TaskRow, alive};

/// How many reminders are told of.
const MOST_REMINDERS: i64 = 100;

/// How many tasks a page has at most.
pub const PAGE: usize = 60;

/// A page of the tasks of a card, with what its tab needs besides.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn page(session: &Session, holder: Holder, query: TaskQuery) -> Result<TaskPage, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (table, column) = of(holder);
        let about: Option<(String, String)> = sqlx::query_as(AssertSqlSafe(format!(
            "select to_char(now() at time zone z.time_zone, 'YYYY-MM-DD'), u.task_statuses
             from crm.{table} h join auth.tenant z on z.id = h.tenant_id
             join auth.user_account u on u.id = (select auth.user_id())
             where h.id = $1"
        )))
        .bind(holder.uuid())
        .fetch_optional(&mut *tx)
        .await?;
        let (today, remembered) = about.ok_or(Error::NotFound)?;
        let statuses = match query.statuses {
            Some(statuses) => statuses,
            None => remembered
                .split(' ')
                .filter_map(|word| word.parse().ok())
                .collect(),
        };
        let mut rows = list(
            &mut tx,
            holder,
            &statuses,
            query.sort,
            query.after.as_deref(),
        )
        .await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| format!("{}~{}", row.key, row.id));
        let open = match query.edit {
            Some(id) => one(&mut tx, holder, id).await?,
            None => None,
        };
        let alive = alive(holder);
        let counts: Vec<(String, i64)> = sqlx::query_as(AssertSqlSafe(format!(
            "select t.status, count(*) from crm.task t
             where t.{column} = $1 and {alive} group by t.status"
        )))
        .bind(holder.uuid())
        .fetch_all(&mut *tx)
        .await?;
        let count = |status: &Status| {
            let counted = counts.iter().find(|(word, _)| word == status.as_str());
            counted.map_or(0, |(_, n)| u32::try_from(*n).unwrap_or(u32::MAX))
        };
        drop(tx);
        let projects = match query.new || query.edit.is_some() {
            true => choices(&session, holder, open.as_ref()).await?,
            false => Vec::new(),
        };
        Ok(TaskPage {
            tasks: rows.into_iter().map(Task::from).collect(),
            counts: Status::ALL.iter().map(count).collect(),
            statuses,
            next,
            today: row::day(&today)?,
            open,
            colleagues: crate::user::colleagues(&session).await?,
            projects,
            key: Uuid::now_v7().to_string(),
        })
    })
    .await
}

/// What the reader has left to do, on all cards that they see, the first day first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn mine(session: &Session, after: Option<String>) -> Result<MyTasks, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let today: String = sqlx::query_scalar(
            "select to_char(now() at time zone z.time_zone, 'YYYY-MM-DD') from auth.tenant z",
        )
        .fetch_one(&mut *tx)
        .await?;
        let after = after.as_deref().and_then(cursor);
        // What has no day comes last, and is then told apart by the id alone.
        let from = match &after {
            None => "$1::text is null and $2::uuid is null",
            Some((day, _)) if day.is_empty() => "$1::text = '' and t.due_on is null and t.id > $2",
            Some(_) => {
                "(t.due_on > $1::date or t.due_on = $1::date and t.id > $2 or t.due_on is null)"
            }
        };
        let (day, id) = after.unzip();
        let mut rows: Vec<TaskRow> = sqlx::query_as(AssertSqlSafe(format!(
            "select {COLUMNS}, coalesce(concat_ws(' ', nullif(c.first_name, ''), c.last_name), '')
                    || coalesce(f.name, case when c.id is null then r.number || ' ' || r.name end, '') as holder_name,
                coalesce(to_char(t.due_on, 'YYYY-MM-DD'), '') as key
             from crm.task t
             join auth.user_account u on u.tenant_id = t.tenant_id and u.id = t.owner_id
             join auth.tenant z on z.id = t.tenant_id
             left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
             left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
             left join crm.project r on r.tenant_id = t.tenant_id and r.id = t.project_id
             where t.owner_id = (select auth.user_id()) and t.deleted_at is null
                and t.status in ('not_started', 'started', 'waiting')
                and num_nonnulls(c.id, f.id, r.id) > 0 and c.deleted_at is null and f.deleted_at is null
                and (r.deleted_at is null or num_nonnulls(c.id, f.id) > 0)
                and {from}
             order by t.due_on, t.id limit $3"
        )))
        .bind(day)
        .bind(id)
        .bind(limit())
        .fetch_all(&mut *tx)
        .await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| format!("{}~{}", row.key, row.id));
        Ok(MyTasks {
            tasks: rows.into_iter().map(Task::from).collect(),
            next,
            today: row::day(&today)?,
        })
    })
    .await
}

/// The tasks `t` that the reader is to be reminded of now, at most `$1`, each with its card: contact `c`, company `f`
/// or project `r`.
macro_rules! reminded {
    () => {
        "from crm.task t
         left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
         left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
         left join crm.project r on r.tenant_id = t.tenant_id and r.id = t.project_id
            and t.contact_id is null and t.company_id is null
         where t.owner_id = (select auth.user_id()) and t.deleted_at is null
            and t.status in ('not_started', 'started', 'waiting') and t.remind_at <= now()
            and num_nonnulls(c.id, f.id, r.id) > 0 and c.deleted_at is null and f.deleted_at is null
            and r.deleted_at is null
         order by t.remind_at, t.id limit $1"
    };
}
pub(crate) use reminded;

/// What the reader is reminded of now: what is to be done, the longest due first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn reminders(session: &Session) -> Result<Vec<String>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let subjects = sqlx::query_scalar(concat!("select t.subject ", reminded!()))
            .bind(MOST_REMINDERS)
            .fetch_all(&mut *tx)
            .await?;
        Ok(subjects)
    })
    .await
}

/// The projects that a task can be of. What stands on a project alone stays there.
async fn choices(
    session: &Session,
    holder: Holder,
    open: Option<&Task>,
) -> Result<Vec<(ProjectId, String)>, Error> {
    if let Holder::Project(_) = open.map_or(holder, |task| task.holder) {
        return Ok(Vec::new());
    }
    let chosen = open.and_then(|task| Some(task.project.as_ref()?.0));
    project::choices(session, chosen).await
}

/// The table of a card, and the column that leads to it.
fn of(holder: Holder) -> (&'static str, &'static str) {
    match holder {
        Holder::Contact(_) => ("contact", "contact_id"),
        Holder::Company(_) => ("company", "company_id"),
        Holder::Project(_) => ("project", "project_id"),
    }
}

fn limit() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
}

/// Where a page begins: the key of the last row before it, and its id.
fn cursor(text: &str) -> Option<(String, Uuid)> {
    let (key, id) = text.rsplit_once('~')?;
    let id = id.parse().ok()?;
    (!key.contains('\0')).then(|| (key.to_owned(), id))
}

const DUE: &str = "coalesce(to_char(t.due_on, 'YYYYMMDD'), '99999999')";

/// What a list is sorted by, as a text that sorts byte by byte.
fn key(sort: Sort) -> String {
    match sort.direction().0 {
        Sort::Priority => format!(
            "(case t.priority when 'high' then '0' when 'normal' then '1' else '2' end || {DUE})"
        ),
        Sort::Owner => format!("(crm.sort_key(u.name) || ' ' || {DUE})"),
        _ => DUE.to_owned(),
    }
}

async fn list(
    tx: &mut Tx,
    holder: Holder,
    statuses: &[Status],
    sort: Sort,
    after: Option<&str>,
) -> Result<Vec<TaskRow>, Error> {
    let (alive, (_, column)) = (alive(holder), of(holder));
    // On its own card that is known.
    let name = match holder {
        Holder::Project(_) => NAME_OF_CARD,
        Holder::Contact(_) | Holder::Company(_) => "''",
    };
    let key = key(sort);
    let (compared, direction) = match sort.direction().1 {
        true => (">", "asc"),
        false => ("<", "desc"),
    };
    let (from, id) = after.and_then(cursor).unzip();
    let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    let rows = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS}, {name} as holder_name, {key} as key
         from crm.task t
         join auth.user_account u on u.tenant_id = t.tenant_id and u.id = t.owner_id
         join auth.tenant z on z.id = t.tenant_id
         where t.{column} = $1 and {alive} and t.status = any ($2)
            and ($3::text is null or ({key} collate \"C\", t.id) {compared} ($3, $4))
         order by {key} collate \"C\" {direction}, t.id {direction} limit $5"
    )))
    .bind(holder.uuid())
    .bind(words)
    .bind(from)
    .bind(id)
    .bind(limit())
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}

/// One task of a card, whatever its status.
async fn one(tx: &mut Tx, holder: Holder, id: TaskId) -> Result<Option<Task>, Error> {
    let (alive, (_, column)) = (alive(holder), of(holder));
    let row: Option<TaskRow> = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS}, '' as holder_name, '' as key
         from crm.task t
         join auth.user_account u on u.tenant_id = t.tenant_id and u.id = t.owner_id
         join auth.tenant z on z.id = t.tenant_id
         where t.{column} = $1 and t.id = $2 and {alive}"
    )))
    .bind(holder.uuid())
    .bind(id.0)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(Task::from))
}

/// Somebody who may be chosen; nothing for whoever is not.
fn owner(id: Option<UserId>) -> Option<Uuid> {
    id.map(|id| id.0)
}
