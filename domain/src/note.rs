//! Notes (S10): Markdown, on a contact or company.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::date::Date;
use crate::history::Cursor;
use crate::search::{form_encode, query_pairs};
use crate::user::words;
use crate::{CommandId, CompanyId, NoteId, Problem, ProjectId, UserId, text};

/// Longest note, in characters.
pub const MAX_BODY_CHARS: usize = 100_000;
/// Longest text that is looked for, in characters.
pub const MAX_TEXT: usize = 100;

/// Which notes of a card are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// All that concern it.
    #[default]
    All,
    /// Those that were made on it.
    Card,
    /// Those of the companies that a contact is linked to.
    Companies,
    /// Those of the projects that a contact takes part in.
    Projects,
}
words!(Origin {
    All = "all",
    Card = "card",
    Companies = "companies",
    Projects = "projects"
});

/// A page of notes, as its address says it: `tab=notes&of=companies&text=avtal`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesQuery {
    /// Which.
    pub of: Origin,
    /// In what they say; empty for every one.
    pub text: String,
    /// What comes before this; the latest when nothing is said.
    pub before: Option<NoteCursor>,
}

/// A place among the notes of a card: when the note was made, and which.
pub type NoteCursor = Cursor<Uuid>;

impl NotesQuery {
    /// Reads the query of an address. What makes no sense is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in query_pairs(query) {
            match &*name {
                "of" => read.of = value.parse().unwrap_or_default(),
                "text" => read.text = value.trim().chars().take(MAX_TEXT).collect(),
                "before" => read.before = value.parse().ok(),
                _ => {}
            }
        }
        read
    }

    /// The query of its address, without what is not said. Begins with `tab=notes`.
    #[must_use]
    pub fn address(&self) -> String {
        let mut address = "?tab=notes".to_owned();
        let of = match self.of {
            Origin::All => "",
            of => of.as_str(),
        };
        let before = self.before.as_ref().map(ToString::to_string);
        for (name, value) in [
            ("of", of),
            ("text", &self.text),
            ("before", before.as_deref().unwrap_or_default()),
        ] {
            if !value.is_empty() {
                address.push_str(&format!("&{name}={}", form_encode(value)));
            }
        }
        address
    }
}

/// A note as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// Its key.
    pub id: NoteId,
    /// What it says, in Markdown.
    pub body: String,
    /// Who wrote it, and their name.
    pub author: (UserId, String),
    /// The company it was made on, when that is not the card where it is read.
    pub company: Option<(CompanyId, String)>,
    /// The project it was made on, by number and name, when that is not the card where it is read.
    #[serde(default)]
    pub project: Option<(ProjectId, String)>,
    /// The day it was written, at the firm.
    pub written_on: Date,
    /// The time of day, `10:14`.
    pub written_at: String,
    /// It says something else than at first.
    pub edited: bool,
    /// Above the others.
    pub pinned: bool,
    /// Hidden from colleagues, as its contact is.
    pub private: bool,
    /// Where it stands among the notes.
    pub cursor: NoteCursor,
}

/// A note that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its key.
    pub id: NoteId,
    /// What it can be undone by.
    pub command: CommandId,
}

/// What a note says, as it is saved.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn body(typed: &str) -> Result<String, Problem> {
    match text::lines(typed, MAX_BODY_CHARS)? {
        body if body.is_empty() => Err(Problem::Required),
        body => Ok(body),
    }
}

/// A note without the signs of Markdown, for where it stands as plain text.
#[must_use]
pub fn plain(body: &str) -> String {
    let line = |line: &str| {
        let start = line
            .trim_start()
            .trim_start_matches(['#', '>'])
            .trim_start();
        let item = start
            .strip_prefix("- ")
            .or_else(|| start.strip_prefix("* "));
        let text = item.map_or_else(|| start.to_owned(), |item| format!("• {item}"));
        without_links(&text.replace("**", "").replace("__", "").replace('`', ""))
    };
    body.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// `[words](address)` becomes the words.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let link = after
            .split_once("](")
            .and_then(|(words, tail)| tail.split_once(')').map(|(_, tail)| (words, tail)));
        match link {
            Some((words, tail)) if !words.contains(['[', ']']) => {
                plain.push_str(words);
                rest = tail;
            }
            _ => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_note_says_something() {
        assert_eq!(body(" \r\n "), Err(Problem::Required));
        assert_eq!(body("Ring\r\nsedan "), Ok("Ring\nsedan".to_owned()));
        assert_eq!(body("a\0b"), Err(Problem::ControlCharacter));
        let long = "å".repeat(MAX_BODY_CHARS + 1);
        assert!(matches!(body(&long), Err(Problem::TooLong { .. })));
    }

    #[test]
    fn plain_text_has_no_signs() {
        assert_eq!(
            plain("# Viktigt\n- **ring** `nu`\n> citat"),
            "Viktigt\n• ring nu\ncitat"
        );
        assert_eq!(
            plain("Se [avtalet](https://ek.example) [och] [det"),
            "Se avtalet [och] [det"
        );
        assert_eq!(plain("2 * 3 = 6"), "2 * 3 = 6");
    }

    proptest! {
        #[test]
        fn plain_text_never_fails(body in ".{0,60}") {
            prop_assert!(plain(&body).len() <= body.len() + 2 * body.lines().count());
        }

        #[test]
        fn an_address_reads_back(text in "[a-zåäö&=%+ ]{0,20}", id: u128) {
            let query = NotesQuery {
                of: Origin::Companies,
                text: text.trim().to_owned(),
                before: Some(Cursor { at: "2026-11-24T08:15:02.123456Z".to_owned(), seq: Uuid::from_u128(id) }),
            };
            prop_assert_eq!(NotesQuery::from_query(&query.address()), query);
        }
    }
}
