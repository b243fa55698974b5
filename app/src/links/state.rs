//! What the dialog does: searching, ticking, creating, linking.

use std::time::Duration;

use domain::Problem;
use domain::company::CompanyDraft;
use domain::contact::ContactDraft;
use domain::edit::Holder;
use domain::link::{LinkDraft, Linked};
use domain::search::{Among, Search};
use domain::{CompanyId, ContactId};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::api::add_links;
use super::form_data::{PRIMARY, Posted, names};
use super::picks::{Found, Pick, find};
use super::texts::LinkTexts;
use crate::companies::api::create_company;
use crate::contacts::api::create_contact;
use crate::error::Error;
use crate::i18n;
use crate::ui::announce::focus_soon;
use crate::ui::{dom, form_pairs};

/// How long typing rests before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(200);
/// Id of the search field.
pub(super) const SEARCH: &str = "link-search";

/// A row, and which search it came with: one that stays because it is ticked keeps its own.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub pick: Pick,
    pub query: String,
    pub draft: Option<LinkDraft>,
}

/// What the parts of the dialog share.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub among: Among,
    pub holder: Holder,
    pub form: NodeRef<html::Form>,
    pub rows: RwSignal<Vec<Shown>>,
    pub found: RwSignal<Found>,
    pub said: RwSignal<String>,
    pub ticked: RwSignal<usize>,
    pub problem: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
    pub creating: RwSignal<bool>,
    /// Which search was asked for last; an answer to an earlier one does not stand.
    pub asked: StoredValue<u32>,
    /// The key of what was created last; to begin with, the dialog's own.
    pub created_keys: StoredValue<String>,
}

/// What is ticked already, and what the address searches for.
pub(super) fn first_rows(
    picked: &[(Uuid, String)],
    drafts: &[LinkDraft],
    found: &Found,
) -> Vec<Shown> {
    let draft_of = |id: Uuid| {
        let id = id.to_string();
        drafts.iter().find(|draft| draft.other == id).cloned()
    };
    let kept = picked.iter().map(|(id, name)| Shown {
        pick: Pick {
            id: *id,
            name: name.clone(),
            sub: String::new(),
        },
        query: String::new(),
        draft: Some(draft_of(*id).unwrap_or_default()),
    });
    let is_kept = |id: Uuid| picked.iter().any(|(kept, _)| *kept == id);
    let new = found.picks.iter().filter(|pick| !is_kept(pick.id));
    kept.chain(new.map(|pick| Shown {
        pick: pick.clone(),
        query: found.query.clone(),
        draft: None,
    }))
    .collect()
}

/// What is wrong, in words of this dialog.
pub(super) fn problem_words(error: &Error) -> String {
    let texts = LinkTexts::here();
    let Error::Invalid(invalid) = error else {
        return match error {
            Error::Conflict => texts.conflict.to_owned(),
            other => i18n::failure(other).to_owned(),
        };
    };
    match invalid.problems.first() {
        Some((field, Problem::Required)) if field == "picks" => texts.tick_first.to_owned(),
        Some((field, Problem::Taken)) if field == "picks" => texts.taken.to_owned(),
        Some((field, Problem::Gone)) if field == "picks" => texts.gone.to_owned(),
        Some((field, Problem::TooLong { .. })) if field == "picks" => texts.too_many.to_owned(),
        Some((field, _)) if field == PRIMARY => texts.one_primary.to_owned(),
        Some((_, problem)) => i18n::problem(*problem),
        None => i18n::failure(error).to_owned(),
    }
}

/// The dialog as it stands.
fn posted(state: State) -> Option<Posted> {
    let form = state.form.get_untracked()?;
    Some(Posted::from_pairs(form_pairs(&form)))
}

fn is_picked(posted: &Posted, id: Uuid) -> bool {
    let id = id.to_string();
    posted.links.iter().any(|link| link.other == id)
}

/// What was typed is searched for when typing rests.
pub(super) fn typed(state: State, event: &leptos::ev::Event) {
    event.stop_propagation();
    let _ = state.problem.try_set(None);
    let Some(mine) = next_search(state) else {
        return;
    };
    set_timeout(move || search_if_latest(state, mine), DEBOUNCE);
}

pub(super) fn search_now(state: State) {
    if let Some(mine) = next_search(state) {
        search_if_latest(state, mine);
    }
}

fn next_search(state: State) -> Option<u32> {
    state.asked.try_update_value(|asked| {
        *asked += 1;
        *asked
    })
}

/// Asks, unless something else has been typed since; the answer stands unless it has by then.
fn search_if_latest(state: State, mine: u32) {
    let is_latest = move || state.asked.try_get_value() == Some(mine);
    let Some(posted) = is_latest().then(|| posted(state)).flatten() else {
        return;
    };
    let search = Search::from_pairs([("q", posted.query)]).among(state.among);
    spawn_local_scoped(async move {
        let found = find(search).await;
        if is_latest() {
            show(state, found);
        }
    });
}

/// Shows what was found below what is ticked, which stays as it is.
fn show(state: State, found: Result<Found, Error>) {
    let texts = LinkTexts::here();
    let (Ok(found), Some(posted)) = (found, posted(state)) else {
        let _ = state.said.try_set(texts.failed_search.to_owned());
        return;
    };
    let _ = state.rows.try_update(|rows| {
        rows.retain(|row| is_picked(&posted, row.pick.id));
        let new = found
            .picks
            .iter()
            .filter(|pick| !is_picked(&posted, pick.id));
        rows.extend(new.map(|pick| Shown {
            pick: pick.clone(),
            query: found.query.clone(),
            draft: None,
        }));
    });
    let _ = state.said.try_set(found.said(state.among));
    let _ = state.found.try_set(found);
}

/// A tick: how many there are; and one main company at most.
pub(super) fn ticked(state: State, event: &leptos::ev::Event) {
    let Some(form) = state.form.get_untracked() else {
        return;
    };
    let changed = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    // A text that was left changes nothing here: a message that went away would move what is pressed.
    let Some(changed) = changed.filter(|input| input.type_() == "checkbox") else {
        return;
    };
    if changed.name() == PRIMARY && changed.checked() {
        for other in dom::all::<HtmlInputElement>(&form, "input[name=primary]") {
            other.set_checked(other == changed);
        }
    }
    let _ = state.problem.try_set(None);
    count_ticks(state);
}

fn count_ticks(state: State) {
    let count = posted(state).map_or(0, |posted| posted.links.len());
    let _ = state.ticked.try_set(count);
}

/// Enter searches in the search field and adds in the others; down leads to what was found.
pub(super) fn on_key(state: State, event: &leptos::ev::KeyboardEvent) {
    let Some(form) = state.form.get_untracked() else {
        return;
    };
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let in_search = target.as_ref().is_some_and(|input| input.id() == SEARCH);
    let in_text = target.is_some_and(|input| input.type_() == "text");
    let with_control = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "Enter" if with_control || in_text => {
            event.prevent_default();
            let add = dom::all::<HtmlElement>(&form, "button[name=add]");
            if let Some(button) = add.first() {
                button.click();
            }
        }
        "ArrowDown" if in_search => {
            let picks = dom::all::<HtmlElement>(&form, "input[name=pick]:not([disabled])");
            if let Some(first) = picks.first() {
                event.prevent_default();
                let _ = first.focus();
            }
        }
        _ => {}
    }
}

/// Creates what was searched for, and ticks it.
pub(super) fn create(state: State) {
    let name = state
        .found
        .with_untracked(|found| found.query.trim().to_owned());
    if name.is_empty() || state.creating.get_untracked() {
        return;
    }
    state.creating.set(true);
    let key = next_key(state);
    spawn_local_scoped(async move {
        let created = create_named(state.among, &name, key).await;
        let _ = state.creating.try_set(false);
        match created {
            Ok(id) => created_row(state, id, name),
            Err(error) => {
                let _ = state.problem.try_set(Some(problem_words(&error)));
            }
        }
    });
}

/// A key for something that is created on the way: as new as the dialog's own, and another one for
/// each.
fn next_key(state: State) -> String {
    let next = |key: &mut String| {
        let number = key.parse::<Uuid>().ok()?.as_u128().wrapping_add(1);
        Some(Uuid::from_u128(number).to_string())
    };
    state
        .created_keys
        .try_update_value(|key| {
            if let Some(next) = next(key) {
                *key = next;
            }
            key.clone()
        })
        .unwrap_or_default()
}

async fn create_named(among: Among, name: &str, key: String) -> Result<Uuid, Error> {
    match among {
        Among::Companies => {
            let draft = CompanyDraft {
                name: name.to_owned(),
                ..CompanyDraft::default()
            };
            create_company(draft, key).await.map(|created| created.id.0)
        }
        Among::Contacts => {
            let (first_name, last_name) = names(name);
            let draft = ContactDraft {
                first_name,
                last_name,
                ..ContactDraft::default()
            };
            create_contact(draft, key, false)
                .await
                .map(|created| created.id.0)
        }
    }
}

fn created_row(state: State, id: Uuid, name: String) {
    let texts = LinkTexts::here();
    let _ = state.said.try_set(format!("{name} {}", texts.created));
    let pick = Pick {
        id,
        name,
        sub: String::new(),
    };
    let _ = state
        .found
        .try_update(|found| found.picks.push(pick.clone()));
    let row = Shown {
        pick,
        query: String::new(),
        draft: Some(LinkDraft::default()),
    };
    let _ = state.rows.try_update(|rows| rows.insert(0, row));
    let _ = state.ticked.try_update(|ticked| *ticked += 1);
    focus_soon(format!("role-{id}"));
}

/// Links all that is ticked.
pub(super) fn add(state: State, done: impl Fn(Linked) + 'static) {
    let Some(posted) = posted(state) else { return };
    if state.busy.get_untracked() {
        return;
    }
    if let Err(invalid) = domain::link::parse(&posted.links) {
        let words = problem_words(&Error::Invalid(invalid));
        let _ = state.problem.try_set(Some(words));
        if posted.links.is_empty() {
            dom::focus_id(SEARCH);
        }
        return;
    }
    state.problem.set(None);
    state.busy.set(true);
    spawn_local_scoped(async move {
        match add_links(state.holder, posted.links, posted.key).await {
            Ok(linked) => done(linked),
            Err(error) => {
                let _ = state.busy.try_set(false);
                let _ = state.problem.try_set(Some(problem_words(&error)));
            }
        }
    });
}

/// What was linked, in words, and the cards that it concerns.
pub(super) fn said_of(state: State, linked: &Linked) -> (String, Vec<Uuid>) {
    let texts = LinkTexts::here();
    let posted = posted(state).unwrap_or_default();
    let mut ids: Vec<Uuid> = posted
        .links
        .iter()
        .filter_map(|link| link.other.parse().ok())
        .collect();
    let name = state.rows.with_untracked(|rows| {
        let only = ids.first().filter(|_| linked.links.len() == 1)?;
        let row = rows.iter().find(|row| row.pick.id == *only)?;
        Some(row.pick.name.clone())
    });
    let names = name.unwrap_or_else(|| {
        let many = match state.among {
            Among::Companies => texts.several_companies,
            Among::Contacts => texts.several_contacts,
        };
        format!("{} {many}", linked.links.len())
    });
    ids.push(match state.holder {
        Holder::Contact(ContactId(id))
        | Holder::Company(CompanyId(id))
        | Holder::Project(domain::ProjectId(id)) => id,
    });
    (names, ids)
}
