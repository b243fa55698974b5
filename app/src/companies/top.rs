//! The upper part of an open company: everything on it is edited where it stands.

use domain::company::CompanyCard;
use domain::edit::{Field, Target};
use domain::point::PointKind;
use leptos::prelude::*;

use super::acts::company_acts;
use super::api::read_company_form;
use super::card::under_name;
use super::texts::CompanyTexts;
use crate::card::categories::category_chips;
use crate::card::fields::{more_facts, owner_fact, text_fact};
use crate::card::place::{Control, Look, Row, Trigger, closed, place};
use crate::card::rows::{addresses_fact, points_fact};
use crate::card::{Editing, quick_acts};
use crate::customers::invoicing;
use crate::ui::{Avatar, AvatarSize, Badge, Flik, FlikKind, Hue, Tone};

/// The card with its tab. It follows the signal, without drawing itself anew.
pub fn company_top(editing: Editing, card: RwSignal<CompanyCard>) -> AnyView {
    let label = CompanyTexts::here().company;
    let flik = move || {
        let number = card.with(|card| {
            card.customer
                .as_ref()
                .map(|row| row.number.to_string().into())
        });
        view! { <Flik label kind=FlikKind::Company number=number /> }
    };
    view! {
        <div class="card-wrap">
            {flik}
            <article class="card kort" aria-labelledby="card-name">
                {head(editing, card)}
                {facts(editing, card)}
            </article>
        </div>
    }
    .into_any()
}

/// The name, also for the tab over a dialog.
pub fn name_of(card: RwSignal<CompanyCard>) -> Signal<String> {
    Signal::derive(move || card.try_with(|card| card.name.clone()).unwrap_or_default())
}

/// Name, industry, organisation number, categories, and what can be done.
fn head(editing: Editing, card: RwSignal<CompanyCard>) -> AnyView {
    let id = card.with_untracked(|card| card.id);
    let name = name_of(card);
    let hue = Hue::of(id.0.as_bytes());
    let open = closed(editing, Row::Saved(Target::Company(id)), "card-name-edit");
    let controls = move || {
        let line = |field, saved: &str| Control {
            field,
            look: Look::Line("text"),
            saved: saved.to_owned(),
        };
        card.with_untracked(|card| {
            vec![
                line(Field::Name, &card.name),
                line(Field::OrganisationNumber, &card.organisation_number),
                line(Field::Industry, &card.industry),
            ]
        })
    };
    // The heading stays while the name is edited: it is what the page is called.
    let heading = view! { <h1 id="card-name" tabindex="-1">{name}</h1> };
    let edit = place(
        open,
        Signal::stored(Trigger::Pencil),
        || CompanyTexts::here().head.to_owned(),
        controls,
        || ().into_any(),
    );
    let categories = category_chips(
        editing,
        Signal::derive(move || {
            card.try_with(|card| card.categories.clone())
                .unwrap_or_default()
        }),
        || Box::pin(async { read_company_form().await.map(|parts| parts.categories) }),
    );
    let customer = move || {
        card.with(|card| card.customer.is_some())
            .then(|| view! { <Badge text=CompanyTexts::here().customer tone=Tone::Gran /> })
    };
    view! {
        <header class="kort-head">
            {move || view! { <Avatar name=name.get() hue size=AvatarSize::Xl org=true /> }}
            <div class="who">
                <div class="name-row">{heading}{edit}</div>
                <p class="muted">{move || card.with(under_name)}</p>
                <div class="row wrap badges">{customer}{categories}</div>
            </div>
            {move || card.with(|card| quick_acts(&card.points, &card.website))}
            {company_acts(editing, card)}
        </header>
    }
    .into_any()
}

/// Everything saved, label over value; what is empty can be reached under «Fler uppgifter».
fn facts(editing: Editing, card: RwSignal<CompanyCard>) -> AnyView {
    let target = Target::Company(card.with_untracked(|card| card.id));
    let text = move |get: fn(&CompanyCard) -> String| {
        Signal::derive(move || card.try_with(get).unwrap_or_default())
    };
    let line = |field, kind, get| text_fact(editing, target, field, Look::Line(kind), text(get));
    let owner = Signal::derive(move || card.try_with(|card| card.owner.clone()));
    let points = Signal::derive(move || {
        card.try_with(|card| card.points.clone())
            .unwrap_or_default()
    });
    let addresses = Signal::derive(move || {
        card.try_with(|card| card.addresses.clone())
            .unwrap_or_default()
    });
    let any_empty = move || {
        card.try_with(|card| card.website.is_empty() || card.comment.is_empty())
            .unwrap_or_default()
    };
    let more = RwSignal::new(false);
    let class = move || if more.get() { "facts is-more" } else { "facts" };
    view! {
        <div class="kort-facts">
            <dl class=class id="card-facts">
                {points_fact(editing, PointKind::Phone, points)}
                {points_fact(editing, PointKind::Email, points)}
                {addresses_fact(editing, addresses)}
                {owner_fact(editing, target, owner, ().into_any())}
                {move || invoicing(editing.holder, card.with(|card| card.customer.clone()))}
                {line(Field::Website, "url", |card| card.website.clone())}
                {text_fact(editing, target, Field::Comment, Look::Lines, text(|card| card.comment.clone()))}
            </dl>
            {more_facts(editing, any_empty, more)}
        </div>
    }
    .into_any()
}
