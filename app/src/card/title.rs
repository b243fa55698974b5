//! The title of a card's page.

use leptos::text_prop::TextProp;

/// A title that follows the card in the browser. The server reads it at once: it is asked for when the
/// page has been drawn, and then the signals at hand may be those of another reader's page.
pub fn living_title(title: impl Fn() -> String + Send + Sync + 'static) -> TextProp {
    #[cfg(feature = "ssr")]
    {
        TextProp::from(leptos::prelude::untrack(title))
    }
    #[cfg(not(feature = "ssr"))]
    {
        TextProp::from(title)
    }
}
