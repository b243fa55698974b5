//! The window among contacts.

use domain::ContactId;
use domain::contact::{ContactCard, ContactHit, full_name};
use domain::edit::Holder;
use domain::search::Among;
use leptos::prelude::*;

use super::api::search_contacts;
use super::hits::Row;
use super::kind::{Kind, page};
use super::texts::SearchTexts;
use crate::card::LatestNote;
use crate::card::next::whats_next;
use crate::contacts::api::read_contact;
use crate::contacts::texts::CardTexts;
use crate::contacts::{ContactFacts, ContactHead};
use crate::ui::{Card, FlikKind, LinkButton, Look};

/// Contacts.
pub(super) const CONTACTS: Kind = Kind {
    among: Among::Contacts,
    ask: |search| search_contacts(search).raw(),
    read: |answer| answer.read().map(|found| page(found, row)),
    ask_card: |id| read_contact(ContactId(id)).raw(),
    card: |answer| match answer.read() {
        Ok(card) => view! { <ContactPreview card /> }.into_any(),
        Err(_) => ().into_any(),
    },
};

fn row(hit: ContactHit) -> Row {
    let line = [hit.title, hit.company];
    let line = line.into_iter().filter(|part| !part.is_empty());
    Row {
        id: hit.id.0,
        org: false,
        name: full_name(&hit.first_name, &hit.last_name),
        matched: hit.matched,
        line: line.collect::<Vec<_>>().join(", "),
        customer: hit.customer,
        private: hit.private,
        phone: hit.phone,
        city: hit.city,
    }
}

#[component]
fn ContactPreview(card: ContactCard) -> impl IntoView {
    let (texts, words) = (SearchTexts::here(), CardTexts::here());
    let (label, kind, number) = match &card.customer {
        Some(customer) => (
            words.private_customer,
            FlikKind::Customer,
            Some(customer.number.to_string().into()),
        ),
        None => (words.contact, FlikKind::Contact, None),
    };
    let name = full_name(&card.first_name, &card.last_name);
    let href = format!("/contacts/{}", card.id);
    let (head, note) = (card.clone(), card.latest_note.clone());
    let next = whats_next(Holder::Contact(card.id), &card.overview);
    view! {
        <Card label=label kind=kind number=number labelled_by="preview-name">
            <ContactHead card=head heading="preview-name">
                <div class="acts">
                    <LinkButton href=href look=Look::Primary>
                        {texts.open_contact}<span class="vh">" "{name}</span>
                    </LinkButton>
                </div>
            </ContactHead>
            <ContactFacts card />
        </Card>
        {next}
        <LatestNote note />
    }
}
