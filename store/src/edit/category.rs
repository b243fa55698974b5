//! Categories of a card, one at a time.

use domain::command::Done;
use domain::edit::Holder;
use domain::{CategoryId, Invalid, Problem};
use uuid::Uuid;

use super::{holder, why};
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Puts a category on a card, or takes it off. What is so already stays so.
///
/// # Errors
/// [`Error::Invalid`] («categories») for a category that is retired or not for such cards,
/// [`Error::NotFound`] for a card that is hidden, missing or in the trash, [`Error::Forbidden`] for a
/// reader.
pub async fn set_category(
    session: &Session,
    of: Holder,
    category: CategoryId,
    on: bool,
) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let card = holder(of);
        let changed = sqlx::query(statement(of, on))
            .bind(card.id)
            .bind(category.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if changed == 0 {
            why(&mut tx, &card, true).await?;
            let known: bool = sqlx::query_scalar(there(of))
                .bind(card.id)
                .bind(category.0)
                .fetch_one(&mut *tx)
                .await?;
            if on && !known {
                let problem = refused(&mut tx, &[category.0]).await?;
                return Err(Error::Invalid(Invalid::one("categories", problem)));
            }
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Why categories cannot be set: one of them is retired, or not there for such cards.
pub(crate) async fn refused(tx: &mut Tx, categories: &[Uuid]) -> Result<Problem, Error> {
    let retired: bool = sqlx::query_scalar(
        "select exists (select from crm.category where id = any ($1) and retired_at is not null)",
    )
    .bind(categories)
    .fetch_one(&mut **tx)
    .await?;
    Ok(if retired {
        Problem::Retired
    } else {
        Problem::Gone
    })
}

const fn statement(of: Holder, on: bool) -> &'static str {
    match (of, on) {
        (Holder::Contact(_), true) => {
            "insert into crm.contact_category (contact_id, category_id)
             select h.id, g.id from crm.contact h, crm.category g
             where h.id = $1 and h.deleted_at is null and g.id = $2 and g.for_contacts and g.retired_at is null
             on conflict do nothing"
        }
        (Holder::Company(_) | Holder::Project(_), true) => {
            "insert into crm.company_category (company_id, category_id)
             select h.id, g.id from crm.company h, crm.category g
             where h.id = $1 and h.deleted_at is null and g.id = $2 and g.for_companies and g.retired_at is null
             on conflict do nothing"
        }
        (Holder::Contact(_), false) => {
            "delete from crm.contact_category k where k.contact_id = $1 and k.category_id = $2
                and exists (select from crm.contact h where h.id = $1 and h.deleted_at is null)"
        }
        (Holder::Company(_) | Holder::Project(_), false) => {
            "delete from crm.company_category k where k.company_id = $1 and k.category_id = $2
                and exists (select from crm.company h where h.id = $1 and h.deleted_at is null)"
        }
    }
}

const fn there(of: Holder) -> &'static str {
    match of {
        Holder::Contact(_) => {
            "select exists (select from crm.contact_category where contact_id = $1 and category_id = $2)"
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            "select exists (select from crm.company_category where company_id = $1 and category_id = $2)"
        }
    }
}
