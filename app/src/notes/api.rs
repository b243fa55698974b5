//! What the notes tab asks the server. Changing and deleting a note is `save_edit` and `remove_row`.

use domain::edit::Holder;
use domain::note::{Made, Note, NoteCursor, NotesQuery};
use serde::{Deserialize, Serialize};

/// A page of notes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesPage {
    /// Those that stand first.
    pub pinned: Vec<Shown>,
    /// The others, the latest first.
    pub notes: Vec<Shown>,
    /// Where the next page begins; none after the last.
    pub next: Option<NoteCursor>,
    /// A new idempotency key.
    pub key: String,
}

/// A note, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shown {
    /// The note.
    pub note: Note,
    /// What it says, as HTML that the server has made of its Markdown.
    pub html: String,
    /// Whom it names that may not see it, and so are not told.
    pub untold: Vec<String>,
}

crate::api! {
    /// A page of the notes that concern a card.
    pub fn read_notes(holder: Holder, query: NotesQuery) -> NotesPage = "read_notes" {
        let read = store::note::page(&session()?, holder, query).await.map_err(report)?;
        let shown = |notes: Vec<Note>| -> Vec<Shown> {
            let notes = notes.into_iter();
            notes.map(|note| crate::notes::markdown::shown(note, &read.mentions)).collect()
        };
        let next = read.notes.last().filter(|_| read.more).map(|note| note.cursor.clone());
        Ok(NotesPage {
            pinned: shown(read.pinned),
            notes: shown(read.notes),
            next,
            key: uuid::Uuid::now_v7().to_string(),
        })
    }

    /// Makes a note on a card. The same key makes it once, however often it is sent.
    pub fn create_note(holder: Holder, body: String, key: String) -> Made = "create_note" {
        crate::notes::save::create(&session()?, holder, &body, &key).await.map_err(report)
    }

    /// How a note will look.
    pub fn render_note(body: String) -> String = "render_note" {
        // It is work: for whoever is signed in.
        store::auth::viewer(&session()?).await.map_err(report)?;
        let named = store::notice::named_in(&session()?, body.clone()).await.map_err(report)?;
        let named: Vec<(&str, &str)> = named.iter().map(|(words, name)| (&**words, &**name)).collect();
        Ok(crate::notes::markdown::to_html(&body, &named))
    }
}
