//! Checking and sending the new-contact form, in the browser.

use domain::Invalid;
use domain::contact::{ContactDraft, Created};
use domain::date::Date;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlFormElement};

use super::super::api::create_contact;
use super::super::form_data::{CUSTOMER, Posted};
use crate::boot::{FormFailure, boot};
use crate::error::Error;
use crate::i18n;
use crate::ui::FieldProblem;

/// A problem that is not about one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// The session ended while the form was open.
    SignedOut,
    /// Any other.
    Form(FormFailure),
}

/// The state of saving.
#[derive(Debug, Clone)]
pub struct Submission {
    /// What is wrong, field by field.
    pub invalid: RwSignal<Invalid>,
    /// What was wrong when saving was last tried; the summary shows this.
    tried: RwSignal<Invalid>,
    /// What is wrong with the form as a whole.
    pub failed: RwSignal<Option<Failed>>,
    /// An answer is awaited.
    pub busy: RwSignal<bool>,
    /// «Spara som privatkund» was pressed.
    pub as_customer: RwSignal<bool>,
    /// Tells the century of a personal number.
    today: Date,
}

impl Submission {
    /// As the page came: with the problems of a form that was posted without JavaScript, if any.
    pub fn start(invalid: Invalid, failed: Option<FormFailure>) -> Self {
        Self {
            tried: RwSignal::new(invalid.clone()),
            invalid: RwSignal::new(invalid),
            failed: RwSignal::new(failed.map(Failed::Form)),
            busy: RwSignal::new(false),
            as_customer: RwSignal::new(false),
            today: today(),
        }
    }

    /// The problems as links to their fields.
    pub fn summary(&self) -> Signal<Vec<FieldProblem>> {
        let tried = self.tried;
        Signal::derive(move || {
            let entry = |(field, problem): (String, domain::Problem)| FieldProblem {
                text: format!(
                    "{}: {}",
                    super::fields::label_of(&field),
                    i18n::problem(problem)
                ),
                id: field_id(&field),
            };
            tried.get().problems.into_iter().map(entry).collect()
        })
    }

    /// Checks, sends once, and goes on to the card.
    pub fn on_submit(self) -> impl FnMut(leptos::ev::SubmitEvent) + 'static {
        let navigate = use_navigate();
        move |event| {
            event.prevent_default();
            let Some(posted) = read(&event) else { return };
            if self.busy.get_untracked() {
                return;
            }
            self.failed.set(None);
            self.as_customer.set(posted.as_customer);
            let parsed = if posted.as_customer {
                posted.draft.parse_customer(self.today)
            } else {
                posted.draft.parse()
            };
            if let Err(invalid) = parsed {
                return self.refuse(invalid);
            }
            self.busy.set(true);
            let (this, navigate) = (self.clone(), navigate.clone());
            spawn_local_scoped(async move {
                match create_contact(posted.draft, posted.key, posted.as_customer).await {
                    Ok(Created { id, .. }) => {
                        navigate(&format!("/contacts/{id}?saved"), NavigateOptions::default())
                    }
                    Err(error) => this.failed_with(error),
                }
            });
        }
    }

    /// A corrected error vanishes while typing; the duplicates are looked for.
    pub fn on_input(
        self,
        typed: RwSignal<ContactDraft>,
    ) -> impl FnMut(leptos::ev::Event) + 'static {
        move |event| {
            let form = event
                .current_target()
                .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
            let Some(posted) = form.and_then(|form| posted(&form, None)) else {
                return;
            };
            if !self
                .invalid
                .with_untracked(|invalid| invalid.problems.is_empty())
            {
                self.keep_what_is_still_wrong(&posted.draft);
            }
            // What looks for duplicates has no use for it.
            typed.set(ContactDraft {
                personal_number: String::new(),
                ..posted.draft
            });
        }
    }

    /// What is wrong with one field, when focus leaves it and something stands there.
    pub fn check_field(
        invalid: RwSignal<Invalid>,
        today: Date,
        field: &str,
        event: &leptos::ev::FocusEvent,
    ) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = target.filter(|input| !input.value().trim().is_empty()) else {
            return;
        };
        let Some(posted) = input.form().and_then(|form| posted(&form, None)) else {
            return;
        };
        // A personal number that is whole is no problem until it is saved with the wrong button.
        let parsed = if field == "personal_number" {
            posted.draft.parse_customer(today)
        } else {
            posted.draft.parse()
        };
        let found = parsed.err().and_then(|wrong| wrong.of(field));
        // Focus also leaves a field when the window closes, and its signals with it.
        invalid.try_update(|invalid| {
            invalid.problems.retain(|(name, _)| name != field);
            if let Some(problem) = found {
                invalid.add(field, problem);
            }
        });
    }

    fn keep_what_is_still_wrong(&self, draft: &ContactDraft) {
        let parsed = if self.as_customer.get_untracked() {
            draft.parse_customer(self.today)
        } else {
            draft.parse()
        };
        let wrong = parsed.err().unwrap_or_default();
        let as_customer = draft.parse_customer(self.today).err().unwrap_or_default();
        self.invalid.update(|invalid| {
            // A personal number that is whole is no problem until it is saved with the wrong button.
            invalid.problems.retain(|(field, _)| match field.as_str() {
                "personal_number" => as_customer.of(field).is_some(),
                _ => wrong.of(field).is_some(),
            });
        });
    }

    fn refuse(&self, invalid: Invalid) {
        self.tried.set(Invalid::default());
        self.tried.set(invalid.clone());
        self.invalid.set(invalid);
    }

    fn failed_with(&self, error: Error) {
        // The window may be closed by now.
        let _ = self.busy.try_set(false);
        match error {
            Error::Invalid(invalid) => self.refuse(invalid),
            Error::SignedOut => self.failed.set(Some(Failed::SignedOut)),
            Error::Forbidden => self.failed.set(Some(Failed::Form(FormFailure::Forbidden))),
            Error::Conflict => self.failed.set(Some(Failed::Form(FormFailure::Conflict))),
            _ => self
                .failed
                .set(Some(Failed::Form(FormFailure::Unavailable))),
        }
    }
}

/// The day the page was made; asked where a component is made, since an event knows nothing of the page.
pub fn today() -> Date {
    boot().today.unwrap_or(Date::EPOCH)
}

/// The id of a field's control: `phones[0].value` is `phones-0-value`.
pub fn field_id(field: &str) -> String {
    field.replace("].", "-").replace(['[', '.'], "-")
}

fn read(event: &leptos::ev::SubmitEvent) -> Option<Posted> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    let pressed = event
        .submitter()
        .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
    posted(&form, pressed.as_ref())
}

/// The form, read just as the server would read it.
fn posted(form: &HtmlFormElement, pressed: Option<&HtmlButtonElement>) -> Option<Posted> {
    let pairs = crate::ui::form_pairs(form);
    let body = pairs
        .iter()
        .map(|(name, value)| {
            format!(
                "{}={}",
                domain::search::form_encode(name),
                domain::search::form_encode(value)
            )
        })
        .collect::<Vec<_>>()
        .join("&");
    let mut posted = Posted::read(&body).ok()?;
    posted.as_customer = pressed.is_some_and(|button| button.value() == CUSTOMER);
    Some(posted)
}
