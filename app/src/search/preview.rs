//! The preview: the card of the chosen hit, without leaving the list.

use domain::company::CompanyCard;
use domain::contact::{ContactCard, full_name};
use domain::search::Among;
use domain::{CompanyId, ContactId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::texts::SearchTexts;
use crate::card::LatestNote;
use crate::companies::api::read_company;
use crate::companies::{CompanyFacts, CompanyHead};
use crate::contacts::api::read_contact;
use crate::contacts::texts::CardTexts;
use crate::contacts::{ContactFacts, ContactHead};
use crate::ui::{Card, FlikKind, LinkButton, Look};

/// The card in the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preview {
    /// A contact.
    Contact(Box<ContactCard>),
    /// A company.
    Company(Box<CompanyCard>),
}

/// Asks for the card; nothing when there is none to show.
pub async fn fetch_preview(among: Among, id: Option<Uuid>) -> Option<Preview> {
    let id = id?;
    match among {
        Among::Contacts => read_contact(ContactId(id))
            .await
            .ok()
            .map(|card| Preview::Contact(Box::new(card))),
        Among::Companies => read_company(CompanyId(id))
            .await
            .ok()
            .map(|card| Preview::Company(Box::new(card))),
    }
}

/// The right side of the CRM window, on wide screens.
#[component]
pub fn PreviewPane(
    /// The card.
    preview: Resource<Option<Preview>>,
) -> impl IntoView {
    let texts = SearchTexts::here();
    view! {
        <section class="detail-pane" aria-label=texts.preview>
            <Transition fallback=|| ()>
                {move || Suspend::new(async move {
                    match preview.await {
                        Some(Preview::Contact(card)) => view! { <ContactPreview card=*card /> }.into_any(),
                        Some(Preview::Company(card)) => view! { <CompanyPreview card=*card /> }.into_any(),
                        None => ().into_any(),
                    }
                })}
            </Transition>
        </section>
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
    view! {
        <Card label=label kind=kind number=number labelled_by="preview-name">
            <ContactHead card=head heading="preview-name">
                <div class="acts">
                    <LinkButton href=href look=Look::Primary>
                        {texts.open_contact}<span class="vh">" "{name}</span>
                    </LinkButton>
                </div>
            </ContactHead>
            <ContactFacts card brief=true />
        </Card>
        <LatestNote note />
    }
}

#[component]
fn CompanyPreview(card: CompanyCard) -> impl IntoView {
    let texts = SearchTexts::here();
    let words = CardTexts::here();
    let number = card
        .customer
        .as_ref()
        .map(|customer| customer.number.to_string().into());
    let href = format!("/companies/{}", card.id);
    let (head, name, note) = (card.clone(), card.name.clone(), card.latest_note.clone());
    view! {
        <Card label=words.company kind=FlikKind::Company number=number labelled_by="preview-name">
            <CompanyHead card=head heading="preview-name">
                <div class="acts">
                    <LinkButton href=href look=Look::Primary>
                        {texts.open_company}<span class="vh">" "{name}</span>
                    </LinkButton>
                </div>
            </CompanyHead>
            <CompanyFacts card />
        </Card>
        <LatestNote note />
    }
}
