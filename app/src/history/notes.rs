//! What the history says of notes.

use serde_json::Value;
use store::history::Change;

use super::api::Line;
use super::columns::{Row, text_of};
use super::what::WhatTexts;

/// How much of a note is shown, in characters.
const EXCERPT: usize = 300;

/// What was done to a note.
pub(super) fn what(change: &Change) -> Option<&'static str> {
    if change.table != "note" {
        return None;
    }
    let texts = WhatTexts::here();
    if change.op == "insert" {
        return Some(texts.wrote);
    }
    let after = change.after.as_ref()?;
    let said = match (after.get("deleted_at"), after.get("pinned")) {
        (Some(Value::Null), _) => texts.restored_note,
        (Some(_), _) => texts.deleted_note,
        (None, Some(Value::Bool(true))) => texts.pinned,
        (None, Some(_)) => texts.unpinned,
        (None, None) => texts.rewrote,
    };
    Some(said)
}

/// What the note says, before and after.
pub(super) fn line(change: &Change) -> Option<Line> {
    let said = |row: Option<&Row>| {
        let body = row.map(|row| text_of(row, "body")).unwrap_or_default();
        let excerpt: String = body.chars().take(EXCERPT).collect();
        (!excerpt.is_empty()).then_some(excerpt)
    };
    let (before, after) = (said(change.before.as_ref()), said(change.after.as_ref()));
    let about = said(change.about.as_ref());
    let is_gone = change
        .after
        .as_ref()
        .is_none_or(|after| after.get("deleted_at").is_some_and(|at| !at.is_null()));
    let (before, after) = match (before, after) {
        (None, None) if is_gone => (about, None),
        (None, None) => (None, about),
        said => said,
    };
    (before.is_some() || after.is_some()).then(|| Line {
        label: WhatTexts::here().note.to_owned(),
        before,
        after,
        href: None,
    })
}
