//! A company at a glance, in the preview.

use domain::company::CompanyCard;
use domain::edit::Holder;
use domain::identity::vat_number;
use leptos::prelude::*;

use super::texts::CompanyTexts;
use crate::card::{AddressFact, EmailFact, OwnerFact, PhoneFact, WebsiteFact};
use crate::categories::category_badge;
use crate::contacts::texts::CardTexts;
use crate::customers::invoicing;
use crate::ui::{Avatar, AvatarSize, Badge, Fact, Facts, Hue, Tone};

/// Name, industry, organisation number, categories; the acts stand in the children.
#[component]
pub fn CompanyHead(
    /// The card.
    card: CompanyCard,
    /// Id of the heading.
    heading: &'static str,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title = view! { <h2 id=heading>{card.name.clone()}</h2> };
    let under = under_name(&card);
    let customer = card
        .customer
        .map(|_| view! { <Badge text=CompanyTexts::here().customer tone=Tone::Gran /> });
    let categories = card
        .categories
        .into_iter()
        .map(category_badge)
        .collect_view();
    view! {
        <header class="kort-head">
            <Avatar name=card.name hue=Hue::of(card.id.0.as_bytes()) size=AvatarSize::Xl org=true />
            <div class="who">
                {title}
                <p class="muted">{under}</p>
                <p class="row wrap badges">{customer}{categories}</p>
            </div>
            {children.map(|children| children())}
        </header>
    }
}

/// «Fastighetsförvaltning · 556677-8899 · Momsnr SE556677889901».
pub(super) fn under_name(card: &CompanyCard) -> String {
    let vat = vat_number(&card.organisation_number)
        .map(|number| format!("{} {number}", CompanyTexts::here().vat_number));
    [
        card.industry.as_str(),
        card.organisation_number.as_str(),
        vat.as_deref().unwrap_or_default(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ")
}

/// Everything saved on the card, label over value.
#[component]
pub fn CompanyFacts(
    /// The card.
    card: CompanyCard,
) -> impl IntoView {
    let texts = CardTexts::here();
    let comment = (!card.comment.is_empty()).then(
        || view! { <Fact label=texts.comment><span class="line pre">{card.comment}</span></Fact> },
    );
    view! {
        <div class="kort-facts">
            <Facts>
                <PhoneFact points=card.points.clone() />
                <EmailFact points=card.points />
                <AddressFact addresses=card.addresses />
                <OwnerFact owner=card.owner />
                {invoicing(Holder::Company(card.id), card.customer)}
                <WebsiteFact website=card.website />
                {comment}
            </Facts>
        </div>
    }
}
