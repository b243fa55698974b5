//! The parts that the cards of contacts and companies share.

pub mod acts;
pub mod api;
pub mod categories;
pub mod clash;
pub mod editing;
mod facts;
pub mod fields;
pub mod form;
mod key;
pub mod more;
pub mod next;
mod note;
pub mod origin;
mod path;
pub mod place;
mod quick;
pub mod rows;
#[cfg(feature = "ssr")]
pub mod save;
pub mod tabs;
pub mod texts;
mod title;
pub mod words;

pub use editing::Editing;
pub use facts::{AddressFact, EmailFact, OwnerFact, PhoneFact, WebsiteFact, web_href};
pub use note::LatestNote;
pub use path::id_in_path;
pub use quick::quick_acts;
pub use title::living_title;
