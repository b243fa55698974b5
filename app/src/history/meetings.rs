//! What the history says of meetings.

use store::history::Change;

use super::what::WhatTexts;
use super::words::trashed;

/// That one came in the place of a time of a meeting that repeats.
pub(super) fn instead(change: &Change) -> Option<&'static str> {
    let from = change.after.as_ref()?.get("from_id")?;
    let came = change.table == "meeting" && change.op == "insert" && !from.is_null();
    came.then(|| WhatTexts::here().changed_time)
}

/// What was done to a meeting as a whole.
pub(super) fn what(change: &Change) -> Option<&'static str> {
    if change.table != "meeting" {
        return None;
    }
    let texts = WhatTexts::here();
    match (&*change.op, trashed(change)) {
        ("insert", _) => Some(texts.booked),
        ("update", None) if change.after.as_ref()?.contains_key("exdates") => {
            Some(texts.skipped_time)
        }
        (_, Some(true)) => Some(texts.trashed_meeting),
        (_, Some(false)) => Some(texts.restored_meeting),
        _ => None,
    }
}
