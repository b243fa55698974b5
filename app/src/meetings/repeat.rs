//! How a meeting repeats, in words, and the controls that say it.

use domain::date::{Date, Weekday};
use domain::meeting::repeat::{LONGEST_STEP, MOST_TIMES, Repeat, Step, Until, WEEKDAYS};
use domain::user::Language;
use leptos::prelude::*;

use super::api::Form;
use super::texts::MeetingTexts;
use crate::i18n::{self, language, problem};
use crate::ui::{Check, Field, Input, Select};

const SV: [&str; 7] = [
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
];
const EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// «varje tisdag och torsdag till och med 31 dec 2026», of a meeting that begins on this day.
#[must_use]
pub fn in_words(repeat: &Repeat, first: Option<Date>) -> String {
    let swedish = language() == Language::Sv;
    let mut words = match &repeat.step {
        Step::Day => every(repeat.every, if swedish { "dag" } else { "day" }),
        Step::Week(days) => weeks(repeat.every, days, first),
        Step::Month => {
            let months = every(repeat.every, if swedish { "månad" } else { "month" });
            match (first, swedish) {
                (Some(first), true) => format!("{months} den {}", first.day()),
                (Some(first), false) => format!("{months} on day {}", first.day()),
                (None, _) => months,
            }
        }
        Step::MonthEnd if swedish => format!("sista dagen {}", every(repeat.every, "månad")),
        Step::MonthEnd => format!("on the last day of {}", every(repeat.every, "month")),
    };
    let texts = MeetingTexts::here();
    match repeat.until {
        Until::Never => {}
        Until::Day(day) => words.push_str(&format!(" {} {}", texts.until, i18n::date(day))),
        Until::Times(times) => words.push_str(&format!(", {times} {}", texts.times)),
    }
    words
}

/// «varje dag», «varannan dag», «var tredje dag», «var 8:e dag».
fn every(count: u16, unit: &str) -> String {
    match (language(), count) {
        (Language::Sv, 0 | 1) => format!("varje {unit}"),
        (Language::Sv, 2) => format!("varannan {unit}"),
        (Language::Sv, count) => {
            match ["tredje", "fjärde", "femte", "sjätte"].get(usize::from(count) - 3) {
                Some(word) => format!("var {word} {unit}"),
                None => {
                    let ending = match (count % 10, count % 100) {
                        (1 | 2, tens) if !(11..=12).contains(&tens) => 'a',
                        _ => 'e',
                    };
                    format!("var {count}:{ending} {unit}")
                }
            }
        }
        (Language::En, 0 | 1) => format!("every {unit}"),
        (Language::En, 2) => format!("every other {unit}"),
        (Language::En, count) => format!("every {count} {unit}s"),
    }
}

fn weeks(count: u16, days: &[Weekday], first: Option<Date>) -> String {
    let swedish = language() == Language::Sv;
    let mut all: Vec<usize> = days.iter().map(|day| *day as usize).collect();
    all.extend(first.map(|first| first.weekday() as usize));
    all.sort_unstable();
    all.dedup();
    let week = if swedish { "vecka" } else { "week" };
    if all.is_empty() {
        return every(count, week);
    }
    let name = |day: &usize| if swedish { SV[*day] } else { EN[*day] };
    let (last, others) = (all.last().map(name), &all[..all.len() - 1]);
    let last = last.unwrap_or_default();
    let others: Vec<&str> = others.iter().map(name).collect();
    let names = match others.is_empty() {
        true => last.to_owned(),
        false => format!("{} {} {last}", others.join(", "), MeetingTexts::here().and),
    };
    match (count, &*all, swedish) {
        (1, [0, 1, 2, 3, 4], true) => "varje vardag".to_owned(),
        (1, [0, 1, 2, 3, 4], false) => "every weekday".to_owned(),
        (1, _, _) | (_, [_], true) => every(count, &names),
        (_, _, true) => format!("{} på {names}", every(count, week)),
        (_, _, false) => format!("{} on {names}", every(count, week)),
    }
}

/// The controls: whether, how often, on which days, until when. Plain ones, all there from the start.
pub(super) fn controls(form: &Form) -> AnyView {
    let texts = MeetingTexts::here();
    let step = form.value("repeat");
    let steps = [
        ("", texts.never),
        ("day", texts.by_day),
        ("week", texts.by_week),
        ("month", texts.by_month),
        ("month_end", texts.by_month_end),
    ];
    let steps = steps
        .map(|(value, words)| (value.into(), words.into()))
        .to_vec();
    let chosen = match form.value("every") {
        every if every.is_empty() => "1".to_owned(),
        every => every,
    };
    let known = (1..=6).chain([8, 10, 12, 13, 26, LONGEST_STEP]);
    let mut counts: Vec<u16> = known.chain(chosen.parse().ok()).collect();
    counts.sort_unstable();
    counts.dedup();
    let counts = counts
        .into_iter()
        .map(|count| {
            (
                count.to_string().into(),
                every(count, "").trim().to_owned().into(),
            )
        })
        .collect();
    let ticked = form.all("weekday");
    let names = if language() == Language::Sv { SV } else { EN };
    let days = WEEKDAYS.map(|(day, code)| {
        let checked = ticked.iter().any(|one| one == code);
        view! { <Check name="weekday" value=code label=names[day as usize] checked=checked /> }
    });
    let [wrong, every_wrong, until_wrong, times_wrong] =
        ["repeat", "every", "repeat_until", "repeat_times"]
            .map(|name| Signal::stored(form.invalid.of(name).map(problem)));
    let (until, times) = (form.value("repeat_until"), form.value("repeat_times"));
    view! {
        <div class="meeting-repeat">
            <div class="form-grid meeting-grid">
                <Field id="meeting-repeat" label=texts.repeats error=wrong class="c2">
                    <Select name="repeat" options=steps value=step />
                </Field>
                <div class="c2 if-repeats">
                    <Field id="meeting-every" label=texts.how_often error=every_wrong>
                        <Select name="every" options=counts value=chosen />
                    </Field>
                </div>
                <div class="c6 if-weekly" role="group" aria-label=texts.weekdays>
                    <div class="row wrap weekdays">{days.collect_view()}</div>
                    <p class="small muted">{texts.weekdays_hint}</p>
                </div>
                <div class="c2 if-repeats">
                    <Field id="meeting-repeat_until" label=texts.repeat_until error=until_wrong optional=true>
                        <Input name="repeat_until" kind="date" value=until attr:autocomplete="off" />
                    </Field>
                </div>
                <div class="c2 if-repeats">
                    <Field id="meeting-repeat_times" label=texts.repeat_times error=times_wrong optional=true>
                        <Input
                            name="repeat_times" kind="number" value=times attr:min="1" attr:max=MOST_TIMES.to_string()
                            attr:autocomplete="off"
                        />
                    </Field>
                </div>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn rules_are_said_as_people_say_them() {
        let first = "2026-11-24".parse::<Date>().ok();
        Owner::new().with(|| {
            provide_context(Language::Sv);
            for (rule, words) in [
                ("FREQ=DAILY", "varje dag"),
                ("FREQ=DAILY;INTERVAL=2", "varannan dag"),
                ("FREQ=DAILY;INTERVAL=3;COUNT=5", "var tredje dag, 5 gånger"),
                ("FREQ=DAILY;INTERVAL=8", "var 8:e dag"),
                ("FREQ=DAILY;INTERVAL=12", "var 12:e dag"),
                ("FREQ=DAILY;INTERVAL=21", "var 21:a dag"),
                ("FREQ=WEEKLY", "varje tisdag"),
                (
                    "FREQ=WEEKLY;BYDAY=MO,TH",
                    "varje måndag, tisdag och torsdag",
                ),
                ("FREQ=WEEKLY;BYDAY=MO,WE,TH,FR", "varje vardag"),
                ("FREQ=WEEKLY;INTERVAL=2", "varannan tisdag"),
                (
                    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
                    "varannan vecka på tisdag och torsdag",
                ),
                (
                    "FREQ=MONTHLY;UNTIL=20271231",
                    "varje månad den 24 till och med 31\u{a0}dec 2027",
                ),
                ("FREQ=MONTHLY;BYMONTHDAY=-1", "sista dagen varje månad"),
            ] {
                let repeat = rule.parse().unwrap();
                assert_eq!(in_words(&repeat, first), words, "{rule}");
            }
            provide_context(Language::En);
            for (rule, words) in [
                ("FREQ=WEEKLY;BYDAY=TH", "every Tuesday and Thursday"),
                (
                    "FREQ=MONTHLY;INTERVAL=3;COUNT=4",
                    "every 3 months on day 24, 4 times",
                ),
            ] {
                let repeat = rule.parse().unwrap();
                assert_eq!(in_words(&repeat, first), words, "{rule}");
            }
        });
    }
}
