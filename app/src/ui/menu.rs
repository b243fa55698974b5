//! A menu: a button with a popover of acts. Opens without JavaScript; arrows move once alive.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{Glyph, Icon, IconSize, Text, dom};

/// The popover of a menu, and the button that opens it.
///
/// Its children are [`MenuLink`]s, or `<button role="menuitem" tabindex="-1">` in forms, or `<hr>`.
#[component]
pub fn Menu(
    /// Id of the popover.
    #[prop(into)]
    id: Text,
    /// The name of the menu.
    #[prop(into)]
    label: Text,
    /// Class of the button.
    #[prop(default = "btn icon-only")]
    class: &'static str,
    /// What the button shows; the three dots when nothing is given.
    #[prop(optional)]
    button: Option<AnyView>,
    /// The acts.
    children: Children,
) -> impl IntoView {
    let (opened, pressed, keyed) = (id.clone(), id.clone(), id.clone());
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(menu) = dom::by_id(&keyed) else {
            return;
        };
        let items = dom::all::<HtmlElement>(&menu, "[role=menuitem]");
        let focused = dom::focused();
        let at = items
            .iter()
            .position(|item| focused.as_ref() == Some(item))
            .unwrap_or(0);
        let Some(target) = moved(&event.key(), at, items.len()) else {
            return;
        };
        event.prevent_default();
        if let Some(item) = items.get(target) {
            let _ = item.focus();
        }
    };
    let plain = button.is_none();
    view! {
        <button
            class=class
            type="button"
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-label=plain.then(|| label.clone())
        >
            {button.unwrap_or_else(|| view! { <Icon glyph=Glyph::Ellipsis /> }.into_any())}
        </button>
        <div
            class="pop"
            id=id
            popover="auto"
            role="menu"
            aria-label=label
            on:toggle=move |_| dom::focus_opened(&opened, "[role=menuitem]")
            on:click=move |_| dom::hide_popover(&pressed)
            on:keydown=keys
        >
            {children()}
        </div>
    }
}

/// An act that is a link.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: Text,
    /// Icon before the word.
    icon: Glyph,
    /// What it says.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    view! {
        <a role="menuitem" tabindex="-1" href=href>
            <Icon glyph=icon size=IconSize::Sm />
            {label}
        </a>
    }
}

/// Where a key leads in a menu of `count`; it goes round.
fn moved(key: &str, at: usize, count: usize) -> Option<usize> {
    if count == 0 {
        return None;
    }
    Some(match key {
        "ArrowDown" => (at + 1) % count,
        "ArrowUp" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn goes_round() {
        assert_eq!(moved("ArrowDown", 2, 3), Some(0));
        assert_eq!(moved("ArrowUp", 0, 3), Some(2));
        assert_eq!(moved("Home", 2, 3), Some(0));
        assert_eq!(moved("End", 0, 3), Some(2));
        assert_eq!(moved("a", 0, 3), None);
        assert_eq!(moved("ArrowDown", 0, 0), None);
    }
}
