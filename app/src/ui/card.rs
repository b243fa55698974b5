//! A card with its register tab («fliken»).

use leptos::prelude::*;

use super::Text;

/// What the tab says by its dot. The word is always there too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FlikKind {
    /// A contact: spruce.
    #[default]
    Contact,
    /// A private customer: cloudberry.
    Customer,
    /// A company: ice.
    Company,
    /// Not saved yet: grey.
    New,
}

/// The register tab: type and customer number.
#[component]
pub fn Flik(
    /// The word: Kontakt, Privatkund, Företag, Nytt kort.
    #[prop(into)]
    label: Text,
    /// Its dot.
    #[prop(optional)]
    kind: FlikKind,
    /// The customer number.
    #[prop(optional_no_strip)]
    number: Option<Text>,
    /// It only repeats a heading below it.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView {
    let class = match kind {
        FlikKind::Contact => "flik",
        FlikKind::Customer => "flik privat",
        FlikKind::Company => "flik org",
        FlikKind::New => "flik new",
    };
    view! {
        <p class=class aria-hidden=decorative.then_some("true")>
            {label}
            {number.map(|number| view! { <span class="num">{number}</span> })}
        </p>
    }
}

/// A card with its tab. The card itself is an `<article>`.
#[component]
pub fn Card(
    /// The tab.
    #[prop(into)]
    label: Text,
    /// The dot of the tab.
    #[prop(optional)]
    kind: FlikKind,
    /// The customer number on the tab.
    #[prop(optional_no_strip)]
    number: Option<Text>,
    /// Id of the heading that names the card.
    #[prop(into)]
    labelled_by: Text,
    /// `kort` for the upper part of a card, `card-pad` for a plain one.
    #[prop(default = "kort")]
    class: &'static str,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="card-wrap">
            <Flik label kind number=number />
            <article class=format!("card {class}") aria-labelledby=labelled_by>
                {children()}
            </article>
        </div>
    }
}
