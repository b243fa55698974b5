//! Keys. Every row is known by `(tenant, id)`; the id is a UUIDv7 that the client may make.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The firm that uses Kundkort («er firma»), never a customer company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TenantId(pub i64);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person at the firm who signs in.
    UserId,
    /// A contact person or private customer.
    ContactId,
    /// A customer company («företag»).
    CompanyId,
    /// The link between a contact and a company.
    LinkId,
    /// An e-mail address or phone number on a contact or company.
    PointId,
    /// A postal address on a contact or company.
    AddressId,
    /// The customer row of a contact or company.
    CustomerId,
    /// A category («kategori»).
    CategoryId,
    /// A saved selection («sparad sökning»).
    SelectionId,
    /// A note.
    NoteId,
    /// Something that a colleague has told somebody of.
    NoticeId,
    /// A task.
    TaskId,
    /// A meeting.
    MeetingId,
    /// A project.
    ProjectId,
    /// Somebody who takes part in a project.
    ParticipantId,
    /// Everything that one action of a user did, as the journal knows it.
    CommandId,
}
