//! The HTTP server of Kundkort: guards, documents, forms and the command line.

// The router's handler is a deeply nested generic type.
#![recursion_limit = "512"]

pub mod admin;
pub mod bulk;
pub mod calendar;
pub mod cards;
pub mod cli;
pub mod client;
pub mod companies;
pub mod contacts;
pub mod cookie;
pub mod customers;
pub mod documents;
pub mod guard;
pub mod headers;
pub mod health;
pub mod links;
pub mod live;
pub mod managing;
pub mod meetings;
pub mod notes;
pub mod notices;
pub mod origin;
mod projects;
pub mod purge;
pub mod router;
pub mod seal;
pub mod serve;
pub mod settings;
pub mod sign_in;
pub mod state;
pub mod take_along;
mod tasks;
pub mod telemetry;
pub mod undo;
