//! One act on many hits (S5).

use serde::{Deserialize, Serialize};

use crate::{CategoryId, CommandId, Problem, UserId};

/// What is done with each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Somebody else owns it.
    Owner(UserId),
    /// It gets a category.
    AddCategory(CategoryId),
    /// It loses a category.
    RemoveCategory(CategoryId),
    /// Hidden from colleagues, or seen by them again. Not for companies.
    Private(bool),
    /// Moved to the trash.
    Trash,
    /// Back from the trash.
    Restore,
}

impl Act {
    /// From its word and what it is done with, as a form sends them.
    ///
    /// # Errors
    /// [`Problem::Choice`] for what is none of these; [`Problem::Required`] when nothing was chosen.
    pub fn parse(word: &str, value: &str) -> Result<Self, Problem> {
        let chosen = || match value {
            "" => Err(Problem::Required),
            _ => Ok(value),
        };
        match word {
            "owner" => id(chosen()?).map(Self::Owner),
            "add_category" => id(chosen()?).map(Self::AddCategory),
            "remove_category" => id(chosen()?).map(Self::RemoveCategory),
            "hide" => Ok(Self::Private(true)),
            "show" => Ok(Self::Private(false)),
            "trash" => Ok(Self::Trash),
            "restore" => Ok(Self::Restore),
            _ => Err(Problem::Choice),
        }
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner(_) => "owner",
            Self::AddCategory(_) => "add_category",
            Self::RemoveCategory(_) => "remove_category",
            Self::Private(true) => "hide",
            Self::Private(false) => "show",
            Self::Trash => "trash",
            Self::Restore => "restore",
        }
    }
}

fn id<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::Choice)
}

/// The most rows that are ticked one by one; beyond that it is a whole search.
pub const MOST_TICKED: usize = 2_000;

/// The most rows of one act.
pub const MOST: usize = 100_000;

/// How far an act has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Everything it did is this one command, for undoing.
    pub command: CommandId,
    /// How many rows it is about; 0 until they have been counted.
    pub total: u32,
    /// How many are as they were to be.
    pub done: u32,
    /// How many could not be changed: hidden or gone, or not the reader's to change.
    pub refused: u32,
    /// It goes on. Otherwise it is finished, or was stopped when `done` and `refused` are not all.
    pub running: bool,
}

impl Progress {
    /// It ended before it came to the last row.
    #[must_use]
    pub fn stopped(&self) -> bool {
        !self.running && self.done + self.refused < self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_read_from_their_words() {
        let id = "01940000-0000-7000-8000-000000000001";
        for word in ["owner", "add_category", "remove_category"] {
            assert_eq!(Act::parse(word, id).map(Act::word), Ok(word));
            assert_eq!(Act::parse(word, ""), Err(Problem::Required));
            assert_eq!(Act::parse(word, "everybody"), Err(Problem::Choice));
        }
        for word in ["hide", "show", "trash", "restore"] {
            assert_eq!(Act::parse(word, "").map(Act::word), Ok(word));
        }
        assert_eq!(Act::parse("delete", ""), Err(Problem::Choice));
    }

    #[test]
    fn what_ended_too_soon_was_stopped() {
        let progress = |done, running| Progress {
            command: CommandId(uuid::Uuid::nil()),
            total: 10,
            done,
            refused: 1,
            running,
        };
        assert!(!progress(9, false).stopped());
        assert!(progress(8, false).stopped());
        assert!(!progress(8, true).stopped());
    }
}
