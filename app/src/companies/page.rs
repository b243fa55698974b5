//! The company window: the card, and its contacts below.

use domain::company::CompanyCard;
use domain::edit::Holder;
use domain::search::{Among, query_pairs};
use domain::{CompanyId, LinkId};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::acts::subject;
use super::api::{read_company, read_company_window};
use super::contacts::{Contacts, contact_list, read_rows_again};
use super::texts::CompanyTexts;
use super::top::{company_top, name_of};
use crate::boot::viewer;
use crate::card::acts::trash_banner;
use crate::card::clash::clash_dialog;
use crate::card::next::whats_next;
use crate::card::tabs::{HISTORY, MEETINGS, NOTES, PROJECTS, TASKS, card_tabs, open_tab};
use crate::card::{Editing, LatestNote, id_in_path, living_title};
use crate::contacts::page::{CardFailed, PageTop, changed};
use crate::customers::saved_words;
use crate::error::Error;
use crate::history::{HistoryTexts, history_tab};
use crate::live::Live;
use crate::meetings::{MeetingTexts, meetings_tab, new_meeting_shortcut};
use crate::not_found::NotFoundPage;
use crate::notes::{NoteTexts, new_note_key, notes_tab};
use crate::projects::{ProjectTexts, projects_tab};
use crate::tasks::{TaskTexts, new_task_key, tasks_tab};
use crate::ui::{FlikKind, Skeleton};
use crate::undo::Saved;
use crate::wire::{awaited, load_blocking};

/// `/companies/{id}`.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let id = id_in_path::<CompanyId>();
    let query = use_location().search;
    let asked = move || id.get().map(|id| (id, after(&query.get_untracked())));
    let card = load_blocking(asked, |(id, after)| read_company_window(id, after));
    let window = awaited(
        || view! { <main class="page" id="content"><Skeleton /></main> }.into_any(),
        move || {
            Box::pin(async move {
                let from_middle = after(&query.get_untracked()).is_some();
                match card.await {
                    Ok(card) => view! { <CompanyWindow card from_middle /> }.into_any(),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })
        },
    );
    // Windows over the card: linking.
    view! { {window}<Outlet /> }
}

/// The contacts are to begin after this one: «Visa fler» without JavaScript.
fn after(query: &str) -> Option<LinkId> {
    let mut pairs = query_pairs(query);
    let (_, link) = pairs.find(|(name, _)| name == "from")?;
    link.parse().ok()
}

#[component]
fn CompanyWindow(
    card: CompanyCard,
    /// The contacts begin later than with the first.
    from_middle: bool,
) -> impl IntoView {
    let id = card.id;
    let number = card.customer.as_ref().map(|row| row.number);
    let created = saved_words(Holder::Company(id), &card.name, number);
    let rows = RwSignal::new(card.contacts.clone());
    // One signal for the whole card, as on a contact's: nothing that one is typing is drawn anew.
    let card = RwSignal::new(card);
    let editing = Editing::of(Holder::Company(id), move || {
        card.try_with(|card| card.trashed).unwrap_or_default()
    });
    let contacts = Contacts {
        card,
        rows,
        from_middle,
    };
    Live::here().on_change(move |ids| {
        let concerned = ids.is_empty()
            || ids.contains(&id.0)
            || rows
                .try_with_untracked(|rows| rows.iter().any(|row| ids.contains(&row.contact.0)))
                .unwrap_or_default();
        if concerned {
            read_again(contacts, editing);
        }
    });
    let title = move || card.with(|card| card.name.clone());
    view! {
        <Title text=living_title(title) />
        <main class="page" id="content">
            <PageTop
                changed=Signal::derive(move || card.with(|card| changed(card.changed_on, &card.changed_by)))
                card=id.0
                among=Among::Companies
            />
            <Saved created=created />
            {move || editing.trashed.get().then(|| trash_banner(subject(editing, card)))}
            {company_top(editing, card)}
            {below(editing, contacts)}
            {clash_dialog(editing, name_of(card), FlikKind::Company)}
            {move || card.with(|card| whats_next(Holder::Company(id), &card.overview))}
            {latest_note(card)}
        </main>
    }
}

/// Reads the card once more; what stands there stays when it cannot be read.
fn read_again(contacts: Contacts, editing: Editing) {
    let Some(id) = contacts.card.try_with_untracked(|card| card.id) else {
        return;
    };
    spawn_local_scoped(async move {
        if editing.show_again(contacts.card, read_company(id).await) {
            read_rows_again(id, contacts).await;
        }
        editing.was_read();
    });
}

/// The latest note; the tab of notes has it already.
fn latest_note(card: RwSignal<CompanyCard>) -> impl Fn() -> Option<AnyView> {
    let tab = open_tab("");
    move || {
        let note = card.with(|card| card.latest_note.clone());
        (tab.get() != NOTES).then(|| view! { <LatestNote note /> }.into_any())
    }
}

/// The lower part: the open tab.
fn below(editing: Editing, contacts: Contacts) -> AnyView {
    let current = open_tab("contacts");
    let tabs = move || {
        let texts = CompanyTexts::here();
        let count = contacts.card.with(|card| card.contact_count);
        let tabs = vec![
            ("contacts", texts.contacts, Some(count)),
            (
                MEETINGS,
                MeetingTexts::here().title,
                Some(contacts.card.with(|card| card.overview.meetings)),
            ),
            (
                TASKS,
                TaskTexts::here().title,
                Some(contacts.card.with(|card| card.overview.tasks)),
            ),
            (
                NOTES,
                NoteTexts::here().title,
                Some(contacts.card.with(|card| card.overview.notes)),
            ),
            (
                PROJECTS,
                ProjectTexts::here().title,
                Some(contacts.card.with(|card| card.overview.projects)),
            ),
            (HISTORY, HistoryTexts::here().title, None),
        ];
        card_tabs(texts.parts, tabs, current)
    };
    let writable =
        Signal::derive(move || !contacts.card.try_with(|card| card.trashed).unwrap_or(true));
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
        _ => contact_list(editing, contacts),
    };
    view! { <section class="card below" aria-label=CompanyTexts::here().parts>{tabs}{new_task_key()}{new_note_key()}{body}{shortcut}</section> }
        .into_any()
}
