//! One choice.

use leptos::prelude::*;

use super::{Choice, FilterButton};
use crate::ui::{Glyph, Icon, IconSize, Text, dom, words::UiWords};

/// A filter with one choice.
#[component]
pub fn Filter(
    /// Id of the popover; label and value are `{id}-label` and `{id}-value`.
    #[prop(into)]
    id: Text,
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// The label.
    #[prop(into)]
    label: Text,
    /// The choices; the first one means no filter.
    choices: Vec<Choice>,
    /// The value chosen; follows the address.
    #[prop(into)]
    selected: Signal<String>,
) -> impl IntoView {
    let first = choices
        .first()
        .map(|choice| choice.value.clone())
        .unwrap_or_default();
    let labels: Vec<_> = choices
        .iter()
        .map(|c| (c.value.clone(), c.label.clone()))
        .collect();
    let fallback = labels
        .first()
        .map(|(_, label)| label.clone())
        .unwrap_or_default();
    let shown = move || {
        selected.with(|now| {
            labels
                .iter()
                .find(|(value, _)| value == now)
                .map(|(_, label)| label.clone())
        })
    };
    let set = Signal::derive(move || selected.with(|now| !now.is_empty() && *now != first));
    let (pressed, entered, opened) = (id.clone(), id.clone(), id.clone());
    // A press on a choice is a decision; moving with the arrows is not, and leaves the list open.
    let decide = move |event: leptos::ev::MouseEvent| {
        if event.detail() > 0 {
            dom::hide_popover(&pressed);
        }
    };
    // Enter sends the form (the browser sees to it) and closes. On the way up, and only when it went
    // down here: the Enter that opened the list comes up here too.
    let went_down = StoredValue::new(false);
    let down = move |event: leptos::ev::KeyboardEvent| went_down.set_value(event.key() == "Enter");
    let up = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && went_down.get_value() {
            dom::hide_popover(&entered);
        }
    };
    view! {
        <FilterButton id=id.clone() label=label.clone() set>
            {move || shown().unwrap_or_else(|| fallback.clone())}
        </FilterButton>
        <div
            class="pop"
            id=id
            popover="auto"
            role="radiogroup"
            aria-label=label
            on:click=decide
            on:keydown=down
            on:keyup=up
            on:toggle=move |_| dom::focus_opened(&opened, "input:checked")
        >
            <div class="scroll">
                {choices
                    .into_iter()
                    .map(|choice| view! { <Single choice name=name.clone() selected /> })
                    .collect_view()}
            </div>
            <div class="pop-foot until-hydrated">
                <span></span>
                <button class="btn primary sm" type="submit">
                    {UiWords::here().show_hits}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Single(choice: Choice, name: Text, selected: Signal<String>) -> impl IntoView {
    let Choice {
        value,
        label,
        count,
    } = choice;
    let this = value.clone();
    let checked = Signal::derive(move || selected.with(|now| *now == this));
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=checked prop:checked=move || checked.get() />
            <Icon glyph=Glyph::Check size=IconSize::Sm />
            <span class="grow">{label}</span>
            {count.map(|n| view! { <span class="tiny faint">{n}</span> })}
        </label>
    }
}
