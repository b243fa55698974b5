//! `/dev/ui`: every component in every state, for development, screenshots and axe.
//!
//! `?theme=light|dark` forces a theme, `?language=en` shows the English texts.

mod choices;
mod controls;
mod foundations;
mod lists;
mod messages;
mod overlays;
mod words;

use domain::user::Language;
use leptos::context::Provider;
use leptos::prelude::*;
use leptos_meta::{Stylesheet, Title};
use leptos_router::hooks::use_query_map;

use crate::ui::{Logo, ToastRegion, Toasts};
use words::DevWords;

/// The component page. Only routed in development.
#[component]
pub fn UiPage() -> impl IntoView {
    let query = use_query_map();
    let theme = query
        .read_untracked()
        .get("theme")
        .filter(|theme| theme == "light" || theme == "dark");
    let language = query
        .read_untracked()
        .get("language")
        .and_then(|word| word.parse().ok());
    view! {
        <Title text="Components" />
        <Stylesheet href="/dev.css" />
        <Provider value=language.unwrap_or(Language::Sv)>
            <Sheet theme />
        </Provider>
    }
}

#[component]
fn Sheet(theme: Option<String>) -> impl IntoView {
    let words = DevWords::here();
    Toasts::provide();
    view! {
        <div class="themed" data-theme=theme lang=crate::i18n::language().as_str()>
            <main class="page" id="content">
                <div class="page-title">
                    <Logo />
                    <h1>{words.components}</h1>
                    <Switches />
                </div>
                <div class="specsheet">
                    <foundations::Colours />
                    <foundations::Type />
                    <controls::Buttons />
                    <controls::Fields />
                    <choices::Choices />
                    <choices::Filters />
                    <choices::Small />
                    <lists::Hits />
                    <lists::Cards />
                    <lists::Tables />
                    <messages::Messages />
                    <messages::Waiting />
                    <messages::Nothing />
                    <overlays::Overlays />
                </div>
            </main>
            <ToastRegion />
        </div>
    }
}

/// Ways to the other looks. Loaded anew, since the language is fixed for as long as a page lives.
#[component]
fn Switches() -> impl IntoView {
    let links = [
        ("Ljust", "?theme=light"),
        ("Mörkt", "?theme=dark"),
        ("Light, English", "?theme=light&language=en"),
        ("Dark, English", "?theme=dark&language=en"),
    ];
    let link = |(label, query): (&'static str, &'static str)| {
        view! {
            <a class="crumb" rel="external" href=format!("/dev/ui{query}")>
                {label}
            </a>
        }
    };
    view! { <nav class="row wrap" aria-label="Theme">{links.map(link).into_iter().collect_view()}</nav> }
}

/// One part of the page.
#[component]
fn Part(
    /// Its heading.
    title: &'static str,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// One state, with its name above.
#[component]
fn State(
    /// The name of the state.
    name: &'static str,
    /// The component in it.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <span class="cap">{name}</span>
            {children()}
        </div>
    }
}
