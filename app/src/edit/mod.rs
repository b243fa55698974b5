//! Changing what is saved: what every card and list asks the server.

pub mod api;
