//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text};

/// How a button looks. One [`Look::Primary`] or [`Look::Danger`] per view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// Outlined.
    #[default]
    Plain,
    /// Filled: the act of the view.
    Primary,
    /// Without a frame.
    Quiet,
    /// Filled in red: cannot be undone.
    Danger,
    /// As a link.
    Link,
}

impl Look {
    fn class(self, small: bool, wide: bool, icon_only: bool) -> String {
        let look = match self {
            Self::Plain => "btn",
            Self::Primary => "btn primary",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
            Self::Link => "btn link",
        };
        let mut class = look.to_owned();
        for (on, name) in [(small, " sm"), (wide, " wide"), (icon_only, " icon-only")] {
            if on {
                class.push_str(name);
            }
        }
        class
    }
}

/// A button.
///
/// `<Button look=Look::Primary kind="submit" busy=pending>"Spara"</Button>`
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// `button` or `submit`.
    #[prop(default = "button")]
    kind: &'static str,
    /// Icon before the text.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The name of a button that shows only its icon; give no children then.
    #[prop(optional, into)]
    name_of_icon: Option<Text>,
    /// Lower, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// At work: shows a spinner and does nothing when pressed again. Give the text as «Sparar …».
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be used at all. Prefer `unavailable`, which can be reached and tells why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot be used just now.
    #[prop(optional, into)]
    unavailable: Signal<Option<String>>,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = name_of_icon.is_some();
    let size = if icon_only && !small {
        IconSize::Normal
    } else {
        IconSize::Sm
    };
    let stop = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() || unavailable.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    };
    view! {
        <button
            class=look.class(small, wide, icon_only)
            type=kind
            disabled=disabled
            title=unavailable
            aria-label=name_of_icon
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || unavailable.with(Option::is_some).then_some("true")
            on:click=stop
        >
            {icon.map(|glyph| view! { <Icon glyph size /> })}
            {children.map(|children| children())}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// Icon before the text.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// The name of a link that shows only its icon; give no children then.
    #[prop(optional, into)]
    name_of_icon: Option<Text>,
    /// Lower, for rows and toolbars.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// The key that follows the link (`layout::keys`).
    #[prop(optional)]
    shortcut: Option<&'static str>,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = name_of_icon.is_some();
    view! {
        <a
            class=look.class(small, wide, icon_only)
            href=href
            aria-label=name_of_icon
            data-shortcut=shortcut
        >
            {icon.map(|glyph| view! { <Icon glyph size=IconSize::Normal /> })}
            {children.map(|children| children())}
        </a>
    }
}
