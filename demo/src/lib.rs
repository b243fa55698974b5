//! A firm that a Swede would believe: people, companies, and what was written down about them.
//!
//! Everything is a function of a seed, so that the same seed gives the same firm, byte for byte;
//! and a stream, so that a million contacts need no more memory than a thousand. No number rings
//! and no letter arrives: phone numbers are from PTS's series for fiction, e-mail is under
//! `.example`, and organisation numbers are of a group that the law does not have.

mod calendar;
mod cast;
mod company;
mod data;
mod firm;
mod generate;
mod journal;
mod load;
mod mailbox;
mod meeting;
mod mention;
mod names;
mod note;
mod person;
mod place;
mod plan;
mod project;
mod rng;
mod rows;
mod settle;
mod suspend;
mod tables;
mod task;
mod trade;

pub use firm::PASSWORD;
pub use load::{Error, load};
pub use plan::{DEMO_FIRM, Plan, Report};
