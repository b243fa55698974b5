//! The list of links on a card: companies of a contact, contacts of a company. One table for both.

use domain::LinkId;
use domain::date::Date;
use domain::point::{Point, PointKind};
use leptos::prelude::*;
use uuid::Uuid;

use super::acts::{Asked, LinkRow, link_acts, row_id};
use super::edit::link_edit;
use super::points::{new_points, point_cell};
use super::texts::LinkTexts;
use crate::card::Editing;
use crate::contacts::texts::CardTexts;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, Badge, Glyph, Hue, Table, Tone};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The link.
    pub link: LinkRow,
    /// Who or what it leads to.
    pub other: Uuid,
    /// Where that is.
    pub href: String,
    /// Telephone and e-mail of the contact at the company.
    pub points: Vec<Point>,
    /// Without a telephone there: another number, as shown.
    pub phone: String,
    /// Without an e-mail address there: another one.
    pub email: String,
    /// Town of a company.
    pub city: String,
    /// Is a private customer.
    pub customer: bool,
    /// Hidden from colleagues.
    pub private: bool,
}

/// Heads of the columns, and what the table is.
#[derive(Debug, Clone, Copy)]
pub struct Heads {
    /// What the table is.
    pub caption: &'static str,
    /// The first column.
    pub name: &'static str,
    /// The rows are companies.
    pub org: bool,
}

/// A date of a link in its text form, or nothing.
#[must_use]
pub fn day(day: Option<Date>) -> String {
    day.map(String::from).unwrap_or_default()
}

/// The table. Its rows stay in place while their content changes; `writable` gives each its menu.
pub fn link_list(
    editing: Editing,
    rows: impl Fn() -> Vec<ListRow> + Copy + Send + Sync + 'static,
    heads: Heads,
    writable: Signal<bool>,
) -> AnyView {
    let words = CardTexts::here();
    let rows = Memo::new(move |_| rows());
    let asked = RwSignal::new(None::<Asked>);
    // A row that somebody is typing in stays, though a colleague has taken it away meanwhile.
    let seen = StoredValue::new(Vec::<(LinkId, Vec<Uuid>)>::new());
    let ids = move || {
        let held = editing.held.try_get().unwrap_or_default();
        let known = |row: &ListRow| {
            let points = row.points.iter().map(|point| point.id.0);
            (row.link.id, points.chain([row.link.id.0]).collect())
        };
        let mut known: Vec<(LinkId, Vec<Uuid>)> =
            rows.with(|rows| rows.iter().map(known).collect());
        let before = seen.try_get_value().unwrap_or_default();
        let gone = before.into_iter().filter(|(link, parts)| {
            known.iter().all(|(one, _)| one != link) && parts.iter().any(|part| held.contains(part))
        });
        known.extend(gone.collect::<Vec<_>>());
        let ids = known.iter().map(|(link, _)| *link).collect::<Vec<_>>();
        let _ = seen.try_set_value(known);
        ids
    };
    let acts_head = move || {
        let said = LinkTexts::here().acts_head;
        writable
            .get()
            .then(|| view! { <th scope="col" class="fit"><span class="vh">{said}</span></th> })
    };
    let city = heads
        .org
        .then(|| view! { <th scope="col">{words.city}</th> });
    view! {
        <Table caption=heads.caption>
            <thead>
                <tr>
                    <th scope="col">{heads.name}</th>
                    <th scope="col">{words.role}</th>
                    <th scope="col">{words.phone}</th>
                    <th scope="col">{words.email}</th>
                    {city}
                    {acts_head}
                </tr>
            </thead>
            <tbody>
                <For each=ids key=|id| *id children=move |id| table_row(editing, id, rows, heads, writable, asked) />
            </tbody>
        </Table>
        {link_edit(asked)}
    }
    .into_any()
}

fn table_row(
    editing: Editing,
    id: LinkId,
    rows: Memo<Vec<ListRow>>,
    heads: Heads,
    writable: Signal<bool>,
    asked: RwSignal<Option<Asked>>,
) -> AnyView {
    let words = CardTexts::here();
    let row = Memo::new(move |before: Option<&Option<ListRow>>| {
        let found = rows.with(|rows| rows.iter().find(|row| row.link.id == id).cloned());
        found.or_else(|| before.cloned().flatten())
    });
    let link = Signal::derive(move || row.get().map(|row| row.link));
    let [phone, email] = new_points(editing, id);
    let acts = move || {
        let menu = || link_acts(id, link, asked, [phone, email]);
        writable
            .get()
            .then(|| view! { <td class="acts r fit">{menu()}</td> })
    };
    let city = heads.org.then(|| {
        view! { <td data-label=words.city>{move || row.get().map(|row| row.city)}</td> }
    });
    view! {
        <tr id=row_id(id) tabindex="-1">
            {move || row.get().map(|row| cells(row, heads))}
            <td data-label=words.phone class="num points">{point_cell(editing, PointKind::Phone, row, phone)}</td>
            <td data-label=words.email class="points">{point_cell(editing, PointKind::Email, row, email)}</td>
            {city}
            {acts}
        </tr>
    }
    .into_any()
}

/// Name, state and role.
fn cells(row: ListRow, heads: Heads) -> AnyView {
    let words = CardTexts::here();
    let ListRow {
        link,
        other,
        href,
        customer,
        private,
        ..
    } = row;
    let customer =
        customer.then(|| view! { <Badge text=words.private_customer tone=Tone::Hjortron /> });
    let private =
        private.then(|| view! { <Badge text=words.hidden tone=Tone::Line icon=Glyph::Lock /> });
    let state = match link.ended_on.parse::<Date>() {
        Ok(day) => {
            let text = format!("{} {} {}", words.former, words.until, i18n::short_date(day));
            Some(view! { <Badge text /> }.into_any())
        }
        Err(_) if link.primary == Some(true) => {
            Some(view! { <Badge text=words.main_company tone=Tone::Gran /> }.into_any())
        }
        Err(_) => None,
    };
    let role = [link.role, link.department]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <th scope="row">
            <span class="row">
                <Avatar name=link.name.clone() hue=Hue::of(other.as_bytes()) size=AvatarSize::Sm org=heads.org />
                <a href=href>{link.name}</a>
                {customer}{private}{state}
            </span>
        </th>
        <td data-label=words.role>{role}</td>
    }
    .into_any()
}
