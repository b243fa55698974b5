//! Customers: being invoiced is a row of its own, that points to a contact or to a company (S1).

use serde::{Deserialize, Serialize};

use crate::address::{AddressDraft, AddressKind};
use crate::contact::ContactDraft;
use crate::user::words;
use crate::{CustomerId, Invalid, Problem};

/// How the invoice is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// By e-mail.
    Email,
    /// As an e-invoice.
    EInvoice,
    /// By letter.
    #[default]
    Letter,
}
words!(Delivery { Email = "email", EInvoice = "e_invoice", Letter = "letter" });

/// The customer row on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerCard {
    /// The row.
    pub id: CustomerId,
    /// From the firm's series; never reused.
    pub number: i64,
    /// Where invoices are e-mailed, or empty.
    pub invoice_email: String,
    /// Days until an invoice is due, 0–365.
    pub payment_terms_days: i16,
    /// How the invoice is sent.
    pub delivery: Delivery,
    /// ISO 4217.
    pub currency: String,
    /// No more deliveries until paid.
    pub blocked: bool,
}

/// Demands of a private customer, beyond those of a contact: somewhere to send the invoice.
///
/// The invoice address, or the first one when none is marked so, needs street, postcode and town.
pub(crate) fn demand_address(draft: &ContactDraft, invalid: &mut Invalid) {
    let invoice = AddressKind::Invoice.as_str();
    let written = |address: &AddressDraft| !address.is_blank();
    let rows = &draft.addresses;
    let row = rows
        .iter()
        .position(|address| written(address) && address.kind == invoice)
        .or_else(|| rows.iter().position(written))
        .unwrap_or(0);
    let empty = AddressDraft::default();
    let address = rows.get(row).unwrap_or(&empty);
    let parts = [
        ("street", &address.street),
        ("postcode", &address.postcode),
        ("city", &address.city),
    ];
    for (name, value) in parts {
        if value.trim().is_empty() {
            invalid.add(format!("addresses[{row}].{name}"), Problem::Required);
        }
    }
}
