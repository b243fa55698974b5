//! What is done with a link: another role, the main company, an end, and away with it.

use domain::LinkId;
use domain::command::Done;
use domain::edit::{Edit, Field, Target};
use domain::point::PointKind;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use uuid::Uuid;

use super::points::new_controls;
use super::texts::LinkTexts;
use crate::card::place::Open;
use crate::edit::api::{remove_row, save_edit};
use crate::error::Error;
use crate::ui::announce::keep_focus_in;
use crate::ui::{Glyph, Icon, IconSize, Menu};
use crate::undo::Acts;

/// A link as its row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// The link.
    pub id: LinkId,
    /// Name of who or what stands in the row.
    pub name: String,
    /// Role.
    pub role: String,
    /// Department.
    pub department: String,
    /// First day, ISO 8601, or empty.
    pub started_on: String,
    /// Last day, ISO 8601, or empty while it lasts.
    pub ended_on: String,
    /// The main company; `None` on a company, where it is not shown.
    pub primary: Option<bool>,
    /// The two cards that it is between.
    pub cards: Vec<Uuid>,
}

/// Id of the row of a link.
#[must_use]
pub fn row_id(link: LinkId) -> String {
    format!("link-{link}")
}

/// What is asked for with the window below the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The link.
    pub row: LinkRow,
    /// Its end, not its role.
    pub end: bool,
}

/// The menu of a row. `asked` is what the window of the list shows ([`super::edit::link_edit`]).
pub fn link_acts(
    link: LinkId,
    row: Signal<Option<LinkRow>>,
    asked: RwSignal<Option<Asked>>,
    [phone, email]: [Open; 2],
) -> AnyView {
    let texts = LinkTexts::here();
    let acts = Acts::here();
    let name = row.with_untracked(|row| row.as_ref().map(|row| row.name.clone()));
    let label = format!("{} {}", texts.acts_for, name.unwrap_or_default());
    let ask = move |end: bool| {
        let row = row.get_untracked();
        asked.set(row.map(|row| Asked { row, end }));
    };
    let make_primary = move || {
        let Some(row) = row.get_untracked() else {
            return;
        };
        let said = format!("{} {}", row.name, texts.is_primary_now);
        change(
            acts,
            &row,
            said,
            edit(&row, Field::IsPrimary, "false", "true"),
        );
    };
    let resume = move || {
        let Some(row) = row.get_untracked() else {
            return;
        };
        let was = row.ended_on.clone();
        change(
            acts,
            &row,
            texts.resumed,
            edit(&row, Field::EndedOn, &was, ""),
        );
    };
    let remove = move || {
        let Some(row) = row.get_untracked() else {
            return;
        };
        spawn_local_scoped(async move {
            match remove_row(Target::Link(row.id)).await {
                Ok(done) => confirm(acts, &row, texts.removed, done),
                Err(error) => acts.failed(&error),
            }
        });
    };
    let has_ended =
        move || row.with(|row| row.as_ref().is_some_and(|row| !row.ended_on.is_empty()));
    let may_be_primary = move || {
        row.with(|row| {
            row.as_ref()
                .is_some_and(|row| row.ended_on.is_empty() && row.primary == Some(false))
        })
    };
    view! {
        <span class="once-hydrated">
            <Menu id=format!("acts-{link}") label class="btn quiet sm icon-only">
                {item(Glyph::Phone, texts.add_phone, move || phone.open(new_controls(PointKind::Phone)))}
                {item(Glyph::Mail, texts.add_email, move || email.open(new_controls(PointKind::Email)))}
                {item(Glyph::Pencil, texts.change_role, move || ask(false))}
                {move || may_be_primary().then(|| item(Glyph::Star, texts.make_primary, make_primary))}
                {move || if has_ended() {
                    item(Glyph::Refresh, texts.resume, resume)
                } else {
                    item(Glyph::Calendar, texts.end, move || ask(true))
                }}
                {item(Glyph::Trash, texts.remove, remove)}
            </Menu>
        </span>
    }
    .into_any()
}

fn item(glyph: Glyph, label: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! {
        <button role="menuitem" tabindex="-1" type="button" on:click=move |_| act()>
            <Icon glyph size=IconSize::Sm />
            {label}
        </button>
    }
    .into_any()
}

fn edit(row: &LinkRow, field: Field, was: &str, value: &str) -> Edit {
    Edit::one(Target::Link(row.id), field, was, value)
}

/// Saves, and says so.
fn change(acts: Acts, row: &LinkRow, said: impl Into<String> + 'static, edit: Edit) {
    let row = row.clone();
    spawn_local_scoped(async move {
        match save_edit(edit).await {
            Ok(done) => confirm(acts, &row, said, done),
            Err(error) => failed(acts, &row, &error),
        }
    });
}

/// Says what was done; focus stays in the list when its row moves or goes.
pub(super) fn confirm(acts: Acts, row: &LinkRow, said: impl Into<String>, done: Done) {
    acts.done(said, done, row.cards.clone());
    keep_focus_in(row_id(row.id), LIST_END.to_owned());
}

/// Somebody else was first: what they did is shown.
fn failed(acts: Acts, row: &LinkRow, error: &Error) {
    acts.failed(error);
    crate::live::Live::here().touch(row.cards.clone());
}

/// Id of the button last in the list, where focus goes when a row is gone.
pub const LIST_END: &str = "link-more";
