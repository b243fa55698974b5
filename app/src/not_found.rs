//! What stands where nothing is.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::texts;

texts! {
    /// Words for a page that does not exist.
    pub struct NotFoundTexts {
        title: "Sidan finns inte" / "There is no such page",
        why: "Adressen kan vara felskriven, eller så har kortet tagits bort eller dolts för dig."
            / "The address may be misspelt, or the card has been removed or hidden from you.",
        back: "Till kontakterna" / "To the contacts",
    }
}

/// The page for an address that leads nowhere, or to something the reader may not know of.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::ssr::set_status(http::StatusCode::NOT_FOUND);
    let texts = NotFoundTexts::here();
    view! {
        <Title text=texts.title />
        <main class="page" id="content">
            <div class="empty">
                <h1 tabindex="-1">{texts.title}</h1>
                <p>{texts.why}</p>
                <a class="btn primary" href="/contacts">{texts.back}</a>
            </div>
        </main>
    }
}
