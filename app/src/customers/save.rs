//! Saving the customer form: one way in, with JavaScript and without.

use domain::customer::Saved;
use domain::edit::Holder;
use store::Session;
use uuid::Uuid;

use super::form_data::Posted;
use crate::error::Error;

/// Parses and saves.
///
/// # Errors
/// [`Error::Invalid`] for the fields; what the database says otherwise.
pub async fn save(session: &Session, holder: Holder, posted: &Posted) -> Result<Saved, Error> {
    let mut draft = posted.draft.clone();
    if let Holder::Company(_) = holder {
        draft.personal_number.clear();
        draft.remove_personal_number = false;
    }
    let new = draft
        .parse(store::identity::today())
        .map_err(Error::Invalid)?;
    // Without a key the form was not ours.
    let key = Uuid::parse_str(&posted.key).map_err(|_| Error::Conflict)?;
    Ok(store::customer::save(session, holder, new, posted.was.clone(), key).await?)
}
