//! Meetings (S8): the time on the wall and its zone are what was agreed; which moment that is follows
//! from the zone's rules, which the database has.

pub mod repeat;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::command::Done;
use crate::date::Date;
use crate::edit::{Change, Field};
use crate::{ContactId, Invalid, MeetingId, Problem, ProjectId, UserId, text};
use repeat::{Repeat, RepeatDraft};

/// Longest subject, in characters.
pub const MAX_SUBJECT_CHARS: usize = 200;
/// Longest place.
pub const MAX_PLACE_CHARS: usize = 500;
/// Longest description, and longest outcome.
pub const MAX_TEXT_CHARS: usize = 10_000;
/// Most people who take part besides the one whose card it is.
pub const MAX_PARTICIPANTS: usize = 100;
/// Most meetings that are given another owner at once.
pub const MAX_AT_ONCE: usize = 500;

/// A day and a time on the clock, `2026-11-26T13:00`; of no zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall {
    /// The day.
    pub day: Date,
    /// Minutes since midnight.
    pub minutes: u16,
}

impl Wall {
    /// The time of day, `13:00`.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }

    /// So many minutes later.
    #[must_use]
    pub fn later(self, minutes: u16) -> Self {
        let all = u32::from(self.minutes) + u32::from(minutes);
        let days = i32::try_from(all / 1_440).unwrap_or_default();
        Self {
            day: Date::from_days(self.day.days() + days).unwrap_or(self.day),
            minutes: u16::try_from(all % 1_440).unwrap_or_default(),
        }
    }
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day, self.clock())
    }
}

impl FromStr for Wall {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (day, clock) = text.split_once('T').ok_or(Problem::Date)?;
        Ok(Self {
            day: plausible(day)?,
            minutes: minutes(clock)?,
        })
    }
}

/// A day that a meeting can be on: the database keeps 1900–2199.
fn plausible(typed: &str) -> Result<Date, Problem> {
    let day: Date = typed.trim().parse()?;
    if (1900..2200).contains(&day.year()) {
        Ok(day)
    } else {
        Err(Problem::Date)
    }
}

/// A time of day as people write it: `13:00`, `13.00`, `1300`, `13`, `9`.
fn minutes(typed: &str) -> Result<u16, Problem> {
    let typed = typed.trim();
    let (hour, minute) = match typed.split_once([':', '.']) {
        // Some browsers add seconds.
        Some((hour, rest)) => (hour, rest.strip_suffix(":00").unwrap_or(rest)),
        None if typed.len() > 2 => typed
            .is_char_boundary(typed.len() - 2)
            .then(|| typed.split_at(typed.len() - 2))
            .ok_or(Problem::Time)?,
        None => (typed, "00"),
    };
    let number = |digits: &str, below: u16| {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let number = digits.parse::<u16>().ok().filter(|_| plain);
        number.filter(|number| *number < below).ok_or(Problem::Time)
    };
    if minute.len() != 2 {
        return Err(Problem::Time);
    }
    Ok(number(hour, 24)? * 60 + number(minute, 60)?)
}

/// The name of a zone as IANA writes it. Whether there is such a zone the database knows.
///
/// # Errors
/// [`Problem::Choice`] for what no zone is called.
pub fn zone(typed: &str) -> Result<String, Problem> {
    let name = typed.trim();
    let shaped = name.len() <= 64
        && (name == "UTC" || name.contains('/'))
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
    if shaped {
        Ok(name.to_owned())
    } else {
        Err(Problem::Choice)
    }
}

/// A moment's distance from UTC, in minutes, as it is written: `UTC+01:00`.
#[must_use]
pub fn offset(minutes: i32) -> String {
    let (sign, minutes) = match minutes {
        ..0 => ('\u{2212}', minutes.unsigned_abs()),
        _ => ('+', minutes.unsigned_abs()),
    };
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A meeting exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct MeetingDraft {
    pub subject: String,
    pub place: String,
    pub description: String,
    pub outcome: String,
    pub all_day: bool,
    pub starts_on: String,
    pub starts_time: String,
    pub ends_on: String,
    pub ends_time: String,
    pub time_zone: String,
    pub owner: String,
    pub project: String,
    pub contacts: Vec<String>,
    pub colleagues: Vec<String>,
    pub repeat: RepeatDraft,
}

/// A meeting that can be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct NewMeeting {
    pub subject: String,
    pub place: String,
    pub description: String,
    pub outcome: String,
    pub all_day: bool,
    pub starts_at: Wall,
    pub ends_at: Wall,
    pub time_zone: String,
    /// Whoever saves it, when nobody is chosen.
    pub owner: Option<UserId>,
    /// The project that it is of, besides the card where it stands.
    pub project: Option<ProjectId>,
    pub contacts: Vec<ContactId>,
    pub colleagues: Vec<UserId>,
    pub repeat: Option<Repeat>,
}

/// A meeting that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// The command that it was.
    pub done: Done,
}

impl MeetingDraft {
    /// Reads the names and values of a form.
    #[must_use]
    pub fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut draft = Self::default();
        for (name, value) in pairs {
            let field = match name {
                "subject" => &mut draft.subject,
                "place" => &mut draft.place,
                "description" => &mut draft.description,
                "outcome" => &mut draft.outcome,
                "starts_on" => &mut draft.starts_on,
                "starts_time" => &mut draft.starts_time,
                "ends_on" => &mut draft.ends_on,
                "ends_time" => &mut draft.ends_time,
                "time_zone" => &mut draft.time_zone,
                "owner_id" => &mut draft.owner,
                "project_id" => &mut draft.project,
                "repeat" => &mut draft.repeat.step,
                "every" => &mut draft.repeat.every,
                "repeat_until" => &mut draft.repeat.until,
                "repeat_times" => &mut draft.repeat.times,
                "weekday" => {
                    draft.repeat.weekdays.push(value.to_owned());
                    continue;
                }
                "all_day" => {
                    draft.all_day = value == "true";
                    continue;
                }
                "contact" => {
                    draft.contacts.push(value.to_owned());
                    continue;
                }
                "colleague" => {
                    draft.colleagues.push(value.to_owned());
                    continue;
                }
                _ => continue,
            };
            value.clone_into(field);
        }
        draft
    }

    /// The times alone, where they can be read: what is asked about while one types.
    ///
    /// # Errors
    /// [`Invalid`] by the names of the controls.
    pub fn times(&self) -> Result<(Wall, Wall), Invalid> {
        let mut invalid = Invalid::default();
        let required = |typed: &str| match typed.trim() {
            "" => Err(Problem::Required),
            some => Ok(some.to_owned()),
        };
        let first = required(&self.starts_on).and_then(|day| plausible(&day));
        let start = match self.all_day {
            true => Ok(0),
            false => required(&self.starts_time).and_then(|clock| minutes(&clock)),
        };
        let last = match self.ends_on.trim() {
            "" => first.or(Ok(Date::EPOCH)),
            day => plausible(day),
        };
        // An hour, when nothing is said.
        let end = match self.ends_time.trim() {
            _ if self.all_day => Ok(Some(0)),
            "" => Ok(None),
            clock => minutes(clock).map(Some),
        };
        let first = told(&mut invalid, "starts_on", first);
        let start = told(&mut invalid, "starts_time", start);
        let last = told(&mut invalid, "ends_on", last);
        let end = told(&mut invalid, "ends_time", end);
        let (Some(first), Some(start), Some(last), Some(end)) = (first, start, last, end) else {
            return Err(invalid);
        };
        let starts = Wall {
            day: first,
            minutes: start,
        };
        let ends = match end {
            Some(minutes) => Wall { day: last, minutes },
            None if last == first => starts.later(60),
            None => Wall {
                day: last,
                minutes: start,
            },
        };
        if ends < starts {
            let field = if last < first { "ends_on" } else { "ends_time" };
            return Err(Invalid::one(field, Problem::EndsBefore));
        }
        Ok((starts, ends))
    }

    /// Reads it whole.
    ///
    /// # Errors
    /// [`Invalid`] by the names of the controls.
    pub fn parse(&self) -> Result<NewMeeting, Invalid> {
        let mut invalid = Invalid::default();
        let subject = invalid.check("subject", subject(&self.subject));
        let times = match self.times() {
            Ok(times) => Some(times),
            Err(wrong) => {
                invalid.problems.extend(wrong.problems);
                None
            }
        };
        let owner = match self.owner.trim() {
            "" => None,
            id => invalid.check(
                "owner_id",
                id.parse().map(Some).map_err(|_| Problem::Choice),
            ),
        };
        let project = match self.project.trim() {
            "" => None,
            id => invalid.check(
                "project_id",
                id.parse().map(Some).map_err(|_| Problem::Choice),
            ),
        };
        let first = times.map(|(starts, _)| starts.day);
        let repeat = self.repeat.parse(first, &mut invalid);
        let parsed = NewMeeting {
            repeat,
            subject,
            place: invalid.check("place", text::line(&self.place, MAX_PLACE_CHARS)),
            description: invalid.check(
                "description",
                text::lines(&self.description, MAX_TEXT_CHARS),
            ),
            outcome: invalid.check("outcome", text::lines(&self.outcome, MAX_TEXT_CHARS)),
            all_day: self.all_day,
            starts_at: times.map_or(NEVER, |(starts, _)| starts),
            ends_at: times.map_or(NEVER, |(_, ends)| ends),
            time_zone: invalid.check("time_zone", zone(&self.time_zone)),
            owner,
            project,
            contacts: invalid.check("contacts", ids(&self.contacts)),
            colleagues: invalid.check("colleagues", ids(&self.colleagues)),
        };
        invalid.or(parsed)
    }
}

fn told<T>(invalid: &mut Invalid, field: &str, read: Result<T, Problem>) -> Option<T> {
    read.map_err(|problem| invalid.add(field, problem)).ok()
}

const NEVER: Wall = Wall {
    day: Date::EPOCH,
    minutes: 0,
};

/// Each once, however often it is ticked.
fn ids<T: FromStr + PartialEq>(typed: &[String]) -> Result<Vec<T>, Problem> {
    let mut all: Vec<T> = Vec::new();
    for id in typed {
        let id = id.parse().map_err(|_| Problem::Choice)?;
        if !all.contains(&id) {
            all.push(id);
        }
    }
    if all.len() > MAX_PARTICIPANTS {
        return Err(Problem::Number {
            min: 0,
            max: i64::try_from(MAX_PARTICIPANTS).unwrap_or_default(),
        });
    }
    Ok(all)
}

/// What it is about; never empty.
fn subject(typed: &str) -> Result<String, Problem> {
    match text::line(typed, MAX_SUBJECT_CHARS)? {
        subject if subject.is_empty() => Err(Problem::Required),
        subject => Ok(subject),
    }
}

impl NewMeeting {
    /// The rule that it repeats by, as it is kept; empty when it does not.
    #[must_use]
    pub fn rule(&self) -> String {
        self.repeat
            .as_ref()
            .map(Repeat::to_string)
            .unwrap_or_default()
    }

    /// The fields, each with its value as it is saved.
    #[must_use]
    pub fn fields(&self) -> Vec<(Field, String)> {
        let mut fields = vec![
            (Field::Subject, self.subject.clone()),
            (Field::Place, self.place.clone()),
            (Field::Description, self.description.clone()),
            (Field::Outcome, self.outcome.clone()),
            (Field::AllDay, self.all_day.to_string()),
            (Field::StartsAt, self.starts_at.to_string()),
            (Field::EndsAt, self.ends_at.to_string()),
            (Field::TimeZone, self.time_zone.clone()),
            (
                Field::ProjectId,
                self.project.map(|id| id.to_string()).unwrap_or_default(),
            ),
            (Field::Rrule, self.rule()),
        ];
        fields.extend(self.owner.map(|owner| (Field::OwnerId, owner.to_string())));
        fields
    }

    /// What is changed, given what stood in each field when it was opened.
    #[must_use]
    pub fn changes(&self, was: impl Fn(&str) -> String) -> Vec<Change> {
        let changes = self.fields().into_iter().map(|(field, value)| Change {
            field,
            was: was(field.as_str()),
            value,
        });
        changes
            .filter(|change| change.value != change.was)
            .collect()
    }
}

/// The control of the form that a field of the row is typed in.
#[must_use]
pub fn control(field: &str) -> &str {
    match field {
        "starts_at" => "starts_time",
        "ends_at" => "ends_time",
        "owner" => "owner_id",
        "project" => "project_id",
        "participants" => "contacts",
        "rrule" => "repeat",
        other => other,
    }
}

#[cfg(test)]
#[path = "meeting/tests.rs"]
mod tests;
