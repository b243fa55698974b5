//! The frame round every page that needs a signed-in user: skip link, rail or bottom bar, toasts,
//! announcer and single-key shortcuts.
//!
//! A page brings its own `<main id="content">` and one `<h1>`.

mod account;
mod help;
pub mod keys;
mod setting;
mod words;

use domain::user::Viewer;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use crate::boot;
use crate::bulk::Jobs;
use crate::i18n;
use crate::lazy::Later;
use crate::live::Live;
use crate::notices::{Waits, notice_count, reminder_count};
use crate::palette::CommandPalette;
use crate::ui::{Announcer, Glyph, Icon, Mark, ToastRegion, Toasts};
use crate::undo::Acts;
use account::{AccountMenu, MoreMenu};
use help::Help;
pub use help::shortcuts;
pub use setting::ShortcutSetting;
use words::LayoutWords;

/// The frame, with the page inside.
#[component]
pub fn Frame() -> impl IntoView {
    let words = LayoutWords::here();
    let viewer = boot::viewer();
    Toasts::provide();
    Later::provide();
    Live::provide();
    Acts::provide();
    Jobs::provide();
    Waits::provide();
    keys::listen();
    view! {
        // Not the router's: the browser moves the starting point of Tab along with the page.
        <a class="skip" href="#content" rel="external">
            {words.skip}
        </a>
        <div class="app">
            <nav class="rail" aria-label=words.main_menu>
                <a class="mark" href="/contacts" aria-label=words.home>
                    <Mark />
                </a>
                <Destination class="dest" href="/contacts" also="/companies" glyph=Glyph::Users label=words.contacts />
                <Destination class="dest" href="/tasks" glyph=Glyph::ListChecks label=words.tasks />
                <Destination class="dest" href="/projects" glyph=Glyph::Folder label=words.projects />
                <Destination class="dest" href="/notices" glyph=Glyph::Bell label=words.notices />
                <Destination class="dest" href="/settings" glyph=Glyph::Settings label=words.settings />
                <span class="grow"></span>
                <CommandPalette />
                <Help />
                {viewer.clone().map(|viewer| view! { <AccountMenu viewer /> })}
            </nav>
            <Outlet />
            {viewer.clone().map(print_foot)}
            <nav class="bottombar" aria-label=words.menu>
                <Destination class="" href="/contacts" glyph=Glyph::Search label=words.search />
                <Destination class="" href="/companies" glyph=Glyph::Building label=words.companies />
                <Destination class="" href="/recent" glyph=Glyph::Clock label=words.recent />
                <Destination class="" href="/notices" glyph=Glyph::Bell label=words.notices />
                {viewer.map(|viewer| view! { <MoreMenu viewer /> })}
            </nav>
        </div>
        <ToastRegion />
        <Announcer fallback="Kundkort" />
    }
}

/// What stands at the foot of a page on paper: the firm, and the day.
fn print_foot(viewer: Viewer) -> AnyView {
    let day = boot::boot().today.map(i18n::date);
    view! {
        <p class="print-foot" aria-hidden="true">
            <span>{viewer.firm}</span>
            <span>{day}</span>
        </p>
    }
    .into_any()
}

/// A link of the rail or the bottom bar; current on its page and the pages below it.
#[component]
fn Destination(
    /// Class of the link.
    class: &'static str,
    /// Where it leads.
    href: &'static str,
    /// Another page that belongs to it.
    #[prop(optional)]
    also: Option<&'static str>,
    /// Its icon.
    glyph: Glyph,
    /// Its word.
    label: &'static str,
) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || {
        let here =
            path.with(|path| is_at(path, href) || also.is_some_and(|also| is_at(path, also)));
        here.then_some("page")
    };
    // The settings are drawn by the server, so the browser loads them as a page.
    let rel = (href == "/settings").then_some("external");
    view! {
        <a class=class href=href rel=rel aria-current=current>
            <Icon glyph />
            {label}
            {(href == "/tasks").then(reminder_count)}
            {(href == "/notices").then(notice_count)}
        </a>
    }
}

/// The path is this page, or one below it.
fn is_at(path: &str, page: &str) -> bool {
    path.strip_prefix(page)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn a_destination_is_current_on_the_pages_below_it() {
        assert!(is_at("/contacts", "/contacts"));
        assert!(is_at("/contacts/new", "/contacts"));
        assert!(!is_at("/contacts-old", "/contacts"));
        assert!(!is_at("/settings", "/contacts"));
    }
}
