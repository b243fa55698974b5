//! Statuses and periods in words.

use domain::date::Date;
use domain::project::Status;
use leptos::prelude::*;

use super::ProjectTexts;
use crate::i18n;
use crate::ui::{Badge, Tone};

/// How far a project has come.
#[must_use]
pub fn status(status: Status) -> &'static str {
    let texts = ProjectTexts::here();
    match status {
        Status::Planned => texts.planned,
        Status::Active => texts.active,
        Status::Paused => texts.paused,
        Status::Finished => texts.finished,
        Status::Dropped => texts.dropped,
    }
}

/// The same as a badge.
pub(super) fn badge(of: Status) -> AnyView {
    let tone = match of {
        Status::Planned => Tone::Plain,
        Status::Active => Tone::Is,
        Status::Paused => Tone::Hjortron,
        Status::Finished => Tone::Mossa,
        Status::Dropped => Tone::Line,
    };
    view! { <Badge text=status(of) tone /> }.into_any()
}

/// «1 dec 2026 – 28 feb 2027», «från 1 dec 2026», or empty.
#[must_use]
pub fn period(first: Option<Date>, last: Option<Date>) -> String {
    let texts = ProjectTexts::here();
    match (first, last) {
        (Some(first), Some(last)) if first == last => i18n::date(first),
        (Some(first), Some(last)) => format!("{} – {}", i18n::date(first), i18n::date(last)),
        (Some(first), None) => format!("{} {}", texts.from, i18n::date(first)),
        (None, Some(last)) => format!("{} {}", texts.until, i18n::date(last)),
        (None, None) => String::new(),
    }
}

/// Every status with its word, for a form.
#[must_use]
pub fn statuses() -> Vec<(String, String)> {
    let word = |one: &Status| (one.as_str().to_owned(), status(*one).to_owned());
    Status::ALL.iter().map(word).collect()
}
