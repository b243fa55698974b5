//! What the history tab asks the server. The answer is in words already: the browser needs no table
//! of every field to show it.

use domain::date::Date;
use domain::edit::Holder;
use domain::history::{Cursor, HistoryQuery};
use domain::user::Language;
use domain::{CommandId, UserId};
use serde::{Deserialize, Serialize};

/// A page of the history, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// What was done, one entry for each command.
    pub events: Vec<Event>,
    /// Where the next page begins; none after the last.
    pub next: Option<Cursor>,
}

/// What one command did to the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The command.
    pub command: CommandId,
    /// The day, in words.
    pub day: String,
    /// The time of day, `10.14`.
    pub time: String,
    /// Who did it, and their name; nobody when the program did.
    pub actor: Option<(UserId, String)>,
    /// What they did: «ändrade 2 uppgifter».
    pub what: String,
    /// From where, when not from the screen: «vid import».
    pub source: String,
    /// Field by field.
    pub lines: Vec<Line>,
    /// The reader may take it back.
    pub undoable: bool,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What was changed.
    pub label: String,
    /// What stood there; nothing where there was nothing to begin with.
    pub before: Option<String>,
    /// What stands there since; nothing where it is gone.
    pub after: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
}

crate::api! {
    /// A page of a card's history.
    pub fn read_history(holder: Holder, query: HistoryQuery, language: Language) -> HistoryPage = "read_history" {
        provide_context(language);
        crate::history::words::read(&session()?, holder, query).await.map_err(report)
    }

    /// What stood on a card at the end of a day.
    pub fn read_card_as_of(holder: Holder, day: Date, language: Language) -> Vec<Line> = "read_card_as_of" {
        provide_context(language);
        crate::history::words::card_as_of(&session()?, holder, day).await.map_err(report)
    }
}
