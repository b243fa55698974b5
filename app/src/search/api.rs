//! What the search window asks the server.

#![expect(
    missing_docs,
    reason = "the fields of the structs that the server macro makes"
)]

use crate::wire::Json;
use domain::category::Category;
use domain::company::CompanyHit;
use domain::contact::ContactHit;
use domain::page::Page;
use domain::search::Search;
use domain::selection::Selection;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What stands in the search panel besides the search itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The firm's categories.
    pub categories: Vec<Category>,
    /// Saved selections.
    pub selections: Vec<Selection>,
}

/// One page of contacts.
#[server(endpoint = "search_contacts", input = Json, output = Json)]
pub async fn search_contacts(search: Search) -> Result<Page<ContactHit>, Error> {
    use crate::ssr::{report, session};
    store::contact::search(&session()?, &search)
        .await
        .map_err(report)
}

/// One page of companies.
#[server(endpoint = "search_companies", input = Json, output = Json)]
pub async fn search_companies(search: Search) -> Result<Page<CompanyHit>, Error> {
    use crate::ssr::{report, session};
    store::company::search(&session()?, &search)
        .await
        .map_err(report)
}

/// Categories and saved selections.
#[server(endpoint = "read_search_panel", input = Json, output = Json)]
pub async fn read_search_panel() -> Result<Panel, Error> {
    use crate::ssr::{report, session};
    let session = session()?;
    let categories = store::category::list(&session).await.map_err(report)?;
    let selections = store::selection::list(&session).await.map_err(report)?;
    Ok(Panel {
        categories,
        selections,
    })
}
