//! The database, tested against a real PostgreSQL: see `store::testing`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on panics"
)]

mod access;
mod acts;
mod as_of;
mod bulk;
mod cancel;
mod card;
mod card_form;
mod category;
mod common;
mod company;
mod company_link;
mod create;
mod customer;
mod edit;
mod history;
mod identity;
mod install;
mod isolation;
mod journal;
mod link;
mod live;
mod meeting;
mod note;
mod notice;
mod of_project;
mod owner;
mod project;
mod recent;
mod repeat;
mod rows;
mod schema;
mod seal;
mod selection;
mod session;
mod settings;
mod sign_in;
mod task;
mod text;
mod trash;
mod undo;
mod undo_any;
mod visibility;
mod work_point;
