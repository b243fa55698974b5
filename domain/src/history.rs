//! What is asked of a card's history (S11): a period, a text, and where the next page begins.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::search::{form_encode, query_pairs};

/// Longest text that is looked for, in characters.
pub const MAX_TEXT: usize = 100;

/// A page of a history, as its address says it: `from=2026-10-01&to=2026-11-23&q=titel`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryQuery {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// In a field's name, a person's name or a value; empty for everything.
    pub text: String,
    /// What comes before this; the latest when nothing is said.
    pub before: Option<Cursor>,
}

/// A place in what is read a page at a time, by when it was and a number or key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor<K = i64> {
    /// The moment, as the database writes it (ISO 8601, UTC, microseconds).
    pub at: String,
    /// Tells what is of one moment apart.
    pub seq: K,
}

impl<K: fmt::Display> fmt::Display for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at, self.seq)
    }
}

/// What is no cursor of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCursor;

impl<K: FromStr> FromStr for Cursor<K> {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (at, seq) = text.split_once('_').ok_or(NoCursor)?;
        let shape = "0000-00-00T00:00:00.000000Z";
        let alike = |(is, wanted): (char, char)| match wanted {
            '0' => is.is_ascii_digit(),
            other => is == other,
        };
        let fits = at.len() == shape.len() && at.chars().zip(shape.chars()).all(alike);
        let day = at.get(..10).and_then(|day| day.parse::<Date>().ok());
        if !fits || day.is_none() || at.get(11..13).is_none_or(|hour| hour > "23") {
            return Err(NoCursor);
        }
        Ok(Self {
            at: at.to_owned(),
            seq: seq.parse().map_err(|_| NoCursor)?,
        })
    }
}

impl HistoryQuery {
    /// Reads the query of an address. What makes no sense is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in query_pairs(query) {
            match &*name {
                "from" => read.from = value.parse().ok(),
                "to" => read.to = value.parse().ok(),
                "text" => read.text = value.trim().chars().take(MAX_TEXT).collect(),
                "before" => read.before = value.parse().ok(),
                _ => {}
            }
        }
        read
    }

    /// The query of its address, without what is not said. Begins with `tab=history`.
    #[must_use]
    pub fn address(&self) -> String {
        let mut address = "?tab=history".to_owned();
        let day = |day: Option<Date>| day.map(String::from).unwrap_or_default();
        let before = self.before.as_ref().map(ToString::to_string);
        for (name, value) in [
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("text", self.text.clone()),
            ("before", before.unwrap_or_default()),
        ] {
            if !value.is_empty() {
                address.push_str(&format!("&{name}={}", form_encode(&value)));
            }
        }
        address
    }

    /// Every change is asked for, whenever and whatever it was.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.from.is_none() && self.to.is_none() && self.text.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let query = "?from=2026-13-01&to=x&before=now_1&text=%20titel%20";
        let read = HistoryQuery::from_query(query);
        assert_eq!(
            read,
            HistoryQuery {
                text: "titel".to_owned(),
                ..HistoryQuery::default()
            }
        );
        for wrong in [
            "",
            "_",
            "2026-11-24T10:00:00.000000Z",
            "2026-11-24T99:00:00.000000Z_1",
        ] {
            assert_eq!(wrong.parse::<Cursor<i64>>(), Err(NoCursor), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn an_address_reads_back(days in 0..40_000_i32, text in "[a-zåäö&=%+ ]{0,20}", seq in 0_i64..) {
            let day = Date::from_days(days).unwrap();
            let query = HistoryQuery {
                from: Some(day),
                to: None,
                text: text.trim().to_owned(),
                before: Some(Cursor { at: format!("{day}T08:15:02.123456Z"), seq }),
            };
            prop_assert_eq!(HistoryQuery::from_query(&query.address()), query);
        }
    }
}
