//! Combobox: type to find, tick several.
//!
//! Until the page has come alive it is a button with a popover of checkboxes, which needs no
//! JavaScript. Then it turns into the combobox pattern with the same ticks: focus stays in the
//! field, `aria-activedescendant` moves, and each choice is a hidden input in the form.

use leptos::prelude::*;

use super::field::Frame;
use super::{Glyph, Icon, IconSize, RemovableChip, Text, dom, words::UiWords};

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Value in the form.
    pub value: String,
    /// What it says.
    pub label: String,
}

/// The state that the two looks share.
#[derive(Clone, Copy)]
struct State {
    items: StoredValue<Vec<Item>>,
    chosen: RwSignal<Vec<String>>,
    typed: RwSignal<String>,
    open: RwSignal<bool>,
    current: RwSignal<usize>,
}

impl State {
    fn is_chosen(self, value: &str) -> bool {
        self.chosen
            .with(|chosen| chosen.iter().any(|one| one == value))
    }

    fn toggle(self, value: &str) {
        self.chosen
            .update(|chosen| match chosen.iter().position(|one| one == value) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(value.to_owned()),
            });
    }

    /// What stands in the list: the items whose label has what is typed.
    fn found(self) -> Vec<Item> {
        let typed = self.typed.with(|typed| typed.trim().to_lowercase());
        self.items.with_value(|items| {
            items
                .iter()
                .filter(|item| item.label.to_lowercase().contains(&typed))
                .cloned()
                .collect()
        })
    }
}

/// A picker of several items; stands inside a [`super::Field`].
#[component]
pub fn Combobox(
    /// Name in the form, the same for every choice.
    #[prop(into)]
    name: Text,
    /// What can be chosen.
    items: Vec<Item>,
    /// The values that are chosen. Kept by the caller, who may read them.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let frame = Frame::here();
    let alive = RwSignal::new(false);
    let state = State {
        items: StoredValue::new(items),
        chosen,
        typed: RwSignal::new(String::new()),
        open: RwSignal::new(false),
        current: RwSignal::new(0),
    };
    let pop = format!("{}-choices", frame.id);
    let ticks = pop.clone();
    Effect::new(move |_| {
        // What was ticked while the page was not alive counts.
        if let Some(root) = dom::by_id(&ticks) {
            let inputs = dom::all::<web_sys::HtmlInputElement>(&root, "input:checked");
            chosen.set(
                inputs
                    .iter()
                    .map(web_sys::HtmlInputElement::value)
                    .collect(),
            );
        }
        alive.set(true);
    });
    let body = move || {
        let (frame, name) = (frame.clone(), name.clone());
        if alive.get() {
            view! { <Typing frame name state /> }.into_any()
        } else {
            view! { <Ticking frame pop=pop.clone() name state /> }.into_any()
        }
    };
    view! { <div class="combo">{body}</div> }
}

/// The look that needs no JavaScript.
#[component]
fn Ticking(frame: Frame, pop: String, name: Text, state: State) -> impl IntoView {
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

/// The combobox pattern.
#[component]
fn Typing(frame: Frame, name: Text, state: State) -> impl IntoView {
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
