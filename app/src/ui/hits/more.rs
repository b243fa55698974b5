//! More hits.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::List;
use crate::ui::{Text, dom};

/// The way to the next page: a link, so that it works everywhere. In a [`HitList`] the last row.
#[component]
pub fn LoadMore(
    /// The address of the next page.
    #[prop(into)]
    href: Signal<String>,
    /// What it says: «Visa fler».
    #[prop(into)]
    label: Text,
    /// The next page is on its way.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    const ID: &str = "load-more";
    let list = use_context::<List>();
    // The new rows come after the last one; focus waits there, and is not lost when there are no more.
    let step_back = move |event: leptos::ev::MouseEvent| {
        let link = event
            .current_target()
            .and_then(|link| link.dyn_into::<HtmlElement>().ok());
        let before = link.and_then(|link| link.parent_element()?.previous_element_sibling());
        if dom::focused().is_some_and(|focused| focused.id() == ID)
            && let Some(row) = before.and_then(|row| row.dyn_into::<HtmlElement>().ok())
        {
            let _ = row.focus();
        }
    };
    view! {
        <p class="more" role=list.map(|_| "presentation")>
            <a
                class="btn quiet"
                id=ID
                href=href
                role=list.map(|_| "option")
                aria-selected=list.map(|_| "false")
                tabindex=move || list?.tabindex(ID)
                aria-busy=move || busy.get().then_some("true")
                on:click=step_back
            >
                {label}
            </a>
        </p>
    }
}
