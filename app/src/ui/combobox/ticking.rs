//! The look that needs no JavaScript.

use leptos::prelude::*;

use super::{Item, State};
use crate::ui::field::Frame;
use crate::ui::{Glyph, Icon, IconSize, Text, words::UiWords};

/// The look that needs no JavaScript.
#[component]
pub fn Ticking(frame: Frame, pop: String, name: Text, state: State) -> impl IntoView {
    // Does not follow the choices: whoever changes them has got the other look.
    let chosen = state.chosen.get_untracked();
    let shown = state.items.with_value(|items| {
        let labels = items
            .iter()
            .filter(|item| chosen.contains(&item.value))
            .map(|item| item.label.as_str());
        labels.collect::<Vec<_>>().join(", ")
    });
    let shown = if shown.is_empty() {
        UiWords::here().type_to_search.to_owned()
    } else {
        shown
    };
    let boxes = state
        .items
        .get_value()
        .into_iter()
        .map(move |Item { value, label }| {
            let checked = chosen.contains(&value);
            view! {
                <label class="check choice">
                    <input type="checkbox" name=name.clone() value=value checked=checked />
                    <span class="grow">{label}</span>
                </label>
            }
        });
    view! {
        <div class="input-wrap">
            <button
                class="input"
                type="button"
                id=frame.id
                popovertarget=pop.clone()
                aria-describedby=frame.described_by
            >
                {shown}
            </button>
            <span class="tail mark">
                <Icon glyph=Glyph::ChevronDown size=IconSize::Sm />
            </span>
        </div>
        <div class="pop" id=pop popover="auto" role="group">
            <div class="scroll">{boxes.collect_view()}</div>
        </div>
    }
}
