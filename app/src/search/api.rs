//! What the search window asks the server.

use domain::category::Category;
use domain::company::CompanyHit;
use domain::contact::ContactHit;
use domain::page::{Neighbours, Page};
use domain::search::Search;
use domain::selection::Selection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What stands in the search panel besides the search itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// The firm's categories.
    pub categories: Vec<Category>,
    /// Saved selections.
    pub selections: Vec<Selection>,
    /// A new idempotency key, for saving another one.
    pub key: String,
}

crate::api! {
    /// One page of contacts.
    pub fn search_contacts(search: Search) -> Page<ContactHit> = "search_contacts" {
        store::contact::search(&session()?, &search)
            .await
            .map_err(report)
    }

    /// One page of companies.
    pub fn search_companies(search: Search) -> Page<CompanyHit> = "search_companies" {
        store::company::search(&session()?, &search)
            .await
            .map_err(report)
    }

    /// Categories and saved selections.
    pub fn read_search_panel() -> Panel = "read_search_panel" {
        let session = session()?;
        let categories = store::category::list(&session).await.map_err(report)?;
        let selections = store::selection::list(&session).await.map_err(report)?;
        Ok(Panel {
            categories,
            selections,
            key: Uuid::now_v7().to_string(),
        })
    }

    /// Where a card stands among the hits of a search, and what stands beside it.
    pub fn find_neighbours(search: Search, card: Uuid) -> Option<Neighbours> = "find_neighbours" {
        store::search::neighbours(&session()?, &search, card)
            .await
            .map_err(report)
    }
}
