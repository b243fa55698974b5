//! Who takes part in a project: their roles, edited where they stand, and somebody more.

use domain::edit::{Field, Target};
use domain::project::{Participant, ProjectCard};
use domain::{Invalid, ParticipantId};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::api::{find_for_project, manage_project};
use super::picker::{Choice, Picker, picker};
use super::texts::ProjectTexts;
use super::{ACTION, refused};
use crate::boot::viewer;
use crate::card::Editing;
use crate::card::place::{Control, Look, Row, Trigger, closed, place};
use crate::error::Error;
use crate::form_body::{FormBody, Refused, focus_soon, hidden, take};
use crate::i18n;
use crate::ui::{
    Avatar, AvatarSize, Banner, BannerKind, Button, Field as Framed, Glyph, Hue, Icon, IconSize,
    Input, Table,
};
use crate::wire::{awaited, load};

/// Id of the field that searches.
const FIND: &str = "participant-find";

/// The tab.
pub(super) fn people_tab(editing: Editing, card: RwSignal<ProjectCard>) -> AnyView {
    let texts = ProjectTexts::here();
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let writable = move || may_write && !editing.trashed.try_get().unwrap_or(true);
    let empty = Memo::new(move |_| card.with(|card| card.participants.is_empty()));
    let ids = move || -> Vec<ParticipantId> {
        card.with(|card| card.participants.iter().map(|one| one.id).collect())
    };
    let list = move || {
        match empty.get() {
        true => view! {
            <div class="empty small"><h2>{texts.no_participants}</h2><p>{texts.no_participants_hint}</p></div>
        }
        .into_any(),
        false => view! {
            <Table caption=texts.participants>
                <thead>
                    <tr>
                        <th scope="col">{texts.name}</th>
                        <th scope="col">{texts.role}</th>
                        <th scope="col">{texts.company}</th>
                        <th scope="col" class="fit"><span class="vh">{texts.leave}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=ids key=|id| *id children=move |id| table_row(editing, card, id, may_write) />
                </tbody>
            </Table>
        }
        .into_any(),
    }
    };
    view! {
        <div class="projects participants">
            {list}
            {move || writable().then(|| joining(editing))}
        </div>
    }
    .into_any()
}

fn table_row(
    editing: Editing,
    card: RwSignal<ProjectCard>,
    id: ParticipantId,
    may_write: bool,
) -> AnyView {
    let texts = ProjectTexts::here();
    let one = move |card: &ProjectCard| card.participants.iter().find(|one| one.id == id).cloned();
    let Some(part) = card.with_untracked(one) else {
        return ().into_any();
    };
    let Participant {
        contact,
        user,
        name,
        company,
        private,
        ..
    } = part.clone();
    let hue = Hue::of(
        contact
            .map_or(user.map_or(id.0, |user| user.0), |id| id.0)
            .as_bytes(),
    );
    let who = match contact {
        Some(contact) => {
            view! { <a href=format!("/contacts/{contact}")>{name.clone()}</a> }.into_any()
        }
        None => view! { <span>{name.clone()}</span> }.into_any(),
    };
    let lock = private.then(|| {
        view! { <span class="badge line"><Icon glyph=Glyph::Lock size=IconSize::Xs />{texts.private}</span> }
    });
    let company = match contact {
        Some(_) => company,
        None => texts.colleague.to_owned(),
    };
    let saved = Signal::derive(move || {
        let part = card.try_with(one).flatten();
        part.map(|part| part.role).unwrap_or_default()
    });
    let open = closed(
        editing,
        Row::Saved(Target::Participant(id)),
        format!("role-{id}"),
    );
    let controls = move || {
        vec![Control {
            field: Field::Role,
            look: Look::Line("text"),
            saved: saved.get_untracked(),
        }]
    };
    let trigger = Signal::derive(move || match saved.try_with(String::is_empty) {
        Some(false) => Trigger::Value,
        _ => Trigger::Add,
    });
    let role = place(
        open,
        trigger,
        || ProjectTexts::here().role.to_owned(),
        controls,
        move || view! { <span>{saved}</span> }.into_any(),
    );
    let leave = may_write.then(|| leave_form(editing, card, id, &name));
    view! {
        <tr id=format!("part-{id}")>
            <th scope="row">
                <span class="row"><Avatar name=name.clone() hue size=AvatarSize::Sm />{who}{lock}</span>
            </th>
            <td data-label=texts.role>{role}</td>
            <td>{company}</td>
            <td class="fit acts r">{leave}</td>
        </tr>
    }
    .into_any()
}

/// The contact, and the project: their cards show it.
fn concerned(editing: Editing, part: Option<&Participant>) -> Vec<uuid::Uuid> {
    let contact = part.and_then(|part| part.contact).map(|id| id.0);
    [Some(editing.id()), contact]
        .into_iter()
        .flatten()
        .collect()
}

/// The button that lets somebody go.
fn leave_id(id: ParticipantId) -> String {
    format!("leave-{id}")
}

/// Where focus goes when a row is gone: to the next one, else to the one before, else to the field.
fn near(card: &ProjectCard, id: ParticipantId) -> Vec<String> {
    let ids: Vec<ParticipantId> = card.participants.iter().map(|one| one.id).collect();
    let at = ids.iter().position(|one| *one == id).unwrap_or_default();
    let around = [
        ids.get(at + 1),
        at.checked_sub(1).and_then(|at| ids.get(at)),
    ];
    let around = around.into_iter().flatten().map(|id| leave_id(*id));
    around.chain([FIND.to_owned()]).collect()
}

/// A form, so that it works without JavaScript.
fn leave_form(
    editing: Editing,
    card: RwSignal<ProjectCard>,
    id: ParticipantId,
    name: &str,
) -> AnyView {
    let texts = ProjectTexts::here();
    let label = format!("{}: {name}", texts.leave);
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        let (ids, near) = card.with_untracked(|card| {
            let part = card.participants.iter().find(|one| one.id == id);
            (concerned(editing, part), near(card, id))
        });
        spawn_local_scoped(async move {
            match manage_project(body).await {
                Ok(saved) => {
                    editing.acts.done(texts.left, saved.done, ids);
                    // Not in a field: the keys of the page go on working, Ctrl+Z too.
                    focus_soon(near);
                }
                Err(error) => editing.acts.failed(&error),
            }
        });
    };
    let here = editing.holder.path();
    view! {
        <form method="post" action=ACTION on:submit=submit hidden=move || editing.trashed.get()>
            {hidden("act", "leave")}
            {hidden("id", editing.id().to_string())}
            {hidden("part", id.to_string())}
            {hidden("back", here.clone())}
            {hidden("at", here)}
            <button class="btn quiet sm icon-only" type="submit" id=leave_id(id) aria-label=label.clone() title=texts.leave>
                <Icon glyph=Glyph::Close size=IconSize::Sm />
            </button>
        </form>
    }
    .into_any()
}

/// Somebody more: a form that asks for whoever was searched for without JavaScript before it is drawn.
fn joining(editing: Editing) -> AnyView {
    let sent = refused(&["join"]);
    let find = sent
        .as_ref()
        .map(|sent| FormBody::read(&sent.body).get("find").to_owned())
        .unwrap_or_default();
    let Some(sent) = sent else {
        return join_form(editing, None, Vec::new());
    };
    let language = i18n::language();
    let found = load(
        move || Some((find.clone(), language)),
        |(find, language)| find_for_project("people".to_owned(), find, language),
    );
    awaited(
        || ().into_any(),
        move || {
            let sent = sent.clone();
            Box::pin(async move { join_form(editing, Some(sent), found.await.unwrap_or_default()) })
        },
    )
}

fn join_form(editing: Editing, sent: Option<Refused>, found: Vec<Choice>) -> AnyView {
    let state = Join {
        editing,
        rows: RwSignal::new(found),
        refused: RwSignal::new(sent),
        busy: RwSignal::new(false),
    };
    view! { {move || state.drawn()} }.into_any()
}

/// The form, and what came of sending it.
#[derive(Clone, Copy)]
struct Join {
    editing: Editing,
    rows: RwSignal<Vec<Choice>>,
    refused: RwSignal<Option<Refused>>,
    busy: RwSignal<bool>,
}

impl Join {
    fn submit(self, event: &leptos::ev::SubmitEvent) {
        let Some((_, body)) = take(event) else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let editing = self.editing;
        let texts = ProjectTexts::here();
        let contact = FormBody::read(&body)
            .get("who")
            .strip_prefix("contact.")
            .and_then(|id| id.parse().ok());
        spawn_local_scoped(async move {
            let said = manage_project(body.clone()).await;
            let _ = self.busy.try_set(false);
            match said {
                Ok(saved) => {
                    let ids = [Some(editing.id()), contact];
                    let _ = self.rows.try_set(Vec::new());
                    let _ = self.refused.try_set(None);
                    // Drawn anew, empty, also when it had not failed before.
                    self.refused.notify();
                    editing.acts.done(
                        texts.joined,
                        saved.done,
                        ids.into_iter().flatten().collect(),
                    );
                    focus_soon(vec![FIND.to_owned()]);
                }
                Err(error) => {
                    let _ = self.refused.try_set(Some(Refused { body, error }));
                    focus_soon(vec![FIND.to_owned()]);
                }
            }
        });
    }

    fn drawn(self) -> AnyView {
        let texts = ProjectTexts::here();
        let (body, error) = self.refused.with(|refused| match refused {
            Some(refused) => (FormBody::read(&refused.body), Some(refused.error.clone())),
            None => (FormBody::default(), None),
        });
        let of = |field: &str| match &error {
            Some(Error::Invalid(invalid)) => said(invalid, field),
            _ => None,
        };
        let whole = match &error {
            None | Some(Error::Invalid(_)) => None,
            Some(error) => Some(i18n::failure(error)),
        };
        let whole =
            whole.map(|words| view! { <Banner kind=BannerKind::Error><p>{words}</p></Banner> });
        let people = Picker {
            id: FIND,
            name: "who",
            legend: texts.add,
            find: texts.find_people,
            what: "people",
            rows: self.rows,
        };
        let people = picker(
            people,
            None,
            body.get("who").to_owned(),
            body.get("find").to_owned(),
            of("participants"),
        );
        let (role, role_wrong) = (body.get("role").to_owned(), Signal::stored(of("role")));
        let here = self.editing.holder.path();
        let busy = Signal::from(self.busy);
        let submit = move |event: leptos::ev::SubmitEvent| self.submit(&event);
        view! {
            <form class="card-pad stack join-form line-above" method="post" action=ACTION novalidate on:submit=submit>
                {whole}
                {hidden("act", "join")}
                {hidden("id", self.editing.id().to_string())}
                {hidden("back", here.clone())}
                {hidden("at", here)}
                // What Enter means, before any other button.
                <button class="vh" type="submit" tabindex="-1" aria-hidden="true"></button>
                {people}
                <Framed id="participant-role" label=texts.role optional=true error=role_wrong>
                    <Input name="role" value=role attr:maxlength="200" attr:autocomplete="off" />
                </Framed>
                <div class="row"><Button kind="submit" busy>{texts.add_short}</Button></div>
            </form>
        }
        .into_any()
    }
}

/// What is wrong with a field; nobody chosen is said in words of its own.
fn said(invalid: &Invalid, field: &str) -> Option<String> {
    let problem = invalid.of(field)?;
    Some(match (field, problem) {
        ("participants", domain::Problem::Required) => ProjectTexts::here().choose.to_owned(),
        _ => i18n::problem(problem),
    })
}
