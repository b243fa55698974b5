//! Linking contacts and companies (S2, S4, S7): one dialog, from either side, and what is done with
//! a link afterwards.

mod acts;
pub mod api;
mod dialog;
mod edit;
pub mod form_data;
pub mod list;
pub(crate) mod picks;
mod points;
#[cfg(feature = "ssr")]
pub mod save;
mod start;
mod state;
pub mod texts;

use domain::CompanyId;
use domain::contact::Created;
use domain::search::{Among, query_pairs};
use leptos::prelude::*;

pub use acts::{Asked, LIST_END, LinkRow, link_acts, row_id};
pub use edit::link_edit;

/// `/contacts/{id}/link`: «Koppla till företag».
#[component]
pub fn LinkToCompanies() -> impl IntoView {
    start::link_page(Among::Companies)
}

/// `/companies/{id}/link`: «Koppla kontakt».
#[component]
pub fn LinkToContacts() -> impl IntoView {
    start::link_page(Among::Contacts)
}

/// Where a contact that was just saved leads: to linking it (S4), with the company ticked that it was
/// made for, and with what its saving can be undone by.
#[must_use]
pub fn after_saving(created: &Created, query: &str) -> String {
    let company = company_of(query).map(|company| format!("&{}={company}", form_data::PICK));
    let command = created.command.map(|command| format!("={command}"));
    format!(
        "/contacts/{}/link?saved{}{}",
        created.id,
        command.unwrap_or_default(),
        company.unwrap_or_default()
    )
}

/// The company that a new contact is made for: `/contacts/new?company=…`.
#[must_use]
pub fn company_of(query: &str) -> Option<CompanyId> {
    let mut pairs = query_pairs(query);
    let (_, company) = pairs.find(|(name, _)| name == "company")?;
    company.parse().ok()
}
