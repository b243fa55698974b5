//! The list of a card's tasks: which statuses are shown, in which order, and several at once.

use std::cell::{Cell, RefCell};

use domain::command::Done;
use domain::task::{Sort, Status, Task, TaskPage, TaskQuery};
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped};
use leptos::wasm_bindgen::JsCast;
use uuid::Uuid;
use web_sys::HtmlFormElement;

use super::api::{read_tasks, remember_task_statuses};
use super::row::{Place, TICKED, task_row};
use super::send::{Then, of_holder, read, send};
use super::texts::TaskTexts;
use super::{ACTION, Here, done_in_words, words};
use crate::boot::viewer;
use crate::card::form::go_to;
use crate::error::Error;
use crate::form_body::{FormBody, focus_soon, hidden};
use crate::live::Live;
use crate::ui::announce::keep_focus_in;
use crate::ui::{Button, Chip, Glyph, Icon, IconSize, SortHead, Table, Text, form_pairs};
use crate::undo::Acts;

thread_local! {
    /// The choice to be remembered next, while another is on its way.
    static NEXT: RefCell<Option<String>> = const { RefCell::new(None) };
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// Has the choice remembered, one at a time: of several in a row the last one counts.
fn remember(said: String) {
    NEXT.set(Some(said));
    if SENDING.replace(true) {
        return;
    }
    // The list that asks is gone before the answer comes.
    spawn_local(async {
        while let Some(said) = NEXT.take() {
            // Not worth a word when it fails.
            let _ = remember_task_statuses(said).await;
        }
        SENDING.set(false);
    });
}

/// Id of the link to the form of a new one, where focus goes when its row is gone.
const NEW: &str = "task-new";

/// What is shown.
#[derive(Clone, Copy)]
struct Shown {
    here: StoredValue<Here>,
    page: RwSignal<TaskPage>,
    acts: Acts,
    /// Where focus goes once the list has been read again.
    focus: StoredValue<Vec<String>>,
}

/// The list.
pub(super) fn task_list(here: Here, page: TaskPage) -> AnyView {
    let shown = Shown {
        here: StoredValue::new(here.clone()),
        page: RwSignal::new(page),
        acts: Acts::here(),
        focus: StoredValue::new(Vec::new()),
    };
    let holder = here.holder.uuid();
    Live::here().on_change(move |ids| {
        if ids.is_empty() || ids.contains(&holder) || shown.comes_from(ids) {
            shown.read_again();
        }
    });
    let then = Then::new(move |(body, said)| shown.answered(&read(&body), said));
    let can_write = viewer().is_some_and(|viewer| viewer.can_write());
    let new = can_write.then(|| {
        let texts = TaskTexts::here();
        let href = here.href(&TaskQuery {
            new: true,
            ..here.query.list()
        });
        view! {
            <a class="btn end" id=NEW href=href><Icon glyph=Glyph::Plus size=IconSize::Sm />{texts.new}</a>
        }
    });
    let many = can_write.then(|| many(shown));
    view! {
        <div class="tasks" on:submit=move |event| send(&event, then)>
            <div class="toolbar">{move || chips(shown)}{new}</div>
            {many}
            {table(shown, can_write)}
            {move || more(shown)}
        </div>
    }
    .into_any()
}

impl Shown {
    /// A row says the name of another card or project that was changed, or hidden.
    fn comes_from(self, ids: &[Uuid]) -> bool {
        let is_one = |task: &Task| {
            let project = task.project.as_ref().map(|(id, _)| id.0);
            [Some(task.holder.uuid()), project]
                .into_iter()
                .flatten()
                .any(|id| ids.contains(&id))
        };
        self.page
            .try_with_untracked(|page| page.tasks.iter().any(is_one))
            .unwrap_or_default()
    }

    /// Reads what is shown once more; rows that have not changed stay as they are.
    fn read_again(self) {
        let Some(here) = self.here.try_get_value() else {
            return;
        };
        spawn_local_scoped(async move {
            if let Ok(page) = read_tasks(here.holder, here.query).await {
                let _ = self.page.try_set(page);
            }
            let focus = self.focus.try_update_value(std::mem::take);
            if let Some(focus) = focus.filter(|focus| !focus.is_empty()) {
                focus_soon(focus);
            }
        });
    }

    fn answered(self, form: &FormBody, said: Result<Done, Error>) {
        let Some(holder) = self.here.try_with_value(|here| here.holder.uuid()) else {
            return;
        };
        match said {
            Ok(done) => {
                let focus = self.focus_after(form);
                let _ = self.focus.try_set_value(focus);
                self.acts.done(done_in_words(form), done, vec![holder]);
            }
            Err(error) => {
                self.acts.failed(&error);
                // Somebody else was first: what they did is shown.
                self.read_again();
            }
        }
    }

    /// The row, or the next one when it is gone, or the one before it, or what begins the list.
    fn focus_after(self, form: &FormBody) -> Vec<String> {
        let id = form.get("id").to_owned();
        let ids: Vec<String> = self
            .page
            .with_untracked(|page| page.tasks.iter().map(|task| task.id.to_string()).collect());
        let at = ids.iter().position(|one| *one == id).unwrap_or_default();
        let near = [Some(at), at.checked_add(1), at.checked_sub(1)];
        let near = near.into_iter().flatten().filter_map(|at| ids.get(at));
        near.map(|id| format!("done-{id}"))
            .chain([NEW.to_owned()])
            .collect()
    }
}

/// The statuses with how many there are of each: at once with JavaScript, with a button without.
fn chips(shown: Shown) -> AnyView {
    let texts = TaskTexts::here();
    let here = shown.here.get_value();
    let (statuses, counts) = shown
        .page
        .with(|page| (page.statuses.clone(), page.counts.clone()));
    let chip = |(status, count): (&Status, u32)| {
        let name = Text::Borrowed(words::status(*status));
        view! {
            <Chip
                name="status"
                value=status.as_str()
                label=name
                count=count.to_string()
                checked=statuses.contains(status)
                id=format!("status-{}", status.as_str())
            />
        }
    };
    let go = go_to();
    let query = here.query.list();
    let changed = {
        let here = here.clone();
        move |event: leptos::ev::Event| {
            event.stop_propagation();
            let input = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            let Some((id, form)) = input.and_then(|input| Some((input.id(), input.form()?))) else {
                return;
            };
            // The chips are drawn anew with the list.
            keep_focus_in(id, NEW.to_owned());
            let chosen = chosen(&form);
            let said = chosen
                .iter()
                .map(|status| status.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            go(&here.href(&TaskQuery {
                statuses: Some(chosen),
                ..query.clone()
            }));
            remember(said);
        }
    };
    view! {
        <form class="chips row wrap" method="post" action=ACTION aria-label=texts.show_with_status on:change=changed>
            {hidden("act", "show")}
            {of_holder(here.holder)}
            {hidden("back", here.list())}
            {Status::ALL.iter().zip(counts).map(chip).collect_view()}
            <button class="btn sm until-hydrated" type="submit">{texts.show}</button>
        </form>
    }
    .into_any()
}

/// What is ticked in the form.
fn chosen(form: &HtmlFormElement) -> Vec<Status> {
    form_pairs(form)
        .iter()
        .filter(|(name, _)| name == "status")
        .filter_map(|(_, word)| word.parse().ok())
        .collect()
}

/// Another owner for what is ticked. The style sheet shows it when something is.
fn many(shown: Shown) -> AnyView {
    let texts = TaskTexts::here();
    let back = shown.here.with_value(Here::list);
    let me = viewer().map(|viewer| viewer.id);
    let people = move || {
        shown.page.with(|page| {
            let active = page.colleagues.iter().filter(|one| one.active);
            let option = |one: &domain::user::Colleague| {
                view! {
                    <option value=one.id.to_string() selected=Some(one.id) == me>{one.name.clone()}</option>
                }
            };
            active.map(option).collect_view()
        })
    };
    view! {
        <form class="bulkbar" id=TICKED method="post" action=ACTION aria-label=texts.ticked>
            {hidden("act", "owner")}
            {hidden("back", back)}
            <label class="row grow" for="task-new-owner">
                <span>{texts.new_owner}</span>
                <select class="input" id="task-new-owner" name="owner_id">{people}</select>
            </label>
            <Button kind="submit" small=true icon=Glyph::User>{texts.change_owner}</Button>
        </form>
    }
    .into_any()
}

fn table(shown: Shown, can_write: bool) -> AnyView {
    let here = shown.here.get_value();
    let back = here.href(&TaskQuery {
        new: false,
        edit: None,
        ..here.query.clone()
    });
    let head = {
        let here = here.clone();
        move || heads(&here)
    };
    let rows = move || {
        let (tasks, today) = shown.page.with(|page| (page.tasks.clone(), page.today));
        let place = Place {
            here: Some(here.clone()),
            back: back.clone(),
            today,
            can_write,
        };
        // Drawn anew when something in it has changed, or the day has, and not otherwise.
        tasks
            .into_iter()
            .map(move |task| (place.clone(), task))
            .collect::<Vec<(Place, Task)>>()
    };
    let is_empty = Memo::new(move |_| shown.page.with(|page| page.tasks.is_empty()));
    let body = move || match is_empty.get() {
        true => nothing(shown),
        false => {
            let (head, rows) = (head.clone(), rows.clone());
            view! {
                <Table caption=TaskTexts::here().title>
                    <thead>{head()}</thead>
                    <tbody>
                        <For
                            each=move || rows()
                            key=|(place, task)| (place.today, task.clone())
                            children=move |(place, task)| task_row(&place, task)
                        />
                    </tbody>
                </Table>
            }
            .into_any()
        }
    };
    view! { {body} }.into_any()
}

/// The heads; those that sort lead to the list in another order.
fn heads(here: &Here) -> AnyView {
    let texts = TaskTexts::here();
    let (by, up) = here.query.sort.direction();
    let head = |sort: Sort, label: &'static str| {
        let now = by == sort;
        let next = if now { here.query.sort.turned() } else { sort };
        let href = here.href(&TaskQuery {
            sort: next,
            ..here.query.list()
        });
        let id = format!("sort-{}", sort.as_str());
        let stay = {
            let id = id.clone();
            move |_| keep_focus_in(id.clone(), NEW.to_owned())
        };
        view! { <SortHead label href id ascending=now.then_some(up) on:click=stay /> }
    };
    view! {
        <tr>
            <th scope="col" class="fit"><span class="vh">{texts.done}</span></th>
            <th scope="col">{texts.task}</th>
            <th scope="col">{texts.status}</th>
            {head(Sort::Priority, texts.priority)}
            {head(Sort::Owner, texts.owner)}
            {head(Sort::Due, texts.due_on)}
            <th scope="col" class="fit"><span class="vh">{texts.acts}</span></th>
        </tr>
    }
    .into_any()
}

fn nothing(shown: Shown) -> AnyView {
    let texts = TaskTexts::here();
    let none = shown
        .page
        .with(|page| page.counts.iter().all(|count| *count == 0));
    let (title, hint) = match none {
        true => (texts.nothing, texts.nothing_hint),
        false => (texts.not_found, texts.not_found_hint),
    };
    view! { <div class="empty small"><h2>{title}</h2><p>{hint}</p></div> }.into_any()
}

/// The pages before and after this one.
fn more(shown: Shown) -> Option<AnyView> {
    let texts = TaskTexts::here();
    let here = shown.here.get_value();
    let stay = |_| keep_focus_in("status-not_started".to_owned(), NEW.to_owned());
    let next = shown.page.with(|page| page.next.clone()).map(|next| {
        let href = here.href(&TaskQuery {
            after: Some(next),
            ..here.query.list()
        });
        view! { <a class="btn sm" href=href on:click=stay>{texts.more}</a> }
    });
    let first = here
        .query
        .after
        .is_some()
        .then(|| view! { <a class="btn quiet sm" href=here.list() on:click=stay>{texts.from_the_start}</a> });
    (next.is_some() || first.is_some())
        .then(|| view! { <div class="toolbar line-above">{next}{first}</div> }.into_any())
}
