//! Single-key shortcuts: `data-shortcut="n"` on a link or button follows it, on a field goes to it.
//!
//! Ignored while typing, while a dialog is open and together with Ctrl, Alt or ⌘; can be turned
//! off, per browser (WCAG 2.1.4).

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Where the choice is kept in the browser.
const SETTING: &str = "kundkort-shortcuts";

/// Shortcuts are on. In the browser only: the server does not know.
#[must_use]
pub fn enabled() -> bool {
    storage()
        .and_then(|storage| storage.get_item(SETTING).ok().flatten())
        .as_deref()
        != Some("off")
}

/// Turns shortcuts on or off in this browser.
pub fn set_enabled(on: bool) {
    if let Some(storage) = storage() {
        let _ = if on {
            storage.remove_item(SETTING)
        } else {
            storage.set_item(SETTING, "off")
        };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Listens for as long as the component that calls it lives.
pub(super) fn listen() {
    Effect::new(|_| {
        let handle = window_event_listener(leptos::ev::keydown, on_key);
        on_cleanup(move || handle.remove());
    });
}

fn on_key(event: KeyboardEvent) {
    let key = event.key().to_lowercase();
    if key == "k" && (event.ctrl_key() || event.meta_key()) && !event.alt_key() {
        open_palette(&event);
        return;
    }
    let with_others = event.ctrl_key() || event.meta_key() || event.alt_key();
    if with_others
        || event.default_prevented()
        || !is_shortcut(&key)
        || is_typing(&event)
        || !enabled()
    {
        return;
    }
    if matches!(
        document().query_selector("dialog[open], :popover-open"),
        Ok(Some(_)) | Err(_)
    ) {
        return;
    }
    let Ok(Some(element)) = document().query_selector(&format!("[data-shortcut=\"{key}\"]")) else {
        return;
    };
    event.prevent_default();
    act(element);
}

/// Ctrl K, also while typing; over a dialog it does nothing, nor does the browser.
fn open_palette(event: &KeyboardEvent) {
    event.prevent_default();
    if matches!(document().query_selector("dialog[open]"), Ok(None))
        && let Ok(Some(button)) = document().query_selector("[data-palette]")
        && let Ok(button) = button.dyn_into::<HtmlElement>()
    {
        button.click();
    }
}

/// One of the keys that can stand in `data-shortcut`.
fn is_shortcut(key: &str) -> bool {
    let mut chars = key.chars();
    let first = chars
        .next()
        .filter(|c| c.is_alphanumeric() || matches!(c, '/' | '?'));
    first.is_some() && chars.next().is_none()
}

/// The key goes into a text.
pub(crate) fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return false;
    };
    const TEXT: &str = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=combobox]";
    element.matches(TEXT).unwrap_or(false)
}

fn act(element: Element) {
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) => {
            let _ = input.focus();
            input.select();
        }
        Err(element) => {
            if let Ok(element) = element.dyn_into::<HtmlElement>() {
                // As a press would: what it opens knows where to give focus back.
                let _ = element.focus();
                element.click();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_shortcut;

    #[test]
    fn only_single_letters_and_the_two_signs() {
        for key in ["n", "å", "/", "?", "1"] {
            assert!(is_shortcut(key), "{key}");
        }
        for key in ["enter", "\"", "]", "", "\\"] {
            assert!(!is_shortcut(key), "{key}");
        }
    }
}
