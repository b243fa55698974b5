//! The window among companies.

use domain::CompanyId;
use domain::company::{CompanyCard, CompanyHit};
use domain::edit::Holder;
use domain::search::Among;
use leptos::prelude::*;

use super::api::search_companies;
use super::hits::Row;
use super::kind::{Kind, page};
use super::texts::SearchTexts;
use crate::card::LatestNote;
use crate::card::next::whats_next;
use crate::companies::api::read_company;
use crate::companies::{CompanyFacts, CompanyHead};
use crate::contacts::texts::CardTexts;
use crate::ui::{Card, FlikKind, LinkButton, Look};

/// Companies.
pub(super) const COMPANIES: Kind = Kind {
    among: Among::Companies,
    ask: |search| search_companies(search).raw(),
    read: |answer| answer.read().map(|found| page(found, row)),
    ask_card: |id| read_company(CompanyId(id)).raw(),
    card: |answer| match answer.read() {
        Ok(card) => view! { <CompanyPreview card /> }.into_any(),
        Err(_) => ().into_any(),
    },
};

fn row(hit: CompanyHit) -> Row {
    Row {
        id: hit.id.0,
        org: true,
        name: hit.name,
        matched: hit.matched,
        line: hit.organisation_number,
        customer: hit.customer,
        private: false,
        phone: hit.phone,
        city: hit.city,
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
    let next = whats_next(Holder::Company(card.id), &card.overview);
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
        {next}
        <LatestNote note />
    }
}
