//! `/companies/{id}/edit`: every field of the company in one form.

use domain::CompanyId;
use domain::company::CompanyCard;
use domain::edit::{Field, Holder, Target};
use domain::point::PointKind;
use domain::user::Colleague;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use super::api::read_company_edit;
use crate::boot::{boot, viewer};
use crate::card::fields::choices;
use crate::card::form::{FormField, FormOf, FormRow, card_form};
use crate::card::place::Look;
use crate::card::rows::{address_controls, point_controls};
use crate::contacts::edit::row;
use crate::contacts::page::CardFailed;
use crate::contacts::texts::ActTexts;
use crate::error::Error;
use crate::not_found::NotFoundPage;
use crate::ui::{FlikKind, Glyph, Icon, IconSize, Skeleton};
use crate::wire::{awaited, load_blocking};

/// The page.
#[component]
pub fn EditCompanyPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<CompanyId>().ok())
    });
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
    let texts = ActTexts::here();
    let name = card.name.clone();
    let query = use_location().search.get_untracked();
    let query = query.trim_start_matches('?');
    let mut back = format!("/companies/{}", card.id);
    if !query.is_empty() {
        back = format!("{back}?{query}");
    }
    let title = format!("{} {name}", texts.edit);
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let body = match (may_write, card.trashed) {
        (false, _) => view! { <p class="card card-pad">{texts.forbidden}</p> }.into_any(),
        (true, true) => view! { <p class="card card-pad">{texts.restore_first}</p> }.into_any(),
        (true, false) => {
            let form = form_of(&card, colleagues, key, back.clone());
            card_form(form, boot().card_form.unwrap_or_default(), FlikKind::Company)
        }
    };
    view! {
        <Title text=title.clone() />
        <main class="page form-page" id="content">
            <div class="page-top">
                <a class="crumb grow" href=back><Icon glyph=Glyph::ArrowLeft size=IconSize::Sm /><span>{name}</span></a>
            </div>
            <h1 tabindex="-1">{title}</h1>
            {body}
        </main>
    }
    .into_any()
}

/// The card as rows of controls.
fn form_of(card: &CompanyCard, colleagues: Vec<Colleague>, key: String, back: String) -> FormOf {
    let target = Target::Company(card.id);
    let field = |field, look, saved: &str, class| FormField {
        field,
        look,
        saved: saved.to_owned(),
        class,
    };
    let fields = vec![
        field(Field::Name, Look::Line("text"), &card.name, ""),
        field(Field::OrganisationNumber, Look::Line("text"), &card.organisation_number, "c3"),
        field(Field::Industry, Look::Line("text"), &card.industry, "c3"),
        field(Field::Website, Look::Line("url"), &card.website, "c3"),
        field(Field::Comment, Look::Lines, &card.comment, ""),
    ];
    let points = [PointKind::Phone, PointKind::Email].map(|kind| {
        let rows = card.points.iter().filter(|point| point.kind == kind);
        let rows = rows.map(|point| {
            let controls = point_controls(kind, Some(point.clone()));
            row(Target::Point(point.id), controls)
        });
        (kind, rows.collect())
    });
    let addresses = card.addresses.iter().map(|address| {
        let controls = address_controls(Some(address.clone()));
        row(Target::Address(address.id), controls)
    });
    let owner = field(
        Field::OwnerId,
        Look::Choice(choices(&colleagues, &card.owner)),
        &card.owner.id.to_string(),
        "c3",
    );
    FormOf {
        holder: Holder::Company(card.id),
        name: card.name.clone(),
        action: format!("/companies/{}/edit", card.id),
        back,
        card: FormRow { target, fields },
        points: points.into(),
        addresses: addresses.collect(),
        owner: FormRow {
            target,
            fields: vec![owner],
        },
        colleagues,
        key,
    }
}
