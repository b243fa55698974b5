//! Linking several at once.

use std::collections::BTreeSet;

use domain::command::Done;
use domain::edit::Holder;
use domain::link::{Linked, NewLink};
use domain::{Invalid, LinkId, Problem};
use uuid::Uuid;

use super::{companies, lock_contacts};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Links a contact to companies, or a company to contacts: all of them or none, as one command.
///
/// A former link stays as it is beside the new one. A contact that has no main company gets one:
/// the one that is chosen, otherwise the first. `key` comes with the form: the same key and content
/// again gives the same answer and links nothing.
///
/// # Errors
/// [`Error::NotFound`] when the card is not there for the reader, or in the trash;
/// [`Error::Invalid`] about `picks`: [`Problem::Gone`] alike for one that does not exist and one that
/// the reader may not see, [`Problem::Taken`] for one that is linked already;
/// [`Error::Forbidden`] for a reader, [`Error::Conflict`] for a key that came with other content.
pub async fn add(
    session: &Session,
    holder: Holder,
    links: Vec<NewLink>,
    key: Uuid,
) -> Result<Linked, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("link", &(holder, &links));
        if let Claim::Answered(linked) = claim(&mut tx, key, &hash).await? {
            return Ok(linked);
        }
        check(&mut tx, holder, &links).await?;
        let mut made = Vec::with_capacity(links.len());
        for link in &links {
            made.push(insert(&mut tx, holder, link).await?);
        }
        let linked = Linked {
            done: Done { command },
            links: made,
        };
        answer(&mut tx, key, &linked).await?;
        tx.commit().await?;
        Ok(linked)
    })
    .await
}

/// Both sides are there, and none of the pairs is linked already.
async fn check(tx: &mut Tx, holder: Holder, links: &[NewLink]) -> Result<(), Error> {
    let others: Vec<Uuid> = links.iter().map(|link| link.other).collect();
    let card = [holder.uuid()];
    let (held, there) = match holder {
        Holder::Contact(_) => {
            let held = lock_contacts(tx, &card).await?;
            (held, companies(tx, &others).await?)
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            let held = companies(tx, &card).await?;
            (held, lock_contacts(tx, &others).await?)
        }
    };
    if held.is_empty() {
        return Err(Error::NotFound);
    }
    let wanted: BTreeSet<Uuid> = others.iter().copied().collect();
    let there: BTreeSet<Uuid> = there.into_iter().collect();
    if wanted.is_empty() || there != wanted {
        return Err(Error::Invalid(Invalid::one("picks", Problem::Gone)));
    }
    let taken: bool = sqlx::query_scalar(match holder {
        Holder::Contact(_) => {
            "select exists (select from crm.contact_company
                where contact_id = $1 and company_id = any ($2) and ended_on is null)"
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            "select exists (select from crm.contact_company
                where company_id = $1 and contact_id = any ($2) and ended_on is null)"
        }
    })
    .bind(holder.uuid())
    .bind(&others)
    .fetch_one(&mut **tx)
    .await?;
    if taken {
        return Err(Error::Invalid(Invalid::one("picks", Problem::Taken)));
    }
    Ok(())
}

async fn insert(tx: &mut Tx, holder: Holder, link: &NewLink) -> Result<LinkId, Error> {
    let (contact, company) = match holder {
        Holder::Contact(contact) => (contact.0, link.other),
        Holder::Company(company) => (link.other, company.0),
        Holder::Project(_) => return Err(Error::NotFound),
    };
    if link.primary {
        sqlx::query(
            "update crm.contact_company set is_primary = false
             where contact_id = $1 and is_primary and ended_on is null",
        )
        .bind(contact)
        .execute(&mut **tx)
        .await?;
    }
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into crm.contact_company (id, contact_id, company_id, role, department, is_primary)
         select $1, $2, $3, $4, $5, $6 or not exists (
             select from crm.contact_company l
             where l.contact_id = $2 and l.is_primary and l.ended_on is null)",
    )
    .bind(id)
    .bind(contact)
    .bind(company)
    .bind(&link.role)
    .bind(&link.department)
    .bind(link.primary)
    .execute(&mut **tx)
    .await?;
    Ok(LinkId(id))
}
