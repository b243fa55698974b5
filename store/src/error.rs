//! What can go wrong, in terms of the caller. The words of the database never leave this crate
//! except in [`Error::Database`], which is for the log.

use domain::Invalid;
use domain::edit::Clash;
use sqlx::error::DatabaseError;

use crate::constraint::on_constraint;

/// Why a unit of work was not done. Nothing of it has been kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The session has ended, or there never was one.
    #[error("the session has ended")]
    NoSession,
    /// There is no such row, or none that the reader may see.
    #[error("not found")]
    NotFound,
    /// The reader may not do this.
    #[error("not allowed")]
    Forbidden,
    /// A field is wrong in a way that only the database could tell.
    #[error("a field is wrong: {0:?}")]
    Invalid(Invalid),
    /// Somebody else has changed the same fields meanwhile.
    #[error("changed meanwhile by somebody else")]
    Clash(Vec<Clash>),
    /// The same key came before, with other content.
    #[error("another request with the same key came before")]
    Conflict,
    /// The database is overloaded, restarting or out of reach; trying again may help.
    #[error("the database is busy or out of reach: {0}")]
    Busy(sqlx::Error),
    /// The server or its database is set up wrongly; says what to do.
    #[error("{0}")]
    Setup(String),
    /// Anything else.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The unit of work panicked.
    #[error("a unit of work was broken off")]
    BrokenOff,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(from) => match of_database(from.as_ref()) {
                Some(known) => known,
                None if is_passing(from.code().as_deref().unwrap_or_default()) => Self::Busy(error),
                None => Self::Database(error),
            },
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Busy(error)
            }
            _ => Self::Database(error),
        }
    }
}

fn of_database(error: &dyn DatabaseError) -> Option<Error> {
    if let Some((field, problem)) = error.constraint().and_then(on_constraint) {
        return Some(Error::Invalid(Invalid::one(field, problem)));
    }
    match error.code().as_deref() {
        Some("28000") => Some(Error::NoSession),
        Some("42501") => Some(Error::Forbidden),
        _ => None,
    }
}

/// Codes of states that pass: timeouts, serialization, too many connections, shutting down.
fn is_passing(code: &str) -> bool {
    code.starts_with("08")
        || matches!(
            code,
            "25P03"
                | "25P04"
                | "40001"
                | "40P01"
                | "53300"
                | "55P03"
                | "57014"
                | "57P01"
                | "57P02"
                | "57P03"
        )
}

/// Whether the connection itself is gone, so that another one may do.
pub(crate) fn is_disconnect(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code.starts_with("08") || matches!(&*code, "57P01" | "57P02" | "25P03")
        }),
        _ => false,
    }
}
