//! A badge tells, a chip acts, a count counts.

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text, words::UiWords};

/// The colour of a badge. Never the only sign: the word says the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Grey.
    #[default]
    Plain,
    /// Only an outline.
    Line,
    /// Spruce.
    Gran,
    /// Cloudberry: Privatkund, waiting.
    Hjortron,
    /// Red: late.
    Lingon,
    /// Green: done.
    Mossa,
    /// Blue: in progress.
    Is,
    /// Heather: project.
    Ljung,
}

/// A badge.
#[component]
pub fn Badge(
    /// What it says.
    #[prop(into)]
    text: Text,
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    /// Icon before the word.
    #[prop(optional)]
    icon: Option<Glyph>,
) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "badge",
        Tone::Line => "badge line",
        Tone::Gran => "badge gran",
        Tone::Hjortron => "badge hjortron",
        Tone::Lingon => "badge lingon",
        Tone::Mossa => "badge mossa",
        Tone::Is => "badge is",
        Tone::Ljung => "badge ljung",
    };
    view! { <span class=class>{icon.map(|glyph| view! { <Icon glyph /> })} {text}</span> }
}

/// How many; a part of the name of what it stands in.
#[component]
pub fn Count(
    /// The number, as shown.
    #[prop(into)]
    n: Text,
) -> impl IntoView {
    view! { <span class="count">{n}</span> }
}

/// A chip to tick: a checkbox that looks like a chip.
#[component]
pub fn Chip(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// Value in the form.
    #[prop(into)]
    value: Text,
    /// What it says.
    #[prop(into)]
    label: Text,
    /// How many it stands for.
    #[prop(optional, into)]
    count: Option<Text>,
    /// Ticked to begin with.
    #[prop(optional)]
    checked: bool,
    /// Id of the box.
    #[prop(optional, into)]
    id: Option<Text>,
) -> impl IntoView {
    view! {
        <label class="chip">
            <input type="checkbox" id=id name=name value=value checked=checked />
            <svg class="icon xs tick" aria-hidden="true">
                <use href=Glyph::Check.href()></use>
            </svg>
            {label}
            {count.map(|n| view! { <span class="n">{n}</span> })}
        </label>
    }
}

/// A chip with a button that takes it away.
#[component]
pub fn RemovableChip(
    /// What it says.
    #[prop(into)]
    label: Text,
    /// Called when it is to be taken away.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    let name = format!("{} {label}", UiWords::here().remove);
    view! {
        <span class="chip">
            {label}
            <button type="button" aria-label=name on:click=move |_| on_remove.run(())>
                <Icon glyph=Glyph::Close size=IconSize::Xs />
            </button>
        </span>
    }
}
