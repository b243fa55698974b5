//! Facts: label over value, reads as a card.

use leptos::prelude::*;

use super::Text;

/// The list of facts; its children are [`Fact`]s.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact; its children are [`Line`]s.
#[component]
pub fn Fact(
    /// The label.
    #[prop(into)]
    label: Text,
    /// Many short values on one line (badges) instead of lines.
    #[prop(optional)]
    tight: bool,
    /// The values.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd class=tight.then_some("tight")>{children()}</dd>
        </div>
    }
}

/// One value of a fact.
#[component]
pub fn Line(
    /// What sort of value: Mobil, Växel, Faktura.
    #[prop(optional, into)]
    kind: Option<Text>,
    /// The value.
    children: Children,
) -> impl IntoView {
    let kind = kind.filter(|kind| !kind.is_empty());
    view! {
        <span class="line">
            {children()} {kind.map(|kind| view! { <span class="kind">{kind}</span> })}
        </span>
    }
}
