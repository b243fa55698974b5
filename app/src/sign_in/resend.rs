//! A form that was sent after the session had ended: nothing typed is lost.

use leptos::prelude::*;
use leptos_meta::Title;

#[cfg(feature = "ssr")]
use crate::boot::{ResendState, boot};
#[cfg(feature = "ssr")]
use crate::ui::{Button, Look};

crate::texts! {
    /// What a browser needs to know of the page.
    pub struct ResendTitle {
        title: "Du är inte inloggad längre" / "You are no longer signed in",
    }
}

#[cfg(feature = "ssr")]
crate::texts! {
    /// Words of the page.
    pub struct ResendTexts {
        text: "Inget har sparats än, men allt du skrev finns kvar på den här sidan. Logga in i en ny flik och spara sedan här."
            / "Nothing has been saved yet, but everything you typed is kept on this page. Sign in in a new tab and then save here.",
        sign_in: "Logga in" / "Sign in",
        save: "Spara igen" / "Save again",
    }
}

/// The page: a way to sign in, and the form as it was sent. The server alone draws it.
#[component]
pub fn ResendPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let content = content();
    #[cfg(not(feature = "ssr"))]
    let content = "";
    view! {
        <Title text=ResendTitle::here().title />
        <main class="page" id="content" inner_html=content></main>
    }
}

#[cfg(feature = "ssr")]
fn content() -> String {
    let texts = ResendTexts::here();
    let ResendState { action, pairs } = boot().resend.unwrap_or_default();
    let hidden = pairs
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <div class="empty">
            <h1 tabindex="-1">{ResendTitle::here().title}</h1>
            <p>{texts.text}</p>
            <p><a href="/sign-in" target="_blank" rel="external">{texts.sign_in}</a></p>
            <form method="post" action=action>
                {hidden}
                <Button kind="submit" look=Look::Primary>{texts.save}</Button>
            </form>
        </div>
    }
    .to_html()
}
