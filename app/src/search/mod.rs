//! The CRM window: search panel, hit list, preview (S5). Contacts and companies share it.

pub mod api;
mod follow;
mod hits;
mod kind;
mod list;
mod neighbours;
mod of_companies;
mod of_contacts;
mod panel;
mod preview;
mod saved;
mod state;
mod texts;

use domain::search::Among;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use uuid::Uuid;

use crate::boot::viewer;
use crate::bulk::Ticks;
use hits::load_hits;
use kind::Kind;
use list::ListPane;
pub use neighbours::HitNeighbours;
use of_companies::COMPANIES;
use of_contacts::CONTACTS;
use panel::SearchPanel;
use preview::{PreviewPane, load_preview};
use state::use_search;
use texts::SearchTexts;

/// `/contacts`.
#[component]
pub fn ContactSearch() -> impl IntoView {
    view! {
        <SearchWindow kind=CONTACTS />
        <Outlet />
    }
}

/// `/companies`. A chunk of its own: see [`kind`].
#[component]
pub fn CompanySearch() -> impl IntoView {
    view! {
        <SearchWindow kind=COMPANIES />
        <Outlet />
    }
}

#[component]
fn SearchWindow(kind: Kind) -> impl IntoView {
    let among = kind.among;
    let texts = SearchTexts::here();
    let search = use_search(among);
    let hits = load_hits(kind, search);
    // Whoever only reads has nothing to tick.
    let ticks = viewer()
        .is_some_and(|viewer| viewer.can_write())
        .then(Ticks::provide);
    // The row in the preview; none means the first.
    let chosen = RwSignal::new(None::<Uuid>);
    Effect::new(move |before: Option<()>| {
        search.track();
        if before.is_some() {
            chosen.set(None);
            ticks.into_iter().for_each(Ticks::clear);
        }
    });
    let preview = load_preview(kind, search, hits, chosen);
    let title = match among {
        Among::Contacts => texts.contacts,
        Among::Companies => texts.companies,
    };
    view! {
        <Title text=title />
        <div class="crm">
            <SearchPanel among search />
            <ListPane kind search hits chosen preview=Callback::new(move |()| preview.refetch()) />
            <PreviewPane kind preview />
        </div>
    }
}
