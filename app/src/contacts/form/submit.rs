//! Checking and sending a form for something new, in the browser.

use domain::date::Date;
use domain::{Invalid, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlFormElement};

use super::super::api::create_contact;
use super::super::form_data::{CUSTOMER, Posted};
use crate::boot::{FormFailure, boot};
use crate::card::form::failure_of;
use crate::error::Error;
use crate::i18n;
use crate::links::after_saving;
use crate::ui::FieldProblem;
use crate::undo::Acts;

/// A problem that is not about one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// The session ended while the form was open.
    SignedOut,
    /// Any other.
    Form(FormFailure),
}

/// What is wrong with a form: given its body, whether it is to be saved as a customer, and the day.
pub type CheckForm = fn(&str, bool, Date) -> Invalid;

/// The state of saving.
#[derive(Debug, Clone, Copy)]
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
    /// Reads the form as the server would.
    check: CheckForm,
    /// The label of a field.
    label_of: fn(&str) -> &'static str,
}

impl Submission {
    /// As the page came: with the problems of a form that was posted without JavaScript, if any.
    pub fn start(
        invalid: Invalid,
        failed: Option<FormFailure>,
        check: CheckForm,
        label_of: fn(&str) -> &'static str,
    ) -> Self {
        Self {
            tried: RwSignal::new(invalid.clone()),
            invalid: RwSignal::new(invalid),
            failed: RwSignal::new(failed.map(Failed::Form)),
            busy: RwSignal::new(false),
            as_customer: RwSignal::new(false),
            today: today(),
            check,
            label_of,
        }
    }

    /// The problems as links to their fields.
    pub fn summary(&self) -> Signal<Vec<FieldProblem>> {
        let Self {
            tried, label_of, ..
        } = *self;
        Signal::derive(move || {
            let entry = |(field, problem): (String, Problem)| FieldProblem {
                text: format!("{}: {}", label_of(&field), i18n::problem(problem)),
                id: field_id(&field),
            };
            tried.get().problems.into_iter().map(entry).collect()
        })
    }

    /// The form that is to be sent: nothing when it is being sent already, or something is wrong with it.
    pub fn begin(self, event: &leptos::ev::SubmitEvent) -> Option<String> {
        event.prevent_default();
        let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
        if self.busy.get_untracked() {
            return None;
        }
        let pressed = event
            .submitter()
            .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
        let as_customer = pressed.is_some_and(|button| button.value() == CUSTOMER);
        self.failed.set(None);
        self.as_customer.set(as_customer);
        let body = body(&form);
        let invalid = (self.check)(&body, as_customer, self.today);
        if !invalid.problems.is_empty() {
            self.refuse(invalid);
            return None;
        }
        self.busy.set(true);
        Some(body)
    }

    /// Checks, sends once, and goes on to the card.
    pub fn on_submit(self) -> impl FnMut(leptos::ev::SubmitEvent) + 'static {
        let navigate = use_navigate();
        let query = use_location().search;
        let acts = Acts::here();
        move |event| {
            let Some(body) = self.begin(&event) else {
                return;
            };
            let posted = Posted::read(&body).unwrap_or_default();
            let as_customer = self.as_customer.get_untracked();
            let navigate = navigate.clone();
            let query = query.get_untracked();
            spawn_local_scoped(async move {
                match create_contact(posted.draft, posted.key, as_customer).await {
                    Ok(created) => {
                        if let Some(command) = created.command {
                            acts.remember(command, vec![created.id.0]);
                        }
                        navigate(&after_saving(&created, &query), NavigateOptions::default());
                    }
                    Err(error) => self.failed_with(error),
                }
            });
        }
    }

    /// A corrected error vanishes while typing. Gives the form as it stands now.
    pub fn typed(self, event: &leptos::ev::Event) -> Option<String> {
        let form = event.current_target()?.dyn_into::<HtmlFormElement>().ok()?;
        let body = body(&form);
        let wrong_before = self
            .invalid
            .with_untracked(|invalid| !invalid.problems.is_empty());
        if wrong_before {
            let wrong = (self.check)(&body, self.as_customer.get_untracked(), self.today);
            self.invalid.update(|invalid| {
                invalid.problems.retain(|(field, _)| {
                    // A personal number that is whole is no problem until it is saved with the wrong button.
                    !matches!(wrong.of(field), None | Some(Problem::OnlyCustomers))
                });
            });
        }
        Some(body)
    }

    /// What is wrong with one field, when focus leaves it and something stands there.
    pub fn check_field(self, field: &str, event: &leptos::ev::FocusEvent) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = target.filter(|input| !input.value().trim().is_empty()) else {
            return;
        };
        let Some(form) = input.form() else { return };
        // A personal number that is whole is no problem until it is saved with the wrong button.
        let found = (self.check)(&body(&form), field == "personal_number", self.today).of(field);
        // Focus also leaves a field when the window closes, and its signals with it.
        self.invalid.try_update(|invalid| {
            invalid.problems.retain(|(name, _)| name != field);
            if let Some(problem) = found {
                invalid.add(field, problem);
            }
        });
    }

    fn refuse(&self, invalid: Invalid) {
        self.tried.set(Invalid::default());
        self.tried.set(invalid.clone());
        self.invalid.set(invalid);
    }

    /// It was not saved; nothing that was typed is lost.
    pub fn failed_with(&self, error: Error) {
        // The window may be closed by now.
        let _ = self.busy.try_set(false);
        match error {
            Error::Invalid(invalid) => self.refuse(invalid),
            Error::SignedOut => self.failed.set(Some(Failed::SignedOut)),
            error => self.failed.set(Some(Failed::Form(failure_of(&error)))),
        }
    }
}

/// The day the page was made, near enough to tell the century of a personal number; asked where a
/// component is made, since an event knows nothing of the page.
fn today() -> Date {
    boot().today.unwrap_or(Date::EPOCH)
}

/// The id of a field's control: `phones[0].value` is `phones-0-value`.
pub fn field_id(field: &str) -> String {
    field.replace("].", "-").replace(['[', '.'], "-")
}

/// What the form would send.
fn body(form: &HtmlFormElement) -> String {
    crate::ui::form_pairs(form)
        .iter()
        .map(|(name, value)| {
            format!(
                "{}={}",
                domain::search::form_encode(name),
                domain::search::form_encode(value)
            )
        })
        .collect::<Vec<_>>()
        .join("&")
}
