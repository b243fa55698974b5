//! Saving a new contact: one way in, with JavaScript and without.

use domain::contact::{ContactDraft, Created};
use store::Session;
use uuid::Uuid;

use crate::error::Error;

/// Parses and saves. `key` is the idempotency key that was made with the form.
///
/// # Errors
/// [`Error::Invalid`] for the fields; what the database says otherwise.
pub async fn save(
    session: &Session,
    draft: &ContactDraft,
    key: &str,
    as_customer: bool,
) -> Result<Created, Error> {
    let contact = if as_customer {
        draft.parse_customer(store::identity::today())
    } else {
        draft.parse()
    };
    let contact = contact.map_err(Error::Invalid)?;
    // Without a key the form was not ours, and a resend could not be told from a new contact.
    let key = Uuid::parse_str(key).map_err(|_| Error::Conflict)?;
    Ok(store::contact::create(session, contact, key, as_customer).await?)
}
