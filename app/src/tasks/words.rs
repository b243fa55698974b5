//! Statuses, priorities and days in words.

use domain::date::Date;
use domain::task::{Due, Priority, Status, Task, due};
use domain::user::Language;
use leptos::prelude::*;

use super::texts::TaskTexts;
use crate::i18n;
use crate::ui::{Badge, Glyph, Icon, Tone};

/// How far a task has come.
#[must_use]
pub fn status(status: Status) -> &'static str {
    let texts = TaskTexts::here();
    match status {
        Status::NotStarted => texts.not_started,
        Status::Started => texts.started,
        Status::Waiting => texts.waiting,
        Status::Done => texts.done,
        Status::Cancelled => texts.cancelled,
    }
}

/// What is done first.
#[must_use]
pub fn priority(priority: Priority) -> &'static str {
    let texts = TaskTexts::here();
    match priority {
        Priority::Low => texts.low,
        Priority::Normal => texts.normal,
        Priority::High => texts.high,
    }
}

/// A day and a time on the firm's clock, `2026-11-23T09:00`.
#[must_use]
pub fn moment(text: &str) -> String {
    match text.split_once('T') {
        Some((day, clock)) => {
            let day = day
                .parse::<Date>()
                .map_or_else(|_| day.to_owned(), i18n::date);
            let clock: String = clock.chars().take(5).collect();
            let clock = match i18n::language() {
                Language::Sv => clock.replace(':', "."),
                Language::En => clock,
            };
            format!("{day} {clock}")
        }
        None => text.to_owned(),
    }
}

/// The badge of a status, and how much of it is done.
pub(super) fn status_badge(task: &Task) -> AnyView {
    let tone = match task.status {
        Status::NotStarted => Tone::Plain,
        Status::Started => Tone::Is,
        Status::Waiting => Tone::Hjortron,
        Status::Done => Tone::Mossa,
        Status::Cancelled => Tone::Line,
    };
    let share = (task.status.is_open() && task.percent > 0)
        .then(|| view! { " "<span class="muted small">{task.percent}"\u{a0}%"</span> });
    view! { <Badge text=status(task.status) tone />{share} }.into_any()
}

/// «20 nov, 3 dagar sen», «i dag», «25 nov».
pub(super) fn due_words(task: &Task, today: Date) -> AnyView {
    let texts = TaskTexts::here();
    let Some(on) = task.due_on else {
        return ().into_any();
    };
    let (day, written) = (i18n::short_date(on), on.to_string());
    match due(task.due_on, today) {
        Due::Overdue(late) if task.status.is_open() => {
            let late = match late {
                1 => format!("1\u{a0}{}", texts.day_late),
                _ => format!("{late}\u{a0}{}", texts.days_late),
            };
            view! {
                <time class="badge lingon" datetime=written>
                    <Icon glyph=Glyph::CircleAlert />
                    {day}", "{late}
                </time>
            }
            .into_any()
        }
        Due::Today => view! { <time datetime=written>{texts.today}</time> }.into_any(),
        _ => view! { <time datetime=written>{day}</time> }.into_any(),
    }
}
