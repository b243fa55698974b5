//! Postal addresses.

use serde::{Deserialize, Serialize};

use crate::AddressId;
use crate::user::words;

/// What an address is used for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// Where post goes.
    #[default]
    Post,
    /// Where one visits.
    Visit,
    /// Where invoices go.
    Invoice,
}
words!(AddressKind { Post = "post", Visit = "visit", Invoice = "invoice" });

/// A saved address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The address.
    pub id: AddressId,
    /// What it is used for.
    pub kind: AddressKind,
    /// Street and number; may hold a line break (c/o, a box).
    pub street: String,
    /// Postcode, `793 31` in Sweden.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// An address in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressDraft {
    /// An [`AddressKind`] word; empty means post.
    pub kind: String,
    /// As typed.
    pub street: String,
    /// As typed.
    pub postcode: String,
    /// As typed.
    pub city: String,
    /// ISO 3166-1 alpha-2; empty means SE.
    pub country: String,
}

/// An address to be saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAddress {
    /// What it is used for.
    pub kind: AddressKind,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}
