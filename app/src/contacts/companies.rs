//! The companies of a contact, below the card (S6, S7).

use domain::contact::{ContactCard, ContactCompany};
use leptos::prelude::*;
use uuid::Uuid;

use super::texts::CardTexts;
use crate::boot::viewer;
use crate::card::Editing;
use crate::links::list::{Heads, ListRow, day, link_list};
use crate::links::texts::LinkTexts;
use crate::links::{LIST_END, LinkRow};
use crate::ui::{Glyph, LinkButton};

/// The company list, and last in it the way to link another.
pub fn company_list(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let texts = CardTexts::here();
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    // Only when it changes: a menu that is open is not drawn anew when the card is read again.
    let writable = Memo::new(move |_| may_write && !card.with(|card| card.trashed));
    let writable = Signal::from(writable);
    let rows = move || {
        card.with(|card| {
            let row = |company: &ContactCompany| row(card.id.0, company);
            card.companies.iter().map(row).collect::<Vec<_>>()
        })
    };
    let any = Memo::new(move |_| card.with(|card| !card.companies.is_empty()));
    let heads = Heads {
        caption: texts.companies,
        name: texts.company,
        org: true,
    };
    let list = move || {
        if any.get() {
            return link_list(editing, rows, heads, writable);
        }
        view! {
            <div class="empty small">
                <h2>{texts.no_companies}</h2>
                <p>{texts.no_companies_hint}</p>
            </div>
        }
        .into_any()
    };
    let id = card.with_untracked(|card| card.id);
    let link = move || {
        writable.get().then(|| {
            view! {
                <div class="toolbar line-above">
                    <LinkButton href=format!("/contacts/{id}/link") icon=Glyph::Link shortcut="f" attr:id=LIST_END>
                        {LinkTexts::here().to_company}
                    </LinkButton>
                </div>
            }
        })
    };
    view! { {list}{link} }.into_any()
}

fn row(contact: Uuid, company: &ContactCompany) -> ListRow {
    ListRow {
        link: LinkRow {
            id: company.id,
            name: company.name.clone(),
            role: company.role.clone(),
            department: company.department.clone(),
            started_on: day(company.started_on),
            ended_on: day(company.ended_on),
            primary: Some(company.primary),
            cards: vec![contact, company.company.0],
        },
        other: company.company.0,
        href: format!("/companies/{}", company.company),
        points: company.points.clone(),
        phone: company.phone.clone(),
        email: String::new(),
        city: company.city.clone(),
        customer: false,
        private: false,
    }
}
