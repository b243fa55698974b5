//! The list of links on a card: companies of a contact, contacts of a company. One table for both.

use domain::LinkId;
use domain::date::Date;
use leptos::prelude::*;
use uuid::Uuid;

use super::acts::{Asked, LinkRow, link_acts, row_id};
use super::edit::link_edit;
use super::texts::LinkTexts;
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
    /// First phone number, as shown.
    pub phone: String,
    /// Town of a company, e-mail address of a contact.
    pub last: String,
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
    /// The last column.
    pub last: &'static str,
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
    rows: impl Fn() -> Vec<ListRow> + Copy + Send + Sync + 'static,
    heads: Heads,
    writable: Signal<bool>,
) -> AnyView {
    let words = CardTexts::here();
    let rows = Memo::new(move |_| rows());
    let asked = RwSignal::new(None::<Asked>);
    let ids = move || rows.with(|rows| rows.iter().map(|row| row.link.id).collect::<Vec<_>>());
    let acts_head = move || {
        let said = LinkTexts::here().acts_head;
        writable
            .get()
            .then(|| view! { <th scope="col" class="fit"><span class="vh">{said}</span></th> })
    };
    view! {
        <Table caption=heads.caption>
            <thead>
                <tr>
                    <th scope="col">{heads.name}</th>
                    <th scope="col">{words.role}</th>
                    <th scope="col">{words.phone}</th>
                    <th scope="col">{heads.last}</th>
                    {acts_head}
                </tr>
            </thead>
            <tbody>
                <For each=ids key=|id| *id children=move |id| table_row(id, rows, heads, writable, asked) />
            </tbody>
        </Table>
        {link_edit(asked)}
    }
    .into_any()
}

fn table_row(
    id: LinkId,
    rows: Memo<Vec<ListRow>>,
    heads: Heads,
    writable: Signal<bool>,
    asked: RwSignal<Option<Asked>>,
) -> AnyView {
    let row =
        Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.link.id == id).cloned()));
    let link = Signal::derive(move || row.get().map(|row| row.link));
    let acts = move || {
        writable
            .get()
            .then(|| view! { <td class="acts r fit">{link_acts(id, link, asked)}</td> })
    };
    view! {
        <tr id=row_id(id) tabindex="-1">
            {move || row.get().map(|row| cells(row, heads))}
            {acts}
        </tr>
    }
    .into_any()
}

fn cells(row: ListRow, heads: Heads) -> AnyView {
    let words = CardTexts::here();
    let ListRow {
        link,
        other,
        href,
        phone,
        last,
        customer,
        private,
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
    let email = (!heads.org).then_some("trunc");
    view! {
        <th scope="row">
            <span class="row">
                <Avatar name=link.name.clone() hue=Hue::of(other.as_bytes()) size=AvatarSize::Sm org=heads.org />
                <a href=href>{link.name}</a>
                {customer}{private}{state}
            </span>
        </th>
        <td data-label=words.role>{role}</td>
        <td data-label=words.phone class="num">{phone}</td>
        <td data-label=heads.last class=email>{last}</td>
    }
    .into_any()
}
