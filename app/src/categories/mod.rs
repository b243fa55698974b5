//! Categories, as the administrator manages them, and how one looks.

pub mod api;
#[cfg(feature = "ssr")]
pub mod manage;
mod page;
mod row;
mod texts;

use domain::category::{Category, Color};
use leptos::prelude::*;

use crate::ui::{Badge, Tone};
pub use page::CategoriesPage;
use texts::CategoryTexts;

/// A category: the dot of its colour and its name.
#[must_use]
pub fn category_label(category: &Category) -> AnyView {
    let retired = category
        .retired
        .then(|| view! { <span class="muted">" ("{CategoryTexts::here().retired}")"</span> });
    view! {
        <span class="category">
            {dot(category.color)}
            <span>{category.name.clone()}{retired}</span>
        </span>
    }
    .into_any()
}

/// A category on a card, in its colour.
#[must_use]
pub fn category_badge(category: Category) -> AnyView {
    let tone = match category.color {
        Color::Granit => Tone::Plain,
        Color::Gran => Tone::Gran,
        Color::Hjortron => Tone::Hjortron,
        Color::Lingon => Tone::Lingon,
        Color::Mossa => Tone::Mossa,
        Color::Is => Tone::Is,
        Color::Ljung => Tone::Ljung,
    };
    view! { <Badge text=category.name tone /> }.into_any()
}

/// The dot; what it says stands beside it.
#[must_use]
pub fn dot(color: Color) -> AnyView {
    view! { <span class=format!("dot {}", color.as_str()) aria-hidden="true"></span> }.into_any()
}
