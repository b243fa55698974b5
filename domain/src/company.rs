//! Companies («företag»): the customer companies that contacts are linked to.

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::category::Category;
use crate::contact::NoteExcerpt;
use crate::customer::CustomerCard;
use crate::date::Date;
use crate::point::Point;
use crate::user::Colleague;
use crate::{CompanyId, ContactId, LinkId};

/// One row of the hit list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyHit {
    /// The company.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Organisation number, `556600-4825`, or empty.
    pub organisation_number: String,
    /// First phone number, as shown.
    pub phone: String,
    /// Town of the first address.
    pub city: String,
    /// Is a customer.
    pub customer: bool,
    /// The field that matched when it is none of the above.
    pub matched: String,
}

/// The company window, complete for the upper part and the contacts below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyCard {
    /// The company.
    pub id: CompanyId,
    /// Goes up by one with every change.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Organisation number, `556600-4825`, or empty.
    pub organisation_number: String,
    /// What it does, in words.
    pub industry: String,
    /// Website.
    pub website: String,
    /// Comment.
    pub comment: String,
    /// Owner.
    pub owner: Colleague,
    /// In the trash.
    pub trashed: bool,
    /// E-mail addresses and phone numbers, in order.
    pub points: Vec<Point>,
    /// Postal addresses, in order.
    pub addresses: Vec<Address>,
    /// Contacts that the reader may see: current ones first, by name; at most 200.
    pub contacts: Vec<CompanyContact>,
    /// Categories, by name.
    pub categories: Vec<Category>,
    /// The customer row, when the company is a customer.
    pub customer: Option<CustomerCard>,
    /// The latest note.
    pub latest_note: Option<NoteExcerpt>,
    /// Day of the latest change, in the firm's time zone.
    pub changed_on: Date,
    /// Who made the latest change.
    pub changed_by: String,
}

/// A contact on a company's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyContact {
    /// The link.
    pub id: LinkId,
    /// The contact.
    pub contact: ContactId,
    /// Full name.
    pub name: String,
    /// The person's role.
    pub role: String,
    /// First phone number, as shown.
    pub phone: String,
    /// First e-mail address.
    pub email: String,
    /// Is a private customer.
    pub customer: bool,
    /// Hidden from colleagues.
    pub private: bool,
    /// Last day; `None` while it lasts.
    pub ended_on: Option<Date>,
}
