//! Companies.

mod create;
mod duplicates;

use domain::company::{CompanyCard, CompanyContact, CompanyHit};
use domain::overview::Overview;
use domain::page::Page;
use domain::search::Search;
use domain::{CompanyId, LinkId};
use sqlx::types::Json;

use crate::session::unit;
use crate::{Error, Session};

pub use create::create;
pub use duplicates::{CompanyProbe, duplicates};

/// One page of the companies that a search finds.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn search(session: &Session, search: &Search) -> Result<Page<CompanyHit>, Error> {
    crate::search::companies(session, search).await
}

/// Everything in the upper part of the company window, and the contacts below it.
///
/// # Errors
/// [`Error::NotFound`] when the firm has no such company.
pub async fn card(session: &Session, id: CompanyId) -> Result<CompanyCard, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (card, Json(overview)): (Option<Json<CompanyCard>>, Json<Overview>) =
            sqlx::query_as("select crm.company_card($1), crm.card_overview(true, $1)")
                .bind(id.0)
                .fetch_one(&mut *tx)
                .await?;
        let Json(card) = card.ok_or(Error::NotFound)?;
        Ok(CompanyCard { overview, ..card })
    })
    .await
}

/// The contacts of a company that come after the link `after`; at most
/// [`domain::company::CONTACTS_AT_ONCE`]. From the first when that link is gone.
///
/// # Errors
/// [`Error::NotFound`] when the firm has no such company.
pub async fn contacts(
    session: &Session,
    id: CompanyId,
    after: Option<LinkId>,
) -> Result<Vec<CompanyContact>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let contacts: Option<Json<Vec<CompanyContact>>> =
            sqlx::query_scalar("select crm.company_contacts($1, $2)")
                .bind(id.0)
                .bind(after.map(|link| link.0))
                .fetch_one(&mut *tx)
                .await?;
        contacts
            .map(|Json(contacts)| contacts)
            .ok_or(Error::NotFound)
    })
    .await
}
