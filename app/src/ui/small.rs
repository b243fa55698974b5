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
