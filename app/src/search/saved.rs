//! Saved searches: open one, or save the one at hand.

use domain::search::Search;
use domain::selection::Selection;
use leptos::prelude::*;

use super::texts::SearchTexts;
use crate::ui::{Glyph, Icon, IconSize};

/// The list of saved searches.
#[component]
pub fn SavedSelections(
    /// The search of the address.
    search: Memo<Search>,
    /// Those the reader has, and those that are shared.
    selections: Vec<Selection>,
) -> impl IntoView {
    let texts = SearchTexts::here();
    if selections.is_empty() {
        return ().into_any();
    }
    let links = selections
        .into_iter()
        .map(|selection| {
            let id = selection.id;
            let current = move || (search.get().selection == Some(id)).then_some("page");
            let shared = selection
                .shared
                .then(|| view! { <span class="vh">", "{texts.shared}</span> });
            view! {
                <a href=format!("/contacts?{}", selection.query) aria-current=current>
                    <Icon glyph=Glyph::Star size=IconSize::Sm />{selection.name}{shared}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="saved" aria-label=texts.saved>
            <h2>{texts.saved}</h2>
            {links}
        </nav>
    }
    .into_any()
}
