//! The contact window: the card, and what is linked to it below.

use domain::ContactId;
use domain::contact::{ContactCard, full_name};
use domain::date::Date;
use domain::edit::Holder;
use domain::search::{Among, Search};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use super::acts::subject;
use super::api::read_contact;
use super::companies::company_list;
use super::texts::CardTexts;
use super::top::{contact_top, name_of};
use crate::boot::viewer;
use crate::card::acts::trash_banner;
use crate::card::clash::clash_dialog;
use crate::card::next::whats_next;
use crate::card::tabs::{HISTORY, MEETINGS, NOTES, PROJECTS, TASKS, card_tabs, open_tab};
use crate::card::{Editing, LatestNote, id_in_path, living_title};
use crate::customers::saved_words;
use crate::error::Error;
use crate::history::{HistoryTexts, history_tab};
use crate::i18n;
use crate::live::Live;
use crate::meetings::{MeetingTexts, meetings_tab, new_meeting_shortcut};
use crate::not_found::NotFoundPage;
use crate::notes::{NoteTexts, new_note_key, notes_tab};
use crate::projects::{ProjectTexts, projects_tab};
use crate::recent::remember;
use crate::search::HitNeighbours;
use crate::tasks::{TaskTexts, new_task_key, tasks_tab};
use crate::ui::{FlikKind, Glyph, Icon, IconSize, Skeleton};
use crate::undo::Saved;
use crate::wire::{awaited, load_blocking};

/// `/contacts/{id}`.
#[component]
pub fn ContactPage() -> impl IntoView {
    let id = id_in_path::<ContactId>();
    let card = load_blocking(move || id.get(), read_contact);
    let window = awaited(
        || view! { <main class="page" id="content"><Skeleton /></main> }.into_any(),
        move || {
            Box::pin(async move {
                match card.await {
                    Ok(card) => view! { <ContactWindow card /> }.into_any(),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })
        },
    );
    // Windows over the card: linking.
    view! { {window}<Outlet /> }
}

#[component]
fn ContactWindow(card: ContactCard) -> impl IntoView {
    let (id, customer) = (card.id, card.customer.as_ref().map(|row| row.number));
    let name = full_name(&card.first_name, &card.last_name);
    let created = saved_words(Holder::Contact(id), &name, customer);
    // One signal for the whole card: what is saved here or elsewhere is read into it again, and
    // nothing that one is typing is drawn anew.
    let card = RwSignal::new(card);
    let editing = Editing::of(Holder::Contact(id), move || {
        card.try_with(|card| card.trashed).unwrap_or_default()
    });
    let kind = match customer {
        Some(_) => FlikKind::Customer,
        None => FlikKind::Contact,
    };
    Live::here().on_change(move |ids| {
        let concerns = |card: &ContactCard| {
            ids.is_empty()
                || ids.contains(&card.id.0)
                || card
                    .companies
                    .iter()
                    .any(|link| ids.contains(&link.company.0))
        };
        if card.try_with_untracked(concerns).unwrap_or_default() {
            spawn_local_scoped(async move {
                editing.show_again(card, read_contact(id).await);
                editing.was_read();
            });
        }
    });
    let title = move || card.with(|card| full_name(&card.first_name, &card.last_name));
    view! {
        <Title text=living_title(title) />
        <main class="page" id="content">
            <PageTop changed=Signal::derive(move || card.with(|card| changed(card.changed_on, &card.changed_by))) card=id.0 />
            <Saved created=created />
            {move || editing.trashed.get().then(|| trash_banner(subject(editing, card)))}
            {contact_top(editing, card)}
            {below(editing, card)}
            {clash_dialog(editing, name_of(card), kind)}
            {move || card.with(|card| whats_next(Holder::Contact(id), &card.overview))}
            {latest_note(card)}
        </main>
    }
}

/// «Ändrad 18 nov av Maryam Haddad».
pub fn changed(on: Date, by: &str) -> String {
    let texts = CardTexts::here();
    format!(
        "{} {} {} {by}",
        texts.changed,
        i18n::short_date(on),
        texts.by
    )
}

/// The latest note; the tab of notes has it already.
fn latest_note(card: RwSignal<ContactCard>) -> impl Fn() -> Option<AnyView> {
    let tab = open_tab("");
    move || {
        let note = card.with(|card| card.latest_note.clone());
        (tab.get() != NOTES).then(|| view! { <LatestNote note /> }.into_any())
    }
}

/// The lower part: the open tab.
fn below(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let current = open_tab("companies");
    let tabs = move || {
        let texts = CardTexts::here();
        let companies = u32::try_from(card.with(|card| card.companies.len())).ok();
        let tabs = vec![
            ("companies", texts.companies, companies),
            (
                MEETINGS,
                MeetingTexts::here().title,
                Some(card.with(|card| card.overview.meetings)),
            ),
            (
                TASKS,
                TaskTexts::here().title,
                Some(card.with(|card| card.overview.tasks)),
            ),
            (
                NOTES,
                NoteTexts::here().title,
                Some(card.with(|card| card.overview.notes)),
            ),
            (
                PROJECTS,
                ProjectTexts::here().title,
                Some(card.with(|card| card.overview.projects)),
            ),
            (HISTORY, HistoryTexts::here().title, None),
        ];
        card_tabs(texts.parts, tabs, current)
    };
    let writable = Signal::derive(move || !card.try_with(|card| card.trashed).unwrap_or(true));
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let shortcut = move || {
        let elsewhere = current.with(|tab| tab != MEETINGS);
        (may_write && writable.get() && elsewhere).then(new_meeting_shortcut)
    };
    let body = move || match &*current.get() {
        NOTES => notes_tab(editing.holder),
        TASKS => tasks_tab(editing.holder),
        PROJECTS => projects_tab(editing.holder),
        HISTORY => history_tab(editing.holder),
        MEETINGS => meetings_tab(editing.holder.into(), writable),
        _ => company_list(editing, card),
    };
    view! { <section class="card below" aria-label=CardTexts::here().parts>{tabs}{new_task_key()}{new_note_key()}{body}{shortcut}</section> }
        .into_any()
}

/// The way back to the hit list, and who changed the card last.
#[component]
pub fn PageTop(
    /// «Ändrad 18 nov av Maryam Haddad».
    #[prop(into)]
    changed: Signal<String>,
    /// The card, which stands among the hits and is remembered as opened.
    card: Uuid,
    /// Companies lead back to companies.
    #[prop(optional)]
    among: Among,
) -> impl IntoView {
    let texts = CardTexts::here();
    remember(among, card);
    let location = use_location();
    let search = Memo::new(move |_| Search::from_query(&location.search.get()).among(among));
    let query = move || {
        let text = search.get().text;
        (!text.is_empty()).then(|| format!(" {} ”{text}”", texts.for_query))
    };
    view! {
        <div class="page-top">
            <a class="crumb grow" href=move || search.get().address()>
                <Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />
                <span>{texts.back}<span class="not-phone">{query}</span></span>
            </a>
            <span class="small faint not-phone">{changed}</span>
            <HitNeighbours among card />
        </div>
    }
}

/// The card could not be fetched.
#[component]
pub fn CardFailed() -> impl IntoView {
    let texts = CardTexts::here();
    view! {
        <Title text=texts.failed />
        <main class="page" id="content">
            <div class="empty">
                <h1 tabindex="-1">{texts.failed}</h1>
                <p>{texts.failed_hint}</p>
            </div>
        </main>
    }
}
