//! A message that stays until it is solved.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What a banner is about; gives its colour, its icon and how it is announced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BannerKind {
    /// To know.
    #[default]
    Info,
    /// Went well.
    Ok,
    /// Look here: a possible duplicate.
    Warn,
    /// Went wrong; announced at once.
    Error,
}

/// A banner. Its text goes in the children: a `<p>`, and a `<p class="actions">` for ways on.
#[component]
pub fn Banner(
    /// What it is about.
    #[prop(optional)]
    kind: BannerKind,
    /// Another icon than the one of its kind.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Was there when the page came, and is part of it: not announced.
    #[prop(optional)]
    still: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, glyph, role) = match kind {
        BannerKind::Info => ("banner", Glyph::Info, "status"),
        BannerKind::Ok => ("banner ok", Glyph::CircleCheck, "status"),
        BannerKind::Warn => ("banner warn", Glyph::Warning, "status"),
        BannerKind::Error => ("banner error", Glyph::CircleAlert, "alert"),
    };
    view! {
        <div class=class role=(!still).then_some(role)>
            <Icon glyph=icon.unwrap_or(glyph) />
            <div>{children()}</div>
        </div>
    }
}
