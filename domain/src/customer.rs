//! Customers: being invoiced is a row of its own, that points to a contact or to a company (S1).

use serde::{Deserialize, Serialize};

use crate::address::{AddressDraft, AddressKind, HOME_COUNTRY, NewAddress};
use crate::contact::ContactDraft;
use crate::date::Date;
use crate::edit::parse;
use crate::identity::PersonalNumber;
use crate::point::PointDraft;
use crate::user::words;
use crate::{CommandId, CustomerId, Invalid, Problem, draft, identity};

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
    /// Language of the invoice (BCP 47), or empty.
    #[serde(default)]
    pub language: String,
    /// ISO 4217.
    pub currency: String,
    /// No more deliveries until paid.
    pub blocked: bool,
    /// Personal number of a private customer, masked: `19640823-••••`; or empty.
    #[serde(default)]
    pub personal_number: String,
}

/// What making somebody a customer gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The customer row.
    pub id: CustomerId,
    /// Its number.
    pub number: i64,
    /// The command, to undo it by.
    pub command: CommandId,
}

/// What the customer form starts from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerForm {
    /// Name of the contact or company.
    pub name: String,
    /// The customer row, also one that has ended.
    pub customer: Option<CustomerId>,
    /// The number it has, and keeps.
    pub number: Option<i64>,
    /// Is a customer now.
    pub active: bool,
    /// The personal number that is kept, masked; or empty.
    pub masked: String,
    /// The reader may see it in full.
    pub may_show: bool,
    /// How often it has been shown, by whom and when for the last time; for administrators.
    pub shown: Option<(u32, String, Date)>,
    /// What stands in the fields.
    pub draft: CustomerDraft,
}

/// The customer form, exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerDraft {
    /// Personal number; empty leaves the one that is kept alone. Only of a contact.
    pub personal_number: String,
    /// The personal number that is kept is to be removed.
    pub remove_personal_number: bool,
    /// Invoice address.
    pub street: String,
    /// Invoice address.
    pub postcode: String,
    /// Invoice address.
    pub city: String,
    /// Invoice address: ISO 3166-1 alpha-2; empty means SE.
    pub country: String,
    /// Where invoices are e-mailed.
    pub invoice_email: String,
    /// Days until an invoice is due; empty means 30.
    pub payment_terms_days: String,
    /// A [`Delivery`] word.
    pub delivery: String,
    /// ISO 4217; empty means SEK.
    pub currency: String,
    /// BCP 47, or empty.
    pub language: String,
    /// No more deliveries until paid.
    pub blocked: bool,
}

/// What a customer is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// The personal number; `None` leaves the one that is kept alone.
    pub personal_number: Option<PersonalNumber>,
    /// The personal number that is kept is to be removed.
    pub remove_personal_number: bool,
    /// Invoice address; all empty for none of its own.
    pub address: NewAddress,
    /// Where invoices are e-mailed, or empty.
    pub invoice_email: String,
    /// Days until an invoice is due, 0–365.
    pub payment_terms_days: String,
    /// How the invoice is sent.
    pub delivery: Delivery,
    /// ISO 4217.
    pub currency: String,
    /// Language of the invoice, or empty.
    pub language: String,
    /// No more deliveries until paid.
    pub blocked: bool,
}

impl CustomerDraft {
    /// Reads the form of a person or, without a personal number, of a company.
    ///
    /// An invoice by e-mail needs somewhere to send it, and so does one by letter.
    ///
    /// # Errors
    /// [`Invalid`] with every problem, in the order of the form.
    pub fn parse(&self, today: Date) -> Result<NewCustomer, Invalid> {
        let mut invalid = Invalid::default();
        let delivery = match self.delivery.as_str() {
            "" => Ok(Delivery::default()),
            word => word.parse(),
        };
        let delivery_wanted = delivery.unwrap_or_default();
        let personal_number = invalid.check(
            "personal_number",
            identity::optional(&self.personal_number, today),
        );
        let address = self.read_address(delivery_wanted == Delivery::Letter, &mut invalid);
        let email = self.invoice_email.trim();
        let email = match (email.is_empty(), delivery_wanted) {
            (true, Delivery::Email) => Err(Problem::Required),
            (true, _) => Ok(String::new()),
            _ => PointDraft {
                value: email.to_owned(),
                ..PointDraft::default()
            }
            .email()
            .map(|point| point.value),
        };
        let new = NewCustomer {
            personal_number,
            remove_personal_number: self.remove_personal_number,
            address,
            invoice_email: invalid.check("invoice_email", email),
            payment_terms_days: invalid.check(
                "payment_terms_days",
                parse::days(or(&self.payment_terms_days, "30")),
            ),
            delivery: invalid.check("delivery", delivery),
            currency: invalid.check("currency", parse::currency(or(&self.currency, "SEK"))),
            language: invalid.check("language", draft::language(&self.language)),
            blocked: self.blocked,
        };
        invalid.or(new)
    }

    /// The invoice address. All of it or nothing: a street without a town leads nowhere.
    fn read_address(&self, demanded: bool, invalid: &mut Invalid) -> NewAddress {
        let written = AddressDraft {
            kind: AddressKind::Invoice.as_str().to_owned(),
            street: self.street.clone(),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
        };
        if !demanded && written.is_blank() {
            return NewAddress {
                kind: AddressKind::Invoice,
                country: HOME_COUNTRY.to_owned(),
                ..NewAddress::default()
            };
        }
        let mut wrong = Invalid::default();
        let address = written.parse("address", &mut wrong);
        for (field, value) in [
            ("street", &address.street),
            ("postcode", &address.postcode),
            ("city", &address.city),
        ] {
            // Elsewhere a postcode is not everybody's.
            let needed = field != "postcode" || address.country == HOME_COUNTRY;
            let path = format!("address.{field}");
            match wrong.of(&path) {
                Some(problem) => invalid.add(field, problem),
                None if needed && value.is_empty() => invalid.add(field, Problem::Required),
                None => {}
            }
        }
        if let Some(problem) = wrong.of("address.country") {
            invalid.add("country", problem);
        }
        address
    }
}

fn or<'a>(typed: &'a str, otherwise: &'a str) -> &'a str {
    match typed.trim() {
        "" => otherwise,
        typed => typed,
    }
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

#[cfg(test)]
#[path = "customer/tests.rs"]
mod tests;
