//! What somebody is writing survives a closed tab: kept in the browser, for this user and this note.

use domain::edit::Holder;
use leptos::prelude::*;

use super::form_data::Writing;
use crate::boot::viewer;

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
        Self(format!("kundkort.note.{user}.{}.{what}", holder.uuid()))
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

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
