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
    /// 1970-01-01.
    pub const EPOCH: Self = Self {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// A date that exists.
    ///
    /// # Errors
    /// [`Problem::Date`] for a day or month that is not in the calendar, or a year outside 1–9999.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, Problem> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        if exists {
            Ok(Self { year, month, day })
        } else {
            Err(Problem::Date)
        }
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

/// Days of the week in ISO 8601's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Date {
    /// Days since 1970-01-01; negative before it.
    #[must_use]
    pub fn days(self) -> i32 {
        // Years begin in March here, so that the leap day comes last (Howard Hinnant,
        // «chrono-compatible low-level date algorithms»).
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i32::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }

    /// The date so many days after 1970-01-01.
    ///
    /// # Errors
    /// [`Problem::Date`] outside the years 1–9999.
    pub fn from_days(days: i32) -> Result<Self, Problem> {
        let days = i64::from(days) + 719_468;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let calendar_month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year + i64::from(calendar_month <= 2);
        let part = |value: i64| u8::try_from(value).map_err(|_| Problem::Date);
        Self::new(
            i16::try_from(year).map_err(|_| Problem::Date)?,
            part(calendar_month)?,
            part(day)?,
        )
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (self.days() + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
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
        let part =
            |range: std::ops::Range<usize>| digits[range].parse::<i16>().map_err(|_| Problem::Date);
        let (month, day) = (part(4..6)?, part(6..8)?);
        Self::new(
            part(0..4)?,
            u8::try_from(month).map_err(|_| Problem::Date)?,
            u8::try_from(day).map_err(|_| Problem::Date)?,
        )
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn knows_the_calendar() {
        assert_eq!(
            "2026-11-23".parse::<Date>().map(Date::weekday),
            Ok(Weekday::Monday)
        );
        assert_eq!("2000-02-29".parse::<Date>().map(Date::days), Ok(11_016));
        assert_eq!("19700101".parse::<Date>().map(Date::days), Ok(0));
        for text in [
            "1900-02-29",
            "2026-13-01",
            "2026-11-31",
            "2026-1-1",
            "2026/11/23",
            "20261x23",
            "",
            "åååå-mm-dd",
        ] {
            assert_eq!(text.parse::<Date>(), Err(Problem::Date), "{text}");
        }
    }

    proptest! {
        #[test]
        fn print_then_parse_is_identity(days in -700_000..2_900_000i32) {
            let date = Date::from_days(days).expect("within the years 1 to 9999");
            prop_assert_eq!(date.days(), days);
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
            let next = Date::from_days(days + 1).expect("within the years 1 to 9999");
            prop_assert!(next > date);
            prop_assert_eq!((next.weekday() as i32 - date.weekday() as i32).rem_euclid(7), 1);
        }

        #[test]
        fn never_panics(text in "\\PC{0,12}", days in any::<i32>()) {
            let _ = (text.parse::<Date>(), Date::from_days(days));
        }
    }
}
