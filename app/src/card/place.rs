//! One place on the card: shows what is saved, and turns into its inputs where it stands.
//!
//! Click, Enter or F2 opens it; leaving it or Enter (Ctrl+Enter in several lines) saves; Escape
//! restores. What was typed stays until it is saved or given up: a message never takes it away, and
//! neither does a colleague's change. `was` is what stood there when the place was opened.

mod add;
mod form;
mod send;

use domain::edit::{Field, Holder, Target};
use domain::point::PointKind;
use domain::{Invalid, LinkId};
use leptos::html;
use leptos::prelude::*;
use uuid::Uuid;

use super::editing::Editing;
use super::texts::EditTexts;
use crate::error::Error;
use crate::ui::{Glyph, Icon, IconSize, dom};

/// What is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A row that is saved.
    Saved(Target),
    /// A contact point that is being added.
    NewPoint(PointKind),
    /// One that is being added to a link.
    NewLinkPoint(LinkId, PointKind),
    /// An address that is being added.
    NewAddress,
}

/// How a control looks.
#[derive(Debug, Clone)]
pub enum Look {
    /// One line; the type of the input.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// One of these: value and words.
    Choice(Vec<(String, String)>),
}

/// One control of a place.
#[derive(Debug, Clone)]
pub struct Control {
    /// Which field.
    pub field: Field,
    /// How it looks.
    pub look: Look,
    /// What is saved there just now.
    pub saved: String,
}

/// How the place looks while nobody edits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The value itself is pressed.
    Value,
    /// The value leads somewhere (a number to call): a pencil stands beside it.
    Pencil,
    /// There is no value: «Lägg till …», in words.
    Add,
    /// The same as a plus beside a label.
    Plus,
    /// None just now.
    Absent,
}

/// The state of a place.
#[derive(Clone, Copy)]
pub struct Open {
    pub(super) editing: Editing,
    row: Row,
    /// Stays the same for as long as the place: the beginning of the ids in it.
    id: StoredValue<String>,
    open: RwSignal<bool>,
    /// The controls as they were when the place was opened.
    controls: StoredValue<Vec<Control>>,
    invalid: RwSignal<Invalid>,
    failed: RwSignal<Option<Error>>,
    stage: RwSignal<Stage>,
    /// Names a new row, so that a resend adds one.
    key: StoredValue<String>,
    /// Focus goes back to the trigger.
    refocus: StoredValue<bool>,
    /// A choice is made with the pointer.
    pointed: StoredValue<bool>,
    root: NodeRef<html::Div>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Quiet,
    Saving,
    Saved,
}

/// A place that is not open. Call in the component of its card.
#[must_use]
pub fn closed(editing: Editing, row: Row, id: impl Into<String>) -> Open {
    Open {
        editing,
        row,
        id: StoredValue::new(id.into()),
        open: RwSignal::new(false),
        controls: StoredValue::new(Vec::new()),
        invalid: RwSignal::new(Invalid::default()),
        failed: RwSignal::new(None),
        stage: RwSignal::new(Stage::Quiet),
        key: StoredValue::new(String::new()),
        refocus: StoredValue::new(false),
        pointed: StoredValue::new(false),
        root: NodeRef::new(),
    }
}

impl Open {
    /// Turns the place into its inputs.
    pub fn open(self, controls: Vec<Control>) {
        if self.open.try_get_untracked() != Some(false) {
            return;
        }
        let _ = self.controls.try_set_value(controls);
        let _ = self.key.try_set_value(super::key::new_key());
        self.invalid.set(Invalid::default());
        self.failed.set(None);
        self.stage.set(Stage::Quiet);
        if let Some(id) = self.row_id() {
            self.editing.held.update(|held| held.push(id));
        }
        self.open.set(true);
        // When the inputs stand there.
        soon(move || {
            let first = self.inputs().into_iter().next();
            if let Some(first) = &first {
                let _ = first.focus();
                select_all(first);
            }
            first.is_some()
        });
    }

    /// Shows what is saved.
    pub(super) fn close(self) {
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        let focused = self.has_focus();
        let _ = self.open.try_set(false);
        if let Some(id) = self.row_id() {
            let _ = self
                .editing
                .held
                .try_update(|held| held.retain(|one| *one != id));
        }
        let again = self.refocus.try_get_value().unwrap_or_default();
        let _ = self.refocus.try_set_value(false);
        if (focused || again)
            && let Some(id) = self.id.try_get_value()
        {
            let row = self.row;
            soon(move || match row {
                // It was opened from the menu of its row.
                Row::NewLinkPoint(link, _) => focus_menu(link),
                _ => dom::focus_id(&id),
            });
        }
    }

    /// Gives up what was typed.
    pub(super) fn restore(self) {
        let _ = self.refocus.try_set_value(true);
        self.close();
    }

    /// An answer is awaited, or the card is being read again.
    fn is_waiting(self) -> bool {
        self.stage
            .try_get()
            .is_some_and(|stage| stage != Stage::Quiet)
    }

    fn row_id(self) -> Option<Uuid> {
        match self.row {
            Row::Saved(Target::Point(id)) => Some(id.0),
            Row::Saved(Target::Address(id)) => Some(id.0),
            Row::Saved(Target::Link(id)) | Row::NewLinkPoint(id, _) => Some(id.0),
            _ => None,
        }
    }

    fn holder(self) -> Holder {
        self.editing.holder
    }

    fn inputs(self) -> Vec<web_sys::HtmlElement> {
        match self.root.try_get_untracked().flatten() {
            Some(root) => dom::all(&root, "[data-field]"),
            None => Vec::new(),
        }
    }

    fn has_focus(self) -> bool {
        let root = self.root.try_get_untracked().flatten();
        matches!((root, dom::focused()), (Some(root), Some(focused)) if root.contains(Some(&focused)))
    }
}

/// As soon as what was set is drawn: before the next key comes. When that was too soon, with the next
/// frame.
fn soon(act: impl Fn() -> bool + 'static) {
    queue_microtask(move || {
        if !act() {
            request_animation_frame(move || {
                act();
            });
        }
    });
}

/// Moves focus to the menu of the row of a link.
fn focus_menu(link: LinkId) -> bool {
    let button = document().query_selector(&format!("[popovertarget='acts-{link}']"));
    dom::focus(button.ok().flatten())
}

fn select_all(element: &web_sys::HtmlElement) {
    use leptos::wasm_bindgen::JsCast;
    if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        input.select();
    }
}

/// The place itself. `name` is what it is called in «Ändra …»; `controls` is asked when it opens.
pub fn place(
    open: Open,
    trigger: Signal<Trigger>,
    name: impl Fn() -> String + Send + Sync + 'static,
    controls: impl Fn() -> Vec<Control> + Send + Sync + 'static,
    shown: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let begin = Callback::new(move |()| open.open(controls()));
    place_with(open, trigger, Signal::derive(name), begin, shown)
}

/// The same, where opening takes more than that.
pub fn place_with(
    open: Open,
    trigger: Signal<Trigger>,
    name: Signal<String>,
    begin: Callback<()>,
    shown: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let f2 = move |event: leptos::ev::KeyboardEvent| {
        let closed = open.open.try_get_untracked() == Some(false);
        if closed && event.key() == "F2" && open.editing.writable.try_get_untracked() == Some(true)
        {
            event.prevent_default();
            begin.run(());
        }
    };
    let leave = move |event: leptos::ev::FocusEvent| open.on_leave(&event);
    let class = move || match trigger.try_get() {
        Some(Trigger::Pencil) => "place beside",
        Some(Trigger::Plus | Trigger::Absent) => "place plus",
        _ => "place",
    };
    let body = move || {
        // While it is open nothing that is saved matters to it, here or elsewhere.
        if open.open.get() {
            let panel = open.controls.with_value(|controls| controls.len() > 1);
            let under = panel.then(|| {
                // Keeps the room that it had.
                let shown = untrack(&shown);
                view! { <span class="under" aria-hidden="true" inert="">{shown}</span> }
            });
            return view! { {under}{form::form(open)} }.into_any();
        }
        let trigger = trigger.get();
        match (open.editing.writable.get(), trigger) {
            (_, Trigger::Absent) | (false, Trigger::Add | Trigger::Plus) => ().into_any(),
            (false, Trigger::Value | Trigger::Pencil) => shown(),
            (true, trigger) => closed_view(open, trigger, name, begin, shown()),
        }
    };
    let texts = EditTexts::here();
    // Not announced: the toast that confirms it is.
    let note = move || {
        let words = match open.stage.get() {
            Stage::Quiet => return None,
            Stage::Saving => texts.saving,
            Stage::Saved => texts.saved,
        };
        Some(view! { <span class="saved-note" aria-hidden="true">{words}</span> })
    };
    view! {
        <div class=class data-open=move || open.open.get().then_some("") node_ref=open.root on:keydown=f2 on:focusout=leave>
            {body}
            {note}
        </div>
    }
    .into_any()
}

fn closed_view(
    open: Open,
    trigger: Trigger,
    name: Signal<String>,
    begin: Callback<()>,
    shown: AnyView,
) -> AnyView {
    let texts = EditTexts::here();
    let id = open.id.get_value();
    let press = move |_| begin.run(());
    let change = move || format!("{} {}", texts.change, lower(&name.get()));
    let add = move || format!("{} {}", texts.add, lower(&name.get()));
    match trigger {
        // The value is read after the name, as its text.
        Trigger::Value => view! {
            <button type="button" class="edit" id=id on:click=press>
                <span class="vh">{change}": "</span>
                {shown}
            </button>
        }
        .into_any(),
        Trigger::Pencil => view! {
            {shown}
            <button type="button" class="edit-pencil" id=id aria-label=change on:click=press>
                <Icon glyph=Glyph::Pencil size=IconSize::Xs />
            </button>
        }
        .into_any(),
        Trigger::Add => view! {
            <button type="button" class="edit faint" id=id on:click=press>
                {add}
            </button>
        }
        .into_any(),
        Trigger::Plus => view! {
            <button type="button" class="edit-pencil" id=id aria-label=add on:click=press>
                <Icon glyph=Glyph::Plus size=IconSize::Xs />
            </button>
        }
        .into_any(),
        Trigger::Absent => ().into_any(),
    }
}

/// Within a sentence: «Ändra titel», but «Ändra E-post» keeps its E as little as «Ändra PM» its PM.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + letters.as_str()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::lower;

    #[test]
    fn a_label_within_a_sentence_begins_with_a_small_letter() {
        assert_eq!(lower("Titel"), "titel");
        assert_eq!(lower("E-post"), "e-post");
        assert_eq!(lower("PM"), "PM");
        assert_eq!(lower("Ö"), "Ö");
    }
}
