//! Customers: how a contact or company is invoiced, its personal number, and the register.

pub mod api;
mod dialog;
pub mod export;
pub mod form_data;
mod panel;
#[cfg(feature = "ssr")]
pub mod save;
pub mod texts;

pub use dialog::{CompanyCustomerPage, ContactCustomerPage, take_theirs};
pub use panel::invoicing;

use domain::edit::Holder;
use uuid::Uuid;

/// The card of a holder.
#[must_use]
pub fn card_path(holder: Holder) -> String {
    match holder {
        Holder::Contact(id) => format!("/contacts/{id}"),
        Holder::Company(id) => format!("/companies/{id}"),
    }
}

/// Where the customer form of a holder is, and where it goes.
#[must_use]
pub fn form_path(holder: Holder) -> String {
    card_path(holder) + "/customer"
}

/// What is told to whoever shows the holder.
#[must_use]
pub fn ids(holder: Holder) -> Vec<Uuid> {
    match holder {
        Holder::Contact(id) => vec![id.0],
        Holder::Company(id) => vec![id.0],
    }
}
