//! The contacts of a company, below the card: fifty at a time.

use domain::CompanyId;
use domain::company::{CompanyCard, CompanyContact};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::api::read_company_contacts;
use super::texts::CompanyTexts;
use crate::boot::viewer;
use crate::card::Editing;
use crate::links::list::{Heads, ListRow, day, link_list};
use crate::links::texts::LinkTexts;
use crate::links::{LIST_END, LinkRow, row_id};
use crate::ui::announce::focus_soon;
use crate::ui::{Glyph, LinkButton, Look};
use crate::undo::Acts;

/// What is known of the contacts so far.
#[derive(Clone, Copy)]
pub(super) struct Contacts {
    /// The card.
    pub card: RwSignal<CompanyCard>,
    /// The rows: those of the card, and those that were asked for after it.
    pub rows: RwSignal<Vec<CompanyContact>>,
    /// The page began later than with the first row: asked for without JavaScript.
    pub from_middle: bool,
}

impl Contacts {
    /// There are more than are shown.
    fn more(self) -> bool {
        let all = self.card.with(|card| card.contact_count as usize);
        let shown = self.rows.with(Vec::len);
        shown > 0 && (shown < all && !self.from_middle || self.from_middle && shown >= PAGE)
    }

    /// Adds a page; one that has moved meanwhile is not shown twice.
    fn extend(self, page: Vec<CompanyContact>) {
        let _ = self.rows.try_update(|rows| {
            for contact in page {
                if rows.iter().all(|row| row.id != contact.id) {
                    rows.push(contact);
                }
            }
        });
    }
}

const PAGE: usize = domain::company::CONTACTS_AT_ONCE as usize;

/// Reads as many rows as were shown, after the card has been read again.
pub(super) async fn read_rows_again(id: CompanyId, contacts: Contacts) {
    let before = contacts
        .rows
        .try_with_untracked(Vec::len)
        .unwrap_or_default();
    let Some(mut rows) = contacts
        .card
        .try_with_untracked(|card| card.contacts.clone())
    else {
        return;
    };
    while rows.len() < before {
        let Some(last) = rows.last().map(|row| row.id) else {
            break;
        };
        match read_company_contacts(id, last).await {
            Ok(page) if !page.is_empty() => rows.extend(page),
            _ => break,
        }
    }
    let _ = contacts.rows.try_set(rows);
}

/// The list, and last in it the ways to link another.
pub(super) fn contact_list(editing: Editing, contacts: Contacts) -> AnyView {
    let texts = CompanyTexts::here();
    let Contacts { card, rows, .. } = contacts;
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    // Only when it changes: a menu that is open is not drawn anew when the card is read again.
    let writable = Memo::new(move |_| may_write && !card.with(|card| card.trashed));
    let writable = Signal::from(writable);
    let company = card.with_untracked(|card| card.id);
    let listed = move || {
        rows.with(|rows| {
            rows.iter()
                .map(|contact| row(company, contact))
                .collect::<Vec<_>>()
        })
    };
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let heads = Heads {
        caption: texts.contacts,
        name: texts.name,
        org: false,
    };
    let list = move || {
        if any.get() {
            return link_list(editing, listed, heads, writable);
        }
        view! {
            <div class="empty small">
                <h2>{texts.no_contacts}</h2>
                <p>{texts.no_contacts_hint}</p>
            </div>
        }
        .into_any()
    };
    let link = move || {
        writable.get().then(|| {
            view! {
                <div class="toolbar line-above">
                    <LinkButton href=format!("/companies/{company}/link") icon=Glyph::Link shortcut="f" attr:id=LIST_END>
                        {LinkTexts::here().to_contact}
                    </LinkButton>
                    <LinkButton href=format!("/contacts/new?company={company}") icon=Glyph::UserPlus look=Look::Quiet>
                        {texts.new_contact}
                    </LinkButton>
                </div>
            }
        })
    };
    let first = contacts.from_middle.then(|| {
        view! { <div class="toolbar"><a href=format!("/companies/{company}")>{texts.first}</a></div> }
    });
    view! { {first}{list}{move || more_link(company, contacts)}{link} }.into_any()
}

/// «Visa fler»: a link, so that it works before the page has come alive.
fn more_link(company: CompanyId, contacts: Contacts) -> Option<AnyView> {
    if !contacts.more() {
        return None;
    }
    let texts = CompanyTexts::here();
    let last = contacts.rows.with(|rows| rows.last().map(|row| row.id))?;
    let all = contacts.card.with(|card| card.contact_count);
    let shown = contacts.rows.with(Vec::len);
    let busy = RwSignal::new(false);
    let acts = Acts::here();
    let more = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local_scoped(async move {
            match read_company_contacts(company, last).await {
                Ok(page) => {
                    let first = page.first().map(|row| row_id(row.id));
                    contacts.extend(page);
                    first.into_iter().for_each(focus_soon);
                }
                Err(error) => acts.failed(&error),
            }
            let _ = busy.try_set(false);
        });
    };
    let counted = (!contacts.from_middle).then(|| {
        view! { <span class="small muted">{shown}" "{texts.shown}" "{all}</span> }
    });
    Some(
        view! {
            <div class="toolbar line-above">
                <a class="btn sm" href=format!("?from={last}") aria-busy=move || busy.get().then_some("true") on:click=more>
                    {texts.more}
                </a>
                {counted}
            </div>
        }
        .into_any(),
    )
}

fn row(company: CompanyId, contact: &CompanyContact) -> ListRow {
    ListRow {
        link: LinkRow {
            id: contact.id,
            name: contact.name.clone(),
            role: contact.role.clone(),
            department: contact.department.clone(),
            started_on: day(contact.started_on),
            ended_on: day(contact.ended_on),
            primary: None,
            cards: vec![company.0, contact.contact.0],
        },
        other: contact.contact.0,
        href: format!("/contacts/{}", contact.contact),
        points: contact.points.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
        city: String::new(),
        customer: contact.customer,
        private: contact.private,
    }
}
