//! Notices: what somebody is told of because a colleague has named them in a note (S10).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::date::Date;
use crate::history::Cursor;
use crate::{NoteId, NoticeId, UserId, text};

/// Most that is counted of what waits for somebody.
pub const MOST_COUNTED: u32 = 100;

/// What waits for the reader, as every page shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Reminders that are due.
    pub reminders: u32,
    /// Notices that are not read.
    pub notices: u32,
}

/// A place among notices: when it was told, and which.
pub type NoticeCursor = Cursor<Uuid>;

/// That a colleague has named the reader in a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its key.
    pub id: NoticeId,
    /// The colleague, and their name.
    pub by: (UserId, String),
    /// The card that the note is on: its name, as the reader may see it.
    pub card: String,
    /// What the note says now, in Markdown: what stands round their name.
    pub body: String,
    /// The day, at the firm.
    pub on: Date,
    /// The time of day, `10:14`.
    pub at: String,
    /// The reader has not opened it.
    pub unread: bool,
    /// Where it stands among the others.
    pub cursor: NoticeCursor,
}

/// A task that the reader is reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// What is to be done.
    pub subject: String,
    /// The card that it is on.
    pub card: String,
    /// Where it can be changed.
    pub href: String,
}

/// A page of notices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// Reminders that are due; on the first page alone.
    pub reminders: Vec<Reminder>,
    /// The latest first.
    pub notices: Vec<Notice>,
    /// Where the next page begins; none after the last.
    pub next: Option<NoticeCursor>,
}

/// A colleague that a note can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Their name.
    pub name: String,
    /// What names them in a note, after the sign: the name, and their address where others share it.
    pub words: String,
    /// They may see what the note is on, and are told.
    pub told: bool,
}

/// Whom a note names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The note.
    pub note: NoteId,
    /// Their words, each way that the note writes them.
    pub words: Vec<String>,
    /// Their name now.
    pub name: String,
    /// They may see the note.
    pub told: bool,
}

/// What is being typed of a name, in a text up to the cursor: what stands before its sign, and what comes
/// after it. Nothing when no name is being typed.
#[must_use]
pub fn being_typed(before: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 40;
    let (at, _) = before.char_indices().rev().find(|(_, c)| *c == '@')?;
    let typed = &before[at + 1..];
    let after_word = before[..at].chars().next_back().is_some_and(is_of_word);
    let starts_bare = typed.starts_with(char::is_whitespace);
    if after_word || starts_bare || typed.contains('\n') || typed.chars().count() > LONGEST {
        return None;
    }
    Some((&before[..at], typed))
}

/// Whether a colleague is among those that are meant by what has been typed so far.
#[must_use]
pub fn may_mean(name: &str, typed: &str) -> bool {
    let (name, typed) = (text::fold(name), text::fold(typed));
    name.starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
}

/// Parts of a text: those that name somebody with what names them, the others without. `words` are what
/// follows the sign.
#[must_use]
pub fn parts<'a, T: Copy>(text: &'a str, words: &[(&str, T)]) -> Vec<(&'a str, Option<T>)> {
    let mut parts = Vec::new();
    let (mut plain, mut from) = (0, 0);
    while let Some(found) = text[from..].find('@') {
        let at = from + found;
        from = at + 1;
        if text[..at].chars().next_back().is_some_and(is_of_word) {
            continue;
        }
        let fits = |(said, _): &&(&str, T)| {
            let rest = text[from..].strip_prefix(*said);
            !said.is_empty() && rest.is_some_and(|rest| !rest.starts_with(is_of_word))
        };
        let longest = words.iter().filter(fits).max_by_key(|(said, _)| said.len());
        let Some((said, who)) = longest else { continue };
        if plain < at {
            parts.push((&text[plain..at], None));
        }
        from += said.len();
        parts.push((&text[at..from], Some(*who)));
        plain = from;
    }
    if plain < text.len() {
        parts.push((&text[plain..], None));
    }
    parts
}

/// A letter, a digit, or what else an address has before its sign.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_typed_after_its_sign() {
        assert_eq!(being_typed("@"), Some(("", "")));
        assert_eq!(being_typed("Åsa, @an"), Some(("Åsa, ", "an")));
        assert_eq!(being_typed("Fråga @Anna Be"), Some(("Fråga ", "Anna Be")));
        for not in [
            "",
            "anna",
            "anna@firm",
            "@anna\nsedan",
            "@ anna",
            &format!("@{}", "a".repeat(41)),
        ] {
            assert_eq!(being_typed(not), None, "{not}");
        }
    }

    #[test]
    fn any_word_of_a_name_will_do() {
        assert!(may_mean("Johan Ek", "jo"));
        assert!(may_mean("Johan Ek", "ek"));
        assert!(may_mean("Åsa Öberg", "asa o"));
        assert!(may_mean("Johan Ek", ""));
        assert!(!may_mean("Johan Ek", "han"));
    }

    #[test]
    fn the_longest_words_name_somebody() {
        let words = [("Anna", 1), ("Anna Berg", 2)];
        assert_eq!(
            parts("Hej @Anna Berg och @Anna!", &words),
            [
                ("Hej ", None),
                ("@Anna Berg", Some(2)),
                (" och ", None),
                ("@Anna", Some(1)),
                ("!", None)
            ]
        );
        for nobody in ["@Annabell", "x@Anna", "Anna", "@anna", "@"] {
            assert_eq!(parts(nobody, &words), [(nobody, None)]);
        }
        assert_eq!(parts("", &words), []);
    }

    proptest! {
        #[test]
        fn parts_make_up_the_text(text in "[@ab åA\n]{0,30}", words in "[ab å]{0,4}") {
            let whole: String = parts(&text, &[(&words, ())]).iter().map(|(part, _)| *part).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
