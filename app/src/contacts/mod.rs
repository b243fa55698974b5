//! Contacts: the contact window and the new-contact window.

mod acts;
pub mod api;
mod card;
mod companies;
pub mod edit;
pub mod form;
pub mod form_data;
pub mod page;
#[cfg(feature = "ssr")]
pub mod save;
mod take;
pub mod texts;
mod top;

pub use card::{ContactFacts, ContactHead};
pub use edit::EditContactPage;
pub use form::NewContactPage;
pub use page::ContactPage;
pub use take::{print_item, take_code, take_items};
