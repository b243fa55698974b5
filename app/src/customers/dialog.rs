//! «Gör till privatkund», «Gör till kund» and changing how a customer is invoiced: a form in a window
//! over the card, which works without JavaScript.

mod fields;
mod submit;

use domain::customer::{CustomerDraft, CustomerForm};
use domain::edit::{Clash, Holder};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::read_customer_form;
use super::form_path;
use super::texts::{CustomerTexts, label_of, said};
use crate::boot::{CustomerFormState, FormFailure, boot, viewer};
use crate::companies::CompanyPage;
use crate::contacts::ContactPage;
use crate::i18n;
use crate::ui::{
    Banner, BannerKind, Button, Dialog, DialogWidth, ErrorSummary, FieldProblem, FlikKind, Glyph,
    LinkButton, Look,
};
use crate::wire::{awaited, load};
use submit::Sending;
pub use submit::take_theirs;

/// `/contacts/{id}/customer`.
#[component]
pub fn ContactCustomerPage() -> impl IntoView {
    let id = id_of_address();
    view! {
        <ContactPage />
        {id.and_then(|id| id.parse().ok()).map(|id| window_over(Holder::Contact(id)))}
    }
}

/// `/companies/{id}/customer`.
#[component]
pub fn CompanyCustomerPage() -> impl IntoView {
    let id = id_of_address();
    view! {
        <CompanyPage />
        {id.and_then(|id| id.parse().ok()).map(|id| window_over(Holder::Company(id)))}
    }
}

fn id_of_address() -> Option<String> {
    use_params_map().read_untracked().get("id")
}

fn window_over(holder: Holder) -> AnyView {
    let ready = load(move || Some(holder), read_customer_form);
    awaited(
        || ().into_any(),
        move || {
            Box::pin(async move {
                match ready.await {
                    Ok((form, key)) => customer_window(holder, form, key),
                    // The card behind says that there is nothing.
                    Err(_) => ().into_any(),
                }
            })
        },
    )
}

fn customer_window(holder: Holder, form: CustomerForm, key: String) -> AnyView {
    let texts = CustomerTexts::here();
    let person = matches!(holder, Holder::Contact(_));
    let title = match (form.active, person) {
        (true, _) => texts.edit_title,
        (false, true) => texts.make_private,
        (false, false) => texts.make_customer,
    };
    let flik = if person {
        texts.private_customer
    } else {
        texts.customer
    };
    let inside = if viewer().is_some_and(|viewer| viewer.can_write()) {
        customer_form(holder, form, key)
    } else {
        view! { <div class="dialog-body"><p>{texts.may_not}</p></div> }.into_any()
    };
    view! {
        <Title text=title />
        <Dialog
            id="customer" title=title flik=flik flik_kind=FlikKind::Customer
            width=DialogWidth::Wide close_href=holder.path()
        >
            {inside}
        </Dialog>
    }
    .into_any()
}

fn customer_form(holder: Holder, form: CustomerForm, key: String) -> AnyView {
    let texts = CustomerTexts::here();
    let saved = form.draft.clone();
    // As it was posted without JavaScript and did not pass, or as it is saved.
    let posted = boot()
        .customer_form
        .and_then(|kept| kept.read::<CustomerFormState>())
        .filter(|posted| posted.at == form_path(holder));
    let state = posted.unwrap_or_else(|| CustomerFormState {
        draft: saved.clone(),
        was: saved,
        key,
        ..CustomerFormState::default()
    });
    let sending = Sending::start(&state);
    let (busy, invalid) = (sending.busy, sending.invalid);
    let on_submit = sending.on_submit(holder, &form);
    let save = match (form.active, matches!(holder, Holder::Contact(_))) {
        (true, _) => texts.save,
        (false, true) => texts.make_private,
        (false, false) => texts.make_customer,
    };
    let number = match form.number {
        Some(number) if form.active => format!("{}: {} {number}.", form.name, texts.number_is),
        Some(number) => format!(
            "{}: {} {number}{}",
            form.name, texts.number_again, texts.as_before
        ),
        None => format!("{}. {}", form.name, texts.number_next),
    };
    view! {
        <form class="dialog-rest" method="post" action=form_path(holder) novalidate on:submit=on_submit>
            <div class="dialog-body">
                <ErrorSummary title=texts.problems_title problems=summary(sending) />
                {move || failure(sending)}
                {move || clash_banner(&sending.clashes.get())}
                <input type="hidden" name="key" value=state.key.clone() />
                {was_fields(sending.was)}
                <p class="small muted">{number}</p>
                {fields::all(holder, &form, &state, invalid)}
            </div>
            <footer class="dialog-foot">
                <LinkButton href=holder.path() look=Look::Quiet attr:class="btn quiet not-phone">{texts.cancel}</LinkButton>
                <span class="grow not-phone"></span>
                <span class="foot-acts">
                    <Button kind="submit" look=Look::Primary icon=Glyph::Receipt busy attr:name="act" attr:value="save">
                        {move || if busy.get() { texts.saving } else { save }}
                    </Button>
                </span>
            </footer>
        </form>
    }
    .into_any()
}

/// The problems as links to their fields.
fn summary(sending: Sending) -> Signal<Vec<FieldProblem>> {
    Signal::derive(move || {
        let tried = sending.tried.get().problems.into_iter();
        tried
            .map(|(id, problem)| FieldProblem {
                text: format!("{}: {}", label_of(&id), i18n::problem(problem)),
                id,
            })
            .collect()
    })
}

/// What is wrong with the form as a whole.
fn failure(sending: Sending) -> Option<AnyView> {
    let texts = CustomerTexts::here();
    let text = match sending.failed.get()? {
        FormFailure::Forbidden => texts.may_not,
        FormFailure::NoIdentity => texts.may_not_show,
        FormFailure::Conflict => i18n::failure(&crate::error::Error::Conflict),
        FormFailure::Unavailable => i18n::failure(&crate::error::Error::Busy),
    };
    Some(view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }.into_any())
}

/// What somebody else has saved in the same fields.
fn clash_banner(clashes: &[Clash]) -> Option<AnyView> {
    if clashes.is_empty() {
        return None;
    }
    let texts = CustomerTexts::here();
    let line = |clash: &Clash| {
        let by = match &*clash.by {
            "" => String::new(),
            by => format!(" ({by})"),
        };
        let theirs = said(clash.field, &clash.theirs);
        let label = label_of(clash.field.as_str());
        view! { <li>{format!("{label}: {} {theirs}{by}", texts.clash_now)}</li> }
    };
    let lines = clashes.iter().map(line).collect_view();
    Some(
        view! { <Banner kind=BannerKind::Warn><p>{texts.clash}</p><ul>{lines}</ul></Banner> }
            .into_any(),
    )
}

/// What stood in the form when it was opened, so that only what was changed is saved.
fn was_fields(was: RwSignal<CustomerDraft>) -> AnyView {
    let field = |name: &'static str, of: fn(&CustomerDraft) -> String| {
        view! { <input type="hidden" name=format!("was[{name}]") value=move || was.with(of) /> }
            .into_any()
    };
    [
        field("street", |was| was.street.clone()),
        field("postcode", |was| was.postcode.clone()),
        field("city", |was| was.city.clone()),
        field("country", |was| was.country.clone()),
        field("invoice_email", |was| was.invoice_email.clone()),
        field("payment_terms_days", |was| was.payment_terms_days.clone()),
        field("delivery", |was| was.delivery.clone()),
        field("currency", |was| was.currency.clone()),
        field("language", |was| was.language.clone()),
        field("blocked", |was| was.blocked.to_string()),
    ]
    .collect_view()
    .into_any()
}
