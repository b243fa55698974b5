//! Dates in words: «18 nov», with the year when it is not this one.

use domain::date::Date;
use domain::user::Language;

use super::language;
use crate::boot::boot;

const SV: [&str; 12] = [
    "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec",
];
const EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Day and month, and the year when it is not this one.
#[must_use]
pub fn short_date(day: Date) -> String {
    let this_year = boot().today.map(Date::year) == Some(day.year());
    if this_year {
        words(day, language())
    } else {
        date(day)
    }
}

/// Day, month and year.
#[must_use]
pub fn date(day: Date) -> String {
    format!("{} {}", words(day, language()), day.year())
}

fn words(day: Date, language: Language) -> String {
    let month = usize::from(day.month()) - 1;
    let name = match language {
        Language::Sv => SV[month],
        Language::En => EN[month],
    };
    format!("{}\u{a0}{name}", day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_their_names() {
        let day = Date::new(2026, 3, 9).unwrap();
        assert_eq!(words(day, Language::Sv), "9\u{a0}mars");
        assert_eq!(words(day, Language::En), "9\u{a0}Mar");
    }
}
