//! What changes tasks besides an edit of their fields ([`crate::edit::save`]).

use domain::command::Done;
use domain::edit::{Field, Holder, Target};
use domain::task::{MOST_AT_ONCE, NewTask, Status};
use domain::{Invalid, Problem, TaskId, UserId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::edit::{by_word, chosen, holder as row_of, row, why};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::unit;
use crate::{Error, Session};

/// Creates a task on a card. The same key again creates nothing and gives the same answer.
///
/// # Errors
/// [`Error::NotFound`] for a card that is hidden, missing or in the trash, [`Error::Forbidden`] for a
/// reader, [`Error::Invalid`] by field, [`Error::Conflict`] for a key that came with other content.
pub async fn create(
    session: &Session,
    holder: Holder,
    new: NewTask,
    key: Uuid,
) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("task", &(holder, &new));
        if let Claim::Answered(done) = claim(&mut tx, key, &hash).await? {
            return Ok(done);
        }
        if let Some(project) = new.project {
            chosen(&mut tx, Holder::Project(project), Field::ProjectId).await?;
        }
        let (id, card) = (TaskId(Uuid::now_v7()), row_of(holder));
        let [contact, company, project] = holder.keys(new.project);
        let statement = format!(
            "insert into crm.task (id, subject, description, status, percent, priority, due_on, remind_at, owner_id,
                contact_id, company_id, project_id)
             select $1, $3, $4, $5, $6, $7, nullif($8, '')::date,
                nullif($9, '')::timestamp at time zone (select z.time_zone from auth.tenant z),
                coalesce($10, (select auth.user_id())), $11, $12, $13
             from {} h where h.id = $2 and h.deleted_at is null",
            card.table
        );
        let created = sqlx::query(AssertSqlSafe(statement))
            .bind(id.0)
            .bind(card.id)
            .bind(new.subject)
            .bind(new.description)
            .bind(new.status.as_str())
            .bind(new.percent)
            .bind(new.priority.as_str())
            .bind(new.due_on.map(String::from).unwrap_or_default())
            .bind(new.remind_at)
            .bind(super::owner(new.owner))
            .bind(contact)
            .bind(company)
            .bind(project)
            .execute(&mut *tx)
            .await
            .map_err(|error| by_word(error.into(), Target::Task(id)))?
            .rows_affected();
        if created == 0 {
            why(&mut tx, &card, true).await?;
            return Err(Error::NotFound);
        }
        let done = Done { command };
        answer(&mut tx, key, &done).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// Puts a task in the trash. What lies there already stays.
///
/// # Errors
/// [`Error::NotFound`] for a task that is hidden or missing, [`Error::Forbidden`] for a reader.
pub async fn trash(session: &Session, task: TaskId) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let row = row(Target::Task(task));
        let statement = format!(
            "update crm.task t set deleted_at = now() where t.id = $1 and {}",
            row.alive
        );
        let trashed = sqlx::query(AssertSqlSafe(statement))
            .bind(task.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if trashed == 0 {
            why(&mut tx, &row, false).await?;
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Gives tasks another owner, as one command. Those that are hidden from the reader stay as they are.
///
/// # Errors
/// [`Error::Invalid`] for none or too many of them and for an owner who cannot be one,
/// [`Error::NotFound`] when the reader sees none of them, [`Error::Forbidden`] for a reader.
pub async fn hand_over(session: &Session, tasks: &[TaskId], to: UserId) -> Result<Done, Error> {
    let (session, ids): (_, Vec<Uuid>) = (session.clone(), tasks.iter().map(|id| id.0).collect());
    let Some(first) = tasks.first().copied() else {
        return Err(Error::Invalid(Invalid::one("id", Problem::Required)));
    };
    if ids.len() > MOST_AT_ONCE {
        let max = i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX);
        let problem = Problem::Number { min: 1, max };
        return Err(Error::Invalid(Invalid::one("id", problem)));
    }
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        // In the order of the key, so that two who do it at once wait for each other.
        let (reached, may): (i64, bool) = sqlx::query_as(
            "with reached as materialized (
                select t.id, t.owner_id from crm.task t
                where t.id = any ($1) and t.deleted_at is null order by t.id
             ), changed as (
                update crm.task t set owner_id = $2 from reached r where t.id = r.id and r.owner_id <> $2
             )
             select count(*), auth.can_write() from reached",
        )
        .bind(ids)
        .bind(to.0)
        .fetch_one(&mut *tx)
        .await
        .map_err(|error| by_word(error.into(), Target::Task(first)))?;
        if reached == 0 {
            return Err(Error::NotFound);
        }
        if !may {
            return Err(Error::Forbidden);
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Keeps which statuses the reader wants to see.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn remember_statuses(session: &Session, statuses: &[Status]) -> Result<(), Error> {
    let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    let (session, words) = (session.clone(), words.join(" "));
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query(
            "update auth.user_account set task_statuses = $1
             where id = (select auth.user_id()) and task_statuses <> $1",
        )
        .bind(words)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    })
    .await
}
