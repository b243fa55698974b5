//! Icons: one sprite, drawn by Lucide (ISC).

use leptos::prelude::*;

macro_rules! glyphs {
    ($($name:ident = $file:literal),+ $(,)?) => {
        /// An icon of the sprite (`style/make/icons.mjs` has the same names).
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Glyph { $(#[doc = $file] $name),+ }

        impl Glyph {
            /// Every icon.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Where the icon is.
            #[must_use]
            pub fn href(self) -> &'static str {
                match self { $(Self::$name => concat!("/icons.svg#i-", $file)),+ }
            }
        }
    };
}

glyphs! {
    ArrowDown = "arrow-down", ArrowLeft = "arrow-left", ArrowRight = "arrow-right", ArrowUp = "arrow-up", ArrowUpDown = "arrow-up-down",
    AtSign = "at-sign", Bell = "bell", Building = "building-2", Calendar = "calendar", Check = "check", ChevronDown = "chevron-down",
    CircleAlert = "circle-alert", CircleCheck = "circle-check", CircleHelp = "circle-help", Clock = "clock", Command = "command", Copy = "copy",
    Download = "download",
    Ellipsis = "ellipsis", Eye = "eye", EyeOff = "eye-off", Folder = "folder", Globe = "globe", Info = "info",
    Link = "link-2", ListChecks = "list-checks", Lock = "lock", LogOut = "log-out", Mail = "mail", Map = "map", Menu = "menu",
    Message = "message-square", Pencil = "pencil", Phone = "phone", Plus = "plus", Printer = "printer", QrCode = "qr-code", Receipt = "receipt",
    Refresh = "refresh-cw", ScanSearch = "scan-search", Search = "search", Settings = "settings",
    Sliders = "sliders-horizontal", Star = "star", Trash = "trash-2", Warning = "triangle-alert",
    User = "user-round", UserPlus = "user-round-plus", Users = "users", UsersRound = "users-round",
    WifiOff = "wifi-off", Close = "x",
}

/// How large an icon is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IconSize {
    /// 14 px.
    Xs,
    /// 16 px.
    Sm,
    /// 18 px.
    #[default]
    Normal,
    /// 24 px, thinner.
    Lg,
}

/// An icon. Always hidden from assistive technology: a word beside it, or the name of what it stands in, tells.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
    /// How large.
    #[prop(optional)]
    size: IconSize,
) -> impl IntoView {
    let class = match size {
        IconSize::Xs => "icon xs",
        IconSize::Sm => "icon sm",
        IconSize::Normal => "icon",
        IconSize::Lg => "icon lg",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use href=glyph.href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Glyph;

    #[test]
    fn the_sprite_has_just_these() {
        let sprite = include_str!("../../../public/icons.svg");
        for glyph in Glyph::ALL {
            let (_, id) = glyph.href().split_once('#').unwrap_or_default();
            assert!(
                sprite.contains(&format!("<symbol id=\"{id}\"")),
                "{id} is missing in public/icons.svg"
            );
        }
        assert_eq!(sprite.matches("<symbol ").count(), Glyph::ALL.len());
    }
}
