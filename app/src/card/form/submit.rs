//! Checking and sending the form, in the browser.

use domain::edit::form::CardForm;
use domain::edit::{Clash, Holder};
use domain::search::form_encode;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use web_sys::HtmlElement;

use super::super::clash::chosen_theirs;
use super::super::texts::EditTexts;
use super::{Failed, KEY, State, failure_of, go_to};
use crate::card::api::save_card;
use crate::error::Error;
use crate::ui::{dom, form_pairs};

impl State {
    /// What stands in the form.
    fn read(self) -> Option<CardForm> {
        let form = self.node.try_get_untracked().flatten()?;
        Some(CardForm {
            pairs: form_pairs(&form),
        })
    }

    /// Checks, sends once, and goes back to the card.
    pub(super) fn sender(
        self,
        holder: Holder,
        back: String,
    ) -> impl Fn() + Clone + Send + Sync + 'static {
        let go = go_to();
        move || {
            let Some(form) = self.read().filter(|_| !self.busy.get_untracked()) else {
                return;
            };
            self.failed.set(None);
            match form.changes().parse() {
                Err(invalid) => return self.refuse(invalid),
                Ok(read) if read.is_empty() => return go(&back),
                Ok(_) => {}
            }
            self.busy.set(true);
            let (go, back) = (go.clone(), back.clone());
            spawn_local_scoped(async move {
                let body = encoded(&form);
                let key = form.value(KEY).unwrap_or_default().to_owned();
                match save_card(holder, body, key).await {
                    Ok(done) => {
                        let ids = vec![holder.uuid()];
                        self.acts.done(EditTexts::here().saved, done, ids);
                        go(&back);
                    }
                    Err(error) => self.failed_with(error),
                }
            });
        }
    }

    fn refuse(self, invalid: domain::Invalid) {
        self.tried.set(domain::Invalid::default());
        self.tried.set(invalid.clone());
        self.invalid.set(invalid);
    }

    fn failed_with(self, error: Error) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        match error {
            Error::Invalid(invalid) => self.refuse(invalid),
            Error::Clash(clashes) => self.clash.set(clashes),
            Error::SignedOut => self.failed.set(Some(Failed::SignedOut)),
            other => self.failed.set(Some(Failed::Form(failure_of(&other)))),
        }
    }

    /// A corrected error vanishes while one types.
    pub(super) fn on_input(self) {
        if self
            .invalid
            .with_untracked(|invalid| invalid.problems.is_empty())
        {
            return;
        }
        let Some(form) = self.read() else { return };
        let wrong = form.changes().parse().err().unwrap_or_default();
        self.invalid.update(|invalid| {
            invalid
                .problems
                .retain(|(name, _)| wrong.of(name).is_some())
        });
    }

    /// The person has chosen: what is theirs goes into the form, and it is sent knowing theirs.
    pub(super) fn merge(self) {
        let theirs = chosen_theirs();
        let clashes = self.clash.get_untracked();
        let Some(form) = self.read() else { return };
        for (at, clash) in clashes.iter().enumerate() {
            let Some(name) = name_of(&form, clash) else {
                continue;
            };
            self.write(&format!("was.{name}"), &clash.theirs);
            if theirs.contains(&at) {
                self.write(&name, &clash.theirs);
            }
        }
        self.clash.set(Vec::new());
    }

    /// Puts a value into a control.
    fn write(self, name: &str, value: &str) {
        let Some(form) = self.node.try_get_untracked().flatten() else {
            return;
        };
        for control in dom::all::<HtmlElement>(&form, &format!("[name=\"{name}\"]")) {
            let (key, value) = match control.get_attribute("type").as_deref() {
                Some("checkbox") => ("checked", (value == "true").into()),
                _ => ("value", value.into()),
            };
            let _ = js_sys::Reflect::set(&control, &key.into(), &value);
        }
    }
}

/// The control that a conflict is about: the one that was, and is wanted, just so.
#[must_use]
pub fn name_of(form: &CardForm, clash: &Clash) -> Option<String> {
    let changes = form.changes();
    let edits = changes.edits.iter().filter_map(|edit| {
        // As it was sent: values as they are saved.
        let parsed = edit.parse().ok()?;
        let met = parsed.changes.iter().any(|change| {
            change.field == clash.field && change.was == clash.was && change.value == clash.mine
        });
        met.then(|| format!("{}.{}", edit.target.path(), clash.field.as_str()))
    });
    edits.into_iter().next()
}

fn encoded(form: &CardForm) -> String {
    let pairs = form.pairs.iter();
    let pairs = pairs.map(|(name, value)| format!("{}={}", form_encode(name), form_encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}
