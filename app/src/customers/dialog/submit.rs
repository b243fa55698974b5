//! Sending the customer form from a page that is alive.

use domain::Invalid;
use domain::command::Done;
use domain::customer::{CustomerDraft, CustomerForm, Saved};
use domain::edit::{Clash, Field, Holder};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlFormElement};

use super::super::api::save_customer;
use super::super::texts::{CustomerTexts, saved_words};
use crate::boot::{CustomerFormState, FormFailure};
use crate::error::Error;
use crate::undo::Acts;

/// The state of saving.
#[derive(Clone, Copy)]
pub struct Sending {
    /// What is wrong, field by field.
    pub invalid: RwSignal<Invalid>,
    /// What was wrong when it was last tried; the summary shows this.
    pub tried: RwSignal<Invalid>,
    /// What is wrong with the form as a whole.
    pub failed: RwSignal<Option<FormFailure>>,
    /// What somebody else has saved meanwhile.
    pub clashes: RwSignal<Vec<Clash>>,
    /// What stood there, as far as is known.
    pub was: RwSignal<CustomerDraft>,
    /// An answer is awaited.
    pub busy: RwSignal<bool>,
}

impl Sending {
    /// As the page came.
    pub fn start(state: &CustomerFormState) -> Self {
        Self {
            invalid: RwSignal::new(state.invalid.clone()),
            tried: RwSignal::new(state.invalid.clone()),
            failed: RwSignal::new(state.failed),
            clashes: RwSignal::new(state.clashes.clone()),
            was: RwSignal::new(state.was.clone()),
            busy: RwSignal::new(false),
        }
    }

    /// Sends once, and goes back to the card.
    pub fn on_submit(
        self,
        holder: Holder,
        form: &CustomerForm,
    ) -> impl FnMut(SubmitEvent) + 'static {
        let (name, was_customer) = (form.name.clone(), form.active);
        let navigate = use_navigate();
        let acts = Acts::here();
        let texts = CustomerTexts::here();
        move |event| {
            // «Visa personnummer» is a form of its own kind, and answered by the server.
            let pressed = event
                .submitter()
                .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
            if pressed.is_some_and(|button| button.value() == "show") {
                return;
            }
            event.prevent_default();
            let form = event
                .target()
                .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
            let Some(form) = form.filter(|_| !self.busy.get_untracked()) else {
                return;
            };
            self.failed.set(None);
            self.clashes.set(Vec::new());
            self.busy.set(true);
            let body = encoded(&form);
            let (navigate, name) = (navigate.clone(), name.clone());
            spawn_local_scoped(async move {
                let answer = save_customer(holder, body).await;
                // The window may be closed by now.
                let _ = self.busy.try_set(false);
                match answer {
                    Ok(Saved {
                        number, command, ..
                    }) => {
                        let text = if was_customer {
                            format!("{}. {} {number}.", texts.saved, texts.number_now)
                        } else {
                            saved_words(holder, &name, Some(number))
                        };
                        acts.done(text, Done { command }, vec![holder.uuid()]);
                        navigate(&holder.path(), NavigateOptions::default());
                    }
                    Err(error) => self.failed_with(error, acts),
                }
            });
        }
    }

    fn failed_with(self, error: Error, acts: Acts) {
        match error {
            Error::Invalid(invalid) => {
                let _ = self.tried.try_set(Invalid::default());
                let _ = self.tried.try_set(invalid.clone());
                let _ = self.invalid.try_set(invalid);
            }
            Error::Clash(clashes) => {
                let _ = self.was.try_update(|was| take_theirs(was, &clashes));
                let _ = self.clashes.try_set(clashes);
            }
            Error::Forbidden => {
                let _ = self.failed.try_set(Some(FormFailure::Forbidden));
            }
            error => acts.failed(&error),
        }
    }
}

/// What is there now counts as what was: to save again is to mean it.
pub fn take_theirs(was: &mut CustomerDraft, clashes: &[Clash]) {
    for clash in clashes {
        let theirs = clash.theirs.clone();
        match clash.field {
            Field::Street => was.street = theirs,
            Field::Postcode => was.postcode = theirs,
            Field::City => was.city = theirs,
            Field::Country => was.country = theirs,
            Field::InvoiceEmail => was.invoice_email = theirs,
            Field::PaymentTermsDays => was.payment_terms_days = theirs,
            Field::Delivery => was.delivery = theirs,
            Field::Currency => was.currency = theirs,
            Field::Language => was.language = theirs,
            Field::Blocked => was.blocked = theirs == "true",
            _ => {}
        }
    }
}

/// The form as the browser would post it.
fn encoded(form: &HtmlFormElement) -> String {
    let mut body = String::new();
    for (name, value) in crate::ui::form_pairs(form) {
        if !body.is_empty() {
            body.push('&');
        }
        body.push_str(&domain::search::form_encode(&name));
        body.push('=');
        body.push_str(&domain::search::form_encode(&value));
    }
    body
}
