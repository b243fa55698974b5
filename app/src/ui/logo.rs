//! The mark (a K: the register's spine and two cards leaning on it) and the name.

use leptos::prelude::*;

/// The mark alone, hidden from assistive technology.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="k" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="k-spine" x="4" y="4" width="5.5" height="24" rx="1.5"></rect>
            <path class="k-1" d="M12.6 16.9 20.4 5a2.2 2.2 0 0 1 1.8-1h5c.9 0 1.4 1 .9 1.7L16.7 22.3z"></path>
            <path
                class="k-2"
                d="m18.3 22.7 4.1-6 5.8 9.7c.4.7-.1 1.6-1 1.6h-5.1a2 2 0 0 1-1.7-1z"
            ></path>
        </svg>
    }
}

/// The mark with the name.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <p class="logo">
            <Mark />
            "Kundkort"
        </p>
    }
}
