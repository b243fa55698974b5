//! `/projects/{id}`: the project, who takes part, and what stands on it.

use domain::ProjectId;
use domain::edit::Holder;
use domain::project::ProjectCard;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;

use super::api::read_project;
use super::people::people_tab;
use super::texts::ProjectTexts;
use super::top::{name_of, project_top, subject};
use crate::boot::viewer;
use crate::card::acts::trash_banner;
use crate::card::clash::clash_dialog;
use crate::card::next::whats_next;
use crate::card::tabs::{HISTORY, MEETINGS, NOTES, TASKS, card_tabs, open_tab};
use crate::card::{Editing, id_in_path, living_title};
use crate::contacts::page::CardFailed;
use crate::error::Error;
use crate::history::{HistoryTexts, history_tab};
use crate::i18n;
use crate::live::Live;
use crate::meetings::{MeetingTexts, meetings_tab, new_meeting_shortcut};
use crate::not_found::NotFoundPage;
use crate::notes::{NoteTexts, new_note_key, notes_tab};
use crate::tasks::{TaskTexts, new_task_key, tasks_tab};
use crate::ui::{FlikKind, Glyph, Icon, IconSize, Skeleton};
use crate::undo::Saved;
use crate::wire::{awaited, load_blocking};

/// The page.
#[component]
pub fn ProjectWindowPage() -> impl IntoView {
    let id = id_in_path::<ProjectId>();
    let card = load_blocking(move || id.get(), read_project);
    awaited(
        || view! { <main class="page" id="content"><Skeleton /></main> }.into_any(),
        move || {
            Box::pin(async move {
                match card.await {
                    Ok(card) => window(card),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })
        },
    )
}

fn window(card: ProjectCard) -> AnyView {
    let texts = ProjectTexts::here();
    let (id, number) = (card.id, card.number);
    let holder = Holder::Project(id);
    // One signal for the whole card, as on a contact's: nothing that one is typing is drawn anew.
    let card = RwSignal::new(card);
    let editing = Editing::of(holder, move || {
        card.try_with(|card| card.trashed).unwrap_or_default()
    });
    Live::here().on_change(move |ids| {
        let concerns = |card: &ProjectCard| {
            let company = card
                .company
                .as_ref()
                .is_some_and(|(id, _)| ids.contains(&id.0));
            let mut people = card.participants.iter().filter_map(|one| one.contact);
            ids.is_empty()
                || ids.contains(&id.0)
                || company
                || people.any(|one| ids.contains(&one.0))
        };
        if card.try_with_untracked(concerns).unwrap_or_default() {
            spawn_local_scoped(async move {
                editing.show_again(card, read_project(id).await);
                editing.was_read();
            });
        }
    });
    let title = move || card.with(|card| format!("{} {}", card.number, card.name));
    let changed = move || {
        card.with(|card| {
            let by = match &*card.changed_by {
                "" => String::new(),
                by => format!(" {} {by}", texts.by),
            };
            format!(
                "{} {}{by}",
                texts.changed,
                i18n::short_date(card.changed_on)
            )
        })
    };
    view! {
        <Title text=living_title(title) />
        <main class="page" id="content">
            <div class="page-top">
                <a class="crumb grow" href=super::ACTION><Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />{texts.back}</a>
                <span class="small faint not-phone">{changed}</span>
            </div>
            <Saved created=format!("{} {number}.", texts.created) />
            {move || editing.trashed.get().then(|| trash_banner(subject(editing, card)))}
            {project_top(editing, card)}
            {below(editing, card)}
            {clash_dialog(editing, name_of(card), FlikKind::New)}
            {move || card.with(|card| whats_next(holder, &card.overview))}
        </main>
    }
    .into_any()
}

/// The lower part: the open tab.
fn below(editing: Editing, card: RwSignal<ProjectCard>) -> AnyView {
    let texts = ProjectTexts::here();
    let current = open_tab("people");
    let tabs = move || {
        let count = move |of: fn(&ProjectCard) -> u32| Some(card.with(of));
        let people =
            |card: &ProjectCard| u32::try_from(card.participants.len()).unwrap_or_default();
        let tabs = vec![
            ("people", texts.participants, count(people)),
            (
                MEETINGS,
                MeetingTexts::here().title,
                count(|card| card.overview.meetings),
            ),
            (
                TASKS,
                TaskTexts::here().title,
                count(|card| card.overview.tasks),
            ),
            (
                NOTES,
                NoteTexts::here().title,
                count(|card| card.overview.notes),
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
        HISTORY => history_tab(editing.holder),
        MEETINGS => meetings_tab(editing.holder.into(), writable),
        _ => people_tab(editing, card),
    };
    view! { <section class="card below" aria-label=texts.parts>{tabs}{new_task_key()}{new_note_key()}{body}{shortcut}</section> }
        .into_any()
}
