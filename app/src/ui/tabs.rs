//! Tabs are links to `?tab=…`: they work before the page has come alive, and the address says which.
//!
//! Links in a `nav` with `aria-current`, not the tab pattern: a tab that loads its part of the page
//! and changes the address is a link, and the Tab key reaches each of them.

use leptos::prelude::*;

use super::{Count, Text};

/// One tab.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Its word in the address.
    pub id: &'static str,
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: Text,
    /// How many are behind it; part of its name.
    pub count: Option<u32>,
}

/// The row of tabs.
#[component]
pub fn Tabs(
    /// The name of the row: «Delar av kontakten».
    #[prop(into)]
    label: Text,
    /// The tabs.
    tabs: Vec<Tab>,
    /// Which is open.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let link = move |(place, tab): (usize, Tab)| {
        let Tab {
            id,
            href,
            label,
            count,
        } = tab;
        view! {
            <a href=href data-shortcut=(place + 1).to_string() aria-current=move || current.with(|current| current == id).then_some("page")>
                {label}
                {count.map(|n| view! { <Count n=n.to_string() /> })}
            </a>
        }
    };
    view! { <nav class="tabs" aria-label=label>{tabs.into_iter().enumerate().map(link).collect_view()}</nav> }
}
