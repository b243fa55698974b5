//! What a page must know before it draws anything: who reads it, in which language.
//!
//! The server writes it into one `<meta>` element and the browser reads it from there, so both
//! sides draw the same first view without waiting for a request. What only one page needs stands in
//! it as text ([`Kept`]), so that no other page loads the code that reads it.

use domain::Invalid;
use domain::company::CompanyDraft;
use domain::contact::ContactDraft;
use domain::customer::CustomerDraft;
use domain::date::Date;
use domain::edit::Clash;
use domain::notice::Waiting;
use domain::user::{Language, Role, Theme, Viewer};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::bulk::BulkState;
use crate::error::Error;
use crate::wire;

/// Name of the `<meta>` element.
pub const META_NAME: &str = "kundkort-boot";

/// The state that a page starts from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Boot {
    /// Language of the page.
    pub language: Language,
    /// Theme of the page.
    pub theme: Theme,
    /// Who reads it; `None` before sign-in.
    pub viewer: Option<Viewer>,
    /// What waits for them: numbers in the menu.
    #[serde(default)]
    pub waiting: Waiting,
    /// The sign-in form, on that page. The server alone draws it.
    #[serde(skip)]
    pub sign_in: Option<SignInState>,
    /// A contact form that was posted without JavaScript and did not pass: a [`ContactFormState`].
    pub contact_form: Option<Kept>,
    /// A customer form that was posted without JavaScript and did not pass, or asked for something: a
    /// [`CustomerFormState`].
    pub customer_form: Option<Kept>,
    /// The form of a whole card that was posted without JavaScript and did not pass: a [`CardFormState`].
    pub card_form: Option<Kept>,
    /// The page is a form that was sent after the session had ended.
    pub resending: bool,
    /// That form. The server alone draws it.
    #[serde(skip)]
    pub resend: Option<ResendState>,
    /// A form of categories, selections or tasks that was posted without JavaScript and did not pass: a
    /// [`Refused`](crate::form_body::Refused).
    pub refused: Option<Kept>,
    /// Rows that were ticked without JavaScript, and what became of them. The server alone draws that page.
    #[serde(skip)]
    pub bulk: Option<BulkState>,
    /// A company form that was posted without JavaScript and did not pass: a [`CompanyFormState`].
    pub company_form: Option<Kept>,
    /// A dialog of links that was posted without JavaScript and did not pass: a [`LinkFormState`].
    pub link_form: Option<Kept>,
    /// A note that was posted without JavaScript and did not pass: a [`Refused`](crate::form_body::Refused).
    pub note_form: Option<Kept>,
    /// The address that the page is drawn for, where that is another than it was asked for at: of a form
    /// that was posted elsewhere.
    #[serde(default)]
    pub at: Option<String>,
    /// The day the page was made (UTC); dates of another year show their year.
    pub today: Option<Date>,
    /// Title of a page that the server alone draws.
    #[serde(default)]
    pub title: String,
    /// Development pages are on.
    pub dev: bool,
    /// The server has no page at this address, whatever the routes of the application say: theirs
    /// are more lenient (`/contacts/`), and a page must not come without its guard.
    pub missing: bool,
}

/// What only one page needs, as text until it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept(String);

impl Kept {
    /// To be read by the page that it is for.
    #[must_use]
    pub fn of(state: &impl Serialize) -> Self {
        Self(serde_json::to_string(state).unwrap_or_default())
    }

    /// What it is; nothing for what is not of that kind.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        wire::from_str(&self.0).ok()
    }
}

/// The sign-in page: what was typed, what was wrong, and the demo users.
#[derive(Debug, Clone, Default)]
pub struct SignInState {
    /// E-mail as typed.
    pub email: String,
    /// Why it did not pass.
    pub refusal: Option<Refusal>,
    /// Where to go afterwards: a path on this server.
    pub next: String,
    /// Users of the demo firm; empty unless it is loaded.
    pub demo_users: Vec<DemoUser>,
}

/// Why a sign-in was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown user or wrong password: one answer for both.
    WrongPair,
    /// Too many attempts; try again after so many minutes.
    TooMany(u32),
    /// The database did not answer.
    Unavailable,
}

/// A user of the demo firm, signed in with one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoUser {
    /// Full name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

/// A contact form with everything that was typed into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFormState {
    /// As typed.
    pub draft: ContactDraft,
    /// What is wrong.
    pub invalid: Invalid,
    /// A problem with the form as a whole.
    pub failed: Option<FormFailure>,
    /// The idempotency key, kept so that a resend is recognised.
    pub key: String,
}

/// A customer form with everything that was typed into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerFormState {
    /// The address it was posted to: whose it is.
    pub at: String,
    /// As typed.
    pub draft: CustomerDraft,
    /// What stood there when it was opened, or stands there now where that clashed.
    pub was: CustomerDraft,
    /// What is wrong.
    pub invalid: Invalid,
    /// A problem with the form as a whole.
    pub failed: Option<FormFailure>,
    /// What somebody else has saved meanwhile.
    pub clashes: Vec<Clash>,
    /// The idempotency key, kept so that a resend is recognised.
    pub key: String,
    /// The personal number in full, for somebody who asked for it and may.
    pub shown: String,
}

/// A form that was sent after the session had ended, to be sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResendState {
    /// Where it goes.
    pub action: String,
    /// Names and values, as sent.
    pub pairs: Vec<(String, String)>,
}

/// The form of a whole card, with everything that was typed into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardFormState {
    /// Names and values, as sent.
    pub pairs: Vec<(String, String)>,
    /// What is wrong, by the names of the controls.
    pub invalid: Invalid,
    /// What somebody else has changed meanwhile, by the names of the controls.
    pub clashes: Vec<(String, Clash)>,
    /// A problem with the form as a whole.
    pub failed: Option<FormFailure>,
}

/// A company form with everything that was typed into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyFormState {
    /// As typed.
    pub draft: CompanyDraft,
    /// What is wrong.
    pub invalid: Invalid,
    /// A problem with the form as a whole.
    pub failed: Option<FormFailure>,
    /// The idempotency key, kept so that a resend is recognised.
    pub key: String,
}

/// A dialog of links with everything that was ticked in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkFormState {
    /// As it was sent.
    pub body: String,
    /// Why it did not pass.
    pub error: Error,
}

/// A problem that is not about one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormFailure {
    /// The reader may not write.
    Forbidden,
    /// The same key came with other content.
    Conflict,
    /// Nothing was saved; try again.
    Unavailable,
    /// The reader may not see personal numbers.
    NoIdentity,
}

impl Boot {
    /// Makes the parts of the state available to the views.
    pub fn provide(self) {
        provide_context(self.language);
        provide_context(self);
    }

    /// As it stands in the `<meta>` element.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The state of this page.
#[must_use]
pub fn boot() -> Boot {
    use_context::<Boot>().unwrap_or_default()
}

/// Who reads this page.
#[must_use]
pub fn viewer() -> Option<Viewer> {
    boot().viewer
}

/// Reads the state that the server wrote, in the browser.
#[cfg(not(feature = "ssr"))]
pub fn provide_from_page() {
    let selector = format!("meta[name={META_NAME}]");
    let json = document()
        .query_selector(&selector)
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let boot = wire::from_str::<Boot>(&json).unwrap_or_default();
    if let Some(at) = &boot.at
        && let Ok(history) = window().history()
    {
        use leptos::wasm_bindgen::JsValue;
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(at));
    }
    boot.provide();
}
