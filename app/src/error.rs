//! The one error that crosses the wire. It never carries a text from the database.

use crate::wire::JsonText;
use domain::Invalid;
use domain::edit::Clash;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Error {
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// It does not exist, or the reader may not know that it does.
    NotFound,
    /// The reader may not do this.
    Forbidden,
    /// Something that was typed is wrong.
    Invalid(Invalid),
    /// Somebody else has changed the same fields meanwhile: what stands there now.
    Clash(Vec<Clash>),
    /// Somebody else was first, or the idempotency key was used for something else.
    Conflict,
    /// The database is too busy; nothing was done.
    Busy,
    /// The server was not reached.
    Offline,
    /// A fault of ours; the details are in the server's log.
    Internal,
}

impl Error {
    /// The HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::Clash(_) => 409,
            Self::Invalid(_) => 422,
            Self::Busy | Self::Offline => 503,
            Self::Internal => 500,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Error {}

impl FromServerFnError for Error {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            _ => Self::Internal,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NoSession => Self::SignedOut,
            store::Error::NotFound => Self::NotFound,
            store::Error::Forbidden => Self::Forbidden,
            store::Error::Invalid(invalid) => Self::Invalid(invalid),
            store::Error::Clash(clashes) => Self::Clash(clashes),
            store::Error::Conflict => Self::Conflict,
            store::Error::Busy(cause) => {
                // Nobody's fault, but whoever runs the server should know.
                tracing::warn!(error = %cause, "the database is busy");
                Self::Busy
            }
            other => {
                tracing::error!(error = %other, "database");
                Self::Internal
            }
        }
    }
}
