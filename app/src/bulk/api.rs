//! What acts on many rows ask the server.

use domain::CommandId;
use domain::bulk::Progress;
use domain::search::Search;
use uuid::Uuid;

crate::api! {
    /// Does one thing with the rows that are ticked, or with all that the search finds. What is not done
    /// within a moment goes on by itself: see [`bulk_progress`].
    pub fn bulk_act(search: Search, ids: Vec<Uuid>, all: bool, act: String, value: String) -> Progress = "bulk_act" {
        use store::bulk::{Chosen, start};
        const PATIENCE: std::time::Duration = std::time::Duration::from_millis(1_500);
        let act = crate::bulk::parse(&act, &value).map_err(report)?;
        let chosen = if all {
            Chosen::All(search)
        } else {
            Chosen::Ticked(search.among, ids)
        };
        start(&session()?, act, chosen, PATIENCE)
            .await
            .map_err(report)
    }

    /// How far an act of the reader's has come.
    pub fn bulk_progress(command: CommandId) -> Progress = "bulk_progress" {
        store::bulk::progress(&session()?, command)
            .await
            .map_err(report)
    }

    /// Stops an act of the reader's. What is done stands.
    pub fn bulk_stop(command: CommandId) -> Progress = "bulk_stop" {
        store::bulk::stop(&session()?, command)
            .await
            .map_err(report)
    }
}
