//! «Uppgifter» (S9): the tab of a card, and what is left for oneself to do on all of them.

pub mod api;
mod form;
mod list;
#[cfg(feature = "ssr")]
pub mod manage;
mod mine;
mod row;
mod send;
mod texts;
pub mod words;

use domain::edit::{Field, Holder};
use domain::task::{TaskPage, TaskQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::boot::{boot, viewer};
use crate::card::tabs::rest_of;
use crate::error::Error;
use crate::form_body::{FormBody, Refused};
use crate::i18n;
use crate::ui::{Banner, BannerKind, Skeleton};
use crate::wire::{awaited, load};
use api::read_tasks;
pub use mine::MyTasksPage;
pub use texts::TaskTexts;

/// Where the forms go.
pub(crate) const ACTION: &str = "/tasks";

/// The fields of the form of a task, in their order.
const FIELDS: [Field; 9] = [
    Field::Subject,
    Field::Description,
    Field::DueOn,
    Field::RemindAt,
    Field::OwnerId,
    Field::Status,
    Field::Percent,
    Field::Priority,
    Field::ProjectId,
];

/// The tab of one card: where it is, and what is asked of it.
#[derive(Clone)]
struct Here {
    holder: Holder,
    query: TaskQuery,
    /// What else stands in the address: the search that the card was found by.
    rest: String,
}

impl Here {
    /// The address of the tab with another question.
    fn href(&self, query: &TaskQuery) -> String {
        format!("{}{}{}", self.holder.path(), query.address(), self.rest)
    }

    /// The list, without a form.
    fn list(&self) -> String {
        self.href(&self.query.list())
    }
}

/// The tab of a card.
pub fn tasks_tab(holder: Holder) -> AnyView {
    let location = use_location();
    let query = Memo::new(move |_| TaskQuery::from_query(&location.search.get()));
    let page = load(
        move || Some((holder, query.get())),
        |(holder, query)| read_tasks(holder, query),
    );
    awaited(
        || view! { <Skeleton /> }.into_any(),
        move || {
            Box::pin(async move {
                let rest = rest_of(&location.search.get_untracked());
                match page.await {
                    Ok(page) => {
                        let query = query.get_untracked();
                        shown(
                            Here {
                                holder,
                                query,
                                rest,
                            },
                            page,
                        )
                    }
                    Err(error) => failed(&error),
                }
            })
        },
    )
}

/// The list, or a form in its place.
fn shown(here: Here, mut page: TaskPage) -> AnyView {
    let can_write = viewer().is_some_and(|viewer| viewer.can_write());
    let refused = refused();
    let open = page.open.take();
    match (here.query.new, here.query.edit, open) {
        (_, Some(_), Some(task)) if can_write => form::task_form(here, Some(task), page, refused),
        (_, Some(_), None) => {
            let texts = TaskTexts::here();
            view! {
                <Banner kind=BannerKind::Warn><p>{texts.gone}</p></Banner>
                {list::task_list(here, page)}
            }
            .into_any()
        }
        (true, None, _) if can_write => form::task_form(here, None, page, refused),
        _ => {
            let said = refused.map(|refused| refusal(&refused.error));
            view! { {said}{list::task_list(here, page)} }.into_any()
        }
    }
}

/// A key for the keyboard and the palette, whichever tab is open.
pub fn new_task_key() -> Option<AnyView> {
    viewer().filter(domain::user::Viewer::can_write)?;
    let query = use_location().search;
    let new = TaskQuery {
        new: true,
        ..TaskQuery::default()
    };
    let href = move || format!("{}{}", new.address(), rest_of(&query.get()));
    let name = TaskTexts::here().new;
    Some(view! { <a hidden href=href data-act=name data-shortcut="u">{name}</a> }.into_any())
}

/// A form of tasks that was posted without JavaScript and did not pass.
fn refused() -> Option<Refused> {
    boot().refused.and_then(|kept| kept.read::<Refused>())
}

/// Why something was not done.
fn refusal(error: &Error) -> AnyView {
    let text = match error {
        Error::Invalid(invalid) => invalid
            .problems
            .first()
            .map_or_else(String::new, |(_, problem)| i18n::problem(*problem)),
        other => i18n::failure(other).to_owned(),
    };
    view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }.into_any()
}

fn failed(error: &Error) -> AnyView {
    let text = i18n::failure(error);
    let again = TaskTexts::here().again;
    view! {
        <div class="empty small">
            <h2>{text}</h2>
            <a class="btn" href="" rel="external">{again}</a>
        </div>
    }
    .into_any()
}

/// What was done, in words, by the form that asked for it.
fn done_in_words(form: &FormBody) -> String {
    let texts = TaskTexts::here();
    match form.get("act") {
        "create" => texts.created.to_owned(),
        "complete" => texts.completed.to_owned(),
        "reopen" => texts.reopened.to_owned(),
        "unremind" => texts.unreminded.to_owned(),
        "trash" => texts.trashed.to_owned(),
        "owner" => texts.handed_over.to_owned(),
        act => match act.strip_prefix("due:").map(str::parse) {
            Some(Ok(day)) => format!("{} {}", texts.postponed, i18n::short_date(day)),
            _ => texts.saved.to_owned(),
        },
    }
}
