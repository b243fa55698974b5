//! Meetings that repeat, as other calendars read them: on the clock of their zone, which is told too.

use domain::meeting::Wall;
use domain::meeting::repeat::Repeat;
use store::meeting::ZoneChange;
use store::{Error, Store};

/// A zone, and the changes of its clocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Zone {
    pub name: String,
    /// Minutes from UTC before the first of the changes.
    pub first: i32,
    pub changes: Vec<ZoneChange>,
}

/// How an entry repeats.
#[derive(Debug, Clone)]
pub(super) struct Repeating {
    pub rule: String,
    pub zone: String,
    /// On its clock, `20261124T130000`.
    pub starts: String,
    pub ends: String,
    /// Days that are left out, `20261201`.
    pub skipped: Vec<String>,
}

/// What an entry stands in the place of: a time of another, on the clock of its zone.
#[derive(Debug, Clone)]
pub(super) struct InPlaceOf {
    pub all_day: bool,
    pub zone: String,
    /// `20261201T130000`.
    pub at: String,
}

impl Zone {
    /// A zone whose clocks are looked up from the day of `starts` on.
    pub async fn of(store: &Store, name: &str, starts: &str) -> Result<Self, Error> {
        let since = starts.get(..8).unwrap_or("19700101");
        let (first, changes) = store::meeting::zone_changes(store, name, since).await?;
        Ok(Self {
            name: name.to_owned(),
            first,
            changes,
        })
    }

    /// Minutes from UTC at a time on its clock.
    fn offset(&self, local: &str) -> i32 {
        let passed = self
            .changes
            .iter()
            .take_while(|change| *change.local <= *local);
        passed.last().map_or(self.first, |change| change.becomes)
    }

    /// A time on its clock, in UTC: `20261231T120000Z`.
    fn utc(&self, local: &str) -> Option<String> {
        let (day, clock) = local.split_once('T')?;
        let day: domain::date::Date = day.parse().ok()?;
        let (hour, minute) = (clock.get(..2)?, clock.get(2..4)?);
        let minutes: i32 = hour.parse::<i32>().ok()? * 60 + minute.parse::<i32>().ok()?;
        let minutes = minutes - self.offset(local);
        let days = day.days() + minutes.div_euclid(1_440);
        let wall = Wall {
            day: domain::date::Date::from_days(days).ok()?,
            minutes: u16::try_from(minutes.rem_euclid(1_440)).ok()?,
        };
        let digits: String = wall.to_string().replace([':', '-'], "");
        Some(format!("{digits}00Z"))
    }

    /// The lines that say what it is (RFC 5545 §3.6.5): one part for each change.
    pub fn lines(&self, line: &mut impl FnMut(&str, &str)) {
        line("BEGIN", "VTIMEZONE");
        line("TZID", &self.name);
        let least = self.changes.iter().map(|change| change.becomes).min();
        let least = least.map_or(self.first, |least| least.min(self.first));
        let mut part = |starts: &str, was: i32, becomes: i32| {
            let kind = if becomes > least {
                "DAYLIGHT"
            } else {
                "STANDARD"
            };
            line("BEGIN", kind);
            line("DTSTART", starts);
            line("TZOFFSETFROM", &offset(was));
            line("TZOFFSETTO", &offset(becomes));
            line("END", kind);
        };
        part("19700101T000000", self.first, self.first);
        for change in &self.changes {
            part(&change.local, change.was, change.becomes);
        }
        line("END", "VTIMEZONE");
    }
}

/// `+0100`.
fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// How a meeting repeats; nothing when it does not. Of whole days the rule ends on a day, else at a moment.
pub(super) fn repeating(
    rule: &str,
    all_day: bool,
    zone: &Zone,
    (starts, ends): (&str, &str),
    skipped: Vec<String>,
) -> Option<Repeating> {
    let repeat: Repeat = rule.parse().ok()?;
    let first = starts.get(..8)?.parse().ok()?;
    let last = repeat.last_day().filter(|_| !all_day);
    let last = last.and_then(|day| {
        let clock = starts.get(8..)?;
        zone.utc(&format!("{}{clock}", compact(&day.to_string())))
    });
    Some(Repeating {
        rule: repeat.written(first, last.as_deref()),
        zone: zone.name.clone(),
        starts: starts.to_owned(),
        ends: ends.to_owned(),
        skipped,
    })
}

/// `20261201` of `2026-12-01`.
pub(super) fn compact(day: &str) -> String {
    day.replace('-', "")
}
