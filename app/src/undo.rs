//! What was done here, and taking it back: the toast's **Ångra**, Ctrl+Z, and without JavaScript a form.

mod saved;
pub mod words;

use domain::CommandId;
use domain::command::{Done, Undone};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use uuid::Uuid;

use crate::edit::api::undo_command;
use crate::error::Error;
use crate::i18n;
use crate::layout::keys;
use crate::live::Live;
use crate::ui::{Toast, Toasts, use_toasts};
pub use saved::{Saved, address};
use words::UndoTexts;

/// How many steps Ctrl+Z goes back.
const STEPS: usize = 10;

/// A command that can be undone, and what it concerned.
type Step = (CommandId, Vec<Uuid>);

/// The acts of this page. Usable from anywhere, also after an answer has been waited for.
#[derive(Clone, Copy)]
pub struct Acts {
    steps: StoredValue<Vec<Step>>,
    /// The frame's: what is said here is said in its language, whoever asks and wherever.
    owner: StoredValue<Owner>,
    toasts: Toasts,
    live: Live,
}

impl Acts {
    /// Makes it available to everything below; once, in the frame, below [`Toasts`] and [`Live`].
    pub fn provide() {
        let acts = Self::new();
        provide_context(acts);
        Effect::new(move |_| {
            let handle =
                window_event_listener(leptos::ev::keydown, move |event| acts.on_key(&event));
            on_cleanup(move || handle.remove());
        });
    }

    fn new() -> Self {
        Self {
            steps: StoredValue::new(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            toasts: use_toasts(),
            live: Live::here(),
        }
    }

    /// The acts of this page. To be asked for while a component is made.
    #[must_use]
    pub fn here() -> Self {
        use_context::<Self>().unwrap_or_else(Self::new)
    }

    /// Confirms what was done, with a way back; what shows any of the ids reads it again.
    pub fn done(self, text: impl Into<String>, done: Done, ids: Vec<Uuid>) {
        self.remember(done.command, ids.clone());
        self.live.touch_own(done.command, ids);
        let toast = self.within(|| Toast::done(text).undo(move |()| self.undo(done.command)));
        self.show(toast);
    }

    /// Says why something was not done.
    pub fn failed(self, error: &Error) {
        let toast = self.within(|| match error {
            // There is no field to say it at.
            Error::Invalid(invalid) if let Some((_, problem)) = invalid.problems.first() => {
                Toast::failed(i18n::problem(*problem))
            }
            _ => Toast::failed(i18n::failure(error)),
        });
        self.show(toast);
    }

    /// Takes a command back.
    pub fn undo(self, command: CommandId) {
        let ids = self
            .steps
            .try_update_value(|steps| {
                let at = steps.iter().position(|(one, _)| *one == command)?;
                Some(steps.remove(at).1)
            })
            .flatten();
        self.within(move || {
            spawn_local_scoped(async move {
                match undo_command(command).await {
                    Ok(undone) => self.undone(&undone, ids.unwrap_or_default()),
                    Err(error) => self.failed(&error),
                }
            });
        });
    }

    /// Says what was taken back and what was not, and offers to do it again.
    fn undone(self, undone: &Undone, ids: Vec<Uuid>) {
        let again = undone.command;
        let toast = self.within(|| {
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
                        Callback::new(move |()| self.undo(again)),
                    )
                }),
                ..toast
            }
        });
        // Not among the steps: Ctrl+Z goes on backwards.
        let _ = ids.is_empty().then(|| self.live.touch_all());
        if !ids.is_empty() {
            self.live.touch_own(undone.command, ids);
        }
        self.show(toast);
    }

    /// Something was done that Ctrl+Z takes back, and that is said elsewhere.
    pub fn remember(self, command: CommandId, ids: Vec<Uuid>) {
        let _ = self.steps.try_update_value(|steps| {
            steps.push((command, ids));
            let over = steps.len().saturating_sub(STEPS);
            steps.drain(..over);
        });
    }

    fn on_key(self, event: &KeyboardEvent) {
        let undo = (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && event.key().eq_ignore_ascii_case("z");
        if !undo || event.default_prevented() || keys::is_typing(event) {
            return;
        }
        let last = self
            .steps
            .try_with_value(|steps| steps.last().map(|(command, _)| *command));
        if let Some(command) = last.flatten() {
            event.prevent_default();
            self.undo(command);
        }
    }

    /// Runs as a part of the frame, which lives as long as the page.
    fn within<T>(self, run: impl FnOnce() -> T) -> T {
        match self.owner.try_get_value() {
            Some(owner) => owner.with(run),
            None => run(),
        }
    }

    fn show(self, toast: Toast) {
        self.toasts.show(toast);
    }
}
