//! Categories («kategorier»): the firm's own labels for contacts and companies.

use serde::{Deserialize, Serialize};

use crate::CategoryId;

/// A category, as it is shown and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The category.
    pub id: CategoryId,
    /// Its name, unique within the firm.
    pub name: String,
    /// May be set on contacts.
    pub for_contacts: bool,
    /// May be set on companies.
    pub for_companies: bool,
}
