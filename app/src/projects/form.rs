//! `/projects/new` and `/projects/{id}/edit`: the project as one form.

use domain::edit::Field as Known;
use domain::project::{ProjectCard, SavedProject, Status};
use domain::search::query_pairs;
use domain::{CompanyId, ProjectId};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::api::{ProjectForm, manage_project, read_project_form};
use super::picker::{Choice, Picker, picker};
use super::texts::ProjectTexts;
use super::{ACTION, FIELDS, refused, words};
use crate::boot::viewer;
use crate::card::id_in_path;
use crate::card::words::in_words;
use crate::contacts::page::CardFailed;
use crate::contacts::texts::FormTexts;
use crate::error::Error;
use crate::form_body::{FormBody, Refused, hidden, take};
use crate::i18n;
use crate::not_found::NotFoundPage;
use crate::ui::{
    Banner, BannerKind, Button, ErrorSummary, Field, FieldProblem, Flik, FlikKind, Input, Kbd,
    LinkButton, Look, Select, Skeleton, Text, TextArea, dom,
};
use crate::undo::Acts;
use crate::wire::{awaited, load_blocking};

/// `/projects/new`.
#[component]
pub fn NewProjectPage() -> impl IntoView {
    let query = use_location().search;
    let company = Memo::new(move |_| {
        let query = query.get();
        let said = query_pairs(&query).find(|(name, _)| name == "company");
        said.and_then(|(_, id)| id.parse::<CompanyId>().ok())
    });
    page(Signal::stored(Some(None)), company.into())
}

/// `/projects/{id}/edit`.
#[component]
pub fn EditProjectPage() -> impl IntoView {
    let id = id_in_path::<ProjectId>();
    page(
        Signal::derive(move || id.get().map(Some)),
        Signal::stored(None),
    )
}

fn page(id: Signal<Option<Option<ProjectId>>>, company: Signal<Option<CompanyId>>) -> AnyView {
    if !viewer().is_some_and(|viewer| viewer.can_write()) {
        let texts = ProjectTexts::here();
        return view! {
            <Title text=texts.new />
            <main class="page" id="content"><h1 tabindex="-1">{texts.new}</h1><p>{FormTexts::here().forbidden}</p></main>
        }
        .into_any();
    }
    let sent = StoredValue::new(refused(&["create", "save"]));
    let find = sent.with_value(|sent| {
        let sent = sent.as_ref();
        sent.map(|sent| FormBody::read(&sent.body).get("find").to_owned())
    });
    let find = find.unwrap_or_default();
    let ready = load_blocking(
        move || id.get().map(|id| (id, company.get(), find.clone())),
        |(id, company, find)| read_project_form(id, company, find),
    );
    awaited(
        || view! { <main class="page" id="content"><Skeleton /></main> }.into_any(),
        move || {
            Box::pin(async move {
                match ready.await {
                    Ok(parts) => form(parts, sent.get_value()),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })
        },
    )
}

/// The form, and what came of sending it.
#[derive(Clone, Copy)]
struct Form {
    parts: StoredValue<ProjectForm>,
    /// Companies to choose among.
    rows: RwSignal<Vec<Choice>>,
    /// As it was sent last, and why it did not pass.
    refused: RwSignal<Option<Refused>>,
    busy: RwSignal<bool>,
}

fn form(parts: ProjectForm, sent: Option<Refused>) -> AnyView {
    let texts = ProjectTexts::here();
    let (acts, navigate) = (Acts::here(), use_navigate());
    let form = Form {
        rows: RwSignal::new(parts.companies.clone()),
        parts: StoredValue::new(parts),
        refused: RwSignal::new(sent),
        busy: RwSignal::new(false),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        if form.busy.get_untracked() {
            return;
        }
        form.busy.set(true);
        let (navigate, is_new) = (navigate.clone(), form.project(|_| ()).is_none());
        spawn_local_scoped(async move {
            let said = manage_project(body.clone()).await;
            let _ = form.busy.try_set(false);
            match said {
                Ok(SavedProject { id, done }) if is_new => {
                    acts.remember(done.command, vec![id.0]);
                    let to = format!("/projects/{id}?saved={}&created", done.command);
                    navigate(&to, NavigateOptions::default());
                }
                Ok(SavedProject { id, done }) => {
                    navigate(&format!("/projects/{id}"), NavigateOptions::default());
                    acts.done(texts.was_saved, done, vec![id.0]);
                }
                Err(error) => {
                    let _ = form.refused.try_set(Some(Refused { body, error }));
                }
            }
        });
    };
    let title = match form.project(|card| format!("{} {}", card.number, card.name)) {
        Some(name) => format!("{}: {name}", texts.edit),
        None => texts.new.to_owned(),
    };
    view! {
        <Title text=title />
        <main class="page" id="content">
            {move || form.drawn(submit.clone())}
        </main>
    }
    .into_any()
}

impl Form {
    fn project<T>(self, read: impl FnOnce(&ProjectCard) -> T) -> Option<T> {
        self.parts
            .with_value(|parts| parts.project.as_ref().map(read))
    }

    /// What stands on the server, as the form has it.
    fn saved(self, field: Known) -> String {
        let day = |day: Option<domain::date::Date>| day.map(String::from).unwrap_or_default();
        let saved = self.project(|card| match field {
            Known::Name => card.name.clone(),
            Known::CompanyId => card
                .company
                .as_ref()
                .map(|(id, _)| id.to_string())
                .unwrap_or_default(),
            Known::Status => card.status.as_str().to_owned(),
            Known::StartsOn => day(card.starts_on),
            Known::EndsOn => day(card.ends_on),
            Known::OwnerId => card.owner.id.to_string(),
            _ => card.description.clone(),
        });
        saved.unwrap_or_else(|| match field {
            Known::Status => Status::default().as_str().to_owned(),
            Known::OwnerId => viewer()
                .map(|viewer| viewer.id.to_string())
                .unwrap_or_default(),
            // That of the company whose card it was asked for on.
            Known::CompanyId => self.parts.with_value(|parts| {
                let mut companies = parts.companies.iter();
                companies
                    .next()
                    .map(|(id, _)| id.clone())
                    .unwrap_or_default()
            }),
            _ => String::new(),
        })
    }

    /// What is wrong with a field; of a conflict, what stands there now.
    fn problem(self, field: Known) -> Option<String> {
        let texts = ProjectTexts::here();
        self.refused.with(|refused| match &refused.as_ref()?.error {
            Error::Invalid(invalid) => invalid.of(field.as_str()).map(i18n::problem),
            Error::Clash(clashes) => {
                let clash = clashes.iter().find(|clash| clash.field == field)?;
                let theirs = match field {
                    // By name, which the form may not know.
                    Known::CompanyId => self.rows.with_untracked(|rows| {
                        let known = rows.iter().find(|(id, _)| *id == clash.theirs);
                        known.map(|(_, name)| name.clone()).unwrap_or_default()
                    }),
                    _ => self
                        .parts
                        .with_value(|parts| in_words(field, &clash.theirs, &parts.colleagues)),
                };
                let theirs = if theirs.is_empty() {
                    texts.nothing
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
        })
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

    fn value(self, field: Known, sent: Option<&FormBody>) -> String {
        match sent {
            Some(sent) => sent.get(field.as_str()).to_owned(),
            None => self.saved(field),
        }
    }

    fn drawn(self, submit: impl Fn(leptos::ev::SubmitEvent) + 'static) -> AnyView {
        let texts = ProjectTexts::here();
        let sent = self.refused.with(|refused| {
            let refused = refused.as_ref();
            refused.map(|refused| FormBody::read(&refused.body))
        });
        let sent = sent.as_ref();
        let id = self.project(|card| card.id);
        let (title, act, back, here) = match id {
            Some(id) => {
                let card = format!("/projects/{id}");
                (texts.edit, "save", card.clone(), format!("{card}/edit"))
            }
            None => (
                texts.new,
                "create",
                ACTION.to_owned(),
                "/projects/new".to_owned(),
            ),
        };
        let wrong: Vec<FieldProblem> = FIELDS
            .into_iter()
            .filter_map(|field| {
                let text = format!("{}: {}", label(field), self.problem(field)?);
                Some(FieldProblem {
                    id: id_of(field),
                    text,
                })
            })
            .collect();
        let whole = self.refused.with(|refused| match refused {
            Some(Refused {
                error: Error::Invalid(_),
                ..
            })
            | None => None,
            Some(refused) if wrong.is_empty() => Some(i18n::failure(&refused.error)),
            _ => None,
        });
        let whole =
            whole.map(|text| view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> });
        let was = id.map(|id| {
            let was = FIELDS
                .map(|field| hidden(format!("was.{}", field.as_str()), self.was(field, sent)));
            view! { {hidden("id", id.to_string())}{was.collect_view()} }
        });
        let conflict = self.refused.with(|refused| {
            matches!(
                refused,
                Some(Refused {
                    error: Error::Conflict,
                    ..
                })
            )
        });
        let key = match sent {
            // A conflict of keys is over when it is another request.
            Some(sent) if !conflict => sent.get("key").to_owned(),
            _ => self.parts.with_value(|parts| parts.key.clone()),
        };
        let keys = |event: leptos::ev::KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                let press = dom::by_id("project-save");
                press.iter().for_each(|button| button.click());
            }
        };
        let company = Picker {
            id: "project-company_id",
            name: "company_id",
            legend: texts.company,
            find: texts.find_company,
            what: "companies",
            rows: self.rows,
        };
        let company = picker(
            company,
            Some(texts.no_company),
            self.value(Known::CompanyId, sent),
            sent.map(|sent| sent.get("find").to_owned())
                .unwrap_or_default(),
            self.problem(Known::CompanyId),
        );
        let busy = Signal::from(self.busy);
        let hint = id
            .is_none()
            .then(|| view! { <p class="small muted">{texts.only_name}</p> });
        let number = self.project(|card| Text::from(card.number.to_string()));
        view! {
            <div class="page-title"><h1 id="project-title" tabindex="-1">{title}</h1></div>
            <div class="card-wrap">
                <Flik label=texts.one kind=FlikKind::New number />
                <form
                    class="card card-pad stack project-form" method="post" action=ACTION novalidate aria-labelledby="project-title"
                    on:submit=submit on:keydown=keys
                >
                    <h2 class="vh">{texts.facts}</h2>
                    <ErrorSummary title=texts.problems_title problems=Signal::stored(wrong) />
                    {whole}
                    {hint}
                    {hidden("act", act)}
                    {hidden("key", key)}
                    {hidden("back", back.clone())}
                    {hidden("at", here)}
                    {was}
                    // What Enter means, before any other button.
                    <button class="vh" type="submit" tabindex="-1" aria-hidden="true"></button>
                    <div class="form-grid">
                        {self.control(Known::Name, "c4", sent)}
                        {self.control(Known::Status, "c2", sent)}
                        {self.control(Known::StartsOn, "c2", sent)}
                        {self.control(Known::EndsOn, "c2", sent)}
                        {self.control(Known::OwnerId, "c2", sent)}
                    </div>
                    {company}
                    {self.control(Known::Description, "", sent)}
                    <footer class="row wrap">
                        <Button kind="submit" look=Look::Primary busy attr:id="project-save">
                            {move || if busy.get() { texts.saving } else { texts.save }}" "<Kbd key="Ctrl ↵" />
                        </Button>
                        <LinkButton href=back look=Look::Quiet>{texts.cancel}</LinkButton>
                    </footer>
                </form>
            </div>
        }
        .into_any()
    }

    /// One control, with what was typed or else what is saved.
    fn control(self, field: Known, class: &'static str, sent: Option<&FormBody>) -> AnyView {
        let (name, value) = (field.as_str(), self.value(field, sent));
        let error = Signal::stored(self.problem(field));
        let inside = move || {
            match field {
            Known::Description => view! { <TextArea name value=value.clone() rows=4 /> }.into_any(),
            Known::Status => {
                let pair = |(word, said): (String, String)| (Text::from(word), Text::from(said));
                let options = words::statuses().into_iter().map(pair).collect();
                view! { <Select name options value=value.clone() /> }.into_any()
            }
            Known::OwnerId => {
                let options = self.parts.with_value(|parts| {
                    // Whoever has it now is there, with an account or without.
                    let may = |one: &&domain::user::Colleague| one.active || one.id.to_string() == value;
                    let people = parts.colleagues.iter().filter(may);
                    people
                        .map(|one| (Text::from(one.id.to_string()), Text::from(one.name.clone())))
                        .collect()
                });
                view! { <Select name options value=value.clone() /> }.into_any()
            }
            Known::StartsOn | Known::EndsOn => {
                view! { <Input name value=value.clone() kind="date" attr:autocomplete="off" /> }.into_any()
            }
            _ => view! { <Input name value=value.clone() required=true attr:maxlength="200" attr:autocomplete="off" /> }
                .into_any(),
        }
        };
        view! { <Field id=id_of(field) label=label(field) error class>{inside()}</Field> }
            .into_any()
    }
}

fn id_of(field: Known) -> String {
    format!("project-{}", field.as_str())
}

fn label(field: Known) -> &'static str {
    let texts = ProjectTexts::here();
    match field {
        Known::Name => texts.name,
        Known::CompanyId => texts.company,
        Known::Status => texts.status,
        Known::StartsOn => texts.starts_on,
        Known::EndsOn => texts.ends_on,
        Known::OwnerId => texts.owner,
        _ => texts.description,
    }
}
