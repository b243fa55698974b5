//! What the firm says of itself, and its customer number series.

use domain::bankgiro;
use domain::firm::FIELDS;
use leptos::prelude::*;

use super::parts::{TextField, error, save};
use super::state::{FirmForm, SeriesForm};
use super::texts::SettingsTexts;
use crate::ui::{Banner, BannerKind, Fact, Facts, Field, Line, Look, Select};

/// `/settings/firm`.
pub(super) fn page(form: FirmForm) -> AnyView {
    let texts = SettingsTexts::here();
    let hidden = FIELDS
        .into_iter()
        .zip(form.was.values())
        .map(|(field, value)| {
            view! { <input type="hidden" name=format!("was_{field}") value=value.to_owned() /> }
        });
    let clash = (!form.theirs.is_empty()).then(|| clash(&form));
    view! {
        <h1 tabindex="-1">{texts.firm}</h1>
        <p class="lead">{texts.firm_hint}</p>
        {clash}
        <form class="card card-pad stack" method="post" action="/settings/firm" novalidate>
            {hidden.collect_view()}
            {fields(&form)}
            {save(texts.save_firm, Look::Primary)}
        </form>
    }
    .into_any()
}

fn fields(form: &FirmForm) -> AnyView {
    let texts = SettingsTexts::here();
    let typed = &form.typed;
    let text = |name, value: &str, kind, autocomplete, class| {
        TextField {
            name,
            label: texts.of_field(name),
            value,
            kind,
            autocomplete,
            class,
            optional: name != "name",
            hint: match name {
                "organisation_number" => texts.firm_number_hint,
                _ => "",
            },
        }
        .view(&form.invalid)
    };
    let giro = bankgiro::parse(&typed.bankgiro).map_or_else(
        |_| typed.bankgiro.clone(),
        |digits| bankgiro::formatted(&digits),
    );
    let zones = form.zones.iter().map(|zone| {
        let shown = zone.replace('_', " ");
        (zone.clone().into(), shown.into())
    });
    let mut zones: Vec<_> = zones.collect();
    if !form.zones.contains(&typed.time_zone) {
        zones.insert(
            0,
            (
                typed.time_zone.clone().into(),
                typed.time_zone.clone().into(),
            ),
        );
    }
    let first = [
        text("name", &typed.name, "text", "organization", ""),
        text(
            "organisation_number",
            &typed.organisation_number,
            "text",
            "off",
            "",
        ),
        text("street", &typed.street, "text", "street-address", ""),
    ];
    let town = [
        text("postcode", &typed.postcode, "text", "postal-code", ""),
        text("city", &typed.city, "text", "address-level2", ""),
    ];
    let rest = [
        text("phone", &typed.phone, "tel", "tel", ""),
        text("email", &typed.email, "email", "email", ""),
        text("website", &typed.website, "url", "url", ""),
        text("bankgiro", &giro, "text", "off", "short"),
    ];
    let zone = typed.time_zone.clone();
    view! {
        {first.into_iter().collect_view()}
        <div class="form-row">{town.into_iter().collect_view()}</div>
        {rest.into_iter().collect_view()}
        <Field id="time_zone" label=texts.time_zone hint=texts.time_zone_hint error=error(&form.invalid, "time_zone")>
            <Select name="time_zone" options=zones value=zone />
        </Field>
    }
    .into_any()
}

/// What somebody else wrote meanwhile. What was typed stands in the form; saving again keeps it.
fn clash(form: &FirmForm) -> AnyView {
    let texts = SettingsTexts::here();
    let facts = form.theirs.iter().map(|(field, theirs)| {
        let theirs = if theirs.is_empty() {
            texts.nothing.to_owned()
        } else {
            theirs.clone()
        };
        view! { <Fact label=texts.of_field(field)><Line>{theirs}</Line></Fact> }.into_any()
    });
    let facts: Vec<AnyView> = facts.collect();
    view! {
        <Banner kind=BannerKind::Warn>
            <p>{texts.clash}</p>
            <Facts>{facts}</Facts>
        </Banner>
    }
    .into_any()
}

impl SettingsTexts {
    fn of_field(&self, field: &str) -> &'static str {
        match field {
            "name" => self.firm_name,
            "organisation_number" => self.organisation_number,
            "street" => self.street,
            "postcode" => self.postcode,
            "city" => self.city,
            "phone" => self.phone,
            "email" => self.email,
            "website" => self.website,
            "bankgiro" => self.bankgiro,
            _ => self.time_zone,
        }
    }
}

/// `/settings/series`.
pub(super) fn series(form: SeriesForm) -> AnyView {
    let texts = SettingsTexts::here();
    let next = TextField {
        name: "next",
        label: texts.next_number,
        value: &form.typed,
        hint: texts.next_number_hint,
        class: "short",
        ..TextField::default()
    };
    view! {
        <h1 tabindex="-1">{texts.series}</h1>
        <p class="lead">{texts.series_hint}</p>
        <form class="card card-pad stack" method="post" action="/settings/series" novalidate>
            <p>{texts.next_is}" "<b class="num">{form.next}</b></p>
            {next.view(&form.invalid)}
            {save(texts.raise, Look::Primary)}
        </form>
    }
    .into_any()
}
