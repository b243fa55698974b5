//! What was done here, and taking it back: the toast's **Ångra**, Ctrl+Z, and without JavaScript a form.

mod back;
mod saved;
pub mod words;

use domain::CommandId;
use domain::command::Done;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use uuid::Uuid;

use crate::error::Error;
use crate::i18n;
use crate::layout::keys;
use crate::lazy::Later;
use crate::live::Live;
use crate::ui::{Toast, Toasts, use_toasts};
pub use back::undo;
pub use saved::{Saved, address};

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
    later: Later,
}

impl Acts {
    /// Makes it available to everything below; once, in the frame, below [`Toasts`], [`Live`] and [`Later`].
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
            later: Later::here(),
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
        self.later.run(move |parts| (parts.undo)(self, command));
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
