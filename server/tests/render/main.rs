//! Pages, forms and sessions as the server gives them, without a browser and without JavaScript.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where something is wrong"
)]

#[path = "../common/mod.rs"]
mod common;

mod around;
mod card_form;
mod corpus;
mod cross_site;
mod customers;
mod demo;
mod form;
mod form_refused;
mod form_twice;
mod health;
mod hostile;
mod invite;
mod limits;
mod live;
mod meetings;
mod next;
mod office;
mod pages;
mod sessions;
mod settings;
mod sign_in;
mod sound;
mod take_along;
