//! The parts that the cards of contacts and companies share.

mod facts;
mod note;

pub use facts::{AddressFact, EmailFact, OwnerFact, PhoneFact, WebsiteFact, web_href};
pub use note::LatestNote;
