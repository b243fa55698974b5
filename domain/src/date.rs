//! Calendar dates: a birthday or a due day is a date, never an instant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// A day in the Gregorian calendar, written ISO 8601 (`2026-11-23`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date that exists.
    ///
    /// # Errors
    /// [`Problem::Date`] for a day or month that is not in the calendar, or a year outside 1–9999.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, Problem> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        if exists { Ok(Self { year, month, day }) } else { Err(Problem::Date) }
    }

    /// 1–9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1–12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1–31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

fn days_in_month(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = Problem;

    /// Reads `2026-11-23` and `20261123`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let digits: String = match text.len() {
            10 if text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' => text.replace('-', ""),
            _ => text.to_owned(),
        };
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::Date);
        }
        let part = |range: std::ops::Range<usize>| digits[range].parse::<i16>().map_err(|_| Problem::Date);
        let (month, day) = (part(4..6)?, part(6..8)?);
        Self::new(part(0..4)?, u8::try_from(month).map_err(|_| Problem::Date)?, u8::try_from(day).map_err(|_| Problem::Date)?)
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|_| format!("not a date: {text}"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
