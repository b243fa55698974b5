//! «10 av 27»: the previous and the next hit of the search that a card was opened from.
//!
//! The search stands in the card's address, so this works on reload and without JavaScript.

use domain::page::Neighbours;
use domain::search::{Among, Search};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use super::api::find_neighbours;
use super::hits::LIST;
use super::texts::SearchTexts;
use crate::i18n;
use crate::ui::{Glyph, Icon};
use crate::wire::{awaited, load};

/// Where a card stands among the hits, and the ways to the ones beside it.
#[component]
pub fn HitNeighbours(
    /// Contacts or companies.
    among: Among,
    /// The card.
    card: Uuid,
) -> impl IntoView {
    let location = use_location();
    // As it is now: a card that is edited out of its search keeps its neighbours while it is open.
    let query = location.search.get_untracked();
    let search = Search::from_query(&query).among(among).first_page();
    let from_list = search != Search::default().among(among)
        || query
            .trim_start_matches('?')
            .split('&')
            .any(|pair| pair == LIST);
    if !from_list {
        return ().into_any();
    }
    let asked = search.clone();
    let found = load(
        move || Some((asked.clone(), card)),
        |(search, card)| find_neighbours(search, card),
    );
    let query = if search.to_query().is_empty() {
        LIST.to_owned()
    } else {
        search.to_query()
    };
    let path = search.path();
    awaited(
        || ().into_any(),
        move || {
            let query = query.clone();
            Box::pin(async move {
                match found.await {
                    Ok(Some(found)) => steps(found, path, &query),
                    _ => ().into_any(),
                }
            })
        },
    )
}

fn steps(found: Neighbours, path: &str, query: &str) -> AnyView {
    let texts = SearchTexts::here();
    let more = if found.more { texts.more_than } else { "" };
    let of = format!(
        "{} {} {more} {}",
        i18n::number(found.place),
        texts.of,
        i18n::number(found.count)
    );
    let step = |to: Option<Uuid>, glyph, name: &'static str, key: &'static str| {
        let icon = view! { <Icon glyph /> };
        match to {
            Some(id) => view! {
                <a class="btn quiet icon-only" href=format!("{path}/{id}?{query}") aria-label=name data-shortcut=key>
                    {icon}
                </a>
            }
            .into_any(),
            // Its place is kept, so that the other arrow does not move under the pointer.
            None => view! { <span class="btn quiet icon-only" aria-hidden="true" aria-disabled="true">{icon}</span> }.into_any(),
        }
    };
    view! {
        <nav class="steps-of row" aria-label=texts.hit_list>
            <span class="small num not-phone">{of}</span>
            {step(found.previous, Glyph::ArrowUp, texts.previous_hit, "k")}
            {step(found.next, Glyph::ArrowDown, texts.next_hit, "j")}
        </nav>
    }
    .into_any()
}
