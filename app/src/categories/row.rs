//! One category and its forms, and the form of a new one.

use domain::Problem as Wrong;
use domain::category::{Category, Color, Managed};
use leptos::prelude::*;

use super::page::{ACTION, Problem};
use super::texts::{self, CategoryTexts};
use super::{category_label, dot};
use crate::error::Error;
use crate::i18n;
use crate::ui::{Banner, BannerKind, Button, Field, Glyph, Icon, IconSize, Input, Look, Select};

type Problems = RwSignal<Option<Problem>>;

/// What is wrong with one form: nothing, when the form that did not pass was another one.
fn of_form(problem: Problems, act: &'static str, id: String) -> Signal<Option<Error>> {
    Signal::derive(move || {
        let problem = problem.try_get().flatten()?;
        (problem.form.0 == act && problem.form.1 == id).then_some(problem.error)
    })
}

fn of_field(error: Signal<Option<Error>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || match error.try_get().flatten()? {
        Error::Invalid(invalid) => match invalid.of(field)? {
            Wrong::Taken if field == "name" => Some(CategoryTexts::here().taken.to_owned()),
            wrong => Some(i18n::problem(wrong)),
        },
        _ => None,
    })
}

/// What is wrong with a form as a whole.
fn banner(error: Signal<Option<Error>>) -> impl Fn() -> Option<AnyView> {
    move || {
        let text = match error.try_get().flatten()? {
            Error::Invalid(_) => return None,
            Error::Forbidden => CategoryTexts::here().forbidden,
            other => i18n::failure(&other),
        };
        Some(view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }.into_any())
    }
}

/// «Ny kategori».
#[component]
pub(super) fn NewForm(problem: Problems) -> impl IntoView {
    let texts = CategoryTexts::here();
    let error = of_form(problem, "create", String::new());
    let typed = problem.with_untracked(|problem| {
        let problem = problem.as_ref()?;
        (problem.form.0 == "create").then(|| problem.typed.clone())
    });
    let typed = typed.unwrap_or_default();
    view! {
        <form class="card card-pad stack" method="post" action=ACTION novalidate>
            <h2>{texts.new}</h2>
            {banner(error)}
            <input type="hidden" name="act" value="create" />
            {fields("new", typed.get("name"), typed.get("color").parse().unwrap_or_default(), typed.get("for"), error)}
            <div><Button kind="submit" look=Look::Primary>{texts.add}</Button></div>
        </form>
    }
}

fn fields(
    id: &str,
    name: &str,
    color: Color,
    used_for: &str,
    error: Signal<Option<Error>>,
) -> AnyView {
    let texts = CategoryTexts::here();
    let (name, used_for) = (name.to_owned(), used_for.to_owned());
    let uses = vec![
        ("both".into(), texts.both.into()),
        ("contacts".into(), texts.contacts_only.into()),
        ("companies".into(), texts.companies_only.into()),
    ];
    let choice = |this: Color| {
        view! {
            <label class="check">
                <input type="radio" name="color" value=this.as_str() checked=this == color />
                {dot(this)}
                <span>{texts::color(this)}</span>
            </label>
        }
    };
    view! {
        <div class="form-grid">
            <Field id=format!("{id}-name") label=texts.name class="c3" error=of_field(error, "name")>
                <Input name="name" value=name required=true attr:maxlength="100" attr:autocomplete="off" />
            </Field>
            <Field id=format!("{id}-for") label=texts.used_for class="c3" error=of_field(error, "for")>
                <Select name="for" options=uses value=used_for />
            </Field>
            <fieldset class="colors">
                <legend>{texts.color}</legend>
                {Color::ALL.iter().map(|color| choice(*color)).collect_view()}
            </fieldset>
        </div>
    }
    .into_any()
}

/// One category: what it is, how many carry it, and «Ändra».
#[component]
pub(super) fn Row(row: Managed, rows: RwSignal<Vec<Managed>>, problem: Problems) -> impl IntoView {
    let texts = CategoryTexts::here();
    let carried = texts::carried(&row);
    let Category {
        id,
        ref name,
        for_contacts,
        for_companies,
        color,
        retired,
    } = row.category;
    let used_for = match (for_contacts, for_companies) {
        (true, false) => ("contacts", Some(texts.contacts_only)),
        (false, true) => ("companies", Some(texts.companies_only)),
        _ => ("both", None),
    };
    let key = id.to_string();
    let change = of_form(problem, "change", key.clone());
    let merge = of_form(problem, "merge", key.clone());
    let typed = problem.with_untracked(|problem| {
        let problem = problem.as_ref()?;
        (problem.form == ("change".to_owned(), key.clone())).then(|| problem.typed.clone())
    });
    let opened = problem.with_untracked(|problem| {
        problem
            .as_ref()
            .is_some_and(|problem| problem.form.1 == key)
    });
    let (now_name, now_color, now_for) = match &typed {
        Some(typed) => (
            typed.get("name").to_owned(),
            typed.get("color").parse().unwrap_or(color),
            typed.get("for").to_owned(),
        ),
        None => (name.clone(), color, used_for.0.to_owned()),
    };
    let others = move || {
        rows.try_get()
            .unwrap_or_default()
            .into_iter()
            .filter(|other| other.category.id != id)
            .map(|other| view! { <option value=other.category.id.to_string()>{other.category.name}</option> })
            .collect_view()
    };
    let (act, label, hint) = if retired {
        ("restore", texts.restore, None)
    } else {
        ("retire", texts.retire, Some(texts.retire_hint))
    };
    let retiring = of_form(problem, act, key.clone());
    let hidden = move |act: &'static str| {
        view! {
            <input type="hidden" name="act" value=act />
            <input type="hidden" name="id" value=id.to_string() />
        }
    };
    view! {
        <li class="manage-row">
            <div class="manage-head">
                {category_label(&row.category)}
                <span class="small muted">{carried}</span>
                {used_for.1.map(|only| view! { <span class="badge line">{only}</span> })}
            </div>
            <details class="folds" open=opened>
                <summary id=format!("edit-{id}")>
                    {texts.change}<span class="vh">" "{name.clone()}</span>
                    <Icon glyph=Glyph::ChevronDown size=IconSize::Sm />
                </summary>
                <form class="stack" method="post" action=ACTION novalidate>
                    {banner(change)}
                    {hidden("change")}
                    <input type="hidden" name="version" value=row.version.to_string() />
                    {fields(&key, &now_name, now_color, &now_for, change)}
                    <div><Button kind="submit" look=Look::Plain>{texts.save}</Button></div>
                </form>
                <form class="stack" method="post" action=ACTION novalidate>
                    {banner(merge)}
                    {hidden("merge")}
                    <Field id=format!("{key}-into") label=texts.merge_into hint=texts.merge_hint error=of_field(merge, "into")>
                        <select class="input" id=format!("{key}-into") name="into" aria-describedby=format!("{key}-into-hint {key}-into-error")>
                            <option value="">{texts.choose}</option>
                            {others}
                        </select>
                    </Field>
                    <div><Button kind="submit" look=Look::Plain>{texts.merge}</Button></div>
                </form>
                <form class="stack" method="post" action=ACTION>
                    {banner(retiring)}
                    {hidden(act)}
                    {hint.map(|hint| view! { <p class="small muted">{hint}</p> })}
                    <div><Button kind="submit" look=Look::Plain>{label}</Button></div>
                </form>
            </details>
        </li>
    }
}
