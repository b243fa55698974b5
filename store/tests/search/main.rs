//! Searching, on a real PostgreSQL: see `store::testing` for the database.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod duplicates;
mod fields;
mod hostile;
mod naive;
mod oracle;
mod paging;
mod populations;
mod private;
mod ranking;
mod upkeep;
