//! Contacts.

mod card;
mod create;
mod duplicates;

use domain::contact::ContactHit;
use domain::page::Page;
use domain::search::Search;

use crate::{Error, Session};

pub use card::card;
pub use create::create;
pub use duplicates::{DuplicateProbe, duplicates};

/// One page of the contacts that a search finds.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn search(session: &Session, search: &Search) -> Result<Page<ContactHit>, Error> {
    crate::search::contacts(session, search).await
}
