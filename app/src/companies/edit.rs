//! `/companies/{id}/edit`: every field of the company in one form.

use domain::CompanyId;
use domain::company::CompanyCard;
use domain::edit::{Field, Holder, Target};
use domain::user::Colleague;
use leptos::prelude::*;

use super::api::read_company_edit;
use super::texts::CompanyTexts;
use crate::card::fields::choices;
use crate::card::form::{FormField, FormOf, FormRow, edit_page, point_rows, row};
use crate::card::id_in_path;
use crate::card::place::Look;
use crate::card::rows::address_controls;
use crate::contacts::page::CardFailed;
use crate::error::Error;
use crate::not_found::NotFoundPage;
use crate::ui::{FlikKind, Skeleton};
use crate::wire::{awaited, load_blocking};

/// The page.
#[component]
pub fn EditCompanyPage() -> impl IntoView {
    let id = id_in_path::<CompanyId>();
    let ready = load_blocking(move || id.get(), read_company_edit);
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

fn window(card: CompanyCard, colleagues: Vec<Colleague>, key: String) -> AnyView {
    let (holder, trashed) = (Holder::Company(card.id), card.trashed);
    let name = card.name.clone();
    edit_page(holder, name, trashed, FlikKind::Company, move |back| {
        form_of(&card, colleagues, key, back)
    })
}

/// The card as rows of controls.
fn form_of(card: &CompanyCard, colleagues: Vec<Colleague>, key: String, back: String) -> FormOf {
    let target = Target::Company(card.id);
    let line = |field, kind, saved: &str| FormField {
        field,
        look: Look::Line(kind),
        saved: saved.to_owned(),
        class: "c3",
    };
    let fields = vec![
        line(Field::Name, "text", &card.name),
        line(Field::OrganisationNumber, "text", &card.organisation_number),
        line(Field::Industry, "text", &card.industry),
        line(Field::Website, "url", &card.website),
        FormField {
            field: Field::Comment,
            look: Look::Lines,
            saved: card.comment.clone(),
            class: "",
        },
    ];
    let addresses = card.addresses.iter().map(|address| {
        let controls = address_controls(Some(address.clone()));
        row(Target::Address(address.id), controls)
    });
    let owner = FormField {
        field: Field::OwnerId,
        look: Look::Choice(choices(&colleagues, &card.owner)),
        saved: card.owner.id.to_string(),
        class: "c3",
    };
    FormOf {
        holder: Holder::Company(card.id),
        about: CompanyTexts::here().company,
        name: card.name.clone(),
        back,
        card: FormRow { target, fields },
        points: point_rows(card.points.iter()),
        work: Vec::new(),
        addresses: addresses.collect(),
        owner: FormRow {
            target,
            fields: vec![owner],
        },
        colleagues,
        key,
    }
}
