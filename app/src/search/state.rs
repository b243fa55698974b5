//! The search lives in the address: read from there, and changed by going to another address.

use domain::search::{Among, Search};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

use crate::ui::form_pairs;

/// The search of the current address.
#[must_use]
pub fn use_search(among: Among) -> Memo<Search> {
    let location = use_location();
    Memo::new(move |_| Search::from_query(&location.search.get()).among(among))
}

/// Goes to the address of another search, in the place of this one, so that «back» leaves the
/// window in one step however much was typed.
pub fn use_go() -> impl Fn(&Search) + Clone + 'static {
    let navigate = use_navigate();
    move |search: &Search| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&search.address(), options);
    }
}

/// What a search form says.
#[must_use]
pub fn read_form(form: &HtmlFormElement, among: Among) -> Search {
    Search::from_pairs(form_pairs(form)).among(among)
}

/// The form that an event happened in.
#[must_use]
pub fn form_of(event: &leptos::ev::Event) -> Option<HtmlFormElement> {
    // Not `currentTarget`: typing is heard on the field, and other events on the form itself.
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    element.closest("form").ok()??.dyn_into().ok()
}
