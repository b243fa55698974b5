//! What the dialog asks the server. Searching is the search window's own.

use domain::edit::Holder;
use domain::link::{LinkDraft, LinkStart, Linked};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::picks::Found;

/// Everything that the dialog is drawn from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// The card, and what is linked.
    pub start: LinkStart,
    /// What the address searches for.
    pub found: Found,
    /// A new idempotency key.
    pub key: String,
}

crate::api! {
    /// What the dialog of a card starts from; `picked` are those that are ticked already, `query` is
    /// what the address searches for.
    pub fn read_link_start(holder: Holder, picked: Vec<Uuid>, query: String) -> Ready = "read_link_start" {
        let session = session()?;
        let start = store::company_link::start(&session, holder, &picked)
            .await
            .map_err(report)?;
        let found = crate::links::picks::find_in(&session, holder, query)
            .await
            .map_err(report)?;
        Ok(Ready {
            start,
            found,
            key: Uuid::now_v7().to_string(),
        })
    }

    /// Links a card to all that is ticked. The same key links once, however often it is sent.
    pub fn add_links(holder: Holder, links: Vec<LinkDraft>, key: String) -> Linked = "add_links" {
        crate::links::save::save(&session()?, holder, &links, &key)
            .await
            .map_err(report)
    }
}
