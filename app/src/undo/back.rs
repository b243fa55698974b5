//! Taking a command back.

use domain::CommandId;
use domain::command::Undone;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use uuid::Uuid;

use super::Acts;
use super::words::{self, UndoTexts};
use crate::edit::api::undo_command;
use crate::ui::Toast;

/// Takes a command back, and says how it went.
pub fn undo(acts: Acts, command: CommandId) {
    let ids = acts
        .steps
        .try_update_value(|steps| {
            let at = steps.iter().position(|(one, _)| *one == command)?;
            Some(steps.remove(at).1)
        })
        .flatten();
    acts.within(move || {
        spawn_local_scoped(async move {
            match undo_command(command).await {
                Ok(undone) => said(acts, &undone, ids.unwrap_or_default()),
                Err(error) => acts.failed(&error),
            }
        });
    });
}

/// Says what was taken back and what was not, and offers to do it again.
fn said(acts: Acts, undone: &Undone, ids: Vec<Uuid>) {
    let again = undone.command;
    let toast = acts.within(|| {
        let texts = UndoTexts::here();
        let toast = if undone.blocked.is_empty() {
            Toast::done(texts.undone)
        } else {
            Toast::failed(words::blocked(&undone.blocked))
        };
        Toast {
            action: (undone.restored > 0).then(|| {
                (
                    texts.redo.to_owned(),
                    Callback::new(move |()| acts.undo(again)),
                )
            }),
            ..toast
        }
    });
    // Not among the steps: Ctrl+Z goes on backwards.
    if ids.is_empty() {
        acts.live.touch_all();
    } else {
        acts.live.touch_own(undone.command, ids);
    }
    acts.show(toast);
}
