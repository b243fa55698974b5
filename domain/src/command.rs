//! Commands: everything that one action of a user did, known to the journal by one id.

use serde::{Deserialize, Serialize};

use crate::CommandId;

/// What was done, so that it can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The command.
    pub command: CommandId,
}

/// What undoing a command did: a new command, which can be undone in its turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The command that undid it.
    pub command: CommandId,
    /// How many rows are as they were before.
    pub restored: u32,
    /// Where a later change stands in the way; those fields were left as they are.
    pub blocked: Vec<Blocked>,
}

/// A field that could not be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// The table, as the journal names it.
    pub table: String,
    /// The column; empty when the row itself is gone.
    pub field: String,
    /// Who changed it later; empty when nobody knows.
    pub by: String,
}
