//! Small things done to the page itself. Only ever called from events and effects, so in the browser.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The element with this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves focus to the element with this id; says whether there was one.
pub fn focus_id(id: &str) -> bool {
    by_id(id).is_some_and(|element| element.focus().is_ok())
}

/// Moves focus to an element that may be there.
pub fn focus(element: Option<Element>) -> bool {
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Closes the popover with this id, if it is open.
pub fn hide_popover(id: &str) {
    if let Some(popover) = by_id(id) {
        let _ = popover.hide_popover();
    }
}

/// When the popover with this id has just opened: moves focus to the first match in it.
pub fn focus_opened(id: &str, selector: &str) {
    let Some(popover) = by_id(id) else { return };
    if !popover.matches(":popover-open").unwrap_or(false) {
        return;
    }
    if let Some(first) = all::<HtmlElement>(&popover, selector).first() {
        let _ = first.focus();
    }
}

/// Every element below `root` that matches.
pub fn all<T: JsCast>(root: &Element, selector: &str) -> Vec<T> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|n| list.item(n)?.dyn_into().ok())
        .collect()
}

/// Takes away the tick in every checkbox below the element with this id.
pub fn uncheck_all(id: &str) {
    let Some(root) = by_id(id) else { return };
    for input in all::<HtmlInputElement>(&root, "input[type=checkbox]") {
        input.set_checked(false);
    }
}

/// The element that has focus, unless that is the page itself.
pub fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?;
    (element.tag_name() != "BODY")
        .then(|| element.dyn_into().ok())
        .flatten()
}

/// Something has been typed or chosen below `root` since the page came.
pub fn is_dirty(root: &Element) -> bool {
    let inputs = all::<HtmlInputElement>(root, "input:not([type=hidden], [data-search])");
    inputs
        .iter()
        .any(|i| i.value() != i.default_value() || i.checked() != i.default_checked())
        || all::<HtmlTextAreaElement>(root, "textarea")
            .iter()
            .any(|t| t.default_value().is_ok_and(|start| t.value() != start))
        || all::<HtmlSelectElement>(root, "select")
            .iter()
            .any(is_changed)
}

/// Another option than the one it started with; without one, that was the first.
fn is_changed(select: &HtmlSelectElement) -> bool {
    let start = select.query_selector("option[selected]").ok().flatten();
    let now = select.query_selector("option:checked").ok().flatten();
    start.map_or(select.selected_index() > 0, |start| {
        now.as_ref() != Some(&start)
    })
}
