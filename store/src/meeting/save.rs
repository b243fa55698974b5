//! Booking a meeting, changing it, handing several over, and the trash. Each is one command.

use domain::command::Done;
use domain::edit::{Edit, Field, Holder};
use domain::meeting::{MAX_AT_ONCE, NewMeeting, SavedMeeting};
use domain::{ContactId, Invalid, MeetingId, Problem, UserId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::why_not;
use crate::edit::{OWN_AND_HOLDER_ALIVE, by_word, chosen, holder, save_in, why};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Books a meeting. The same key and content again gives the same answer and books nothing.
///
/// # Errors
/// [`Error::Invalid`] for a time that the clock does not show, a zone that is none, and whoever is
/// gone; [`Error::NotFound`] for a card that is hidden, missing or in the trash; [`Error::Forbidden`]
/// for a reader; [`Error::Conflict`] for a key that came with other content.
pub async fn create(
    session: &Session,
    card: Holder,
    new: NewMeeting,
    key: Uuid,
) -> Result<SavedMeeting, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("meeting", &(card, &new));
        if let Claim::Answered(saved) = claim(&mut tx, key, &hash).await? {
            return Ok(saved);
        }
        let row = holder(card);
        why(&mut tx, &row, true).await?;
        if let Some(project) = new.project {
            chosen(&mut tx, Holder::Project(project), Field::ProjectId).await?;
        }
        let [contact, company, project] = card.keys(new.project);
        let id = MeetingId(Uuid::now_v7());
        sqlx::query(
            "insert into crm.meeting (id, contact_id, company_id, subject, place, description, outcome, all_day,
                starts_at, ends_at, time_zone, owner_id, project_id, rrule)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::timestamp, $10::text::timestamp, $11,
                coalesce($12, (select auth.user_id())), $13, $14)",
        )
        .bind(id.0)
        .bind(contact)
        .bind(company)
        .bind(&new.subject)
        .bind(&new.place)
        .bind(&new.description)
        .bind(&new.outcome)
        .bind(new.all_day)
        .bind(new.starts_at.to_string())
        .bind(new.ends_at.to_string())
        .bind(&new.time_zone)
        .bind(new.owner.map(|owner| owner.0))
        .bind(project)
        .bind(new.rule())
        .execute(&mut *tx)
        .await?;
        add(&mut tx, id, &new.contacts, &new.colleagues).await?;
        let saved = SavedMeeting {
            id,
            done: Done { command },
        };
        answer(&mut tx, key, &saved).await?;
        tx.commit().await?;
        Ok(saved)
    })
    .await
}

/// Who comes to a meeting, and who leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct People {
    pub contacts: Vec<ContactId>,
    pub colleagues: Vec<UserId>,
}

/// Changes a meeting: fields that still are what they were, and who comes and leaves.
///
/// # Errors
/// As [`crate::edit::save`], and as [`create`].
pub async fn save(
    session: &Session,
    id: MeetingId,
    edit: Edit,
    coming: People,
    leaving: People,
) -> Result<SavedMeeting, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        why_not(&mut tx, id).await?;
        save_in(&mut tx, &edit)
            .await
            .map_err(|error| by_word(error, edit.target))?;
        if coming != People::default() || leaving != People::default() {
            // One at a time, and whoever subscribes sees that it is another version.
            sqlx::query("update crm.meeting t set place = t.place where t.id = $1")
                .bind(id.0)
                .execute(&mut *tx)
                .await?;
            leave(&mut tx, id, &leaving).await?;
            add(&mut tx, id, &coming.contacts, &coming.colleagues).await?;
        }
        tx.commit().await?;
        Ok(SavedMeeting {
            id,
            done: Done { command },
        })
    })
    .await
}

/// Those who are there already stay as they are.
pub(super) async fn add(
    tx: &mut Tx,
    id: MeetingId,
    contacts: &[ContactId],
    colleagues: &[UserId],
) -> Result<(), Error> {
    let contacts: Vec<Uuid> = contacts.iter().map(|contact| contact.0).collect();
    let colleagues: Vec<Uuid> = colleagues.iter().map(|user| user.0).collect();
    if contacts.is_empty() && colleagues.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into crm.meeting_participant (meeting_id, contact_id, user_id)
         select $1, w.contact_id, w.user_id
         from (select c as contact_id, null::uuid as user_id from unnest($2::uuid[]) c
            union all select null, u from unnest($3::uuid[]) u) w
         where not exists (select from crm.meeting_participant p
            where p.meeting_id = $1 and (p.contact_id = w.contact_id or p.user_id = w.user_id))
         on conflict do nothing",
    )
    .bind(id.0)
    .bind(contacts)
    .bind(colleagues)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn leave(tx: &mut Tx, id: MeetingId, who: &People) -> Result<(), Error> {
    let contacts: Vec<Uuid> = who.contacts.iter().map(|contact| contact.0).collect();
    let colleagues: Vec<Uuid> = who.colleagues.iter().map(|user| user.0).collect();
    sqlx::query(
        "delete from crm.meeting_participant p
         where p.meeting_id = $1 and (p.contact_id = any ($2) or p.user_id = any ($3))",
    )
    .bind(id.0)
    .bind(contacts)
    .bind(colleagues)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Puts a meeting in the trash.
///
/// # Errors
/// [`Error::NotFound`] for one that is hidden, missing or there already, [`Error::Forbidden`] for a reader.
pub async fn trash(session: &Session, id: MeetingId) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let changed = sqlx::query(
            "update crm.meeting t set deleted_at = now() where t.id = $1 and t.deleted_at is null",
        )
        .bind(id.0)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if changed == 0 {
            why_not(&mut tx, id).await?;
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Gives meetings to somebody else; those that are theirs already stay as they are.
///
/// # Errors
/// [`Error::Invalid`] for nobody and for too many, [`Error::NotFound`] when one of them is hidden,
/// missing or in the trash: then none is changed. [`Error::Forbidden`] for a reader.
pub async fn hand_over(session: &Session, ids: &[MeetingId], owner: UserId) -> Result<Done, Error> {
    let mut wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() || wanted.len() > MAX_AT_ONCE {
        let problem = match wanted.is_empty() {
            true => Problem::Required,
            false => Problem::Number {
                min: 1,
                max: i64::try_from(MAX_AT_ONCE).unwrap_or_default(),
            },
        };
        return Err(Error::Invalid(Invalid::one("id", problem)));
    }
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let there: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "select count(*) from crm.meeting t where t.id = any ($1) and {OWN_AND_HOLDER_ALIVE}"
        )))
        .bind(&wanted)
        .fetch_one(&mut *tx)
        .await?;
        let can_write: bool = sqlx::query_scalar("select auth.can_write()")
            .fetch_one(&mut *tx)
            .await?;
        if there != wanted.len() as i64 {
            return Err(Error::NotFound);
        }
        if !can_write {
            return Err(Error::Forbidden);
        }
        let changed = sqlx::query(
            "update crm.meeting t set owner_id = $2 where t.id = any ($1) and t.deleted_at is null and t.owner_id <> $2",
        )
        .bind(&wanted)
        .bind(owner.0)
        .execute(&mut *tx)
        .await;
        changed.map_err(|error| match Error::from(error) {
            Error::Invalid(invalid) if invalid.of("owner").is_some() => Error::Invalid(Invalid::one(
                Field::OwnerId.as_str(),
                invalid.of("owner").unwrap_or(Problem::Gone),
            )),
            other => other,
        })?;
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}
