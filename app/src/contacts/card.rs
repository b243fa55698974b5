//! The upper part of a contact's card: who it is and how to reach them.

use domain::contact::{ContactCard, ContactCompany, full_name};
use domain::edit::Holder;
use domain::point::PointKind;
use leptos::prelude::*;

use super::texts::CardTexts;
use crate::card::{AddressFact, EmailFact, OwnerFact, PhoneFact, WebsiteFact, web_href};
use crate::customers::invoicing;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, Badge, Fact, Facts, Glyph, Hue, Icon, Line};

/// Name, roles, categories; the acts stand in the children.
#[component]
pub fn ContactHead(
    /// The card.
    card: ContactCard,
    /// Id of the heading.
    heading: &'static str,
    /// The heading is the page's first (`h1`), not a preview's (`h2`).
    #[prop(optional)]
    main: bool,
    /// Buttons.
    children: Children,
) -> impl IntoView {
    let name = full_name(&card.first_name, &card.last_name);
    let title = if main {
        view! { <h1 id=heading tabindex="-1">{name.clone()}</h1> }.into_any()
    } else {
        view! { <h2 id=heading>{name.clone()}</h2> }.into_any()
    };
    let categories = card
        .categories
        .into_iter()
        .map(|category| view! { <Badge text=category.name /> })
        .collect_view();
    view! {
        <header class="kort-head">
            <Avatar name=name hue=Hue::of(card.id.0.as_bytes()) size=AvatarSize::Xl />
            <div class="who">
                {title}
                <p class="muted"><Roles title=card.title companies=card.companies /></p>
                <p class="row wrap badges">{categories}</p>
            </div>
            {children()}
        </header>
    }
}

/// «Inköpschef, Norrsken Fastigheter AB · Ordförande, Brf Björken 4».
#[component]
fn Roles(title: String, companies: Vec<ContactCompany>) -> impl IntoView {
    let current = companies
        .into_iter()
        .filter(|company| company.ended_on.is_none())
        .take(3);
    let mut roles = current
        .enumerate()
        .map(|(place, company)| {
            let dot = (place > 0).then_some(" · ");
            let role = if company.role.is_empty() && place == 0 { title.clone() } else { company.role };
            let role = (!role.is_empty()).then(|| format!("{role}, "));
            view! { {dot}{role}<a href=format!("/companies/{}", company.company)>{company.name}</a> }.into_any()
        })
        .collect::<Vec<_>>();
    if roles.is_empty() {
        roles.push(title.into_any());
    }
    roles.into_iter().collect_view()
}

/// Everything saved on the card, label over value.
#[component]
pub fn ContactFacts(
    /// The card.
    card: ContactCard,
    /// Only what a glance needs.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let more = (!brief).then(|| view! { <MoreFacts card=card.clone() /> });
    let addresses = (!brief || !card.addresses.is_empty())
        .then(|| view! { <AddressFact addresses=card.addresses.clone() /> });
    view! {
        <div class="kort-facts">
            <Facts>
                <PhoneFact points=card.points.clone() />
                <EmailFact points=card.points />
                {addresses}
                <OwnerFact owner=card.owner private=Some(card.private) />
                {more}
            </Facts>
        </div>
    }
}

/// The rest: each only when it is filled in.
#[component]
fn MoreFacts(card: ContactCard) -> impl IntoView {
    let texts = CardTexts::here();
    let spoken = match card.language.as_str() {
        "sv" => super::texts::FormTexts::here().swedish.to_owned(),
        "en" => super::texts::FormTexts::here().english.to_owned(),
        other => other.to_owned(),
    };
    let plain = [
        (texts.nickname, card.nickname),
        (
            texts.birth_date,
            card.birth_date.map(i18n::date).unwrap_or_default(),
        ),
        (texts.language, spoken),
    ];
    let plain = plain
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <Fact label=label><Line>{value}</Line></Fact> })
        .collect_view();
    let comment = (!card.comment.is_empty()).then(
        || view! { <Fact label=texts.comment><span class="line pre">{card.comment}</span></Fact> },
    );
    view! {
        {invoicing(Holder::Contact(card.id), card.customer)}
        {plain}
        <WebsiteFact website=card.website />
        {comment}
    }
}

/// The large buttons beside the name: call, write, website. Only those that lead somewhere.
#[component]
pub fn QuickActs(
    /// The card.
    card: ContactCard,
) -> impl IntoView {
    let texts = CardTexts::here();
    let first = |kind| {
        card.points
            .iter()
            .find(|point| point.kind == kind)
            .map(|point| point.target.clone())
    };
    let call = first(PointKind::Phone)
        .map(|number| view! { <a href=format!("tel:{number}")><Icon glyph=Glyph::Phone />{texts.call}</a> });
    let write = first(PointKind::Email)
        .map(|address| view! { <a href=format!("mailto:{address}")><Icon glyph=Glyph::Mail />{texts.write}</a> });
    let website = web_href(&card.website).map(|href| {
        view! {
            <a href=href rel="noopener noreferrer" target="_blank">
                <Icon glyph=Glyph::Globe />{texts.visit_website}
            </a>
        }
    });
    view! { <nav class="quick" aria-label=texts.quick>{call}{write}{website}</nav> }
}
