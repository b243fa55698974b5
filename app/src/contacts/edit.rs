//! `/contacts/{id}/edit`: every field of the contact in one form.

use domain::ContactId;
use domain::contact::{ContactCard, full_name};
use domain::edit::{Field, Holder, Target};
use domain::user::{Colleague, Role};
use leptos::prelude::*;

use super::api::read_contact_edit;
use super::page::CardFailed;
use super::texts::FormTexts;
use crate::boot::viewer;
use crate::card::fields::{choices, languages};
use crate::card::form::{FormField, FormOf, FormRow, WorkPart, edit_page, point_rows, row};
use crate::card::id_in_path;
use crate::card::place::Look;
use crate::card::rows::address_controls;
use crate::error::Error;
use crate::not_found::NotFoundPage;
use crate::ui::{FlikKind, Skeleton};
use crate::wire::{awaited, load_blocking};

/// The page.
#[component]
pub fn EditContactPage() -> impl IntoView {
    let id = id_in_path::<ContactId>();
    let ready = load_blocking(move || id.get(), read_contact_edit);
    awaited(
        || view! { <main class="page" id="content"><Skeleton /></main> }.into_any(),
        move || {
            Box::pin(async move {
                match ready.await {
                    Ok(parts) => window(parts.card, parts.colleagues, parts.key),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })
        },
    )
}

fn window(card: ContactCard, colleagues: Vec<Colleague>, key: String) -> AnyView {
    let name = full_name(&card.first_name, &card.last_name);
    let kind = match card.customer {
        Some(_) => FlikKind::Customer,
        None => FlikKind::Contact,
    };
    let (holder, trashed) = (Holder::Contact(card.id), card.trashed);
    edit_page(holder, name.clone(), trashed, kind, move |back| {
        form_of(&card, colleagues, key, name, back)
    })
}

/// How many companies without a number or an address have a part of their own.
const MOST_COMPANIES: usize = 5;

/// The card as rows of controls.
fn form_of(
    card: &ContactCard,
    colleagues: Vec<Colleague>,
    key: String,
    name: String,
    back: String,
) -> FormOf {
    let target = Target::Contact(card.id);
    let line = |field, kind, saved: &str, class| FormField {
        field,
        look: Look::Line(kind),
        saved: saved.to_owned(),
        class,
    };
    let born = card.birth_date.map(String::from).unwrap_or_default();
    let fields = vec![
        line(Field::FirstName, "text", &card.first_name, "c3"),
        line(Field::LastName, "text", &card.last_name, "c3"),
        line(Field::Nickname, "text", &card.nickname, "c3"),
        line(Field::Title, "text", &card.title, "c3"),
        line(Field::BirthDate, "text", &born, "c3"),
        FormField {
            field: Field::Language,
            look: Look::Choice(languages(&card.language)),
            saved: card.language.clone(),
            class: "c3",
        },
        line(Field::Website, "url", &card.website, "c3"),
        FormField {
            field: Field::Comment,
            look: Look::Lines,
            saved: card.comment.clone(),
            class: "",
        },
    ];
    // As many as fit a form; of the others only those that have something.
    let work = card
        .companies
        .iter()
        .enumerate()
        .filter(|(place, company)| {
            !company.points.is_empty() || (*place < MOST_COMPANIES && company.ended_on.is_none())
        });
    let work = work.map(|(_, company)| WorkPart {
        link: company.id,
        name: company.name.clone(),
        points: point_rows(company.points.iter()),
    });
    let own = card.points.iter().filter(|point| point.at.is_empty());
    let addresses = card.addresses.iter();
    let addresses = addresses.map(|address| {
        row(
            Target::Address(address.id),
            address_controls(Some(address.clone())),
        )
    });
    FormOf {
        holder: Holder::Contact(card.id),
        about: FormTexts::here().person,
        name,
        back,
        card: FormRow { target, fields },
        points: point_rows(own),
        work: work.collect(),
        addresses: addresses.collect(),
        owner: FormRow {
            target,
            fields: owner_fields(card, &colleagues),
        },
        colleagues,
        key,
    }
}

/// Who owns the card; who sees it, for those who may change that.
fn owner_fields(card: &ContactCard, colleagues: &[Colleague]) -> Vec<FormField> {
    let may_hide = viewer()
        .is_some_and(|viewer| viewer.role == Role::Administrator || viewer.id == card.owner.id);
    let mut fields = vec![FormField {
        field: Field::OwnerId,
        look: Look::Choice(choices(colleagues, &card.owner)),
        saved: card.owner.id.to_string(),
        class: "c3",
    }];
    if may_hide {
        fields.push(FormField {
            field: Field::Private,
            look: Look::Line("checkbox"),
            saved: card.private.to_string(),
            class: "c3",
        });
    }
    fields
}
