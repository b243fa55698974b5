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
pub use texts::saved_words;

use domain::edit::Holder;

/// Where the customer form of a holder is, and where it goes.
#[must_use]
pub fn form_path(holder: Holder) -> String {
    holder.path() + "/customer"
}
