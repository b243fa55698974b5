//! Companies: the company window and the new-company window.

pub mod api;
mod card;
mod contacts;
pub mod form;
pub mod form_data;
mod page;
#[cfg(feature = "ssr")]
pub mod save;
mod texts;

pub use card::{CompanyFacts, CompanyHead};
pub use form::NewCompanyPage;
pub use page::CompanyPage;
