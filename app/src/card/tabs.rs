//! The lower part of a card: which tab is open stands in the address.

use domain::search::{form_encode, query_pairs};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::form_body::hidden;
use crate::ui::{Tab, Tabs};

/// What the address calls the tab of history.
pub const HISTORY: &str = "history";
/// What it calls the tab of notes.
pub const NOTES: &str = "notes";
/// What it calls the tab of tasks.
pub const TASKS: &str = "tasks";
/// What it calls the tab of meetings.
pub const MEETINGS: &str = "meetings";
/// What it calls the tab of projects.
pub const PROJECTS: &str = "projects";

/// The tab that is open: the first unless the address says another.
pub fn open_tab(first: &'static str) -> Memo<String> {
    let query = use_location().search;
    Memo::new(move |_| {
        let query = query.get();
        let said = query_pairs(&query).find(|(name, _)| name == "tab");
        match said {
            Some((_, tab)) if [HISTORY, MEETINGS, NOTES, PROJECTS, TASKS].contains(&&*tab) => tab,
            _ => first.to_owned(),
        }
    })
}

/// The row of tabs: their words in the address, their labels, and how many are behind each. The
/// search that the card was found by stays in the address.
pub fn card_tabs(
    label: &'static str,
    tabs: Vec<(&'static str, &'static str, Option<u32>)>,
    current: Memo<String>,
) -> AnyView {
    let rest = rest_of(&use_location().search.get());
    let tabs = tabs
        .into_iter()
        .map(|(id, label, count)| Tab {
            id,
            href: format!("?tab={id}{rest}"),
            label: label.into(),
            count,
        })
        .collect();
    view! { <Tabs label tabs current /> }.into_any()
}

/// What else stands in the address than what is of a tab: `&q=söder`.
#[must_use]
pub fn rest_of(query: &str) -> String {
    query_pairs(query)
        .filter(|(name, _)| !name.is_empty() && !OF_A_TAB.contains(&&**name))
        .map(|(name, value)| format!("&{}={}", form_encode(&name), form_encode(&value)))
        .collect()
}

/// The same for a form of the tab's own address: `rest` is what [`rest_of`] gives.
pub fn kept(rest: &str) -> AnyView {
    let fields = query_pairs(rest)
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, value)| hidden(name, value));
    fields.collect_view().into_any()
}

/// What one tab says in the address, or what was said once; another tab has no use for it.
const OF_A_TAB: [&str; 17] = [
    "tab", "from", "to", "text", "before", "status", "sort", "after", "saved", "created", "undone",
    "kept", "pick", "of", "new", "edit", "on",
];
