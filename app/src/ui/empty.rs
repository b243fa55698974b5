//! Empty: what will be here, why it is empty, and one way on.

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text};

/// What stands above the words of an empty place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EmptyArt {
    /// Nothing: a search without hits.
    #[default]
    None,
    /// The drawing of a card index: the first time.
    Cards,
    /// An icon.
    Icon(Glyph),
}

/// An empty place; its children are the ways on, at most two.
#[component]
pub fn Empty(
    /// What is not here: «Ingen kontakt heter ”södertsröm”».
    #[prop(into)]
    title: Text,
    /// Why, and what to do.
    text: AnyView,
    /// What stands above.
    #[prop(optional)]
    art: EmptyArt,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let art = match art {
        EmptyArt::None => None,
        EmptyArt::Cards => Some(view! { <Cards /> }.into_any()),
        EmptyArt::Icon(glyph) => Some(view! { <Icon glyph size=IconSize::Lg /> }.into_any()),
    };
    view! {
        <div class="empty">
            {art} <h2>{title}</h2> <p>{text}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

#[component]
fn Cards() -> impl IntoView {
    view! {
        <svg class="art" viewBox="0 0 112 80" aria-hidden="true">
            <path d="M26 22v-7a3 3 0 0 1 3-3h14a3 3 0 0 1 3 3v3h40a4 4 0 0 1 4 4v6"></path>
            <path
                opacity=".6"
                d="M18 36v-7a3 3 0 0 1 3-3h50a3 3 0 0 1 3 3v-1h20a4 4 0 0 1 4 4v4"
            ></path>
            <path
                class="face"
                d="M12 72V42a4 4 0 0 1 4-4h48v-3a3 3 0 0 1 3-3h18a3 3 0 0 1 3 3v3h8a4 4 0 0 1 4 4v26a4 4 0 0 1-4 4z"
            ></path>
            <rect class="tab" x="71" y="35.5" width="13" height="4" rx="1"></rect>
            <circle cx="28" cy="54" r="6"></circle>
            <path d="M42 51h30M42 58h18"></path>
        </svg>
    }
}
