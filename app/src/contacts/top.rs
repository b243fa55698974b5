//! The upper part of an open contact: everything on it is edited where it stands.

use domain::contact::{ContactCard, full_name};
use domain::edit::{Field, Target};
use leptos::prelude::*;

use super::acts::contact_acts;
use super::card::roles;
use super::texts::CardTexts;
use crate::boot::viewer;
use crate::card::categories::category_chips;
use crate::card::fields::{languages, more_facts, owner_fact, privacy_line, text_fact};
use crate::card::place::{Control, Look, Row, Trigger, closed, place};
use crate::card::rows::{addresses_fact, points_fact};
use crate::card::texts::EditTexts;
use crate::card::{Editing, quick_acts};
use crate::contacts::api::read_contact_form;
use crate::customers::invoicing;
use crate::ui::{Avatar, AvatarSize, Flik, FlikKind, Hue};
use domain::point::PointKind;

/// The card with its tab. It follows the signal, without drawing itself anew.
pub fn contact_top(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let texts = CardTexts::here();
    let flik = move || {
        let number = card.with(|card| {
            card.customer
                .as_ref()
                .map(|row| row.number.to_string().into())
        });
        match number {
            Some(number) => {
                view! { <Flik label=texts.private_customer kind=FlikKind::Customer number=Some(number) /> }.into_any()
            }
            None => view! { <Flik label=texts.contact /> }.into_any(),
        }
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

/// The kind of the card and its name, for the tab over a dialog.
pub fn name_of(card: RwSignal<ContactCard>) -> Signal<String> {
    Signal::derive(move || {
        card.try_with(|card| full_name(&card.first_name, &card.last_name))
            .unwrap_or_default()
    })
}

/// Name, roles, categories, and what can be done.
fn head(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let id = card.with_untracked(|card| card.id);
    let name = name_of(card);
    let hue = Hue::of(id.0.as_bytes());
    let open = closed(editing, Row::Saved(Target::Contact(id)), "card-name-edit");
    let controls = move || {
        let (first, last) =
            card.with_untracked(|card| (card.first_name.clone(), card.last_name.clone()));
        let line = |field, saved| Control {
            field,
            look: Look::Line("text"),
            saved,
        };
        vec![line(Field::FirstName, first), line(Field::LastName, last)]
    };
    // The heading stays while the name is edited: it is what the page is called.
    let heading = view! { <h1 id="card-name" tabindex="-1">{name}</h1> };
    let edit = place(
        open,
        Signal::stored(Trigger::Pencil),
        || EditTexts::here().full_name.to_owned(),
        controls,
        || ().into_any(),
    );
    let categories = category_chips(
        editing,
        Signal::derive(move || {
            card.try_with(|card| card.categories.clone())
                .unwrap_or_default()
        }),
        || Box::pin(async { read_contact_form().await.map(|parts| parts.categories) }),
    );
    view! {
        <header class="kort-head">
            {move || view! { <Avatar name=name.get() hue size=AvatarSize::Xl /> }}
            <div class="who">
                <div class="name-row">{heading}{edit}</div>
                <p class="muted">{move || card.with(roles)}</p>
                {categories}
            </div>
            {move || card.with(|card| quick_acts(&card.points, &card.website))}
            {contact_acts(editing, card)}
        </header>
    }
    .into_any()
}

/// Everything saved, label over value; what is empty can be reached under «Fler uppgifter».
fn facts(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let target = Target::Contact(card.with_untracked(|card| card.id));
    let text = move |get: fn(&ContactCard) -> String| {
        Signal::derive(move || card.try_with(get).unwrap_or_default())
    };
    let line = |field, kind, get| text_fact(editing, target, field, Look::Line(kind), text(get));
    let me = viewer().map(|viewer| viewer.id);
    let mine = Signal::derive(move || {
        card.try_with(|card| Some(card.owner.id) == me)
            .unwrap_or_default()
    });
    let private = Signal::derive(move || card.try_with(|card| card.private).unwrap_or_default());
    let seen = privacy_line(editing, target, private, mine);
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
        card.try_with(|card| {
            let filled = [
                &card.title,
                &card.nickname,
                &card.language,
                &card.website,
                &card.comment,
            ];
            card.birth_date.is_none() || filled.iter().any(|value| value.is_empty())
        })
        .unwrap_or_default()
    };
    let more = RwSignal::new(false);
    let class = move || if more.get() { "facts is-more" } else { "facts" };
    let spoken = card.with_untracked(|card| card.language.clone());
    view! {
        <div class="kort-facts">
            <dl class=class id="card-facts">
                {points_fact(editing, PointKind::Phone, points)}
                {points_fact(editing, PointKind::Email, points)}
                {addresses_fact(editing, addresses)}
                {owner_fact(editing, target, owner, seen)}
                {move || invoicing(editing.holder, card.with(|card| card.customer.clone()))}
                {line(Field::Title, "text", |card| card.title.clone())}
                {line(Field::Nickname, "text", |card| card.nickname.clone())}
                {line(Field::BirthDate, "text", |card| card.birth_date.map(String::from).unwrap_or_default())}
                {text_fact(
                    editing, target, Field::Language, Look::Choice(languages(&spoken)),
                    text(|card| card.language.clone()),
                )}
                {line(Field::Website, "url", |card| card.website.clone())}
                {text_fact(editing, target, Field::Comment, Look::Lines, text(|card| card.comment.clone()))}
            </dl>
            {more_facts(editing, any_empty, more)}
        </div>
    }
    .into_any()
}
