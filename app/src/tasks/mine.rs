//! `/tasks`: what is left for oneself to do, on all cards.

use domain::command::Done;
use domain::date::Date;
use domain::search::query_pairs;
use domain::task::{Due, MyTasks, Task, due};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::api::read_my_tasks;
use super::row::{Place, task_row};
use super::send::{Then, read, send};
use super::texts::TaskTexts;
use super::{ACTION, done_in_words, failed, refusal, refused};
use crate::boot::viewer;
use crate::error::Error;
use crate::form_body::{FormBody, focus_soon};
use crate::live::Live;
use crate::notices::allow_notifications;
use crate::ui::{Empty, EmptyArt, LinkButton, Look, Skeleton, Table};
use crate::undo::{Acts, Saved};
use crate::wire::{awaited, load, renew};

/// `/tasks`.
#[component]
pub fn MyTasksPage() -> impl IntoView {
    let texts = TaskTexts::here();
    let query = use_location().search;
    let from = Memo::new(move |_| {
        let query = query.get();
        let after = query_pairs(&query).find(|(name, _)| name == "after");
        after.map(|(_, after)| after)
    });
    let page = load(move || Some(from.get()), read_my_tasks);
    let said = refused().map(|refused| refusal(&refused.error));
    view! {
        <Title text=texts.mine />
        <main class="page" id="content">
            <div class="page-title"><h1 tabindex="-1" id="my-tasks">{texts.mine}</h1>{allow_notifications()}</div>
            <Saved />
            {said}
            {awaited(|| view! { <Skeleton /> }.into_any(), move || Box::pin(async move {
                match page.await {
                    Ok(page) => my_tasks(page, from.get_untracked()),
                    Err(error) => failed(&error),
                }
            }))}
        </main>
    }
}

fn my_tasks(page: MyTasks, from: Option<String>) -> AnyView {
    let shown = RwSignal::new(page);
    let acts = Acts::here();
    let first = from.is_none();
    let asked = StoredValue::new(from);
    let focus = StoredValue::new(Vec::<String>::new());
    let read_again = move || {
        let Some(from) = asked.try_get_value() else {
            return;
        };
        spawn_local_scoped(async move {
            if let Ok(page) = read_my_tasks(from).await {
                renew(shown, page);
            }
            if let Some(ids) = focus.try_update_value(std::mem::take)
                && !ids.is_empty()
            {
                focus_soon(ids);
            }
        });
    };
    // A task that somebody gives away or gets may be on any card.
    Live::here().on_change(move |_| read_again());
    let then = Then::new(move |(body, said): (String, Result<Done, Error>)| {
        let form = read(&body);
        match said {
            Ok(done) => {
                let Some((holder, next)) = shown.try_with_untracked(|page| near(page, &form))
                else {
                    return;
                };
                let _ = focus.try_set_value(next);
                acts.done(done_in_words(&form), done, holder.into_iter().collect());
            }
            Err(error) => {
                acts.failed(&error);
                read_again();
            }
        }
    });
    // Rows that have not changed stay as they are, with whatever is open in them.
    let filled = Memo::new(move |_| shown.with(filled));
    let body = move || match filled.get() {
        [false, false, false, false] => nothing(),
        filled => groups(shown, filled),
    };
    view! {
        <div class="tasks my-tasks" on:submit=move |event| send(&event, then)>
            {body}
            {move || more(shown.with(|page| page.next.clone()), first)}
        </div>
    }
    .into_any()
}

/// The card of the task, and where focus goes when its row is gone.
fn near(page: &MyTasks, form: &FormBody) -> (Option<uuid::Uuid>, Vec<String>) {
    let id = form.get("id");
    let at = page.tasks.iter().position(|task| task.id.to_string() == id);
    let holder = at
        .and_then(|at| page.tasks.get(at))
        .map(|task| task.holder.uuid());
    let at = at.unwrap_or_default();
    let near = [Some(at), at.checked_add(1), at.checked_sub(1)];
    let near = near
        .into_iter()
        .flatten()
        .filter_map(|at| page.tasks.get(at));
    let ids = near.map(|task| format!("done-{}", task.id));
    (holder, ids.chain(["my-tasks".to_owned()]).collect())
}

/// Which part of the page a task stands in: overdue, today, coming, or without a day.
fn part_of(task: &Task, today: Date) -> usize {
    match due(task.due_on, today) {
        Due::Overdue(_) => 0,
        Due::Today => 1,
        Due::Coming => 2,
        Due::Never => 3,
    }
}

/// The parts that have tasks.
fn filled(page: &MyTasks) -> [bool; 4] {
    [0, 1, 2, 3].map(|part| {
        let mut tasks = page.tasks.iter();
        tasks.any(|task| part_of(task, page.today) == part)
    })
}

/// One table for each part.
fn groups(shown: RwSignal<MyTasks>, filled: [bool; 4]) -> AnyView {
    let can_write = viewer().is_some_and(|viewer| viewer.can_write());
    let row = move |(today, task): (Date, Task)| {
        let place = Place {
            here: None,
            back: ACTION.to_owned(),
            today,
            can_write,
        };
        task_row(&place, task)
    };
    let texts = TaskTexts::here();
    let titles = [
        texts.overdue,
        texts.today_heading,
        texts.coming,
        texts.whenever,
    ];
    let group = |(part, title): (usize, &'static str)| {
        let rows = move || {
            shown.with(|page| {
                let tasks = page.tasks.iter();
                let of_part = tasks.filter(|task| part_of(task, page.today) == part);
                of_part
                    .map(|task| (page.today, task.clone()))
                    .collect::<Vec<_>>()
            })
        };
        view! {
            <h2 class="day">{title}</h2>
            <Table caption=title>
                <thead>{heads()}</thead>
                <tbody><For each=rows key=Clone::clone children=row /></tbody>
            </Table>
        }
        .into_any()
    };
    let groups = titles.into_iter().enumerate();
    let groups = groups.filter(|(part, _)| filled.get(*part) == Some(&true));
    view! { <section class="card">{groups.map(group).collect_view()}</section> }.into_any()
}

fn heads() -> AnyView {
    let texts = TaskTexts::here();
    view! {
        <tr>
            <th scope="col" class="fit"><span class="vh">{texts.done}</span></th>
            <th scope="col">{texts.task}</th>
            <th scope="col">{texts.status}</th>
            <th scope="col">{texts.priority}</th>
            <th scope="col">{texts.holder}</th>
            <th scope="col" class="r">{texts.due_on}</th>
            <th scope="col" class="fit"><span class="vh">{texts.acts}</span></th>
        </tr>
    }
    .into_any()
}

fn nothing() -> AnyView {
    let texts = TaskTexts::here();
    view! {
        <Empty art=EmptyArt::Cards title=texts.none_mine text=texts.none_mine_hint.into_any()>
            <LinkButton href="/contacts" look=Look::Primary>{texts.to_contacts}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn more(next: Option<String>, first: bool) -> Option<AnyView> {
    let texts = TaskTexts::here();
    let next = next.map(|next| {
        let href = format!("{ACTION}?after={}", domain::search::form_encode(&next));
        view! { <a class="btn sm" href=href>{texts.more}</a> }
    });
    let back =
        (!first).then(|| view! { <a class="btn quiet sm" href=ACTION>{texts.from_the_start}</a> });
    (next.is_some() || back.is_some())
        .then(|| view! { <div class="toolbar">{next}{back}</div> }.into_any())
}
