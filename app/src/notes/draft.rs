//! What somebody is writing survives a closed tab: kept in the browser, for this user and this note.

use domain::edit::Holder;
use leptos::prelude::*;

use super::form_data::Writing;
use crate::boot::viewer;

/// What the names of all drafts begin with.
const DRAFTS: &str = "kundkort.note.";

/// Where a draft is kept.
#[derive(Clone)]
pub(super) struct Draft(String);

impl Draft {
    /// Of what is written on a card. Another user of the same browser has their own.
    pub fn of(holder: Holder, writing: Writing) -> Self {
        let user = viewer().map(|viewer| viewer.id.to_string());
        let what = match writing {
            Writing::New => "new".to_owned(),
            Writing::Edit(id) => id.to_string(),
        };
        let user = user.unwrap_or_default();
        Self(format!("{DRAFTS}{user}.{}.{what}", holder.uuid()))
    }

    /// What was kept last.
    pub fn read(&self) -> Option<String> {
        let kept = storage()?.get_item(&self.0).ok().flatten()?;
        (!kept.is_empty()).then_some(kept)
    }

    /// Keeps it; nothing is kept of nothing.
    pub fn keep(&self, text: &str) {
        if text.is_empty() {
            return self.forget();
        }
        if let Some(storage) = storage() {
            // A browser that is full keeps no draft; what is written is still in the form.
            let _ = storage.set_item(&self.0, text);
        }
    }

    /// It is saved, or not wanted.
    pub fn forget(&self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.0);
        }
    }
}

/// Something is written and not saved.
#[must_use]
pub fn has_drafts() -> bool {
    !drafts().is_empty()
}

/// Forgets what is written and not saved: whoever wrote it signs out.
pub fn drop_drafts() {
    forget(|_| true);
}

/// Forgets what others have written in this browser: they did not sign out, their session ended.
pub fn keep_own_drafts() {
    let user = viewer().map(|viewer| viewer.id.to_string());
    let own = format!("{DRAFTS}{}.", user.unwrap_or_default());
    forget(|name| !name.starts_with(&own));
}

fn forget(which: impl Fn(&str) -> bool) {
    let Some(storage) = storage() else { return };
    for name in drafts().iter().filter(|name| which(name)) {
        let _ = storage.remove_item(name);
    }
}

fn drafts() -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    names.filter(|name| name.starts_with(DRAFTS)).collect()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
