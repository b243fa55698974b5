//! Saving a new company.

use domain::CompanyId;
use domain::company::{CreatedCompany, NewCompany};
use domain::edit::Holder;
use uuid::Uuid;

use crate::holder::{insert_addresses, insert_categories, insert_points};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Saves a company. `key` comes with the form: the same key and content again gives the same
/// company and saves nothing.
///
/// # Errors
/// [`Error::Conflict`] for a key that came with other content, [`Error::Forbidden`] for a reader,
/// [`Error::Invalid`] when an owner or category is gone.
pub async fn create(
    session: &Session,
    new: NewCompany,
    key: Uuid,
) -> Result<CreatedCompany, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        if let Claim::Answered(created) =
            claim(&mut tx, key, &request_hash("company", &new)).await?
        {
            return Ok(created);
        }
        let id = insert_company(&mut tx, &new).await?;
        let holder = Holder::Company(id);
        insert_points(&mut tx, holder, &new.points).await?;
        insert_addresses(&mut tx, holder, &new.addresses).await?;
        insert_categories(&mut tx, holder, &new.categories).await?;
        let created = CreatedCompany { id, command };
        answer(&mut tx, key, &created).await?;
        tx.commit().await?;
        Ok(created)
    })
    .await
}

async fn insert_company(tx: &mut Tx, new: &NewCompany) -> Result<CompanyId, Error> {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into crm.company (id, name, organisation_number, industry, website, comment, owner_id)
         values ($1, $2, $3, $4, $5, $6, coalesce($7, (select auth.user_id())))",
    )
    .bind(id)
    .bind(&new.name)
    .bind(&new.organisation_number)
    .bind(&new.industry)
    .bind(&new.website)
    .bind(&new.comment)
    .bind(new.owner.map(|owner| owner.0))
    .execute(&mut **tx)
    .await?;
    Ok(CompanyId(id))
}
