//! The embedded PostgreSQL (docs/adr/0004-embedded-postgres.md).

mod cluster;
mod pidfile;
mod program;
mod socket;
pub mod url;

pub use cluster::{Cluster, Purpose, stop_left_behind};
