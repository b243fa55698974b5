//! One act on many hits (S5): ticking them, the bar of acts, how far it has come, and the same as a
//! page for those without JavaScript.

#[cfg(feature = "ssr")]
mod act;
pub mod api;
mod ask;
mod bar;
mod jobs;
#[cfg(feature = "ssr")]
mod page;
mod texts;
mod ticks;

use domain::bulk::Progress;
use domain::search::Among;
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

use crate::error::Error;

#[cfg(feature = "ssr")]
pub use act::{act, choices_for, parse};
pub use bar::{BulkBar, Ticking, acts_on_ticked};
pub use jobs::{Jobs, resume};
pub use texts::BulkTexts;
pub use ticks::{FORM, Ticks};

/// What was ticked without JavaScript, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkState {
    /// Contacts or companies.
    pub among: Among,
    /// They were found in the trash.
    pub trash: bool,
    /// The rows.
    pub ids: Vec<Uuid>,
    /// The list they were ticked in: a path on this server.
    pub back: String,
    /// Owners, categories that are offered, and every category: value and what it says.
    pub choices: [Vec<(String, String)>; 3],
    /// The word of the act; empty until one has been chosen.
    pub act: String,
    /// How it went.
    pub progress: Option<Progress>,
    /// Why nothing was done.
    pub error: Option<Error>,
}

/// `/bulk`: acts on ticked hits as a page, for those without JavaScript. So the server alone draws it, and
/// a browser loads no code for it.
#[component]
pub fn BulkPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let content = page::content();
    #[cfg(not(feature = "ssr"))]
    let content = "";
    view! {
        <Title text=BulkTexts::here().title />
        <main class="page settings" id="content" inner_html=content></main>
    }
}
