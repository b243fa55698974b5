//! The database, tested against a real PostgreSQL: see `store::testing`.

mod access;
mod cancel;
mod card;
mod common;
mod create;
mod customer;
mod install;
mod isolation;
mod journal;
mod schema;
mod session;
mod sign_in;
mod text;
mod visibility;
