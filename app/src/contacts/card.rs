//! A contact at a glance, in the preview; the parts of it that the open card has too.

use domain::contact::{ContactCard, ContactCompany, full_name};
use leptos::prelude::*;

use crate::card::{AddressFact, EmailFact, OwnerFact, PhoneFact};
use crate::categories::category_badge;
use crate::ui::{Avatar, AvatarSize, Facts, Hue};

/// Name, roles, categories; the acts stand in the children.
#[component]
pub fn ContactHead(
    /// The card.
    card: ContactCard,
    /// Id of the heading.
    heading: &'static str,
    /// Buttons.
    children: Children,
) -> impl IntoView {
    let name = full_name(&card.first_name, &card.last_name);
    let title = view! { <h2 id=heading>{name.clone()}</h2> };
    let roles = roles(&card);
    let categories = card
        .categories
        .into_iter()
        .map(category_badge)
        .collect_view();
    view! {
        <header class="kort-head">
            <Avatar name=name hue=Hue::of(card.id.0.as_bytes()) size=AvatarSize::Xl />
            <div class="who">
                {title}
                <p class="muted">{roles}</p>
                <p class="row wrap badges">{categories}</p>
            </div>
            {children()}
        </header>
    }
}

/// «Inköpschef, Norrsken Fastigheter AB · Ordförande, Brf Björken 4».
pub fn roles(card: &ContactCard) -> AnyView {
    let current = card
        .companies
        .iter()
        .filter(|company| company.ended_on.is_none())
        .take(3)
        .cloned();
    let mut roles = current
        .enumerate()
        .map(|(place, company)| {
            let ContactCompany {
                company,
                name,
                role,
                ..
            } = company;
            let dot = (place > 0).then_some(" · ");
            let role = if role.is_empty() && place == 0 {
                card.title.clone()
            } else {
                role
            };
            let role = (!role.is_empty()).then(|| format!("{role}, "));
            view! { {dot}{role}<a href=format!("/companies/{company}")>{name}</a> }.into_any()
        })
        .collect::<Vec<_>>();
    if roles.is_empty() {
        roles.push(card.title.clone().into_any());
    }
    roles.collect_view().into_any()
}

/// What a glance needs, label over value.
#[component]
pub fn ContactFacts(
    /// The card.
    card: ContactCard,
) -> impl IntoView {
    let addresses = (!card.addresses.is_empty())
        .then(|| view! { <AddressFact addresses=card.addresses.clone() /> });
    view! {
        <div class="kort-facts">
            <Facts>
                <PhoneFact points=card.points.clone() />
                <EmailFact points=card.points />
                {addresses}
                <OwnerFact owner=card.owner private=Some(card.private) />
            </Facts>
        </div>
    }
}
