//! Settings: one's own account, and for administrators the firm.
//!
//! The pages are plain forms, so the server alone draws them, and a browser loads no code for them:
//! when the page comes alive it leaves what stands inside untouched.

#[cfg(feature = "ssr")]
mod account;
#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
mod device;
#[cfg(feature = "ssr")]
mod firm;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod invite;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
mod texts;
#[cfg(feature = "ssr")]
mod user;
#[cfg(feature = "ssr")]
mod users;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use crate::boot::boot;
use crate::layout::ShortcutSetting;

/// `/settings` and what is below it.
#[component]
pub fn SettingsPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let content = frame::content();
    #[cfg(not(feature = "ssr"))]
    let content = "";
    let node = NodeRef::<html::Div>::new();
    drawn_by_server(node);
    // The one setting that is the browser's own, and so the one part that must be alive.
    let appearance = use_params_map()
        .with_untracked(|params| params.get("section").as_deref() == Some("appearance"));
    view! {
        <Title text=boot().title />
        <main class="page settings" id="content">
            <div node_ref=node inner_html=content on:click=copy></div>
            {appearance.then(|| view! { <ShortcutSetting /> })}
        </main>
    }
}

/// The navigation beside the categories, which are a page that is alive.
pub fn categories_navigation() -> AnyView {
    #[cfg(feature = "ssr")]
    let content = frame::beside_categories();
    #[cfg(not(feature = "ssr"))]
    let content = "";
    let node = NodeRef::<html::Div>::new();
    drawn_by_server(node);
    view! { <div class="settings-beside" node_ref=node inner_html=content></div> }.into_any()
}

/// `/invite/{token}`: choosing a password, for whoever has a link and no session.
#[component]
pub fn InvitePage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let content = invite::content();
    #[cfg(not(feature = "ssr"))]
    let content = "";
    view! {
        <Title text=boot().title />
        <div class="signin alone" inner_html=content></div>
    }
}

/// Whoever comes here from another page without loading this one finds it empty, and loads it.
fn drawn_by_server(node: NodeRef<html::Div>) {
    let path = use_location().pathname;
    Effect::new(move |first: Option<String>| {
        let here = path.get();
        // Tracked: a page that is gone to may be put in its place later than this runs.
        let empty = node
            .get()
            .is_some_and(|node| node.first_element_child().is_none());
        let other = first.as_ref().is_some_and(|first| *first != here);
        // On the way out of the settings it hears of the next page before it is gone.
        if (empty || other) && here.starts_with("/settings") {
            let _ = window().location().set_href(&here);
        }
        first.unwrap_or(here)
    });
}

/// `data-copy` on a button takes what stands in the field of that id; where copying is forbidden,
/// what is to be copied is marked.
fn copy(event: leptos::ev::MouseEvent) {
    let button = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest("[data-copy]").ok().flatten());
    let Some(button) = button else { return };
    let field = button
        .get_attribute("data-copy")
        .and_then(|id| document().get_element_by_id(&id))
        .and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(field) = field else { return };
    field.select();
    let copied = document()
        .dyn_into::<web_sys::HtmlDocument>()
        .is_ok_and(|document| document.exec_command("copy").unwrap_or_default());
    if copied && let Some(done) = button.get_attribute("data-copied") {
        button.set_text_content(Some(&done));
    }
}
