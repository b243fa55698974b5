//! Components of a line or two.

use leptos::prelude::*;

use super::Text;

/// A keycap. Hidden where there is no keyboard, and from assistive technology.
#[component]
pub fn Kbd(
    /// What stands on the key.
    #[prop(into)]
    key: Text,
) -> impl IntoView {
    view! { <span class="kbd" aria-hidden="true">{key}</span> }
}

/// Text for assistive technology only.
#[component]
pub fn Hidden(
    /// The text.
    children: Children,
) -> impl IntoView {
    view! { <span class="vh">{children()}</span> }
}

/// The way to the next page of a list: a link, so that it works everywhere.
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
    view! {
        <p class="more">
            <a class="btn quiet" href=href aria-busy=move || busy.get().then_some("true")>
                {label}
            </a>
        </p>
    }
}
