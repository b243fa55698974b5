//! The HTML document around the application.

use domain::user::{Language, Theme};
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::boot::{META_NAME, boot};

/// The Latin part of the typeface, asked for before the style sheet is read.
const FONT: &str = "/fonts/schibsted-grotesk-1-latin.woff2";

/// The document. Sets the content security policy, since the nonce is made here.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let boot = boot();
    set_security_policy();
    let lang = boot.language.as_str();
    let theme = match boot.theme {
        Theme::System => None,
        other => Some(other.as_str()),
    };
    let description = match boot.language {
        Language::Sv => "Kundregister för kontakter och privatkunder",
        Language::En => "A customer register for contacts and private customers",
    };
    view! {
        <!DOCTYPE html>
        <html lang=lang data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="description" content=description />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f2f6f5" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0b1213" />
                <meta name=META_NAME content=boot.to_json() />
                <link rel="preload" href=FONT r#as="font" type="font/woff2" crossorigin="anonymous" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <HashedStylesheet id="leptos" options=options.clone() />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Scripts by nonce only, styles from our own files only, no frames (trust.md §1.3, case 12).
fn set_security_policy() {
    let (Some(nonce), Some(options)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    // cargo-leptos' live reload listens on a port of its own while developing.
    let reload = if cfg!(debug_assertions) {
        " ws://127.0.0.1:3001 ws://localhost:3001"
    } else {
        ""
    };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'{reload}; \
         manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         object-src 'none'"
    );
    if let Ok(value) = http::HeaderValue::from_str(&policy) {
        options.insert_header(http::header::CONTENT_SECURITY_POLICY, value);
    }
}
