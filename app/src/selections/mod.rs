//! Saved selections: the page where they are put in order. In the search panel: `search::saved`.

pub mod api;
#[cfg(feature = "ssr")]
pub mod manage;
mod page;
pub mod texts;

pub use page::{SelectionsPage, why};
