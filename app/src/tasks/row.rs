//! A task as a row of a table: done with one press, and what else can be done with it.

use domain::date::Date;
use domain::task::{Priority, Status, Task, TaskQuery, next_week, tomorrow};
use leptos::prelude::*;

use super::texts::TaskTexts;
use super::words::{due_words, priority, status_badge};
use super::{ACTION, Here};
use crate::card::origin::{origin, origin_of};
use crate::form_body::hidden;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, Badge, Glyph, Hue, Icon, IconSize, Menu, MenuLink, Tone};

/// The form that ticked tasks belong to.
pub(super) const TICKED: &str = "task-ticked";

/// Where a row stands.
#[derive(Clone)]
pub(super) struct Place {
    /// The tab of a card; nothing among one's own.
    pub here: Option<Here>,
    /// Where one is afterwards, without JavaScript.
    pub back: String,
    /// The day at the firm.
    pub today: Date,
    /// May be changed.
    pub can_write: bool,
}

impl Place {
    /// Where the form of a task is.
    fn form_of(&self, task: &Task) -> String {
        let edit = Some(task.id);
        match &self.here {
            Some(here) => here.href(&TaskQuery {
                edit,
                ..here.query.list()
            }),
            None => {
                let query = TaskQuery {
                    edit,
                    ..TaskQuery::default()
                };
                format!("{}{}", task.holder.path(), query.address())
            }
        }
    }
}

/// The row.
pub(super) fn task_row(place: &Place, task: Task) -> AnyView {
    let on_card = place.here.is_some();
    let subject = match place.can_write || !on_card {
        true => {
            let href = place.form_of(&task);
            view! { <a href=href>{task.subject.clone()}</a> }.into_any()
        }
        false => view! { <span>{task.subject.clone()}</span> }.into_any(),
    };
    let owner = {
        let hue = Hue::of(task.owner.0.as_bytes());
        view! {
            <span class="row">
                <Avatar name=task.owner_name.clone() hue size=AvatarSize::Sm />{task.owner_name.clone()}
            </span>
        }
    };
    let concerns = match on_card {
        true => owner.into_any(),
        false => {
            let href = format!("{}?tab=tasks", task.holder.path());
            view! { <a href=href>{task.holder_name.clone()}</a> }.into_any()
        }
    };
    let pressing = match task.priority {
        Priority::Normal => None,
        other => {
            Some(view! { <span class="vh">{TaskTexts::here().priority}" "</span>{priority(other)} })
        }
    };
    let reminds = task.reminds.then(|| {
        view! { " "<Badge text=TaskTexts::here().reminds tone=Tone::Hjortron icon=Glyph::Clock /> }
    });
    let own = (task.holder, task.holder_name.clone());
    let shown = place.here.as_ref().map(|here| here.holder);
    let from = origin_of(shown, own, task.project.clone()).map(|card| origin(card, None));
    let acts = place.can_write.then(|| acts(place, &task));
    let pick = (place.can_write && on_card).then(|| pick(&task));
    view! {
        <tr id=format!("row-{}", task.id) class:is-done=!task.status.is_open()>
            <td class="fit done">{place.can_write.then(|| tick(place, &task))}</td>
            <th scope="row">{subject}{reminds}{from}</th>
            <td>{status_badge(&task)}</td>
            <td class="hide-narrow">{pressing}</td>
            <td class=if on_card { "hide-narrow" } else { "" }>{concerns}</td>
            <td class="r">{due_words(&task, place.today)}</td>
            <td class="r fit acts"><span class="row">{acts}{pick}</span></td>
        </tr>
    }
    .into_any()
}

/// What every form of a row says.
fn about(place: &Place, task: &Task) -> AnyView {
    let due = task.due_on.map(String::from).unwrap_or_default();
    view! {
        {hidden("id", task.id.to_string())}
        {hidden("back", place.back.clone())}
        {hidden("was.status", task.status.as_str())}
        {hidden("was.due_on", due)}
        {hidden("was.remind_at", task.remind_at.clone())}
    }
    .into_any()
}

/// A button that says and does what a checkbox would, also without JavaScript.
fn tick(place: &Place, task: &Task) -> AnyView {
    let texts = TaskTexts::here();
    let is_done = task.status == Status::Done;
    let (act, how) = match is_done {
        true => ("reopen", texts.as_not_done),
        false => ("complete", texts.as_done),
    };
    let label = format!("{} {} {how}", texts.mark, task.subject);
    view! {
        <form method="post" action=ACTION>
            {about(place, task)}
            <button class="donebox" id=format!("done-{}", task.id) type="submit" name="act" value=act aria-label=label>
                <span class:on=is_done><Icon glyph=Glyph::Check size=IconSize::Xs /></span>
            </button>
        </form>
    }
    .into_any()
}

fn acts(place: &Place, task: &Task) -> AnyView {
    let texts = TaskTexts::here();
    let label = format!("{} {}", texts.acts_for, task.subject);
    let to = |day: Date, words: &'static str| {
        let value = format!("due:{day}");
        view! {
            <button role="menuitem" tabindex="-1" type="submit" name="act" value=value>
                <Icon glyph=Glyph::Clock size=IconSize::Sm />
                <span class="grow">{words}</span>
                <span class="muted small">{i18n::short_date(day)}</span>
            </button>
        }
    };
    let later = task.status.is_open().then(|| {
        let (next, monday) = (tomorrow(place.today), next_week(place.today));
        view! { {to(next, texts.to_tomorrow)}{to(monday, texts.to_next_week)} }
    });
    let quiet = task.reminds.then(|| {
        view! {
            <button role="menuitem" tabindex="-1" type="submit" name="act" value="unremind">
                <Icon glyph=Glyph::Close size=IconSize::Sm />{texts.unremind}
            </button>
        }
    });
    let href = place.form_of(task);
    let day = task.status.is_open().then(|| {
        let href = format!("{href}#task-due_on");
        view! { <MenuLink href icon=Glyph::Calendar label=texts.to_another_day /> }
    });
    let about = about(place, task);
    view! {
        <Menu id=format!("acts-{}", task.id) label class="btn quiet sm icon-only">
            <MenuLink href icon=Glyph::Pencil label=texts.open />
            {day}
            <form method="post" action=ACTION role="presentation">
                {about}
                {later}
                {quiet}
                <button role="menuitem" tabindex="-1" type="submit" name="act" value="trash">
                    <Icon glyph=Glyph::Trash size=IconSize::Sm />{texts.trash}
                </button>
            </form>
        </Menu>
    }
    .into_any()
}

/// For what is done with several at once.
fn pick(task: &Task) -> AnyView {
    let name = format!("{} {}", TaskTexts::here().tick, task.subject);
    view! {
        <label class="check">
            <span class="vh">{name}</span>
            <input type="checkbox" name="id" value=task.id.to_string() form=TICKED />
        </label>
    }
    .into_any()
}
