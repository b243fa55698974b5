//! Saved selections («sparade sökningar»): a search with a name.

use serde::{Deserialize, Serialize};

use crate::SelectionId;
use crate::search::{Among, Search};

/// A saved selection, as it stands in the search panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The selection.
    pub id: SelectionId,
    /// Its name.
    pub name: String,
    /// Of contacts or of companies.
    pub among: Among,
    /// The query part of its address, without `?` ([`Search::to_query`]).
    pub query: String,
    /// Seen by the whole firm.
    pub shared: bool,
    /// The reader may rename, share and remove it.
    pub own: bool,
    /// The reader wants it first.
    pub pinned: bool,
}

impl Selection {
    /// The search that was saved; it knows where it came from.
    #[must_use]
    pub fn search(&self) -> Search {
        Search {
            selection: Some(self.id),
            ..Search::from_query(&self.query).among(self.among)
        }
    }

    /// Where it leads.
    #[must_use]
    pub fn address(&self) -> String {
        self.search().address()
    }
}

/// How many a selection finds, for this reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The selection.
    pub id: SelectionId,
    /// So many, counted to [`crate::page::COUNT_CAP`] at most.
    pub count: u32,
    /// And more than that.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_leads_to_its_own_list() {
        let mut selection = Selection {
            id: SelectionId(uuid::Uuid::nil()),
            name: "Mina i Falun".to_owned(),
            among: Among::Companies,
            query: "q=falun&population=mine".to_owned(),
            shared: false,
            own: true,
            pinned: false,
        };
        let id = selection.id;
        assert_eq!(
            selection.address(),
            format!("/companies?q=falun&population=mine&selection={id}")
        );
        selection.among = Among::Contacts;
        assert!(selection.address().starts_with("/contacts?q=falun"));
    }
}
