//! Words of the command line.

use super::CONTACTS;
use crate::failure::{Result, fail};

/// The words that are left.
pub struct Words(std::vec::IntoIter<String>);

impl Words {
    /// All of them.
    pub fn of(words: impl IntoIterator<Item = String>) -> Self {
        Self(words.into_iter().collect::<Vec<_>>().into_iter())
    }

    /// The next word, whatever it is.
    pub fn next(&mut self) -> Option<String> {
        self.0.next()
    }

    /// All that are left.
    pub fn rest(self) -> Vec<String> {
        self.0.collect()
    }

    /// The next option with its value, given as `--name value` or `--name=value`.
    pub fn option(&mut self) -> Result<Option<(String, Value)>> {
        let Some(word) = self.0.next() else {
            return Ok(None);
        };
        if !word.starts_with("--") {
            return fail(format!(
                "`{word}` is out of place: cargo xtask help shows what can be said"
            ));
        }
        let (name, given) = match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word, None),
        };
        // The option itself is judged before its missing value is.
        let text = given.or_else(|| self.0.next());
        Ok(Some((name.clone(), Value { name, text })))
    }

    /// Fails when there is another word.
    pub fn none(mut self, command: &str) -> Result {
        match self.0.next() {
            None => Ok(()),
            Some(word) => fail(format!(
                "{command} takes no options, and `{word}` was given"
            )),
        }
    }
}

/// The value of an option, not yet understood.
pub struct Value {
    name: String,
    text: Option<String>,
}

impl Value {
    /// Any text but none.
    pub fn text(self) -> Result<String> {
        match self.text {
            Some(text) if !text.is_empty() => Ok(text),
            _ => fail(format!("{} needs a value", self.name)),
        }
    }

    /// A number of a range.
    pub fn number<N>(self, range: std::ops::RangeInclusive<N>) -> Result<N>
    where
        N: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let name = self.name.clone();
        let text = self.text()?;
        // «1_000_000» and «1 000 000» are how people write a million.
        let digits: String = text
            .chars()
            .filter(|sign| !matches!(sign, '_' | ' '))
            .collect();
        match digits.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => fail(format!(
                "{name} must be a number from {} to {}, not `{text}`",
                range.start(),
                range.end()
            )),
        }
    }

    /// What stands between commas, each a value of the same option.
    pub fn list(self) -> Result<Vec<Self>> {
        let name = self.name.clone();
        let text = self.text()?;
        let value = |part: &str| Self {
            name: name.clone(),
            text: Some(part.trim().to_owned()),
        };
        Ok(text.split(',').map(value).collect())
    }

    /// One of the words that are known.
    pub fn one_of(self, known: &[&str]) -> Result<String> {
        let name = self.name.clone();
        let text = self.text()?;
        if known.contains(&text.as_str()) {
            return Ok(text);
        }
        fail(format!(
            "{name} must be of {}, not `{text}`",
            known.join(",")
        ))
    }

    /// A number of contacts, or 0.
    pub fn contacts_or_none(self) -> Result<u32> {
        if self.text.as_deref() == Some("0") {
            Ok(0)
        } else {
            self.number(CONTACTS)
        }
    }
}
