//! Companies.

use domain::CompanyId;
use domain::company::{CompanyCard, CompanyHit};
use domain::page::Page;
use domain::search::Search;
use sqlx::types::Json;

use crate::session::unit;
use crate::{Error, Session};

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
        let card: Option<Json<CompanyCard>> = sqlx::query_scalar("select crm.company_card($1)")
            .bind(id.0)
            .fetch_one(&mut *tx)
            .await?;
        card.map(|Json(card)| card).ok_or(Error::NotFound)
    })
    .await
}
