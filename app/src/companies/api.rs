//! What the company window asks the server.

#![expect(
    missing_docs,
    reason = "the fields of the structs that the server macro makes"
)]

use crate::wire::Json;
use domain::CompanyId;
use domain::company::CompanyCard;
use leptos::prelude::*;

use crate::error::Error;

/// The card of a company.
#[server(endpoint = "read_company", input = Json, output = Json)]
pub async fn read_company(id: CompanyId) -> Result<CompanyCard, Error> {
    use crate::ssr::{report, session};
    store::company::card(&session()?, id).await.map_err(report)
}
