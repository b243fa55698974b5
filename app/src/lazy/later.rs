//! What no page needs before somebody does something: one chunk, asked for when the page has been alive
//! for a moment, or at once by what needs it.

use std::time::Duration;

use domain::CommandId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::LazyWords;
use crate::bulk::{self, Jobs, Ticking};
use crate::layout;
use crate::ui::{self, Toast, Toasts, use_toasts};
use crate::undo::{self, Acts};

/// How soon the browser asks for the chunk by itself: what the page needs comes first.
const SOON: Duration = Duration::from_millis(400);

/// How each of it is drawn, or done.
#[derive(Clone, Copy)]
pub struct Parts {
    /// The list of all shortcuts.
    pub help: fn(RwSignal<bool>) -> AnyView,
    /// What can be done with ticked hits, and how far it has come.
    pub bulk: fn(Ticking) -> AnyView,
    /// Goes on with an act on many that this browser had begun.
    pub resume: fn(Jobs),
    /// The toasts.
    pub toasts: fn(Toasts) -> AnyView,
    /// Takes a command back.
    pub undo: fn(Acts, CommandId),
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn parts() -> Result<Parts, SplitLoaderError> {
    Ok(Parts {
        help: layout::shortcuts,
        bulk: bulk::acts_on_ticked,
        resume: bulk::resume,
        toasts: ui::living_toasts,
        undo: undo::undo,
    })
}

/// The chunk of this page.
#[derive(Clone, Copy)]
pub struct Later {
    parts: RwSignal<Option<Parts>>,
    /// The frame's: what is said here is said in its language.
    owner: StoredValue<Owner>,
    toasts: Toasts,
}

impl Later {
    /// Makes it available to everything below, and asks for it soon; once, in the frame, below [`Toasts`].
    pub fn provide() {
        let later = Self::new();
        provide_context(later);
        Effect::new(move |_| {
            // What does not come now is asked for again, and missed, when it is needed.
            let ask = move || {
                spawn_local(async move {
                    let _ = later.ask().await;
                })
            };
            set_timeout(ask, SOON);
        });
    }

    fn new() -> Self {
        Self {
            parts: RwSignal::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            toasts: use_toasts(),
        }
    }

    /// The chunk of this page. To be asked for while a component is made.
    #[must_use]
    pub fn here() -> Self {
        use_context::<Self>().unwrap_or_else(Self::new)
    }

    /// Its parts, when they are there.
    #[must_use]
    pub fn get(self) -> Option<Parts> {
        self.parts.try_get().flatten()
    }

    /// Its parts, at once or when they have come; a toast says it when they do not.
    pub async fn load(self) -> Option<Parts> {
        let parts = self.ask().await;
        if parts.is_none()
            && let Some(owner) = self.owner.try_get_value()
        {
            let said = owner.with(|| LazyWords::here().later);
            self.toasts.show(Toast::failed(said));
        }
        parts
    }

    /// Does something with them, at once or when they have come.
    pub fn run(self, act: impl FnOnce(Parts) + 'static) {
        self.run_boxed(Box::new(act));
    }

    /// They are needed now.
    pub fn need(self) {
        self.run(|_| ());
    }

    fn run_boxed(self, act: Box<dyn FnOnce(Parts)>) {
        if let Some(parts) = untrack(|| self.get()) {
            act(parts);
            return;
        }
        spawn_local(async move {
            if let Some(parts) = self.load().await {
                act(parts);
            }
        });
    }

    async fn ask(self) -> Option<Parts> {
        if let Some(parts) = untrack(|| self.get()) {
            return Some(parts);
        }
        let parts = parts().await.ok()?;
        if untrack(|| self.get()).is_none() {
            let _ = self.parts.try_set(Some(parts));
        }
        Some(parts)
    }
}
