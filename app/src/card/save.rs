//! Saving a whole card: one way in, with JavaScript and without.

use domain::command::Done;
use domain::edit::Holder;
use domain::edit::form::CardForm;
use store::Session;
use uuid::Uuid;

use crate::error::Error;

/// Reads and saves, as one command. `key` is the idempotency key that was made with the form.
///
/// # Errors
/// [`Error::Invalid`] by the names of the controls; [`Error::Clash`]; what the database says otherwise.
pub async fn save(
    session: &Session,
    holder: Holder,
    form: &CardForm,
    key: &str,
) -> Result<Done, Error> {
    let changes = form.changes().parse().map_err(Error::Invalid)?;
    // Without a key the form was not ours, and a resend could not be told from another.
    let key = Uuid::parse_str(key).map_err(|_| Error::Conflict)?;
    Ok(store::edit::save_card(session, holder, &changes, key).await?)
}
