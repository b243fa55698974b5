//! Linking: one way in, with JavaScript and without.

use domain::edit::Holder;
use domain::link::{LinkDraft, Linked};
use store::Session;
use uuid::Uuid;

use crate::error::Error;

/// Parses and links. `key` is the idempotency key that was made with the dialog.
///
/// # Errors
/// [`Error::Invalid`] for what is ticked; what the database says otherwise.
pub async fn save(
    session: &Session,
    holder: Holder,
    links: &[LinkDraft],
    key: &str,
) -> Result<Linked, Error> {
    let links = domain::link::parse(links).map_err(Error::Invalid)?;
    let key = Uuid::parse_str(key).map_err(|_| Error::Conflict)?;
    Ok(store::company_link::add(session, holder, links, key).await?)
}
