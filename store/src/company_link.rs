//! Links between contacts and companies (S2, S4, S7).

mod add;
mod start;

pub use add::add;
pub use start::start;

use uuid::Uuid;

use crate::Error;
use crate::session::Tx;

/// Those of the contacts that the reader may see, and not in the trash. They are locked until it is done:
/// what two who link at once must agree on is which company is the main one of a contact.
async fn lock_contacts(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    let there = sqlx::query_scalar(
        "select id from crm.contact where id = any ($1) and deleted_at is null order by id for no key update",
    );
    Ok(there.bind(ids).fetch_all(&mut **tx).await?)
}

/// Those of the companies that the firm has, and not in the trash.
async fn companies(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    let there =
        sqlx::query_scalar("select id from crm.company where id = any ($1) and deleted_at is null");
    Ok(there.bind(ids).fetch_all(&mut **tx).await?)
}
