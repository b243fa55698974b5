//! Contact points: e-mail addresses and phone numbers, several of each, labelled and ordered.

use serde::{Deserialize, Serialize};

use crate::user::words;
use crate::{PointId, Problem, email, phone};

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
    /// The company where it is the person's; empty for one that is the card's own.
    #[serde(default)]
    pub at: String,
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

impl PointDraft {
    /// Nothing has been written: an empty extra row, which is left out.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.value.trim().is_empty()
    }

    fn label_or(&self, default: Label) -> Result<Label, Problem> {
        if self.label.is_empty() {
            Ok(default)
        } else {
            self.label.parse()
        }
    }

    /// Reads one of a kind.
    ///
    /// # Errors
    /// As [`Self::phone`] and [`Self::email`].
    pub fn read(&self, kind: PointKind) -> Result<NewPoint, Problem> {
        match kind {
            PointKind::Phone => self.phone(),
            PointKind::Email => self.email(),
        }
    }

    /// Reads a phone number. Without a label it is mobile or work, as the number tells.
    ///
    /// # Errors
    /// [`Problem::Phone`], or [`Problem::Choice`] for a label that is not offered.
    pub fn phone(&self) -> Result<NewPoint, Problem> {
        let number = phone::parse(&self.value)?;
        let default = if number.is_mobile() {
            Label::Mobile
        } else {
            Label::Work
        };
        Ok(NewPoint {
            kind: PointKind::Phone,
            label: self.label_or(default)?,
            value: number.national(),
            target: number.e164,
        })
    }

    /// Reads an e-mail address.
    ///
    /// # Errors
    /// [`Problem::Email`], or [`Problem::Choice`] for a label that is not offered.
    pub fn email(&self) -> Result<NewPoint, Problem> {
        let address = email::parse(&self.value)?.address;
        Ok(NewPoint {
            kind: PointKind::Email,
            label: self.label_or(Label::Work)?,
            value: address.clone(),
            target: address,
        })
    }
}
