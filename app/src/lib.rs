//! The interface of Kundkort: routes, server functions and views, by feature.

// Views are deeply nested generic types.
#![recursion_limit = "512"]

pub mod boot;
pub mod dev;
pub mod i18n;
pub mod layout;
pub mod ui;

use leptos::prelude::*;

/// The application, the same on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    view! { <main></main> }
}
