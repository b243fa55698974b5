//! Sign-in: a plain form that needs no JavaScript, on a page of its own. So the server alone draws it, and
//! a browser loads no code for it.

#[cfg(feature = "ssr")]
mod page;
mod resend;
#[cfg(feature = "ssr")]
mod texts;

use leptos::prelude::*;
use leptos_meta::Title;

pub use resend::ResendPage;

crate::texts! {
    /// What a browser needs to know of the page.
    pub struct SignInTitle {
        title: "Logga in" / "Sign in",
    }
}

/// The sign-in page. Nothing in the application leads to it: every link to it loads the document.
#[component]
pub fn SignInPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let content = page::content();
    #[cfg(not(feature = "ssr"))]
    let content = "";
    view! {
        <Title text=SignInTitle::here().title />
        <div class="signin" inner_html=content></div>
    }
}
