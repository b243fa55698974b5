//! The fields of the customer form.

use domain::Invalid;
use domain::customer::{CustomerDraft, CustomerForm, Delivery};
use domain::edit::Holder;
use leptos::prelude::*;

use super::super::texts::{CustomerTexts, delivery, label_of};
use crate::boot::CustomerFormState;
use crate::i18n;
use crate::ui::{Button, Check, Field, Glyph, Input, Look, Select, Switch, Text};

/// Currencies that are offered, the home one first.
const CURRENCIES: [&str; 6] = ["SEK", "EUR", "NOK", "DKK", "USD", "GBP"];

/// All of them, part by part.
pub fn all(
    holder: Holder,
    form: &CustomerForm,
    state: &CustomerFormState,
    invalid: RwSignal<Invalid>,
) -> AnyView {
    let person =
        matches!(holder, Holder::Contact(_)).then(|| personal_number(form, state, invalid));
    view! {
        {person}
        {address(&state.draft, invalid)}
        {invoice(&state.draft, invalid)}
    }
    .into_any()
}

/// One field: what is wrong with it goes when it is written in.
fn field(
    name: &'static str,
    class: &'static str,
    hint: Option<Text>,
    optional: bool,
    invalid: RwSignal<Invalid>,
    control: impl FnOnce() -> AnyView + Send + 'static,
) -> AnyView {
    let error = Signal::derive(move || {
        let problem = invalid.try_with(|invalid| invalid.of(name)).flatten();
        problem.map(i18n::problem)
    });
    let written = move |_| {
        if invalid.try_with_untracked(|invalid| invalid.of(name).is_some()) == Some(true) {
            invalid.try_update(|invalid| invalid.problems.retain(|(field, _)| field != name));
        }
    };
    view! {
        <Field id=name label=label_of(name) class error optional nostrip:hint=hint on:input=written>
            {control()}
        </Field>
    }
    .into_any()
}

fn text(
    name: &'static str,
    class: &'static str,
    kind: &'static str,
    value: String,
    invalid: RwSignal<Invalid>,
) -> AnyView {
    field(name, class, None, false, invalid, move || {
        view! { <Input name value=value kind attr:autocomplete="off" /> }.into_any()
    })
}

fn select(
    name: &'static str,
    options: Vec<(Text, Text)>,
    value: String,
    invalid: RwSignal<Invalid>,
) -> AnyView {
    field(name, "c2", None, false, invalid, move || {
        view! { <Select name options value=value /> }.into_any()
    })
}

fn personal_number(
    form: &CustomerForm,
    state: &CustomerFormState,
    invalid: RwSignal<Invalid>,
) -> AnyView {
    let texts = CustomerTexts::here();
    let kept = (!form.masked.is_empty()).then(|| {
        let kept = if state.shown.is_empty() {
            format!("{}: {}. {}", texts.number_kept, form.masked, texts.number_keep)
        } else {
            format!("{}: {}. {}", texts.number_kept, state.shown, texts.shown_noted)
        };
        let show = (form.may_show && state.shown.is_empty()).then(|| {
            let customer = form.customer.map(|id| id.to_string()).unwrap_or_default();
            view! {
                <input type="hidden" name="customer" value=customer />
                <Button kind="submit" look=Look::Link small=true icon=Glyph::Eye attr:name="act" attr:value="show">
                    {texts.show_number}
                </Button>
            }
        });
        let before = form.shown.as_ref().map(|(times, by, on)| {
            let often = match times {
                1 => texts.shown_once.to_owned(),
                times => format!("{} {times} {}", texts.shown_before, texts.shown_times),
            };
            let said = format!("{often} {} {} {by}.", i18n::short_date(*on), texts.shown_by);
            view! { <p class="small muted">{said}</p> }
        });
        view! {
            <p class="small" role="status">{kept}</p>
            {before}
            <div class="row wrap">
                {show}
                <Check name="remove_personal_number" label=texts.number_remove checked=state.draft.remove_personal_number />
            </div>
        }
    });
    let value = state.draft.personal_number.clone();
    let input = field(
        "personal_number",
        "c3",
        Some(texts.number_hint.into()),
        true,
        invalid,
        move || {
            view! { <Input name="personal_number" value=value attr:autocomplete="off" attr:inputmode="numeric" attr:spellcheck="false" /> }
                .into_any()
        },
    );
    view! {
        <fieldset class="form-part">
            <legend class="vh">{texts.personal_number}</legend>
            <div class="form-grid">{input}</div>
            {kept}
        </fieldset>
    }
    .into_any()
}

fn address(draft: &CustomerDraft, invalid: RwSignal<Invalid>) -> AnyView {
    let texts = CustomerTexts::here();
    view! {
        <fieldset class="form-part">
            <legend class="row">
                {texts.invoice_address}" "<span class="faint small">{texts.address_hint}</span>
            </legend>
            <div class="form-grid">
                {text("street", "", "text", draft.street.clone(), invalid)}
                {text("postcode", "c2", "text", draft.postcode.clone(), invalid)}
                {text("city", "c3", "text", draft.city.clone(), invalid)}
                {text("country", "c1", "text", draft.country.clone(), invalid)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn invoice(draft: &CustomerDraft, invalid: RwSignal<Invalid>) -> AnyView {
    let texts = CustomerTexts::here();
    let words = |value: &'static str, label: &'static str| (Text::Borrowed(value), label.into());
    let deliveries = Delivery::ALL
        .iter()
        .map(|way| words(way.as_str(), delivery(*way)))
        .collect();
    let mut currencies: Vec<(Text, Text)> =
        CURRENCIES.iter().map(|code| words(code, code)).collect();
    if !draft.currency.is_empty() && !CURRENCIES.contains(&&*draft.currency) {
        let other = Text::from(draft.currency.clone());
        currencies.push((other.clone(), other));
    }
    let mut languages = vec![
        words("", texts.no_language),
        words("sv", texts.swedish),
        words("en", texts.english),
    ];
    if !matches!(&*draft.language, "" | "sv" | "en") {
        let other = Text::from(draft.language.clone());
        languages.push((other.clone(), other));
    }
    view! {
        <fieldset class="form-part">
            <legend>{texts.invoice}</legend>
            <div class="form-grid">
                {select("delivery", deliveries, draft.delivery.clone(), invalid)}
                {text("invoice_email", "c4", "email", draft.invoice_email.clone(), invalid)}
                {field("payment_terms_days", "c2", None, false, invalid, {
                    let value = draft.payment_terms_days.clone();
                    move || view! { <Input name="payment_terms_days" value=value attr:inputmode="numeric" attr:autocomplete="off" /> }.into_any()
                })}
                {select("currency", currencies, draft.currency.clone(), invalid)}
                {select("language", languages, draft.language.clone(), invalid)}
                <Switch name="blocked" label=texts.blocked hint=texts.blocked_hint checked=draft.blocked />
            </div>
        </fieldset>
    }
    .into_any()
}
