//! The CRM window: search panel, hit list, preview (S5). Contacts and companies share it.

pub mod api;
mod follow;
pub(crate) mod hits;
mod list;
mod neighbours;
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
use list::ListPane;
pub use neighbours::HitNeighbours;
use panel::SearchPanel;
use preview::{PreviewPane, load_preview};
use state::use_search;
use texts::SearchTexts;

/// `/contacts`.
#[component]
pub fn ContactSearch() -> impl IntoView {
    view! {
        <SearchWindow among=Among::Contacts />
        <Outlet />
    }
}

/// `/companies`.
#[component]
pub fn CompanySearch() -> impl IntoView {
    view! {
        <SearchWindow among=Among::Companies />
        <Outlet />
    }
}

#[component]
fn SearchWindow(among: Among) -> impl IntoView {
    let texts = SearchTexts::here();
    let search = use_search(among);
    let hits = load_hits(among, search);
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
    let preview = load_preview(among, search, hits, chosen);
    let title = match among {
        Among::Contacts => texts.contacts,
        Among::Companies => texts.companies,
    };
    view! {
        <Title text=title />
        <div class="crm">
            <SearchPanel among search />
            <ListPane among search hits chosen preview=Callback::new(move |()| preview.refetch()) />
            <PreviewPane preview />
        </div>
    }
}
