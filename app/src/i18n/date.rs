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

/// Day and month.
#[cfg(feature = "ssr")]
#[must_use]
pub fn day_and_month(day: Date) -> String {
    words(day, language())
}

/// Day, month and year.
#[must_use]
pub fn date(day: Date) -> String {
    format!("{} {}", words(day, language()), day.year())
}

/// «Onsdag 18 november», with the year when it is not this one.
#[cfg(feature = "ssr")]
#[must_use]
pub fn day_heading(day: Date, this_year: i16) -> String {
    let (weekday, month) = (day.weekday() as usize, usize::from(day.month()) - 1);
    let (weekday, month) = match language() {
        Language::Sv => (
            [
                "Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag",
            ][weekday],
            [
                "januari",
                "februari",
                "mars",
                "april",
                "maj",
                "juni",
                "juli",
                "augusti",
                "september",
                "oktober",
                "november",
                "december",
            ][month],
        ),
        Language::En => (
            [
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ][weekday],
            [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ][month],
        ),
    };
    let heading = format!("{weekday} {} {month}", day.day());
    if day.year() == this_year {
        heading
    } else {
        format!("{heading} {}", day.year())
    }
}

/// «tors».
#[cfg(feature = "ssr")]
#[must_use]
pub fn weekday(day: Date) -> &'static str {
    let weekday = day.weekday() as usize;
    match language() {
        Language::Sv => ["mån", "tis", "ons", "tors", "fre", "lör", "sön"][weekday],
        Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday],
    }
}

/// «8 okt 2026 09.30».
#[must_use]
pub fn date_and_time(day: Date, clock: &str) -> String {
    format!("{} {}", date(day), time(clock))
}

/// A time of day, `10:14`, as it is written: «10.14» in Swedish.
#[must_use]
pub fn time(clock: &str) -> String {
    match language() {
        Language::Sv => clock.replace(':', "."),
        Language::En => clock.to_owned(),
    }
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
