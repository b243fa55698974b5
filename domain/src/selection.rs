//! Saved selections («sparade sökningar»): a search with a name.

use serde::{Deserialize, Serialize};

use crate::SelectionId;

/// A saved selection, as it stands in the search panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The selection.
    pub id: SelectionId,
    /// Its name.
    pub name: String,
    /// The query part of its address, without `?` ([`crate::search::Search::to_query`]).
    pub query: String,
    /// Seen by the whole firm.
    pub shared: bool,
}
