//! Customers: being invoiced is a row of its own, that points to a contact or to a company (S1).

use serde::{Deserialize, Serialize};

use crate::CustomerId;
use crate::user::words;

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
