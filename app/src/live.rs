//! What has changed, here or elsewhere: whoever shows it reads it again.
//!
//! Whatever is saved on this page says so with [`Live::touch`]; what colleagues save comes the same
//! way. Only ids travel; the content is read again under the reader's own rights.

use leptos::prelude::*;
use uuid::Uuid;

/// The changes that this page has heard of.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    latest: RwSignal<Heard>,
}

#[derive(Debug, Clone, Default)]
struct Heard {
    /// Goes up with every change.
    count: u32,
    /// What changed; none means anything may have.
    ids: Vec<Uuid>,
}

impl Live {
    /// Makes it available to everything below; once, in the frame.
    pub fn provide() {
        provide_context(Self {
            latest: RwSignal::new(Heard::default()),
        });
    }

    /// The changes of this page.
    #[must_use]
    pub fn here() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self {
            latest: RwSignal::new(Heard::default()),
        })
    }

    /// These have changed: contacts and companies by their id, anything else by its own.
    pub fn touch(self, ids: Vec<Uuid>) {
        let _ = self.latest.try_update(|latest| {
            latest.count = latest.count.wrapping_add(1);
            latest.ids = ids;
        });
    }

    /// Anything may have changed.
    pub fn touch_all(self) {
        self.touch(Vec::new());
    }

    /// Runs when something changes that `concerns` says yes to; given the ids, none for anything.
    /// Not for what had changed before it was called.
    pub fn on_change(self, concerns: impl Fn(&[Uuid]) + 'static) {
        let latest = self.latest;
        Effect::new(move |before: Option<u32>| {
            let Some((count, ids)) = latest.try_with(|latest| (latest.count, latest.ids.clone()))
            else {
                return before.unwrap_or_default();
            };
            if before.is_some_and(|before| before != count) {
                untrack(|| concerns(&ids));
            }
            count
        });
    }
}
