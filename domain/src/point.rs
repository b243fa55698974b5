//! Contact points: e-mail addresses and phone numbers, several of each, labelled and ordered.

use serde::{Deserialize, Serialize};

use crate::PointId;
use crate::user::words;

/// What kind of contact point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
}
words!(PointKind { Email = "email", Phone = "phone" });

/// What it is used for; the interface has the words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Mobile phone.
    Mobile,
    /// At work.
    #[default]
    Work,
    /// At home.
    Home,
    /// Switchboard («växel»).
    Switchboard,
    /// For invoices.
    Invoice,
    /// Anything else.
    Other,
}
words!(Label {
    Mobile = "mobile",
    Work = "work",
    Home = "home",
    Switchboard = "switchboard",
    Invoice = "invoice",
    Other = "other"
});

/// A saved contact point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The point.
    pub id: PointId,
    /// E-mail or phone.
    pub kind: PointKind,
    /// What it is used for.
    pub label: Label,
    /// As it is shown: an e-mail address, or a phone number in national form ([`crate::phone`]).
    pub value: String,
    /// What a link leads to: the e-mail address, or the number in E.164.
    pub target: String,
}

/// A contact point in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointDraft {
    /// A [`Label`] word; empty means the default of the kind.
    #[serde(default)]
    pub label: String,
    /// As typed; an empty one is left out.
    #[serde(default)]
    pub value: String,
}

/// A contact point to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPoint {
    /// E-mail or phone.
    pub kind: PointKind,
    /// What it is used for.
    pub label: Label,
    /// As it is shown.
    pub value: String,
    /// What it is found and linked by: the e-mail address with its domain in lower case, or E.164.
    pub target: String,
}
