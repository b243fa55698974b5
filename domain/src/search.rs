//! A search: what is asked, as it stands in the address (S5).

use serde::{Deserialize, Serialize};

use crate::user::words;
use crate::{CategoryId, SelectionId};

/// Kontakter or Företag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// Contacts.
    #[default]
    Contacts,
    /// Companies.
    Companies,
}
words!(Among { Contacts = "contacts", Companies = "companies" });

/// Urval: which population.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Everything that is not in the trash.
    #[default]
    All,
    /// Owned by the reader.
    Mine,
    /// Contact persons: linked to a company now, or not a customer.
    ContactPersons,
    /// Private customers. Among companies: customers.
    Customers,
    /// Without any current company. Not for companies.
    WithoutCompany,
    /// Hidden from colleagues. Not for companies.
    Private,
    /// In the trash.
    Trash,
}
words!(Population {
    All = "all",
    Mine = "mine",
    ContactPersons = "contact_persons",
    Customers = "customers",
    WithoutCompany = "without_company",
    Private = "private",
    Trash = "trash"
});

/// Söktyp, first half: which field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Every field below.
    #[default]
    Everything,
    /// First name, last name, nickname; a company's name.
    Name,
    /// E-mail.
    Email,
    /// Phone, however it is typed.
    Phone,
    /// Street, postcode, town.
    Address,
    /// Customer number. Among companies: organisation number too.
    Number,
    /// Title on the card or role at a company.
    Title,
    /// Website.
    Website,
}
words!(Field {
    Everything = "everything",
    Name = "name",
    Email = "email",
    Phone = "phone",
    Address = "address",
    Number = "number",
    Title = "title",
    Website = "website"
});

/// Söktyp, second half: how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Anywhere in the field; with one or two letters, at the beginning of it.
    #[default]
    Contains,
    /// At the beginning.
    StartsWith,
    /// The whole field.
    Exact,
}
words!(How { Contains = "contains", StartsWith = "starts_with", Exact = "exact" });

/// How several categories combine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// At least one of them.
    #[default]
    Any,
    /// All of them.
    All,
    /// None of them.
    None,
}
words!(Combine { Any = "any", All = "all", None = "none" });

/// The longest text that is searched for; the rest is cut off (trust.md §1.3, case 24).
pub const MAX_QUERY_CHARS: usize = 100;

/// A search, complete. Its address is [`Search::to_query`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed, at most [`MAX_QUERY_CHARS`] characters, trimmed.
    pub text: String,
    /// Contacts or companies.
    pub among: Among,
    /// Urval.
    pub population: Population,
    /// Which field.
    pub field: Field,
    /// How the field is compared.
    pub how: How,
    /// Kategori.
    pub categories: Vec<CategoryId>,
    /// How the categories combine.
    pub combine: Combine,
    /// The saved selection it came from, so that its name can be shown.
    pub selection: Option<SelectionId>,
    /// Position to go on from; `None` for the first page.
    pub after: Option<String>,
}
