//! What the history says of tasks.

use domain::edit::Holder;
use store::history::Change;

use super::api::Line;
use super::columns::text_of;
use super::what::WhatTexts;
use super::words::trashed;

/// What was done to a task as a whole.
pub(super) fn what(change: &Change) -> Option<&'static str> {
    let texts = WhatTexts::here();
    let after = change.after.as_ref().filter(|_| change.table == "task")?;
    match (&*change.op, trashed(change)) {
        ("insert", _) => Some(texts.new_task),
        (_, Some(true)) => Some(texts.trashed_task),
        (_, Some(false)) => Some(texts.restored_task),
        _ => (text_of(after, "status") == "done").then_some(texts.did_task),
    }
}

/// A task that went to the trash, or came back.
pub(super) fn line(holder: Holder, change: &Change) -> Vec<Line> {
    let subject = change.about.as_ref().map(|row| text_of(row, "subject"));
    let gone = trashed(change) == Some(true);
    let (before, after) = match gone {
        true => (subject, None),
        false => (None, subject),
    };
    vec![Line {
        label: WhatTexts::here().task.to_owned(),
        before,
        after,
        href: (!gone).then(|| format!("{}?tab=tasks", holder.path())),
    }]
}
