//! The preview: the card of the chosen hit, without leaving the list.

use domain::company::CompanyCard;
use domain::contact::{ContactCard, full_name};
use domain::search::{Among, Search};
use domain::{CompanyId, ContactId};
use leptos::prelude::*;
use uuid::Uuid;

use super::hits::Hits;
use super::texts::SearchTexts;
use crate::card::LatestNote;
use crate::companies::api::read_company;
use crate::companies::{CompanyFacts, CompanyHead};
use crate::contacts::api::read_contact;
use crate::contacts::texts::CardTexts;
use crate::contacts::{ContactFacts, ContactHead};
use crate::error::Error;
use crate::ui::{Card, FlikKind, LinkButton, Look};
use crate::wire::{Answer, Loaded, Question, awaited, load_as};

/// The card in the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preview {
    /// A contact.
    Contact(Box<ContactCard>),
    /// A company.
    Company(Box<CompanyCard>),
}

/// The card of the chosen hit, or of the first one when none is chosen.
pub fn load_preview(
    among: Among,
    search: Memo<Search>,
    hits: Loaded<Hits>,
    chosen: RwSignal<Option<Uuid>>,
) -> Loaded<Preview> {
    let questions = move || {
        let chosen = chosen.get();
        Question::new(&(search.get(), chosen), move || {
            Box::pin(async move {
                let first = match chosen {
                    Some(id) => Some(id),
                    None => hits.await.ok().and_then(|hits| hits.first()),
                };
                match (among, first) {
                    (_, None) => Answer::nothing(),
                    (Among::Contacts, Some(id)) => read_contact(ContactId(id)).raw().await,
                    (Among::Companies, Some(id)) => read_company(CompanyId(id)).raw().await,
                }
            })
        })
    };
    let read: fn(Answer) -> Result<Preview, Error> = match among {
        Among::Contacts => |answer| answer.read().map(Preview::Contact),
        Among::Companies => |answer| answer.read().map(Preview::Company),
    };
    load_as(Box::new(questions), read)
}

/// The right side of the CRM window, on wide screens.
#[component]
pub fn PreviewPane(
    /// The card.
    preview: Loaded<Preview>,
) -> impl IntoView {
    let texts = SearchTexts::here();
    view! {
        <section class="detail-pane" aria-label=texts.preview>
            {awaited(|| ().into_any(), move || {
                Box::pin(async move {
                    match preview.await {
                        Ok(Preview::Contact(card)) => view! { <ContactPreview card=*card /> }.into_any(),
                        Ok(Preview::Company(card)) => view! { <CompanyPreview card=*card /> }.into_any(),
                        Err(_) => ().into_any(),
                    }
                })
            })}
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
            <ContactFacts card />
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
