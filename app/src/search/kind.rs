//! What is looked for: the window is the same for contacts and companies, and asks this where they
//! differ. So the code of either is loaded with the page of it alone.

use domain::page::Page;
use domain::search::{Among, Search};
use leptos::prelude::*;
use uuid::Uuid;

use super::hits::{Hits, Row};
use crate::error::Error;
use crate::wire::{Answer, BoxFuture};

/// Contacts, or companies.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Which of them.
    pub among: Among,
    /// Asks for a page of hits.
    pub ask: fn(Search) -> BoxFuture<Answer>,
    /// Reads what it says.
    pub read: fn(Answer) -> Result<Hits, Error>,
    /// Asks for the card of a hit.
    pub ask_card: fn(Uuid) -> BoxFuture<Answer>,
    /// Draws it for the preview; nothing where there is none.
    pub card: fn(Answer) -> AnyView,
}

/// A page with its rows as they are drawn.
pub(super) fn page<T>(page: Page<T>, row: fn(T) -> Row) -> Hits {
    Hits {
        next: page.next,
        count: (page.count, page.more),
        rows: page.items.into_iter().map(row).collect(),
    }
}
