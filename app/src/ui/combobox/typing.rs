//! The combobox pattern.

use leptos::prelude::*;

use super::{Item, State};
use crate::ui::field::Frame;
use crate::ui::{Glyph, Icon, IconSize, RemovableChip, Text, words::UiWords};

/// The combobox pattern.
#[component]
pub fn Typing(frame: Frame, name: Text, state: State) -> impl IntoView {
    let invalid = frame.invalid();
    let list = format!("{}-list", frame.id);
    let option_id = {
        let list = list.clone();
        move |at: usize| format!("{list}-{at}")
    };
    let current_id = option_id.clone();
    let current = move || state.open.get().then(|| current_id(state.current.get()));
    let keys = move |event: leptos::ev::KeyboardEvent| on_key(&event, state);
    let type_in = move |event| {
        state.typed.set(event_target_value(&event));
        state.current.set(0);
        state.open.set(true);
    };
    let hidden = move || {
        let name = name.clone();
        state
            .chosen
            .get()
            .into_iter()
            .map(move |value| {
                view! { <input type="hidden" name=name.clone() value=value /> }
            })
            .collect_view()
    };
    let options = move || {
        let option_id = option_id.clone();
        let found = state.found();
        if found.is_empty() {
            return view! { <p class="none">{UiWords::here().nothing_matches}</p> }.into_any();
        }
        let view = |(at, item)| view! { <Entry id=option_id(at) at item state /> };
        found
            .into_iter()
            .enumerate()
            .map(view)
            .collect_view()
            .into_any()
    };
    view! {
        <div class="input-wrap">
            <input
                class="input"
                id=frame.id
                role="combobox"
                autocomplete="off"
                data-search=""
                aria-autocomplete="list"
                aria-controls=list.clone()
                aria-expanded=move || state.open.get().to_string()
                aria-activedescendant=current
                aria-describedby=frame.described_by
                aria-invalid=invalid
                placeholder=UiWords::here().type_to_search
                prop:value=move || state.typed.get()
                on:input=type_in
                on:keydown=keys
                on:click=move |_| state.open.set(true)
                on:blur=move |_| {
                    state.open.set(false);
                    state.typed.set(String::new());
                }
            />
            <span class="tail mark">
                <Icon glyph=Glyph::ChevronDown size=IconSize::Sm />
            </span>
        </div>
        <div class="pop" id=list role="listbox" aria-multiselectable="true" hidden=move || !state.open.get()>
            {options}
        </div>
        {hidden}
        <Chosen state />
    }
}

#[component]
fn Entry(id: String, at: usize, item: Item, state: State) -> impl IntoView {
    let Item { value, label } = item;
    let (this, selected) = (value.clone(), value.clone());
    let class = move || {
        if state.current.get() == at {
            "is-current"
        } else {
            ""
        }
    };
    view! {
        <div
            id=id
            role="option"
            class=class
            aria-selected=move || state.is_chosen(&selected).to_string()
            // Not `click`: the field must not lose focus.
            on:mousedown=move |event| {
                event.prevent_default();
                state.toggle(&value);
            }
        >
            <span class="grow">{label}</span>
            {move || state.is_chosen(&this).then(|| view! { <Icon glyph=Glyph::Check size=IconSize::Sm /> })}
        </div>
    }
}

/// What is chosen, each with a way to take it away.
#[component]
fn Chosen(state: State) -> impl IntoView {
    let chips = move || {
        let chosen = state.chosen.get();
        let items = state
            .items
            .get_value()
            .into_iter()
            .filter(|item| chosen.contains(&item.value));
        items
            .map(|Item { value, label }| {
                view! { <RemovableChip label on_remove=move |()| state.toggle(&value) /> }
            })
            .collect_view()
    };
    view! {
        <div class="row wrap gap-1" hidden=move || state.chosen.with(Vec::is_empty)>
            {chips}
        </div>
    }
}

fn on_key(event: &leptos::ev::KeyboardEvent, state: State) {
    let found = state.found();
    let (open, at, last) = (
        state.open.get_untracked(),
        state.current.get_untracked(),
        found.len().max(1) - 1,
    );
    match event.key().as_str() {
        "ArrowDown" if !open => state.open.set(true),
        "ArrowDown" => state.current.set(if at >= last { 0 } else { at + 1 }),
        "ArrowUp" if open => state.current.set(if at == 0 { last } else { at - 1 }),
        "Enter" if open => {
            if let Some(item) = found.get(at) {
                state.toggle(&item.value);
                state.typed.set(String::new());
            }
        }
        "Escape" if open => state.open.set(false),
        "Backspace" if state.typed.with_untracked(String::is_empty) => {
            state.chosen.update(|chosen| drop(chosen.pop()));
            return;
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
