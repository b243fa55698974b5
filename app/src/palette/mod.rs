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

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

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
    /// The keys are listened to, or have been.
    listens: StoredValue<bool>,
    later: Later,
}

/// The button of the rail, and what it opens. Without JavaScript there is no palette, and no button.
#[component]
pub fn CommandPalette() -> impl IntoView {
    let opening = Opening {
        open: RwSignal::new(false),
        waits: StoredValue::new(false),
        early: StoredValue::new(String::new()),
        listens: StoredValue::new(false),
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
        self.listen();
        spawn_local(async move {
            let there = self.later.load().await.is_some();
            // Escape has been pressed meanwhile: then nobody waits any more.
            if self.waits.try_update_value(std::mem::take) == Some(true) && there {
                let _ = self.open.try_set(true);
            }
        });
    }

    /// From now on until it is open, keys are meant for its field, before anything else hears them.
    fn listen(self) {
        let listened = self
            .listens
            .try_update_value(|listens| std::mem::replace(listens, true));
        if listened != Some(false) {
            return;
        }
        let keys = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            if self.waits.try_get_value() == Some(true) {
                self.keep(&event);
            }
        });
        let keys = keys.into_js_value();
        let _ = window().add_event_listener_with_callback_and_bool(
            "keydown",
            keys.unchecked_ref(),
            true,
        );
    }

    fn keep(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let key = event.key();
        match key.as_str() {
            "Escape" => self.waits.set_value(false),
            "Backspace" => self.early.update_value(|early| {
                early.pop();
            }),
            // A name of a key has several letters.
            _ if key.chars().nth(1).is_none() => {
                self.early.update_value(|early| early.push_str(&key));
            }
            _ => {}
        }
    }
}
