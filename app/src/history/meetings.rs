//! What the history says of meetings.

use store::history::Change;

use super::what::WhatTexts;
use super::words::trashed;

/// What was done to a meeting as a whole.
pub(super) fn what(change: &Change) -> Option<&'static str> {
    if change.table != "meeting" {
        return None;
    }
    let texts = WhatTexts::here();
    match (&*change.op, trashed(change)) {
        ("insert", _) => Some(texts.booked),
        (_, Some(true)) => Some(texts.trashed_meeting),
        (_, Some(false)) => Some(texts.restored_meeting),
        _ => None,
    }
}
