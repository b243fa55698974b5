//! What the dialog starts from.

use domain::edit::Holder;
use domain::link::LinkStart;
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Most names that are looked up for those ticked in an earlier search.
const MAX_PICKED: usize = domain::link::MAX_LINKS;

/// The name of the card, what it is linked to already among `shown`, and the names of those that are
/// `picked`; one that the reader may not see, or that is not there, is left out.
///
/// # Errors
/// [`Error::NotFound`] when the card is not there for the reader.
pub async fn start(session: &Session, holder: Holder, picked: &[Uuid]) -> Result<LinkStart, Error> {
    let session = session.clone();
    let picked: Vec<Uuid> = picked.iter().take(MAX_PICKED).copied().collect();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (name, customer_number) = card(&mut tx, holder).await?;
        Ok(LinkStart {
            name,
            customer_number,
            linked: linked(&mut tx, holder).await?,
            picked: names(&mut tx, holder, &picked).await?,
        })
    })
    .await
}

async fn card(tx: &mut Tx, holder: Holder) -> Result<(String, Option<i64>), Error> {
    let card = sqlx::query_as(match holder {
        Holder::Contact(_) => {
            "select concat_ws(' ', nullif(c.first_name, ''), c.last_name), k.number
             from crm.contact c
             left join crm.customer k on k.tenant_id = c.tenant_id and k.contact_id = c.id and k.ended_at is null
             where c.id = $1"
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            "select c.name, k.number
             from crm.company c
             left join crm.customer k on k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null
             where c.id = $1"
        }
    });
    Ok(card.bind(holder.uuid()).fetch_one(&mut **tx).await?)
}

async fn linked(tx: &mut Tx, holder: Holder) -> Result<Vec<Uuid>, Error> {
    let linked = sqlx::query_scalar(match holder {
        Holder::Contact(_) => {
            "select distinct company_id from crm.contact_company where contact_id = $1 and ended_on is null"
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            "select distinct contact_id from crm.contact_company where company_id = $1 and ended_on is null"
        }
    });
    Ok(linked.bind(holder.uuid()).fetch_all(&mut **tx).await?)
}

async fn names(tx: &mut Tx, holder: Holder, picked: &[Uuid]) -> Result<Vec<(Uuid, String)>, Error> {
    if picked.is_empty() {
        return Ok(Vec::new());
    }
    let names = sqlx::query_as(match holder {
        Holder::Contact(_) => {
            "select c.id, c.name from unnest($1::uuid[]) with ordinality as p (id, place)
             join crm.company c on c.id = p.id where c.deleted_at is null order by p.place"
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            "select c.id, concat_ws(' ', nullif(c.first_name, ''), c.last_name)
             from unnest($1::uuid[]) with ordinality as p (id, place)
             join crm.contact c on c.id = p.id where c.deleted_at is null order by p.place"
        }
    });
    Ok(names.bind(picked).fetch_all(&mut **tx).await?)
}
