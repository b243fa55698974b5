//! Saving what was typed in a place, and what can come of it.

use domain::command::Done;
use domain::edit::{Change, Edit, Field, Target};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos::wasm_bindgen::JsCast;

use super::super::editing::Clashing;
use super::super::texts::{EditTexts, label};
use super::{Look, Open, Row, Stage};
use crate::edit::api;
use crate::error::Error;
use crate::ui::dom;

impl Open {
    pub(super) fn on_key(self, event: &leptos::ev::KeyboardEvent) {
        let in_lines = event
            .target()
            .is_some_and(|target| target.has_type::<web_sys::HtmlTextAreaElement>());
        let on_button = event
            .target()
            .is_some_and(|target| target.has_type::<web_sys::HtmlButtonElement>());
        let strong = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Escape" => self.restore(),
            "Enter" if strong || !(in_lines || on_button) => self.save_and_return(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// A choice made with the pointer is meant; one passed by with the arrow keys is not, yet.
    pub(super) fn by_pointer(self, by: bool) {
        let _ = self.pointed.try_set_value(by);
    }

    pub(super) fn on_choice(self, word: &str) {
        self.mended(word);
        let alone = self.controls.with_value(|controls| controls.len() == 1);
        if alone && self.pointed.try_get_value() == Some(true) {
            self.save_and_return();
        }
    }

    /// A corrected error vanishes while one types.
    pub(super) fn mended(self, word: &str) {
        self.failed.set(None);
        if self
            .invalid
            .with_untracked(|invalid| invalid.of(word).is_some())
        {
            self.invalid
                .update(|invalid| invalid.problems.retain(|(name, _)| name != word));
        }
    }

    /// Focus has left the place: that saves it.
    pub(super) fn on_leave(self, event: &leptos::ev::FocusEvent) {
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        // What was pressed to open the place has lost focus, and its life: nobody has left.
        let from = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if !from.is_some_and(|from| from.closest(".edit-form").is_ok_and(|form| form.is_some())) {
            return;
        }
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let root = self.root.try_get_untracked().flatten();
        let within = matches!((&root, &to), (Some(root), Some(to)) if root.contains(Some(to)));
        // The person looks at another window, or answers about a conflict.
        let elsewhere = !document().has_focus().unwrap_or(true)
            || self.editing.clash.try_with_untracked(Option::is_some) == Some(true);
        if !within && !elsewhere {
            let _ = self.refocus.try_set_value(false);
            self.save();
        }
    }

    pub(super) fn save_and_return(self) {
        let _ = self.refocus.try_set_value(true);
        self.save();
    }

    /// Checks as the server will, and sends what has been changed.
    fn save(self) {
        if self.stage.try_get_untracked() != Some(Stage::Quiet) {
            return;
        }
        let typed = self.typed();
        let blank = |field: &Field| {
            typed
                .iter()
                .any(|(one, value)| one == field && value.trim().is_empty())
        };
        match self.row {
            // Nothing left of it: that takes it away.
            Row::Saved(Target::Point(_)) if blank(&Field::Phone) || blank(&Field::Email) => {
                self.remove()
            }
            Row::Saved(Target::Address(_))
                if [Field::Street, Field::Postcode, Field::City]
                    .iter()
                    .all(blank) =>
            {
                self.remove();
            }
            Row::Saved(target) => self.save_row(Edit {
                target,
                changes: self.changes(typed),
            }),
            Row::NewPoint(kind) => self.add_point(None, kind, &typed),
            Row::NewLinkPoint(link, kind) => self.add_point(Some(link), kind, &typed),
            Row::NewAddress => self.add_address(&typed),
        }
    }

    /// What stands in the inputs.
    fn typed(self) -> Vec<(Field, String)> {
        self.inputs()
            .iter()
            .filter_map(|input| {
                let field = input.get_attribute("data-field")?.parse().ok()?;
                let value = js_sys::Reflect::get(input, &"value".into()).ok()?;
                Some((field, value.as_string()?))
            })
            .collect()
    }

    pub(super) fn changes(self, typed: Vec<(Field, String)>) -> Vec<Change> {
        let controls = self.controls.get_value();
        let change = |(field, value): (Field, String)| {
            let was = controls
                .iter()
                .find(|control| control.field == field)?
                .saved
                .clone();
            Some(Change { field, was, value })
        };
        typed.into_iter().filter_map(change).collect()
    }

    fn save_row(self, edit: Edit) {
        let parsed = match edit.parse() {
            Ok(parsed) => parsed,
            Err(invalid) => return self.invalid.set(invalid),
        };
        let Some(first) = parsed.changes.first() else {
            return self.close();
        };
        let text = format!("{}: {}", EditTexts::here().saved, label(first.field));
        self.send_edit(edit, text);
    }

    /// Sends the whole edit, not what `parse` leaves of it: a postcode is read by the country beside it.
    fn send_edit(self, edit: Edit, text: String) {
        self.stage.set(Stage::Saving);
        spawn_local_scoped(async move {
            match api::save_edit(edit.clone()).await {
                Ok(done) => self.answered(Ok(done), text),
                Err(error) => self.failed_with(error, edit),
            }
        });
    }

    /// A conflict is for the person to settle; anything else is said at the place.
    fn failed_with(self, error: Error, edit: Edit) {
        let Error::Clash(clashes) = error else {
            return self.answered(Err(error), String::new());
        };
        let _ = self.stage.try_set(Stage::Quiet);
        let _ = self.editing.clash.try_set(Some(Clashing {
            edit,
            clashes,
            from: self,
        }));
    }

    /// The person has chosen, field by field, between what they typed and what others saved.
    pub(crate) fn merged(self, edit: Edit) {
        if edit.changes.is_empty() {
            return self.restore();
        }
        let _ = self.refocus.try_set_value(true);
        let text = format!(
            "{}: {}",
            EditTexts::here().saved,
            label(edit.changes[0].field)
        );
        self.send_edit(edit, text);
    }

    /// Takes the row away; the toast brings it back.
    pub(super) fn remove(self) {
        let Row::Saved(target) = self.row else { return };
        self.stage.set(Stage::Saving);
        if self.has_focus() {
            self.focus_neighbour();
        }
        spawn_local_scoped(async move {
            let text = format!("{}: {}", EditTexts::here().removed, self.what());
            self.answered(api::remove_row(target).await, text);
        });
    }

    /// Puts the row before the others of its kind; what was typed in it is saved first.
    pub(super) fn make_first(self) {
        let Row::Saved(target) = self.row else { return };
        let edit = Edit {
            target,
            changes: self.changes(self.typed()),
        };
        let changed = match edit.parse() {
            Ok(parsed) => !parsed.changes.is_empty(),
            Err(invalid) => return self.invalid.set(invalid),
        };
        let _ = self.refocus.try_set_value(true);
        self.stage.set(Stage::Saving);
        spawn_local_scoped(async move {
            let text = format!("{}: {}", EditTexts::here().first_now, self.what());
            if changed && let Err(error) = api::save_edit(edit.clone()).await {
                return self.failed_with(error, edit);
            }
            self.answered(api::move_row(target, 0).await, text);
        });
    }

    /// What the row holds, in a few words.
    fn what(self) -> String {
        let text = self.controls.try_with_value(|controls| {
            controls
                .iter()
                .find(|control| {
                    matches!(control.look, Look::Line(_) | Look::Lines) && !control.saved.is_empty()
                })
                .map(|control| control.saved.replace('\n', ", "))
        });
        text.flatten().unwrap_or_default()
    }

    /// After a row is gone, focus is on the next one, else on the one before, else on «Lägg till».
    fn focus_neighbour(self) {
        let id = self.id.get_value();
        let Some(fact) = dom::by_id(&id)
            .or_else(|| self.inputs().into_iter().next())
            .and_then(|element| element.closest(".fact, tr").ok().flatten())
        else {
            return;
        };
        let root = self.root.try_get_untracked().flatten();
        let triggers = dom::all::<web_sys::HtmlElement>(&fact, ".place");
        let here = triggers.iter().position(|place| {
            root.as_ref()
                .is_some_and(|root| root.is_same_node(Some(place)))
        });
        let Some(here) = here else { return };
        let next = triggers
            .get(here + 1)
            .or(here.checked_sub(1).and_then(|at| triggers.get(at)));
        let buttons = |place: &web_sys::HtmlElement| {
            let all = dom::all::<web_sys::HtmlElement>(place, ".edit, .edit-pencil");
            all.into_iter()
        };
        // Else the menu of the row.
        let button = next.and_then(|place| buttons(place).next());
        let menu = || dom::all::<web_sys::HtmlElement>(&fact, "[popovertarget]");
        if let Some(button) = button.or_else(|| menu().pop()) {
            let _ = button.focus();
        }
    }

    pub(super) fn answered(self, answer: Result<Done, Error>, text: String) {
        match answer {
            Ok(done) => {
                let _ = self.stage.try_set(Stage::Saved);
                set_timeout(
                    move || {
                        if self.stage.try_get_untracked() == Some(Stage::Saved) {
                            let _ = self.stage.try_set(Stage::Quiet);
                        }
                    },
                    std::time::Duration::from_secs(4),
                );
                self.editing.leave(self);
                self.editing.acts.done(text, done, vec![self.editing.id()]);
            }
            Err(error) => {
                let _ = self.stage.try_set(Stage::Quiet);
                match error {
                    Error::Invalid(invalid) if self.knows(&invalid) => {
                        let _ = self.invalid.try_set(invalid);
                    }
                    Error::Invalid(invalid) if invalid.of("value").is_some() => {
                        self.refuse_value(&invalid)
                    }
                    error => {
                        let _ = self.failed.try_set(Some(error));
                    }
                }
            }
        }
    }

    /// What is wrong with a new number or address is said of its «value».
    fn refuse_value(self, invalid: &domain::Invalid) {
        let field = self
            .controls
            .try_with_value(|controls| controls.first().map(|control| control.field));
        if let (Some(Some(field)), Some(problem)) = (field, invalid.of("value")) {
            let _ = self
                .invalid
                .try_set(domain::Invalid::one(field.as_str(), problem));
        }
    }

    /// There is an input to show the problem at.
    fn knows(self, invalid: &domain::Invalid) -> bool {
        self.controls
            .try_with_value(|controls| {
                controls
                    .iter()
                    .any(|control| invalid.of(control.field.as_str()).is_some())
            })
            .unwrap_or_default()
    }
}
