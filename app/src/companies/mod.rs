//! Companies: the company window and the new-company window.

mod acts;
pub mod api;
mod card;
mod contacts;
mod edit;
pub mod form;
pub mod form_data;
mod page;
#[cfg(feature = "ssr")]
pub mod save;
mod texts;
mod top;

pub use card::{CompanyFacts, CompanyHead};
pub use edit::EditCompanyPage;
pub use form::NewCompanyPage;
pub use page::CompanyPage;
