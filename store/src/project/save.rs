//! Making a project, and who joins it. Each is one command. It is changed by [`crate::edit::save`]; who leaves is
//! [`crate::edit::remove_row`].

use domain::command::Done;
use domain::edit::{Field, Holder, Target};
use domain::project::{NewProject, SavedProject};
use domain::{ContactId, Invalid, Problem, ProjectId, UserId};
use uuid::Uuid;

use crate::edit::{by_word, chosen, holder, why};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::unit;
use crate::{Error, Session};

/// Makes a project; its number is drawn from the firm's series. The same key makes it once.
///
/// # Errors
/// [`Error::Invalid`] by field word, [`Error::Forbidden`] for a reader, [`Error::Conflict`] for a key
/// that came with other content.
pub async fn create(session: &Session, new: NewProject, key: Uuid) -> Result<SavedProject, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        if let Claim::Answered(saved) = claim(&mut tx, key, &request_hash("project", &new)).await? {
            return Ok(saved);
        }
        if let Some(company) = new.company {
            chosen(&mut tx, company.into(), Field::CompanyId).await?;
        }
        let id = ProjectId(Uuid::now_v7());
        let made = sqlx::query(
            "insert into crm.project (id, name, company_id, description, status, starts_on, ends_on, owner_id)
             values ($1, $2, $3, $4, $5, $6::text::date, $7::text::date, coalesce($8, (select auth.user_id())))",
        )
        .bind(id.0)
        .bind(&new.name)
        .bind(new.company.map(|company| company.0))
        .bind(&new.description)
        .bind(new.status.as_str())
        .bind(new.starts_on.map(String::from))
        .bind(new.ends_on.map(String::from))
        .bind(new.owner.map(|owner| owner.0))
        .execute(&mut *tx)
        .await;
        made.map_err(|error| by_word(Error::from(error), Target::Project(id)))?;
        let saved = SavedProject {
            id,
            done: Done { command },
        };
        answer(&mut tx, key, &saved).await?;
        tx.commit().await?;
        Ok(saved)
    })
    .await
}

/// Who joins a project: a contact or a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Joining {
    Contact(ContactId),
    Colleague(UserId),
}

/// Lets somebody take part in a project, in a role that `domain` has parsed.
///
/// # Errors
/// [`Error::NotFound`] for a project that is missing or in the trash, [`Error::Forbidden`] for a
/// reader, [`Error::Invalid`] («participants») for whoever is hidden or gone, and who is there already.
pub async fn add(
    session: &Session,
    project: ProjectId,
    who: Joining,
    role: String,
) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        why(&mut tx, &holder(Holder::Project(project)), true).await?;
        let (contact, user) = match who {
            Joining::Contact(id) => (Some(id.0), None),
            Joining::Colleague(id) => (None, Some(id.0)),
        };
        let added = sqlx::query(
            "insert into crm.project_participant (project_id, contact_id, user_id, role)
             select $1, $2, $3, $4
             where not exists (select from crm.contact h where h.id = $2 and h.deleted_at is not null)",
        )
        .bind(project.0)
        .bind(contact)
        .bind(user)
        .bind(role)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if added == 0 {
            let invalid = Invalid::one("participants", Problem::Gone);
            return Err(Error::Invalid(invalid));
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}
