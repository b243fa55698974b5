//! Two to four short choices: a radio group in a form that is sent with GET.

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text};

/// One choice of a [`Segment`].
#[derive(Debug, Clone)]
pub struct SegmentItem {
    /// Value in the form.
    pub value: &'static str,
    /// What it says.
    pub label: Text,
    /// Icon before the word.
    pub icon: Option<Glyph>,
}

/// The group. `on:change` lands on the fieldset and bubbles from the buttons.
#[component]
pub fn Segment(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// What is chosen, for assistive technology: «Sök bland».
    #[prop(into)]
    legend: Text,
    /// The choices.
    items: Vec<SegmentItem>,
    /// The value that is chosen; follows the address.
    #[prop(into)]
    selected: Signal<String>,
) -> impl IntoView {
    let item = move |item: SegmentItem| {
        let SegmentItem { value, label, icon } = item;
        let checked = move || selected.with(|selected| selected == value);
        view! {
            <label>
                <input type="radio" name=name.clone() value=value checked=checked prop:checked=checked />
                {icon.map(|glyph| view! { <Icon glyph size=IconSize::Sm /> })}
                {label}
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="vh">{legend}</legend>
            <div class="segment">{items.into_iter().map(item).collect_view()}</div>
        </fieldset>
    }
}
