//! The people at the firm who sign in.

use serde::{Deserialize, Serialize};

use crate::UserId;

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Manages the firm and sees private records.
    Administrator,
    /// Reads and writes («säljare» in the demo firm).
    User,
    /// Reads only.
    ReadOnly,
}

/// The language of the interface (BCP 47: `sv`, `en`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

macro_rules! words {
    ($kind:ty { $($variant:ident = $word:literal),+ }) => {
        impl $kind {
            /// The word that stands in the database and in addresses.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Every value, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl std::str::FromStr for $kind {
            type Err = $crate::Problem;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err($crate::Problem::Choice) }
            }
        }
    };
}
pub(crate) use words;

words!(Role { Administrator = "administrator", User = "user", ReadOnly = "read_only" });
words!(Language { Sv = "sv", En = "en" });
words!(Theme { System = "system", Light = "light", Dark = "dark" });

/// The signed-in user, as the interface needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The user.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail, which is also the name to sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Interface language.
    pub language: Language,
    /// Interface theme.
    pub theme: Theme,
    /// Name of the firm.
    pub firm: String,
    /// May see personal numbers in full.
    #[serde(default)]
    pub reads_identity: bool,
}

impl Viewer {
    /// May create and change records.
    #[must_use]
    pub fn can_write(&self) -> bool {
        self.role != Role::ReadOnly
    }
}

/// A colleague, as an owner is shown and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// The user.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// Still has an account.
    pub active: bool,
}
