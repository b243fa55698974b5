//! Saving a new company: one way in, with JavaScript and without.

use domain::company::{CompanyDraft, CreatedCompany};
use store::Session;
use uuid::Uuid;

use crate::error::Error;

/// Parses and saves. `key` is the idempotency key that was made with the form.
///
/// # Errors
/// [`Error::Invalid`] for the fields; what the database says otherwise.
pub async fn save(
    session: &Session,
    draft: &CompanyDraft,
    key: &str,
) -> Result<CreatedCompany, Error> {
    let company = draft.parse().map_err(Error::Invalid)?;
    let key = Uuid::parse_str(key).map_err(|_| Error::Conflict)?;
    Ok(store::company::create(session, company, key).await?)
}
