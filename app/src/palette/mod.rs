//! The command palette: go to, create, what one opened last, and acts on the open card. Ctrl K or ⌘ K.
//!
//! A combobox over a grouped listbox: focus stays in the field, arrows move what is marked. Whatever
//! on the page has `data-act="…"` is offered by that name, and pressed when it is chosen; so an act
//! joins by its own element, wherever that stands.
//!
//! All but the button is code that comes later (`app/src/lazy/later.rs`). Who is faster than that has what they
//! type in the field all the same.

pub mod api;
mod entries;
mod texts;
mod window;

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::lazy::Later;
use crate::ui::{Glyph, Icon, dom};
use texts::PaletteTexts;
pub use window::opened;

thread_local! {
    /// What had focus before the palette. Not in it: on the server, another thread may drop that.
    static BEFORE: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// What had focus before the palette; asked for once.
fn before() -> Option<HtmlElement> {
    BEFORE.take()
}

/// The palette while it is not drawn.
#[derive(Clone, Copy)]
pub struct Opening {
    open: RwSignal<bool>,
    /// Its code is on the way.
    waits: StoredValue<bool>,
    /// What is typed meanwhile.
    early: StoredValue<String>,
    later: Later,
}

/// The button of the rail, and what it opens. Without JavaScript there is no palette, and no button.
#[component]
pub fn CommandPalette() -> impl IntoView {
    let opening = Opening {
        open: RwSignal::new(false),
        waits: StoredValue::new(false),
        early: StoredValue::new(String::new()),
        later: Later::here(),
    };
    view! {
        <button
            class="dest once-hydrated"
            type="button"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            data-palette=""
            on:click=move |_| opening.show()
        >
            <Icon glyph=Glyph::Command />
            {PaletteTexts::here().command}
        </button>
        {move || opening.open.get().then(|| opening.later.get().map(|parts| (parts.palette)(opening)))}
    }
}

impl Opening {
    fn show(self) {
        if self.waits.get_value() {
            return;
        }
        BEFORE.set(dom::focused());
        self.early.set_value(String::new());
        if untrack(|| self.later.get()).is_some() {
            self.open.set(true);
            return;
        }
        self.waits.set_value(true);
        let field = early_field();
        spawn_local(async move {
            let there = self.later.load().await.is_some();
            let _ = self.waits.try_set_value(false);
            if let Some(field) = field {
                let _ = self.early.try_set_value(field.value());
                field.remove();
            }
            if there {
                let _ = self.open.try_set(true);
            } else if let Some(before) = before() {
                let _ = before.focus();
            }
        });
    }
}

/// What is typed into while the code of the palette is on the way: a field that is not seen.
fn early_field() -> Option<HtmlInputElement> {
    let field = document().create_element("input").ok()?;
    field.set_class_name("vh");
    let _ = field.set_attribute("aria-label", PaletteTexts::here().field);
    document().body()?.append_child(&field).ok()?;
    let field = field.dyn_into::<HtmlInputElement>().ok()?;
    let _ = field.focus();
    Some(field)
}
