//! What the people were told, and what may not be.

use std::collections::HashMap;
use std::time::Instant;
use uuid::Uuid;

/// What is known of a change that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server said that it was done: when it had been sent, and when that was heard.
    Done(Instant, Instant),
    /// No answer came, and it could not be found out.
    Unknown,
    /// The server said no.
    Refused,
}

/// A change of a title, by the value that nothing else has.
#[derive(Debug)]
pub struct Title {
    /// Which contact.
    pub contact: usize,
    /// The value.
    pub value: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// A row that was made under an idempotency key.
#[derive(Debug)]
pub struct Made {
    /// `crm` table.
    pub table: &'static str,
    /// The column with the value that nothing else has.
    pub column: &'static str,
    /// The value.
    pub value: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// Everything.
#[derive(Debug, Default)]
pub struct Seen {
    /// Titles that were set.
    pub titles: Vec<Title>,
    /// Rows that were made.
    pub made: Vec<Made>,
    /// Commands that were taken back, and by which.
    pub undone: Vec<(Uuid, Uuid)>,
    /// Contacts that are hidden for certain: since which hiding.
    hidden: HashMap<usize, usize>,
    hidings: usize,
    /// The newest version of a contact that an answer had.
    versions: HashMap<usize, i32>,
    /// Answers to readings.
    pub reads: usize,
    /// Of those, while the contact was hidden from whoever asked.
    pub reads_of_hidden: usize,
    /// Answers that did not come.
    pub broken: usize,
    /// What may not be.
    pub wrong: Vec<String>,
}

impl Seen {
    /// Hiding has been confirmed.
    pub fn hide(&mut self, contact: usize) {
        self.hidings += 1;
        self.hidden.insert(contact, self.hidings);
    }

    /// Showing is about to be asked for.
    pub fn show(&mut self, contact: usize) {
        self.hidden.remove(&contact);
    }

    /// Which hiding is in force; the same one before and after means: all the time between.
    pub fn hiding(&self, contact: usize) -> Option<usize> {
        self.hidden.get(&contact).copied()
    }

    /// The version that whoever asks now must at least be shown.
    pub fn version(&self, contact: usize) -> i32 {
        self.versions.get(&contact).copied().unwrap_or_default()
    }

    /// A version was shown to somebody who asked when `least` was known.
    pub fn shown(&mut self, contact: usize, least: i32, version: i32) {
        if version < least {
            self.wrong.push(format!(
                "contact {contact}: version {version} was read after version {least}"
            ));
        }
        let newest = self.versions.entry(contact).or_default();
        *newest = version.max(*newest);
    }

    /// One line.
    pub fn summary(&self) -> String {
        let done = |outcome: &Outcome| matches!(outcome, Outcome::Done(..));
        let titles = self
            .titles
            .iter()
            .filter(|title| done(&title.outcome))
            .count();
        let unknown = self
            .titles
            .iter()
            .filter(|title| title.outcome == Outcome::Unknown)
            .count();
        let made = self.made.iter().filter(|made| done(&made.outcome)).count();
        format!(
            "Confirmed: {titles} saves, {made} new rows, {} undone, {} hidings. Unknown: {unknown} saves. \
             Readings: {}, of them {} while hidden. Broken off: {}.",
            self.undone.len(),
            self.hidings,
            self.reads,
            self.reads_of_hidden,
            self.broken
        )
    }
}
