//! PostgreSQL, and nothing else.
//!
//! Every public function takes a [`Session`] and does one unit of work: one transaction that the
//! database itself binds to whoever the session's token belongs to. There is no other way to the
//! business tables, so nothing here can forget to ask who is asking.

pub mod account;
pub mod admin;
pub mod auth;
pub mod bulk;
pub mod category;
pub mod company;
pub mod company_link;
mod connect;
mod constraint;
pub mod contact;
pub mod customer;
pub mod edit;
mod error;
pub mod firm;
pub mod history;
mod holder;
mod idempotency;
pub mod identity;
pub mod journal;
mod like;
pub mod link;
pub mod live;
pub mod meeting;
pub mod migrate;
pub mod note;
pub mod notice;
mod password;
pub mod project;
pub mod recent;
pub mod seal;
pub mod search;
pub mod selection;
mod session;
pub mod task;
#[cfg(feature = "testing")]
pub mod testing;
pub mod trash;
pub mod user;

pub use connect::Store;
pub use error::Error;
pub use session::{Session, Source};
