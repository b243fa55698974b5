//! Companies («företag»): the customer companies that contacts are linked to.

use serde::{Deserialize, Serialize};

use crate::address::{Address, AddressDraft, NewAddress};
use crate::category::Category;
use crate::contact::NoteExcerpt;
use crate::customer::CustomerCard;
use crate::date::Date;
use crate::overview::Overview;
use crate::point::{NewPoint, Point, PointDraft};
use crate::user::Colleague;
use crate::{CategoryId, CommandId, CompanyId, ContactId, LinkId, UserId};

/// Contacts of a company that are sent at once.
pub const CONTACTS_AT_ONCE: u32 = 50;

/// The new-company form, exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyDraft {
    /// Name; the only thing that is required.
    pub name: String,
    /// Organisation number, with or without hyphen.
    pub organisation_number: String,
    /// What it does, in words.
    pub industry: String,
    /// Website.
    pub website: String,
    /// Comment.
    pub comment: String,
    /// Owner's id; empty means the one who saves.
    pub owner: String,
    /// Phone numbers.
    pub phones: Vec<PointDraft>,
    /// E-mail addresses.
    pub emails: Vec<PointDraft>,
    /// Postal addresses.
    pub addresses: Vec<AddressDraft>,
    /// Ids of categories.
    pub categories: Vec<String>,
}

/// A company to be saved: every field is within what the database accepts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCompany {
    /// Name, never empty.
    pub name: String,
    /// `556600-4825`, or empty.
    pub organisation_number: String,
    /// What it does, in words.
    pub industry: String,
    /// Website with its scheme, or empty.
    pub website: String,
    /// Comment.
    pub comment: String,
    /// Owner; `None` means the one who saves.
    pub owner: Option<UserId>,
    /// E-mail addresses and phone numbers, in order.
    pub points: Vec<NewPoint>,
    /// Postal addresses, in order.
    pub addresses: Vec<NewAddress>,
    /// Categories.
    pub categories: Vec<CategoryId>,
}

/// A company that may be the same as the one being typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyDuplicate {
    /// The company that is already there.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Town, or empty.
    pub city: String,
    /// Why it may be the same.
    pub reason: CompanyDuplicateReason,
}

/// Why a company may be a duplicate; strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyDuplicateReason {
    /// The same organisation number. Branches of one company share it.
    OrganisationNumber,
    /// The same name.
    Name,
    /// A website in the same domain.
    Website,
}

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
    /// How many contacts the reader may see there, former ones too.
    pub contact_count: u32,
    /// The first [`CONTACTS_AT_ONCE`] of them: current ones first, by name.
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
    /// What stands below, at a glance.
    #[serde(default)]
    pub overview: Overview,
}

/// What saving a new company gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedCompany {
    /// The company.
    pub id: CompanyId,
    /// What it can be undone by.
    pub command: CommandId,
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
    /// The person's department.
    pub department: String,
    /// The person's telephone and e-mail here.
    #[serde(default)]
    pub points: Vec<Point>,
    /// The person's own first phone number, as shown.
    pub phone: String,
    /// The person's own first e-mail address.
    pub email: String,
    /// Is a private customer.
    pub customer: bool,
    /// Hidden from colleagues.
    pub private: bool,
    /// First day.
    pub started_on: Option<Date>,
    /// Last day; `None` while it lasts.
    pub ended_on: Option<Date>,
}
