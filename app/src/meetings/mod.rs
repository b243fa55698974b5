//! «Möten» (S8): the tab of a card, and everybody's own across all cards. What is shown is said in
//! words by the server, which alone knows the time zones.

pub mod api;
mod fields;
mod form;
mod list;
mod owner;
mod page;
mod people;
pub mod repeat;
#[cfg(feature = "ssr")]
pub mod save;
mod texts;
#[cfg(feature = "ssr")]
pub mod words;

use domain::edit::Holder;
use domain::search::query_pairs;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use api::{MeetingsPage, Row, read_meetings};
use form::meeting_form;
use list::meeting_list;
pub use page::MeetingsRoutePage;
pub use texts::MeetingTexts;

use crate::boot::{boot, viewer};
use crate::card::tabs::MEETINGS;
use crate::error::Error;
use crate::form_body::Refused;
use crate::i18n::{failure, language};
use crate::live::Live;
use crate::ui::Skeleton;
use crate::undo::Acts;
use crate::wire::{awaited, load, renew};

/// What the parts of the tab share.
#[derive(Clone, Copy)]
pub(super) struct Tab {
    /// The card; nothing across all of them.
    pub holder: Option<Holder>,
    /// What is shown.
    pub page: RwSignal<MeetingsPage>,
    /// What is ticked.
    pub ticked: RwSignal<Vec<String>>,
    /// «Byt ägare» is asked for.
    pub asking: RwSignal<bool>,
    /// Meetings are booked and changed here.
    pub writable: Signal<bool>,
    /// An answer is awaited.
    pub busy: RwSignal<bool>,
    pub acts: Acts,
}

impl Tab {
    /// A row says the name of another card or project that was changed, or hidden.
    fn comes_from(self, ids: &[Uuid]) -> bool {
        let is_one = |row: &Row| {
            let card = row.origin.as_ref().map(|(card, _)| card.uuid());
            card.is_some_and(|card| ids.contains(&card))
        };
        self.page
            .try_with_untracked(|page| page.coming.iter().chain(&page.past).any(is_one))
            .unwrap_or_default()
    }

    /// The address of the list.
    pub fn list(self) -> String {
        match self.holder {
            Some(holder) => format!("{}?tab={MEETINGS}", holder.path()),
            None => "/meetings".to_owned(),
        }
    }
}

/// The tab of a card, or of nobody's in particular.
pub fn meetings_tab(holder: Option<Holder>, writable: Signal<bool>) -> AnyView {
    let location = use_location();
    let (query, language) = (location.search, language());
    let asked = Memo::new(move |_| own(&query.get()));
    // What was sent without JavaScript stands for as long as the address is that of its form.
    let (first, refused) = (asked.get_untracked(), StoredValue::new(refused()));
    let page = load(
        move || {
            let asked = asked.get();
            if asked != first {
                refused.set_value(None);
            }
            Some((holder, asked, refused.get_value(), language))
        },
        |(holder, asked, refused, language)| read_meetings(holder, asked, refused, language),
    );
    awaited(
        || view! { <Skeleton /> }.into_any(),
        move || {
            Box::pin(async move {
                match page.await {
                    Ok(page) => opened(holder, writable, page),
                    Err(error) => failed(&error),
                }
            })
        },
    )
}

/// A form that did not pass, as this page came. In the browser once: it has been shown then.
fn refused() -> Option<Refused> {
    #[cfg(not(feature = "ssr"))]
    {
        use std::sync::atomic::{AtomicBool, Ordering};
        static SHOWN: AtomicBool = AtomicBool::new(false);
        if SHOWN.swap(true, Ordering::Relaxed) {
            return None;
        }
    }
    let refused = boot().refused.and_then(|kept| kept.read::<Refused>());
    // Those of other pages have no subject.
    refused.filter(|refused| refused.body.contains("subject="))
}

/// What the address says to this tab.
fn own(query: &str) -> String {
    let ours = ["new", "edit", "before", "on"];
    let pairs = query_pairs(query).filter(|(name, _)| ours.contains(&&**name));
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

fn opened(holder: Option<Holder>, writable: Signal<bool>, page: MeetingsPage) -> AnyView {
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let tab = Tab {
        holder,
        page: RwSignal::new(page),
        ticked: RwSignal::new(Vec::new()),
        asking: RwSignal::new(false),
        writable: Signal::derive(move || may_write && writable.try_get().unwrap_or_default()),
        busy: RwSignal::new(false),
        acts: Acts::here(),
    };
    if let Some(form) = tab.page.with_untracked(|page| page.form.clone()) {
        return meeting_form(tab, form);
    }
    let language = language();
    let query = use_location().search.get_untracked();
    Live::here().on_change(move |ids| {
        let concerned = match holder {
            Some(holder) => ids.is_empty() || ids.contains(&holder.uuid()) || tab.comes_from(ids),
            None => true,
        };
        // Older pages stand as they were.
        if !concerned || own(&query).contains("before") {
            return;
        }
        spawn_local_scoped(async move {
            if let Ok(fresh) = read_meetings(holder, String::new(), None, language).await {
                renew(tab.page, fresh);
            }
        });
    });
    meeting_list(tab)
}

fn failed(error: &Error) -> AnyView {
    let texts = MeetingTexts::here();
    let words = match error {
        Error::NotFound => texts.gone,
        other => failure(other),
    };
    view! {
        <div class="empty small">
            <h2>{words}</h2>
            <a class="btn" href=format!("?tab={MEETINGS}") rel="external">{texts.again}</a>
        </div>
    }
    .into_any()
}

/// What the key and the palette press while another tab is open.
pub fn new_meeting_shortcut() -> AnyView {
    let href = format!("?tab={MEETINGS}&new");
    view! { <a hidden href=href data-shortcut="m" data-act=MeetingTexts::here().new></a> }
        .into_any()
}
