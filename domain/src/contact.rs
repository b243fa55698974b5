//! Contacts: contact persons and private customers, one thing (S1).

use serde::{Deserialize, Serialize};

use crate::address::{Address, AddressDraft, NewAddress};
use crate::category::Category;
use crate::customer::CustomerCard;
use crate::date::Date;
use crate::identity::PersonalNumber;
use crate::overview::Overview;
use crate::point::{NewPoint, Point, PointDraft};
use crate::user::Colleague;
use crate::{CategoryId, CommandId, CompanyId, ContactId, LinkId, UserId};

/// Longest first or last name, nickname or title, in characters.
pub const MAX_NAME_CHARS: usize = 200;
/// Longest comment, in characters.
pub const MAX_COMMENT_CHARS: usize = 10_000;
/// Most e-mail addresses, phone numbers or addresses of each kind in one form.
pub const MAX_POINTS: usize = 20;

/// The new-contact form, exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactDraft {
    /// First name.
    pub first_name: String,
    /// Last name; the only thing that is required.
    pub last_name: String,
    /// What the person is called.
    pub nickname: String,
    /// Title.
    pub title: String,
    /// Birth date, ISO 8601.
    pub birth_date: String,
    /// Preferred language, `sv`, `en` or empty.
    pub language: String,
    /// Website.
    pub website: String,
    /// Comment.
    pub comment: String,
    /// Owner's id; empty means the one who saves.
    pub owner: String,
    /// Hidden from colleagues.
    pub private: bool,
    /// Phone numbers.
    pub phones: Vec<PointDraft>,
    /// E-mail addresses.
    pub emails: Vec<PointDraft>,
    /// Postal addresses.
    pub addresses: Vec<AddressDraft>,
    /// Ids of categories.
    pub categories: Vec<String>,
    /// Personal number of a private customer; may be left out.
    pub personal_number: String,
}

/// A contact to be saved: every field is within what the database accepts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewContact {
    /// First name; may be empty.
    pub first_name: String,
    /// Last name, never empty.
    pub last_name: String,
    /// What the person is called.
    pub nickname: String,
    /// Title.
    pub title: String,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Preferred language (BCP 47), or empty.
    pub language: String,
    /// Website with its scheme, or empty.
    pub website: String,
    /// Comment.
    pub comment: String,
    /// Owner; `None` means the one who saves.
    pub owner: Option<UserId>,
    /// Hidden from colleagues.
    pub private: bool,
    /// E-mail addresses and phone numbers, in order.
    pub points: Vec<NewPoint>,
    /// Postal addresses, in order.
    pub addresses: Vec<NewAddress>,
    /// Categories.
    pub categories: Vec<CategoryId>,
    /// Personal number; only of a private customer.
    pub personal_number: Option<PersonalNumber>,
}

/// What saving a new contact gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// The contact.
    pub id: ContactId,
    /// The customer number, when saved as a private customer.
    pub customer_number: Option<i64>,
    /// What it can be undone by.
    #[serde(default)]
    pub command: Option<CommandId>,
}

/// One row of the hit list; slim, since it is sent by the dozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactHit {
    /// The contact.
    pub id: ContactId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Title and company, of the primary current link; the contact's own title without one.
    pub title: String,
    /// Name of the primary current company, or empty.
    pub company: String,
    /// First phone number, as shown.
    pub phone: String,
    /// Town of the first address.
    pub city: String,
    /// Is a private customer.
    pub customer: bool,
    /// Hidden from colleagues.
    pub private: bool,
    /// The field that matched when it is none of the above: an e-mail address, a number, a street …
    pub matched: String,
}

/// A possible duplicate, found while typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The contact that is already there.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// Town, or empty.
    pub city: String,
    /// Why it may be the same person.
    pub reason: DuplicateReason,
}

/// Why a contact may be a duplicate; strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateReason {
    /// The same e-mail address.
    Email,
    /// The same phone number.
    Phone,
    /// The same first and last name.
    Name,
}

/// The contact window, complete for the upper part and the companies below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// The contact.
    pub id: ContactId,
    /// Goes up by one with every change.
    pub version: i32,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What the person is called.
    pub nickname: String,
    /// Title.
    pub title: String,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Preferred language (BCP 47), or empty.
    pub language: String,
    /// Website.
    pub website: String,
    /// Comment.
    pub comment: String,
    /// Owner.
    pub owner: Colleague,
    /// Hidden from colleagues.
    pub private: bool,
    /// In the trash.
    pub trashed: bool,
    /// E-mail addresses and phone numbers, in order.
    pub points: Vec<Point>,
    /// Postal addresses, in order.
    pub addresses: Vec<Address>,
    /// Companies: current ones first, the primary before all.
    pub companies: Vec<ContactCompany>,
    /// Categories, by name.
    pub categories: Vec<Category>,
    /// The customer row, when the contact is a private customer.
    pub customer: Option<CustomerCard>,
    /// The latest note.
    pub latest_note: Option<NoteExcerpt>,
    /// Day of the latest change, in the firm's time zone.
    pub changed_on: Date,
    /// Who made the latest change.
    pub changed_by: String,
    /// What stands below, at a glance.
    #[serde(default)]
    pub overview: Overview,
}

/// A company on a contact's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCompany {
    /// The link.
    pub id: LinkId,
    /// The company.
    pub company: CompanyId,
    /// Its name.
    pub name: String,
    /// The person's role there.
    pub role: String,
    /// The person's department there.
    pub department: String,
    /// The person's telephone and e-mail there.
    #[serde(default)]
    pub points: Vec<Point>,
    /// Switchboard of the company, as shown.
    pub phone: String,
    /// Town of the company.
    pub city: String,
    /// The main company («huvudföretag»).
    pub primary: bool,
    /// First day.
    pub started_on: Option<Date>,
    /// Last day; `None` while it lasts.
    pub ended_on: Option<Date>,
}

/// The beginning of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteExcerpt {
    /// At most 400 characters.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// The day it was written, in the firm's time zone.
    pub written_on: Date,
    /// The company it was written on, when it is not the contact.
    pub company: Option<(CompanyId, String)>,
}

/// First and last name, as a person is shown.
#[must_use]
pub fn full_name(first_name: &str, last_name: &str) -> String {
    match (first_name.is_empty(), last_name.is_empty()) {
        (true, _) => last_name.to_owned(),
        (_, true) => first_name.to_owned(),
        _ => format!("{first_name} {last_name}"),
    }
}
