//! When things happened: on working days, and always the same, whatever the clock says.

use domain::date::Date;
use uuid::Uuid;

use crate::rng::Rng;

/// 2017-02-06, a Monday, in days since 1970: the register was opened.
const FIRST_DAY: i64 = 17_203;
/// Working days until Friday 2026-11-20, when the firm was last at work. Fixed, so that the same
/// seed gives the same bytes.
const WORKING_DAYS: u64 = 510 * 5 + 5;
/// Notes go back three years from today.
const NOTES_FROM: u64 = WORKING_DAYS - 3 * 52 * 5;
/// A working day, in milliseconds: from 7 to half past 15, UTC.
const DAY_STARTS: i64 = 7 * 3_600_000;
const DAY_LASTS: u64 = 8 * 3_600_000 + 1_800_000;

fn at(working_day: u64, millisecond: u64) -> i64 {
    let day = FIRST_DAY + (working_day / 5 * 7 + working_day % 5) as i64;
    day * 86_400_000 + DAY_STARTS + millisecond as i64
}

/// When the row at a place among so many was made: rows follow each other, evenly, so that their
/// keys rise and the indexes fill from one side.
pub(crate) fn moment(row: u64, of: u64) -> i64 {
    let span = u128::from(WORKING_DAYS) * u128::from(DAY_LASTS);
    let passed = (u128::from(row) * span / u128::from(of.max(1))) as u64;
    at(passed / DAY_LASTS, passed % DAY_LASTS)
}

/// Some time in the last three years, on a later working day than the given moment; at that moment
/// when there has been none since.
pub(crate) fn lately(not_before: i64, rng: &mut Rng) -> i64 {
    let days = not_before.div_euclid(86_400_000) - FIRST_DAY;
    let made = u64::try_from(days / 7 * 5 + (days % 7).min(4)).unwrap_or(0);
    let from = NOTES_FROM.max(made + 1);
    let (later, time) = (
        rng.below(WORKING_DAYS.saturating_sub(from)),
        rng.below(DAY_LASTS),
    );
    if from < WORKING_DAYS {
        at(from + later, time)
    } else {
        not_before
    }
}

/// A `UUIDv7` of that moment, by chance alone.
pub(crate) fn id(moment: i64, rng: &mut Rng) -> Uuid {
    let time = (moment as u128) << 80;
    let version = (0x7000 | u128::from(rng.next() as u16 & 0x0fff)) << 64;
    let variant = u128::from(0x8000_0000_0000_0000 | (rng.next() >> 2));
    Uuid::from_u128(time | version | variant)
}

/// The day of a moment.
pub(crate) fn day(moment: i64) -> Option<Date> {
    i32::try_from(moment.div_euclid(86_400_000))
        .ok()
        .and_then(|days| Date::from_days(days).ok())
}

/// `2026-11-18 08:12:00.000+00`, as PostgreSQL reads it.
pub(crate) fn push_timestamp(moment: i64, out: &mut String) {
    use std::fmt::Write;
    let in_day = moment.rem_euclid(86_400_000);
    let (hour, minute) = (in_day / 3_600_000, in_day / 60_000 % 60);
    let (second, milli) = (in_day / 1_000 % 60, in_day % 1_000);
    if let Some(day) = day(moment) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{day} {hour:02}:{minute:02}:{second:02}.{milli:03}+00");
    }
}

#[cfg(test)]
mod tests {
    use domain::date::Weekday;

    use super::*;

    #[test]
    fn work_is_done_on_weekdays_until_today() {
        let today: Date = "2026-11-23".parse().expect("a date");
        let mut rng = Rng::of(1, 1, 1);
        let mut before = 0;
        for row in 0..5_000 {
            let moment = moment(row, 5_000);
            assert!(moment >= before);
            before = moment;
            for moment in [moment, lately(0, &mut rng)] {
                let day = day(moment).expect("a day");
                assert!(
                    day < today && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
                    "{day}"
                );
            }
            assert!(lately(moment, &mut rng) >= moment);
        }
        assert!(
            day(before).is_some_and(|day| today.days() - day.days() < 7),
            "{:?}",
            day(before)
        );
    }

    #[test]
    fn ids_are_version_seven_and_rise() {
        let mut rng = Rng::of(1, 1, 2);
        let (one, other) = (
            id(1_700_000_000_000, &mut rng),
            id(1_700_000_000_001, &mut rng),
        );
        assert!(one < other);
        assert_eq!(
            (one.get_version_num(), one.get_variant()),
            (7, uuid::Variant::RFC4122)
        );
    }

    #[test]
    fn writes_time_as_postgres_reads_it() {
        let mut text = String::new();
        push_timestamp(at(0, 61_001), &mut text);
        assert_eq!(text, "2017-02-06 07:01:01.001+00");
    }
}
