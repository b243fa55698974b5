//! Why a command ends early: one clear line for the person who gave it.

use std::fmt;

/// What stopped a command.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// The person asked for it, by Ctrl-C or SIGTERM.
    Stopped,
    /// Something went wrong; the text says what to do.
    Message(String),
}

/// The result of everything in xtask that can fail.
pub type Result<T = ()> = std::result::Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => out.write_str("stopped"),
            Self::Message(text) => out.write_str(text),
        }
    }
}

/// A failure that says `text`.
pub fn fail<T>(text: impl Into<String>) -> Result<T> {
    Err(Failure::Message(text.into()))
}

/// Puts what was attempted before the error of the standard library.
pub trait Attempt<T> {
    /// `attempt` reads like «write /tmp/x»; the error follows it.
    fn attempt(self, attempt: impl fmt::Display) -> Result<T>;
}

impl<T, E: fmt::Display> Attempt<T> for std::result::Result<T, E> {
    fn attempt(self, attempt: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Failure::Message(format!("cannot {attempt}: {error}")))
    }
}
