//! What the history says of projects: on the card of a company, and of whoever takes part.

use store::history::Change;

use super::api::Line;
use super::columns::text_of;
use super::what::WhatTexts;
use super::words::trashed;

/// What was done to a project as a whole, or who came and left.
pub(super) fn what(change: &Change) -> Option<&'static str> {
    let texts = WhatTexts::here();
    match (&*change.table, &*change.op, trashed(change)) {
        ("project", "insert", _) => Some(texts.started_project),
        ("project", _, Some(true)) => Some(texts.trashed_project),
        ("project", _, Some(false)) => Some(texts.restored_project),
        ("project_participant", "insert", _) => Some(texts.joined),
        ("project_participant", "delete", _) => Some(texts.left),
        _ => None,
    }
}

/// On the card of its company: which project, however much of it was changed.
pub(super) fn line(change: &Change) -> Vec<Line> {
    let row = change.about.as_ref().or(change.after.as_ref());
    let Some(row) = row.or(change.before.as_ref()) else {
        return Vec::new();
    };
    let name = format!("{} {}", text_of(row, "number"), text_of(row, "name"));
    let gone = trashed(change) == Some(true);
    let (before, after) = match gone {
        true => (Some(name), None),
        false => (None, Some(name)),
    };
    let id = text_of(row, "id");
    vec![Line {
        label: WhatTexts::here().project.to_owned(),
        before,
        after,
        href: (!gone && !id.is_empty()).then(|| format!("/projects/{id}")),
    }]
}
