//! What is asked of a card's tasks: which statuses, in which order, and what is open.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::TaskId;
use crate::search::{form_encode, query_pairs};
use crate::user::words;

/// The order of the list; a minus is the other way round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The first day first, those without a day last.
    #[default]
    Due,
    /// The last day first.
    DueDown,
    /// What is most pressing first.
    Priority,
    /// What can wait first.
    PriorityDown,
    /// By name of whoever is to do it.
    Owner,
    /// The same from the end of the alphabet.
    OwnerDown,
}
words!(Sort {
    Due = "due",
    DueDown = "-due",
    Priority = "priority",
    PriorityDown = "-priority",
    Owner = "owner",
    OwnerDown = "-owner"
});

impl Sort {
    /// The order that this one is, whichever way, and whether it is the right way round.
    #[must_use]
    pub fn direction(self) -> (Self, bool) {
        match self {
            Self::Due | Self::Priority | Self::Owner => (self, true),
            Self::DueDown => (Self::Due, false),
            Self::PriorityDown => (Self::Priority, false),
            Self::OwnerDown => (Self::Owner, false),
        }
    }

    /// The other way round.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Due => Self::DueDown,
            Self::Priority => Self::PriorityDown,
            Self::Owner => Self::OwnerDown,
            down => down.direction().0,
        }
    }
}

/// The tasks of a card, as the address says it: `?tab=tasks&status=started&sort=owner`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskQuery {
    /// These statuses; as the reader had them last when nothing is said.
    pub statuses: Option<Vec<Status>>,
    /// The order.
    pub sort: Sort,
    /// What comes after this, which the page before it said.
    pub after: Option<String>,
    /// The form of a new one is open.
    pub new: bool,
    /// The form of this one is open.
    pub edit: Option<TaskId>,
}

impl TaskQuery {
    /// Reads the query of an address. What makes no sense is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in query_pairs(query) {
            match &*name {
                "status" => {
                    let statuses = read.statuses.get_or_insert_default();
                    if let Ok(status) = value.parse::<Status>()
                        && !statuses.contains(&status)
                    {
                        statuses.push(status);
                    }
                }
                "sort" => read.sort = value.parse().unwrap_or_default(),
                "after" => read.after = Some(value).filter(|value| !value.is_empty()),
                "new" => read.new = true,
                "edit" => read.edit = value.parse().ok(),
                _ => {}
            }
        }
        read
    }

    /// The query of its address, without what is not said. Begins with `tab=tasks`.
    #[must_use]
    pub fn address(&self) -> String {
        let mut address = "?tab=tasks".to_owned();
        if let Some(statuses) = &self.statuses {
            // None at all is said too, else it would be those of the last time.
            if statuses.is_empty() {
                address.push_str("&status=none");
            }
            for status in statuses {
                address.push_str(&format!("&status={}", status.as_str()));
            }
        }
        if self.sort != Sort::default() {
            address.push_str(&format!("&sort={}", self.sort.as_str()));
        }
        if let Some(after) = &self.after {
            address.push_str(&format!("&after={}", form_encode(after)));
        }
        if self.new {
            address.push_str("&new");
        }
        if let Some(id) = self.edit {
            address.push_str(&format!("&edit={id}"));
        }
        address
    }

    /// The list itself, with no form open and from the beginning.
    #[must_use]
    pub fn list(&self) -> Self {
        Self {
            after: None,
            new: false,
            edit: None,
            ..self.clone()
        }
    }
}
