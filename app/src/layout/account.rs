//! Who is signed in, and the way out.

use domain::user::Viewer;
use leptos::prelude::*;

use super::words::LayoutWords;
use crate::notes;
use crate::notices::reminder_count;
use crate::ui::{Avatar, AvatarSize, Glyph, Hue, Icon, IconSize, Menu, MenuLink};

/// The account, last in the rail.
#[component]
pub fn AccountMenu(
    /// Who is signed in.
    viewer: Viewer,
) -> impl IntoView {
    let words = LayoutWords::here();
    let hue = Hue::of(viewer.id.0.as_bytes());
    let button = view! {
        <Avatar name=viewer.name.clone() hue size=AvatarSize::Sm />
        {viewer.name.clone()}
        <span class="vh">{words.your_account}</span>
    };
    view! {
        <Menu id="account-menu" label=words.account class="dest" button=button.into_any()>
            <Acts viewer />
        </Menu>
    }
}

/// What the bottom bar has no room for.
#[component]
pub fn MoreMenu(
    /// Who is signed in.
    viewer: Viewer,
) -> impl IntoView {
    let words = LayoutWords::here();
    let button = view! {
        <Icon glyph=Glyph::Menu />
        {words.more}
        {reminder_count()}
    };
    view! {
        <Menu id="more-menu" label=words.more class="" button=button.into_any()>
            <MenuLink href="/tasks" icon=Glyph::ListChecks label=words.my_tasks />
            <MenuLink href="/projects" icon=Glyph::Folder label=words.projects />
            <hr />
            <Acts viewer />
        </Menu>
    }
}

#[component]
fn Acts(viewer: Viewer) -> impl IntoView {
    let words = LayoutWords::here();
    let leave = move |event: leptos::ev::SubmitEvent| {
        // Whoever sits down at this browser next is not to read what somebody has half written.
        let goes = !notes::has_drafts() || window().confirm_with_message(words.drafts) == Ok(true);
        match goes {
            true => notes::drop_drafts(),
            false => event.prevent_default(),
        }
    };
    view! {
        <div class="pop-label" role="presentation">
            {viewer.name}
            <br />
            {viewer.firm}
        </div>
        <MenuLink href="/meetings" icon=Glyph::Calendar label=words.meetings />
        <MenuLink href="/settings" icon=Glyph::Settings label=words.settings attr:rel="external" />
        <hr />
        <form method="post" action="/sign-out" role="presentation" on:submit=leave>
            <button role="menuitem" tabindex="-1" type="submit">
                <Icon glyph=Glyph::LogOut size=IconSize::Sm />
                {words.sign_out}
            </button>
        </form>
    }
}
