//! `/contacts/{id}/edit`: every field of the contact in one form.

use domain::ContactId;
use domain::contact::{ContactCard, full_name};
use domain::edit::{Field, Holder, Target};
use domain::point::PointKind;
use domain::user::{Colleague, Role};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use super::api::read_contact_edit;
use super::page::CardFailed;
use super::texts::ActTexts;
use crate::boot::{boot, viewer};
use crate::card::fields::{choices, languages};
use crate::card::form::{FormField, FormOf, FormRow, card_form};
use crate::card::place::{Control, Look};
use crate::card::rows::{address_controls, point_controls};
use crate::error::Error;
use crate::not_found::NotFoundPage;
use crate::ui::{FlikKind, Glyph, Icon, IconSize, Skeleton};
use crate::wire::{awaited, load_blocking};

/// The page.
#[component]
pub fn EditContactPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ContactId>().ok())
    });
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
    let texts = ActTexts::here();
    let name = full_name(&card.first_name, &card.last_name);
    let query = use_location().search.get_untracked();
    let query = query.trim_start_matches('?');
    let mut back = format!("/contacts/{}", card.id);
    if !query.is_empty() {
        back = format!("{back}?{query}");
    }
    let kind = if card.customer.is_some() {
        FlikKind::Customer
    } else {
        FlikKind::Contact
    };
    let title = format!("{} {name}", texts.edit);
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let body = match (may_write, card.trashed) {
        (false, _) => view! { <p class="card card-pad">{texts.forbidden}</p> }.into_any(),
        (true, true) => view! { <p class="card card-pad">{texts.restore_first}</p> }.into_any(),
        (true, false) => {
            let form = form_of(&card, colleagues, key, name.clone(), back.clone());
            card_form(form, boot().card_form.unwrap_or_default(), kind)
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
    let points = [PointKind::Phone, PointKind::Email].map(|kind| {
        let rows = card.points.iter().filter(|point| point.kind == kind);
        let rows = rows.map(|point| {
            row(
                Target::Point(point.id),
                point_controls(kind, Some(point.clone())),
            )
        });
        (kind, rows.collect())
    });
    let addresses = card.addresses.iter();
    let addresses = addresses.map(|address| {
        row(
            Target::Address(address.id),
            address_controls(Some(address.clone())),
        )
    });
    FormOf {
        holder: Holder::Contact(card.id),
        name,
        action: format!("/contacts/{}/edit", card.id),
        back,
        card: FormRow { target, fields },
        points: points.into(),
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

fn row(target: Target, controls: Vec<Control>) -> FormRow {
    let field = |Control { field, look, saved }: Control| {
        let class = match field {
            Field::Postcode | Field::Country | Field::Kind => "c2",
            Field::Street | Field::City => "c4",
            Field::Label => "kind",
            _ => "grow",
        };
        FormField {
            field,
            look,
            saved,
            class,
        }
    };
    FormRow {
        target,
        fields: controls.into_iter().map(field).collect(),
    }
}
