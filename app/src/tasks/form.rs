//! The form of a task, new or known, in the place of the list.

use domain::command::Done;
use domain::edit::Field as Known;
use domain::task::{Priority, Status, Task, TaskPage};
use domain::user::Colleague;
use domain::{Problem, ProjectId};
use leptos::prelude::*;

use super::send::{Then, of_holder, read, send};
use super::texts::TaskTexts;
use super::{ACTION, FIELDS, Here, done_in_words, words};
use crate::boot::viewer;
use crate::card::form::go_to;
use crate::card::texts::label;
use crate::card::words::in_words;
use crate::error::Error;
use crate::form_body::{self, FormBody, Refused, hidden};
use crate::i18n;
use crate::ui::announce::{focus_soon, keep_focus_in};
use crate::ui::{
    Banner, BannerKind, Button, ErrorSummary, Field, FieldProblem, Input, Kbd, LinkButton, Look,
    Select, Text, TextArea,
};
use crate::undo::Acts;

/// A form, and what came of sending it.
#[derive(Clone, Copy)]
struct Form {
    here: StoredValue<Here>,
    task: StoredValue<Option<Task>>,
    colleagues: StoredValue<Vec<Colleague>>,
    /// Those that it can be of.
    projects: StoredValue<Vec<(ProjectId, String)>>,
    key: StoredValue<String>,
    /// As it was sent last, and why it did not pass.
    refused: RwSignal<Option<Refused>>,
    busy: RwSignal<bool>,
}

/// The form; `refused` is what was posted without JavaScript.
pub(super) fn task_form(
    here: Here,
    task: Option<Task>,
    page: TaskPage,
    refused: Option<Refused>,
) -> AnyView {
    let form = Form {
        here: StoredValue::new(here.clone()),
        task: StoredValue::new(task),
        colleagues: StoredValue::new(page.colleagues),
        projects: StoredValue::new(page.projects),
        key: StoredValue::new(page.key),
        refused: RwSignal::new(refused.filter(|refused| is_of(refused, &here))),
        busy: RwSignal::new(false),
    };
    let (acts, go) = (Acts::here(), go_to());
    let then = Then::new(move |(body, said): (String, Result<Done, Error>)| {
        let _ = form.busy.try_set(false);
        match said {
            Ok(done) => {
                let sent = read(&body);
                let after = match sent.get("id") {
                    "" => "task-new".to_owned(),
                    id => format!("done-{id}"),
                };
                go(&here.list());
                acts.done(done_in_words(&sent), done, vec![here.holder.uuid()]);
                focus_soon(after);
            }
            Err(error) => {
                let _ = form.refused.try_set(Some(Refused { body, error }));
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        if form.busy.get_untracked() {
            event.prevent_default();
            return;
        }
        form.busy.set(true);
        send(&event, then);
    };
    // What was asked for is where one goes on.
    Effect::new(move |_| {
        if form.refused.with_untracked(Option::is_none) {
            let asked = window().location().hash().unwrap_or_default();
            let asked = asked.trim_start_matches('#').to_owned();
            let ids = [asked, id_of(Known::Subject)];
            form_body::focus_soon(ids.into_iter().filter(|id| !id.is_empty()).collect());
        }
    });
    view! { <div class="tasks" on:submit=submit>{move || drawn(form)}</div> }.into_any()
}

/// What was posted without JavaScript is of this form.
fn is_of(refused: &Refused, here: &Here) -> bool {
    let sent = FormBody::read(&refused.body);
    let id = here.query.edit.map(|id| id.to_string()).unwrap_or_default();
    matches!(sent.get("act"), "create" | "save") && sent.get("id") == id
}

impl Form {
    /// What stands on the server, as the form has it.
    fn saved(self, field: Known) -> String {
        self.task.with_value(|task| match task {
            Some(task) => match field {
                Known::Subject => task.subject.clone(),
                Known::Description => task.description.clone(),
                Known::Status => task.status.as_str().to_owned(),
                Known::Percent => task.percent.to_string(),
                Known::Priority => task.priority.as_str().to_owned(),
                Known::DueOn => task.due_on.map(String::from).unwrap_or_default(),
                Known::RemindAt => task.remind_at.clone(),
                Known::ProjectId => match &task.project {
                    Some((id, _)) => id.to_string(),
                    None => String::new(),
                },
                _ => task.owner.to_string(),
            },
            None => match field {
                Known::Status => Status::default().as_str().to_owned(),
                Known::Priority => Priority::default().as_str().to_owned(),
                Known::OwnerId => {
                    let me = viewer().map(|viewer| viewer.id.to_string());
                    me.unwrap_or_default()
                }
                _ => String::new(),
            },
        })
    }

    /// What is wrong with a field; of a conflict, what stands there now.
    fn problem(self, field: Known) -> Option<String> {
        let word = field.as_str();
        self.refused.with(
            |refused| match refused.as_ref().map(|refused| &refused.error)? {
                Error::Invalid(invalid) => {
                    let problem = invalid.of(word)?;
                    Some(match (field, problem) {
                        (Known::DueOn | Known::RemindAt, Problem::Date) => day_problem(),
                        _ => i18n::problem(problem),
                    })
                }
                Error::Clash(clashes) => {
                    let clash = clashes.iter().find(|clash| clash.field == field)?;
                    let texts = TaskTexts::here();
                    let theirs = self.in_words(field, &clash.theirs);
                    let theirs = if theirs.is_empty() {
                        texts.empty
                    } else {
                        &*theirs
                    };
                    let by = match &*clash.by {
                        "" => texts.somebody,
                        by => by,
                    };
                    Some(format!(
                        "{by} {} {theirs}. {}",
                        texts.changed_meanwhile, texts.keep_mine
                    ))
                }
                _ => None,
            },
        )
    }

    fn in_words(self, field: Known, value: &str) -> String {
        if field != Known::ProjectId || value.is_empty() {
            return self
                .colleagues
                .with_value(|people| in_words(field, value, people));
        }
        let named = |all: &Vec<(ProjectId, String)>| {
            let named = all.iter().find(|(id, _)| id.to_string() == value)?;
            Some(named.1.clone())
        };
        // One that was not there yet when the form was opened.
        let unknown = || TaskTexts::here().other_project.to_owned();
        self.projects.with_value(named).unwrap_or_else(unknown)
    }

    /// What stood in a field when it was opened; after a conflict, what stands there now.
    fn was(self, field: Known, sent: Option<&FormBody>) -> String {
        let theirs = self
            .refused
            .with(|refused| Some(refused.as_ref()?.clash(field)?.theirs.clone()));
        theirs.unwrap_or_else(|| match sent {
            Some(sent) => sent.get(&format!("was.{}", field.as_str())).to_owned(),
            None => self.saved(field),
        })
    }
}

fn day_problem() -> String {
    match i18n::language() {
        domain::user::Language::Sv => "Välj en dag som finns.".to_owned(),
        domain::user::Language::En => "Choose a day that exists.".to_owned(),
    }
}

/// Here the owner is whoever is to do it.
fn name_of(field: Known) -> &'static str {
    match field {
        Known::OwnerId => TaskTexts::here().owner,
        other => label(other),
    }
}

fn id_of(field: Known) -> String {
    format!("task-{}", field.as_str())
}

/// The form with what was typed, if it has been sent.
fn drawn(form: Form) -> AnyView {
    let texts = TaskTexts::here();
    let here = form.here.get_value();
    let sent = form.refused.with(|refused| {
        refused
            .as_ref()
            .map(|refused| FormBody::read(&refused.body))
    });
    let id = form
        .task
        .with_value(|task| task.as_ref().map(|task| task.id));
    let (title, act) = match id {
        Some(_) => (texts.edit, "save"),
        None => (texts.new, "create"),
    };
    let wrong: Vec<FieldProblem> = FIELDS
        .into_iter()
        .filter_map(|field| {
            let text = format!("{}: {}", name_of(field), form.problem(field)?);
            Some(FieldProblem {
                id: id_of(field),
                text,
            })
        })
        .collect();
    let whole = form.refused.with(|refused| match refused {
        Some(refused) if wrong.is_empty() => Some(i18n::failure(&refused.error)),
        _ => None,
    });
    let whole = whole.map(|text| view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> });
    let was = id.map(|id| {
        let was = FIELDS.map(|field| {
            hidden(
                format!("was.{}", field.as_str()),
                form.was(field, sent.as_ref()),
            )
        });
        view! { {hidden("id", id.to_string())}{was.collect_view()} }
    });
    let key = match sent.as_ref().map(|sent| sent.get("key").to_owned()) {
        // A conflict of keys is over when it is another request.
        Some(key)
            if !form.refused.with(|refused| {
                refused
                    .as_ref()
                    .is_some_and(|refused| refused.error == Error::Conflict)
            }) =>
        {
            key
        }
        _ => form.key.get_value(),
    };
    let field = |known: Known, class: &'static str| control(form, known, class, sent.as_ref());
    let may_be_of_one = form.projects.with_value(|all| !all.is_empty());
    let of_project = may_be_of_one.then(|| field(Known::ProjectId, ""));
    let keys = |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            let press = crate::ui::dom::by_id("task-save");
            press.iter().for_each(|button| button.click());
        }
    };
    let row = id.map_or_else(|| "task-new".to_owned(), |id| format!("done-{id}"));
    let leave = move |_| keep_focus_in(row.clone(), "task-new".to_owned());
    let busy = Signal::from(form.busy);
    view! {
        <form class="card-pad stack task-form" method="post" action=ACTION novalidate aria-label=title on:keydown=keys>
            <h2>{title}</h2>
            <ErrorSummary title=texts.problems_title problems=Signal::stored(wrong) />
            {whole}
            {hidden("act", act)}
            {hidden("key", key)}
            {of_holder(here.holder)}
            {hidden("at", here.href(&here.query))}
            {hidden("back", here.list())}
            {was}
            <div class="form-grid">
                {field(Known::Subject, "")}
                {field(Known::Description, "")}
                {field(Known::DueOn, "c2")}
                {field(Known::RemindAt, "c2")}
                {field(Known::OwnerId, "c2")}
                {field(Known::Status, "c2")}
                {field(Known::Percent, "c2")}
                {field(Known::Priority, "c2")}
                {of_project}
            </div>
            <footer class="row wrap">
                <Button kind="submit" look=Look::Primary busy attr:id="task-save">
                    {move || if busy.get() { texts.saving } else { texts.save }}" "<Kbd key="Ctrl ↵" />
                </Button>
                <LinkButton href=here.list() look=Look::Quiet on:click=leave>{texts.cancel}</LinkButton>
            </footer>
        </form>
    }
    .into_any()
}

/// One control, with what was typed or else what is saved.
fn control(form: Form, field: Known, class: &'static str, sent: Option<&FormBody>) -> AnyView {
    let (name, texts) = (field.as_str(), TaskTexts::here());
    let value = match sent {
        Some(sent) => sent.get(name).to_owned(),
        None => form.saved(field),
    };
    let input = move |kind: &'static str, value: String| {
        view! { <Input name value kind attr:autocomplete="off" /> }.into_any()
    };
    let select = move |options: Vec<(Text, Text)>, value: String| {
        view! { <Select name options value /> }.into_any()
    };
    let error = Signal::stored(form.problem(field));
    let inside = move || {
        match field {
        Known::Description => view! { <TextArea name value=value.clone() rows=4 /> }.into_any(),
        Known::Status => {
            let word = |status: &Status| (status.as_str().into(), words::status(*status).into());
            select(Status::ALL.iter().map(word).collect(), value.clone())
        }
        Known::Priority => {
            let word = |one: &Priority| (one.as_str().into(), words::priority(*one).into());
            select(Priority::ALL.iter().map(word).collect(), value.clone())
        }
        Known::OwnerId => {
            let options = form.colleagues.with_value(|people| {
                let may = people
                    .iter()
                    // Whoever has it now is there, with an account or without.
                    .filter(|one| one.active || one.id.to_string() == value);
                may.map(|one| (Text::from(one.id.to_string()), Text::from(one.name.clone())))
                    .collect()
            });
            select(options, value.clone())
        }
        Known::ProjectId => {
            let none = std::iter::once(("".into(), texts.no_project.into()));
            let options = form.projects.with_value(|all| {
                let all = all.iter().map(|(id, name)| (Text::from(id.to_string()), Text::from(name.clone())));
                none.chain(all).collect()
            });
            select(options, value.clone())
        }
        Known::DueOn => input("date", value.clone()),
        Known::RemindAt => input("datetime-local", value.clone()),
        Known::Percent => view! {
            <Input name value=value.clone() kind="number" attr:min="0" attr:max="100" attr:step="5" attr:inputmode="numeric" />
        }
        .into_any(),
        _ => view! { <Input name value=value.clone() required=true attr:maxlength="200" attr:autocomplete="off" /> }
            .into_any(),
    }
    };
    view! { <Field id=id_of(field) label=name_of(field) error class>{inside()}</Field> }.into_any()
}
