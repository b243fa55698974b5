//! How a meeting repeats: a rule as RFC 5545 §3.3.10 writes it, no more of it than what the form offers.
//!
//! A rule begins on the meeting's own first day, which it therefore does not name: that day of the week and
//! of the month is meant. Which days follow the database knows (`crm.repeat_days`).

use std::fmt;
use std::str::FromStr;

use crate::date::{Date, Weekday};
use crate::{Invalid, Problem};

/// Most times that can be said.
pub const MOST_TIMES: u16 = 999;
/// Longest step: every so many days, weeks or months.
pub const LONGEST_STEP: u16 = 52;

/// What it steps by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Weeks, on these days of them besides that of the first; Monday first.
    Week(Vec<Weekday>),
    /// Months, on that day of them.
    Month,
    /// Months, on the last day of them.
    MonthEnd,
}

/// When it comes no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// It goes on.
    Never,
    /// After this day.
    Day(Date),
    /// After so many times.
    Times(u16),
}

/// How a meeting repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// What it steps by.
    pub step: Step,
    /// How many of those.
    pub every: u16,
    /// When it comes no more.
    pub until: Until,
}

/// Days of the week as they are written, Monday first.
pub const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "MO"),
    (Weekday::Tuesday, "TU"),
    (Weekday::Wednesday, "WE"),
    (Weekday::Thursday, "TH"),
    (Weekday::Friday, "FR"),
    (Weekday::Saturday, "SA"),
    (Weekday::Sunday, "SU"),
];

fn code(day: Weekday) -> &'static str {
    WEEKDAYS[day as usize].1
}

fn weekday(code: &str) -> Result<Weekday, Problem> {
    let found = WEEKDAYS.iter().find(|(_, name)| *name == code);
    found.map(|(day, _)| *day).ok_or(Problem::Choice)
}

/// `20261231`.
fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

impl Repeat {
    /// The rule as other calendars read it, of a meeting that begins on this day: it names the day of the
    /// week, and its end is `last` where that is a moment.
    #[must_use]
    pub fn written(&self, first: Date, last: Option<&str>) -> String {
        let mut whole = self.clone();
        if let Step::Week(days) = &mut whole.step {
            days.push(first.weekday());
            days.sort_by_key(|day| *day as usize);
            days.dedup();
        }
        match (whole.until, last) {
            (Until::Day(_), Some(last)) => {
                whole.until = Until::Never;
                format!("{whole};UNTIL={last}")
            }
            _ => whole.to_string(),
        }
    }

    /// Whether it comes no more after a day that can be said.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        match self.until {
            Until::Day(day) => Some(day),
            _ => None,
        }
    }
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.step {
            Step::Day => "FREQ=DAILY",
            Step::Week(_) => "FREQ=WEEKLY",
            Step::Month | Step::MonthEnd => "FREQ=MONTHLY",
        })?;
        if self.every > 1 {
            write!(f, ";INTERVAL={}", self.every)?;
        }
        match &self.step {
            Step::Week(days) if !days.is_empty() => {
                let days: Vec<&str> = days.iter().map(|day| code(*day)).collect();
                write!(f, ";BYDAY={}", days.join(","))?;
            }
            Step::MonthEnd => f.write_str(";BYMONTHDAY=-1")?,
            _ => {}
        }
        match self.until {
            Until::Never => Ok(()),
            Until::Day(day) => write!(f, ";UNTIL={}", compact(day)),
            Until::Times(times) => write!(f, ";COUNT={times}"),
        }
    }
}

impl FromStr for Repeat {
    type Err = Problem;

    /// Reads what is written here, and no other rule.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let mut read = Self {
            step: Step::Day,
            every: 1,
            until: Until::Never,
        };
        let number = |text: &str, most: u16| {
            let number = text.parse::<u16>().map_err(|_| Problem::Choice)?;
            (1..=most)
                .contains(&number)
                .then_some(number)
                .ok_or(Problem::Choice)
        };
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or(Problem::Choice)?;
            match (name, value, &mut read.step) {
                ("FREQ", "DAILY", _) => read.step = Step::Day,
                ("FREQ", "WEEKLY", _) => read.step = Step::Week(Vec::new()),
                ("FREQ", "MONTHLY", _) => read.step = Step::Month,
                ("INTERVAL", every, _) => read.every = number(every, LONGEST_STEP)?,
                ("BYDAY", days, Step::Week(read)) => {
                    *read = days.split(',').map(weekday).collect::<Result<_, _>>()?;
                }
                ("BYMONTHDAY", "-1", Step::Month) => read.step = Step::MonthEnd,
                ("COUNT", times, _) => read.until = Until::Times(number(times, MOST_TIMES)?),
                ("UNTIL", day, _) => {
                    read.until = Until::Day(day.parse().map_err(|_| Problem::Choice)?);
                }
                _ => return Err(Problem::Choice),
            }
        }
        // In its own order, and nothing twice.
        match read.to_string() == text {
            true => Ok(read),
            false => Err(Problem::Choice),
        }
    }
}

/// How a meeting repeats, exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct RepeatDraft {
    /// Nothing, `day`, `week`, `month` or `month_end`.
    pub step: String,
    pub every: String,
    /// Codes of [`WEEKDAYS`].
    pub weekdays: Vec<String>,
    pub until: String,
    pub times: String,
}

impl RepeatDraft {
    /// As it is shown in a form.
    #[must_use]
    pub fn of(repeat: &Repeat) -> Self {
        let (step, weekdays) = match &repeat.step {
            Step::Day => ("day", Vec::new()),
            Step::Week(days) => {
                let days = days.iter().map(|day| code(*day).to_owned());
                ("week", days.collect())
            }
            Step::Month => ("month", Vec::new()),
            Step::MonthEnd => ("month_end", Vec::new()),
        };
        let (until, times) = match repeat.until {
            Until::Never => (String::new(), String::new()),
            Until::Day(day) => (day.to_string(), String::new()),
            Until::Times(times) => (String::new(), times.to_string()),
        };
        Self {
            step: step.to_owned(),
            every: repeat.every.to_string(),
            weekdays,
            until,
            times,
        }
    }

    /// Reads it; nothing when it does not repeat. What is typed of how is of no account then.
    pub fn parse(&self, first: Option<Date>, invalid: &mut Invalid) -> Option<Repeat> {
        let step = match &*self.step {
            "" => return None,
            "day" => Step::Day,
            "week" => {
                let mut days = Vec::new();
                for day in &self.weekdays {
                    days.push(invalid.check("repeat", weekday(day).map(Some)));
                }
                let mut days: Vec<Weekday> = days.into_iter().flatten().collect();
                // The first day's is meant anyway.
                days.retain(|day| first.is_none_or(|first| first.weekday() != *day));
                days.sort_by_key(|day| *day as usize);
                days.dedup();
                Step::Week(days)
            }
            "month" => Step::Month,
            "month_end" => Step::MonthEnd,
            _ => {
                invalid.add("repeat", Problem::Choice);
                return None;
            }
        };
        let every = match self.every.trim() {
            "" => 1,
            every => invalid.check("every", whole(every, LONGEST_STEP)),
        };
        let day = match self.until.trim() {
            "" => None,
            day => invalid.check("repeat_until", super::plausible(day).map(Some)),
        };
        let times = match self.times.trim() {
            "" => None,
            times => invalid.check("repeat_times", whole(times, MOST_TIMES).map(Some)),
        };
        let until = match (day, times) {
            (Some(_), Some(_)) => {
                invalid.add("repeat_times", Problem::OneOfTwo);
                Until::Never
            }
            (Some(day), None) => {
                if first.is_some_and(|first| day < first) {
                    invalid.add("repeat_until", Problem::EndsBefore);
                }
                Until::Day(day)
            }
            (None, Some(times)) => Until::Times(times),
            (None, None) => Until::Never,
        };
        Some(Repeat { step, every, until })
    }
}

fn whole(typed: &str, most: u16) -> Result<u16, Problem> {
    let number = typed.parse::<u16>().ok();
    let number = number.filter(|number| (1..=most).contains(number));
    number.ok_or(Problem::Number {
        min: 1,
        max: i64::from(most),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_repeat() -> impl Strategy<Value = Repeat> {
        let days = prop::collection::btree_set(0_usize..7, 0..4)
            .prop_map(|days| days.into_iter().map(|day| WEEKDAYS[day].0).collect());
        let step = prop_oneof![
            Just(Step::Day),
            days.prop_map(Step::Week),
            Just(Step::Month),
            Just(Step::MonthEnd)
        ];
        let until = prop_oneof![
            Just(Until::Never),
            (20_000..30_000).prop_map(|days| Until::Day(Date::from_days(days).expect("a day"))),
            (1..=MOST_TIMES).prop_map(Until::Times),
        ];
        (step, 1..=LONGEST_STEP, until).prop_map(|(step, every, until)| Repeat {
            step,
            every,
            until,
        })
    }

    proptest! {
        #[test]
        fn a_rule_reads_back(repeat in any_repeat()) {
            prop_assert_eq!(repeat.to_string().parse::<Repeat>(), Ok(repeat.clone()));
            // And so does what stands in the form, but for the first day's weekday.
            let mut invalid = Invalid::default();
            let read = RepeatDraft::of(&repeat).parse(None, &mut invalid);
            prop_assert_eq!((read, invalid), (Some(repeat), Invalid::default()));
        }

        #[test]
        fn no_text_is_too_strange(text in "[A-Z0-9=;,-]{0,40}") {
            if let Ok(repeat) = text.parse::<Repeat>() {
                prop_assert_eq!(repeat.to_string(), text);
            }
        }
    }

    #[test]
    fn rules_of_others_are_not_ours() {
        for rule in [
            "",
            "FREQ=YEARLY",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=1;UNTIL=20261231",
            "FREQ=DAILY;BYDAY=MO",
            "INTERVAL=2;FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU",
            "FREQ=DAILY\r\nX:1",
        ] {
            assert_eq!(rule.parse::<Repeat>(), Err(Problem::Choice), "{rule}");
        }
    }

    #[test]
    fn others_are_told_the_weekday_and_the_moment() {
        let first = "2026-11-24".parse().expect("a Tuesday");
        let written =
            |rule: &str, last| rule.parse::<Repeat>().expect("a rule").written(first, last);
        assert_eq!(
            written("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", None),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU"
        );
        assert_eq!(
            written("FREQ=WEEKLY;UNTIL=20261231", Some("20261231T225959Z")),
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T225959Z"
        );
    }

    #[test]
    fn a_form_is_read_field_by_field() {
        let first = "2026-11-24".parse::<Date>().ok();
        let read = |draft: RepeatDraft| {
            let mut invalid = Invalid::default();
            let read = draft.parse(first, &mut invalid);
            match invalid.problems.is_empty() {
                true => Ok(read.map(|repeat| repeat.to_string())),
                false => Err(invalid.problems),
            }
        };
        let week = RepeatDraft {
            step: "week".to_owned(),
            weekdays: vec!["TH".to_owned(), "TU".to_owned()],
            ..RepeatDraft::default()
        };
        assert_eq!(read(RepeatDraft::default()), Ok(None));
        assert_eq!(
            read(week.clone()),
            Ok(Some("FREQ=WEEKLY;BYDAY=TH".to_owned()))
        );
        let until = |until: &str, times: &str| RepeatDraft {
            until: until.to_owned(),
            times: times.to_owned(),
            ..week.clone()
        };
        for (draft, field, problem) in [
            (until("2026-11-23", ""), "repeat_until", Problem::EndsBefore),
            (until("2026-12-24", "3"), "repeat_times", Problem::OneOfTwo),
            (
                until("", "0"),
                "repeat_times",
                Problem::Number { min: 1, max: 999 },
            ),
            (until("sen", ""), "repeat_until", Problem::Date),
        ] {
            assert_eq!(read(draft), Err(vec![(field.to_owned(), problem)]));
        }
    }
}
