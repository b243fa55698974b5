//! The notes, and what is done with each.

use domain::NoteId;
use domain::edit::{Holder, Target};
use domain::note::{NotesQuery, Origin};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use super::api::{NotesPage, Shown, read_notes};
use super::form::note_form;
use super::form_data::{Act, Writing};
use super::texts::NoteTexts;
use crate::boot::viewer;
use crate::card::more::more;
use crate::card::origin::origin;
use crate::card::tabs::{NOTES, rest_of};
use crate::edit::api::{remove_row, save_edit};
use crate::i18n;
use crate::live::Live;
use crate::ui::{Avatar, AvatarSize, Badge, Glyph, Hue, Icon, IconSize, Menu, Tone};
use crate::undo::Acts;

/// What is shown so far.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub holder: Holder,
    query: StoredValue<NotesQuery>,
    pub page: RwSignal<NotesPage>,
    busy: RwSignal<bool>,
    pub acts: Acts,
    /// What else stands in the address: the search that the card was found by.
    rest: StoredValue<String>,
}

/// A page, what is being written, and the pages that are asked for after it.
pub(super) fn notes_list(holder: Holder, query: NotesQuery, page: NotesPage) -> AnyView {
    let location = use_location();
    let list = List {
        rest: StoredValue::new(rest_of(&location.search.get_untracked())),
        holder,
        query: StoredValue::new(query),
        page: RwSignal::new(page),
        busy: RwSignal::new(false),
        acts: Acts::here(),
    };
    Live::here().on_change(move |ids| list.on_change(ids));
    let location = use_location();
    let writing = Memo::new(move |_| Writing::from_query(&location.search.get()));
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let form = move || {
        writing
            .get()
            .filter(|_| may_write)
            .and_then(|writing| note_form(list, writing))
    };
    let rows = move || {
        list.page.with(|page| {
            if page.pinned.is_empty() && page.notes.is_empty() {
                let query = list.query.get_value();
                return nothing(query.of == Origin::All && query.text.is_empty());
            }
            let rows = page.pinned.iter().chain(&page.notes);
            let rows = rows.map(|shown| row(list, shown, may_write)).collect_view();
            view! { <ul class="feed notes">{rows}</ul> }.into_any()
        })
    };
    view! { {form}{rows}{older(list)} }.into_any()
}

impl List {
    /// The address of the tab, with more said: `&new`.
    pub fn address(self, more: &str) -> String {
        format!("?tab={NOTES}{more}{}", self.rest.get_value())
    }

    /// The card itself, or a company or project whose notes are shown.
    fn on_change(self, ids: &[Uuid]) {
        let concerned = ids.is_empty()
            || ids.contains(&self.holder.uuid())
            || self
                .page
                .try_with_untracked(|page| {
                    let of = page.pinned.iter().chain(&page.notes);
                    let mut from = of.flat_map(|shown| {
                        let company = shown.note.company.as_ref().map(|(id, _)| id.0);
                        [company, shown.note.project.as_ref().map(|(id, _)| id.0)]
                    });
                    from.any(|id| id.is_some_and(|id| ids.contains(&id)))
                })
                .unwrap_or_default();
        if concerned {
            self.read_again();
        }
    }

    /// Reads the first page again; what stands after it stays.
    fn read_again(self) {
        let Some(query) = self.query.try_get_value() else {
            return;
        };
        spawn_local_scoped(async move {
            if let Ok(mut fresh) = read_notes(self.holder, query).await {
                let _ = self.page.try_maybe_update(|page| {
                    keep_older(&mut fresh, page);
                    let changed = (&page.pinned, &page.notes) != (&fresh.pinned, &fresh.notes);
                    *page = fresh;
                    (changed, ())
                });
            }
        });
    }

    fn read_more(self) {
        let next = self.page.with_untracked(|page| page.next.clone());
        if next.is_none() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let query = NotesQuery {
            before: next,
            ..self.query.get_value()
        };
        spawn_local_scoped(async move {
            match read_notes(self.holder, query).await {
                Ok(older) => {
                    let _ = self.page.try_update(|page| {
                        page.notes.extend(older.notes);
                        page.next = older.next;
                    });
                }
                Err(error) => self.acts.failed(&error),
            }
            let _ = self.busy.try_set(false);
        });
    }

    /// Pins, unpins or deletes.
    fn carry_out(self, id: NoteId, act: Act) {
        let texts = NoteTexts::here();
        spawn_local_scoped(async move {
            let said = match act {
                Act::Pin => texts.pinned_now,
                Act::Unpin => texts.unpinned,
                Act::Save | Act::Trash => texts.trashed,
            };
            let done = match act.edit(id) {
                Some(edit) => save_edit(edit).await,
                None => remove_row(Target::Note(id)).await,
            };
            match done {
                Ok(done) => self.acts.done(said, done, vec![self.holder.uuid()]),
                Err(error) => self.acts.failed(&error),
            }
        });
    }
}

/// What has been asked for after the first page.
fn keep_older(fresh: &mut NotesPage, page: &NotesPage) {
    let place = |shown: &Shown| (shown.note.cursor.at.clone(), shown.note.cursor.seq);
    let Some(last) = fresh
        .notes
        .last()
        .map(place)
        .filter(|_| fresh.next.is_some())
    else {
        return;
    };
    let before = fresh.notes.len();
    let older = page.notes.iter().filter(|shown| place(shown) < last);
    fresh.notes.extend(older.cloned());
    if fresh.notes.len() > before {
        fresh.next.clone_from(&page.next);
    }
}

fn row(list: List, shown: &Shown, may_write: bool) -> AnyView {
    let texts = NoteTexts::here();
    let note = &shown.note;
    let (author, name) = note.author.clone();
    let from = |card: (Holder, String)| origin(card, Some(texts.from));
    let company = note
        .company
        .clone()
        .map(|(id, name)| from((id.into(), name)));
    let project = note
        .project
        .clone()
        .map(|(id, name)| from((id.into(), name)));
    let badges = view! {
        {note.pinned.then(|| view! { <Badge text=texts.pinned tone=Tone::Gran /> })}
        {note.private.then(|| view! { <span class="badge line"><Icon glyph=Glyph::Lock size=IconSize::Xs />{texts.private}</span> })}
    };
    let edited = note.edited.then(|| format!(" · {}", texts.edited));
    let when = format!(
        "{} {}",
        i18n::short_date(note.written_on),
        i18n::time(&note.written_at)
    );
    let acts = may_write.then(|| acts(list, shown));
    view! {
        <li id=format!("note-{}", note.id)>
            <Avatar name=name.clone() hue=Hue::of(author.0.as_bytes()) size=AvatarSize::Sm />
            <div class="meta"><b>{name}</b>{company}{project}{badges}</div>
            <div class="row"><span class="when">{when}{edited}</span>{acts}</div>
            <div class="body prose note-text" inner_html=shown.html.clone()></div>
            {not_told(&shown.untold).map(|text| view! {
                <p class="body small muted"><Icon glyph=Glyph::EyeOff size=IconSize::Xs />" "{text}</p>
            })}
        </li>
    }
    .into_any()
}

/// Who is named and may not see the note; nothing when that is nobody.
pub(super) fn not_told(names: &[String]) -> Option<String> {
    let texts = NoteTexts::here();
    let (last, others) = names.split_last()?;
    let names = match others {
        [] => last.clone(),
        others => format!("{} {} {last}", others.join(", "), texts.and),
    };
    Some(format!("{names} {}", texts.untold))
}

/// Editing, pinning, deleting: a menu of forms, so that it works without JavaScript.
fn acts(list: List, shown: &Shown) -> AnyView {
    let texts = NoteTexts::here();
    let id = shown.note.id;
    let (pin, pin_words) = match shown.note.pinned {
        true => (Act::Unpin, texts.unpin),
        false => (Act::Pin, texts.pin),
    };
    let menu = view! {
        <a role="menuitem" tabindex="-1" href=list.address(&format!("&edit={id}"))>
            <Icon glyph=Glyph::Pencil size=IconSize::Sm />{texts.edit_short}
        </a>
        {act_form(list, id, pin, Glyph::Star, pin_words)}
        {act_form(list, id, Act::Trash, Glyph::Trash, texts.trash)}
    };
    view! {
        <Menu id=format!("note-acts-{id}") label=texts.acts class="btn quiet sm icon-only">{menu}</Menu>
    }
    .into_any()
}

fn act_form(list: List, id: NoteId, act: Act, glyph: Glyph, words: &'static str) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        list.carry_out(id, act);
    };
    let danger = (act == Act::Trash).then_some("danger");
    view! {
        <form method="post" action=format!("{}/notes", list.holder.path()) on:submit=submit>
            <input type="hidden" name="note" value=id.to_string() />
            <button type="submit" role="menuitem" tabindex="-1" class=danger name="act" value=act.as_str()>
                <Icon glyph size=IconSize::Sm />{words}
            </button>
        </form>
    }
    .into_any()
}

/// What comes next is asked for when the end of the list is seen.
fn older(list: List) -> AnyView {
    let next = move || {
        let next = list.page.with(|page| page.next.clone())?;
        let query = NotesQuery {
            before: Some(next),
            ..list.query.get_value()
        };
        Some(query.address() + &list.rest.get_value())
    };
    more(next, list.busy, NoteTexts::here().more, move || {
        list.read_more()
    })
}

fn nothing(everything: bool) -> AnyView {
    let texts = NoteTexts::here();
    let (title, hint) = match everything {
        true => (texts.nothing, texts.nothing_hint),
        false => (texts.not_found, texts.not_found_hint),
    };
    view! { <div class="empty small"><h2>{title}</h2><p>{hint}</p></div> }.into_any()
}
