//! `/projects`: the list, searched and filtered by its address.

use domain::project::{ProjectPage, ProjectQuery, ProjectRow, Status};
use domain::search::form_encode;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::api::read_projects;
use super::{ACTION, ProjectTexts, words};
use crate::boot::viewer;
use crate::form_body::{FormBody, hidden, take};
use crate::i18n;
use crate::live::Live;
use crate::ui::{
    Avatar, AvatarSize, Empty, EmptyArt, Glyph, Hue, Icon, IconSize, LinkButton, Look, Skeleton,
    Table,
};
use crate::undo::Saved;
use crate::wire::{awaited, load, renew};

/// `/projects`.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let texts = ProjectTexts::here();
    let location = use_location();
    let query = Memo::new(move |_| ProjectQuery::from_query(&location.search.get()));
    let page = load(move || Some(query.get()), read_projects);
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let new = may_write.then(|| {
        view! {
            <LinkButton href="/projects/new" look=Look::Primary icon=Glyph::Plus attr:data-act=texts.new>{texts.new}</LinkButton>
        }
    });
    let list = awaited(
        || view! { <Skeleton /> }.into_any(),
        move || {
            Box::pin(async move {
                match page.await {
                    Ok(page) => shown(query.get_untracked(), page),
                    Err(_) => failed(),
                }
            })
        },
    );
    view! {
        <Title text=texts.title />
        <main class="page" id="content">
            <div class="page-title"><h1 tabindex="-1">{texts.title}</h1>{new}</div>
            <Saved />
            <section class="card below projects" aria-label=texts.title>
                {move || filters(&query.get())}
                {list}
            </section>
        </main>
    }
}

/// A text, whose, and how far they have come: a form of its own address, so that it works without
/// JavaScript.
fn filters(query: &ProjectQuery) -> AnyView {
    let texts = ProjectTexts::here();
    let chip = |to: ProjectQuery, current: bool, words: &'static str| {
        let href = ProjectQuery { before: None, ..to }.address();
        view! { <a class="chip" href=href aria-current=current.then_some("true")>{words}</a> }
    };
    let of = |status: Option<Status>, words| {
        let to = ProjectQuery {
            status,
            ..query.clone()
        };
        chip(to, query.status == status, words)
    };
    let statuses: Vec<_> = Status::ALL
        .iter()
        .map(|status| of(Some(*status), words::status(*status)))
        .collect();
    let mine = ProjectQuery {
        mine: !query.mine,
        ..query.clone()
    };
    let trash = ProjectQuery {
        trash: !query.trash,
        ..query.clone()
    };
    let kept = [
        query.status.map(|status| ("status", status.as_str())),
        query.mine.then_some(("mine", "1")),
        query.trash.then_some(("trash", "1")),
    ];
    let kept = kept
        .into_iter()
        .flatten()
        .map(|(name, value)| hidden(name, value));
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        let mut asked = ProjectQuery::from_query(&body);
        asked.text = FormBody::read(&body).get("q").trim().to_owned();
        navigate(&asked.address(), NavigateOptions::default());
    };
    view! {
        <form class="toolbar" method="get" action=ACTION role="search" aria-label=texts.find on:submit=submit>
            {kept.collect_view()}
            <div class="input-wrap projects-text">
                <Icon glyph=Glyph::Search size=IconSize::Sm />
                <input
                    class="input" type="search" name="q" value=query.text.clone() aria-label=texts.find
                    placeholder=texts.find maxlength="100" autocomplete="off" data-shortcut="/"
                />
                <span class="tail"><button class="btn" type="submit">{texts.search}</button></span>
            </div>
            <span class="row wrap" role="group" aria-label=texts.filter>
                {of(None, texts.any_status)}
                {statuses}
                {chip(mine, query.mine, texts.mine)}
                {chip(trash, query.trash, texts.trash)}
            </span>
        </form>
    }
    .into_any()
}

fn shown(query: ProjectQuery, page: ProjectPage) -> AnyView {
    let shown = RwSignal::new(page);
    let asked = StoredValue::new(query.clone());
    Live::here().on_change(move |ids| {
        let concerned = ids.is_empty()
            || shown
                .try_with_untracked(|page| page.projects.iter().any(|one| ids.contains(&one.id.0)))
                .unwrap_or_default();
        let Some(query) = asked.try_get_value().filter(|_| concerned) else {
            return;
        };
        spawn_local_scoped(async move {
            if let Ok(page) = read_projects(query).await {
                renew(shown, page);
            }
        });
    });
    let body = move || {
        shown.with(|page| match page.projects.is_empty() {
            true => nothing(&asked.get_value()),
            false => view! {
                <p class="small muted counted" role="status">{counted(page.count)}</p>
                {table(page.projects.clone(), false)}
            }
            .into_any(),
        })
    };
    let more = move || {
        let before = shown.with(|page| page.next);
        before.map(|before| {
            let href = ProjectQuery {
                before: Some(before),
                ..asked.get_value()
            }
            .address();
            view! { <div class="toolbar line-above"><a class="btn sm" href=href>{ProjectTexts::here().more}</a></div> }
        })
    };
    view! { {body}{more} }.into_any()
}

fn counted(count: u32) -> String {
    let texts = ProjectTexts::here();
    match count {
        1 => texts.count_one.to_owned(),
        n => format!("{} {}", i18n::number(n), texts.count_many),
    }
}

/// The table, here and on the card of a contact (with the role) or company.
pub(super) fn table(rows: Vec<ProjectRow>, with_role: bool) -> AnyView {
    let texts = ProjectTexts::here();
    let role = with_role.then(|| view! { <th scope="col">{texts.role}</th> });
    let rows = rows.into_iter().map(move |row| table_row(row, with_role));
    view! {
        <Table caption=texts.title>
            <thead>
                <tr>
                    <th scope="col" class="fit">{texts.number}</th>
                    <th scope="col">{texts.name}</th>
                    {role}
                    <th scope="col">{texts.company}</th>
                    <th scope="col">{texts.status}</th>
                    <th scope="col">{texts.period}</th>
                    <th scope="col">{texts.owner}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

fn table_row(row: ProjectRow, with_role: bool) -> AnyView {
    let texts = ProjectTexts::here();
    let href = format!("/projects/{}", row.id);
    let company = row
        .company
        .map(|(id, name)| view! { <a href=format!("/companies/{id}")>{name}</a> });
    let role = with_role.then(|| view! { <td data-label=texts.role>{row.role}</td> });
    let (owner, name) = row.owner;
    let hue = Hue::of(owner.0.as_bytes());
    view! {
        <tr>
            <td class="fit num faint">{row.number.to_string()}</td>
            <th scope="row"><a href=href>{row.name}</a></th>
            {role}
            <td>{company}</td>
            <td>{words::badge(row.status)}</td>
            <td data-label=texts.period>{words::period(row.starts_on, row.ends_on)}</td>
            <td data-label=texts.owner>
                <span class="row"><Avatar name=name.clone() hue size=AvatarSize::Sm />{name}</span>
            </td>
        </tr>
    }
    .into_any()
}

fn nothing(query: &ProjectQuery) -> AnyView {
    let texts = ProjectTexts::here();
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    if query.is_everything() {
        let new = may_write.then(|| {
            view! { <LinkButton href="/projects/new" look=Look::Primary>{texts.new}</LinkButton> }
        });
        return view! {
            <Empty art=EmptyArt::Cards title=texts.none text=texts.none_hint.into_any()>{new}</Empty>
        }
        .into_any();
    }
    let title = match query.trash && query.text.is_empty() {
        true => texts.trash_empty,
        false => texts.not_found,
    };
    view! {
        <div class="empty small">
            <h2>{title}</h2>
            <p>{texts.not_found_hint}</p>
            <a class="btn" href=ACTION>{texts.all}</a>
        </div>
    }
    .into_any()
}

pub(super) fn failed() -> AnyView {
    let texts = ProjectTexts::here();
    view! {
        <div class="empty small">
            <h2>{texts.failed}</h2>
            <a class="btn" href="" rel="external">{texts.again}</a>
        </div>
    }
    .into_any()
}

/// The address of a new project for a company.
pub(super) fn new_for(company: &str) -> String {
    format!("/projects/new?company={}", form_encode(company))
}
