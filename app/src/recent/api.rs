//! What the recently opened cards ask the server.

use uuid::Uuid;

use super::Opened;

/// How many are shown.
#[cfg(feature = "ssr")]
const MOST: u32 = 30;

crate::api! {
    /// The cards that the reader has opened last.
    pub fn list_recent() -> Vec<Opened> = "list_recent" {
        let cards = store::recent::list(&session()?, MOST).await.map_err(report)?;
        Ok(cards.into_iter().map(Opened::from).collect())
    }

    /// Remembers that a card was opened: `contacts` or `companies`, and its id.
    pub fn note_opened(among: String, card: Uuid) -> () = "note_opened" {
        let among = among.parse().map_err(|_| report(crate::error::Error::NotFound))?;
        store::recent::opened(&session()?, among, card)
            .await
            .map_err(report)
    }
}

#[cfg(feature = "ssr")]
impl From<store::recent::Recent> for Opened {
    fn from(card: store::recent::Recent) -> Self {
        Self {
            company: card.among == domain::search::Among::Companies.as_str(),
            id: card.id,
            name: card.name,
            sub: card.sub,
        }
    }
}
