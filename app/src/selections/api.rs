//! What saved selections ask the server.

use domain::command::Done;
use domain::selection::{Count, Selection};

crate::api! {
    /// The reader's own selections and those that are shared, pinned ones first.
    pub fn list_selections() -> Vec<Selection> = "list_selections" {
        store::selection::list(&session()?).await.map_err(report)
    }

    /// How many the first of them find.
    pub fn count_selections() -> Vec<Count> = "count_selections" {
        store::selection::counts(&session()?).await.map_err(report)
    }

    /// What one of the forms about selections says. Pinning is nothing that is undone.
    pub fn manage_selection(body: String) -> Option<Done> = "manage_selection" {
        crate::selections::manage::manage(&session()?, &body)
            .await
            .map_err(report)
    }
}
