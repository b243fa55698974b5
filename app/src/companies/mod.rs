//! Companies: the company window.

pub mod api;
mod card;
mod page;
mod texts;

pub use card::{CompanyFacts, CompanyHead};
pub use page::CompanyPage;
