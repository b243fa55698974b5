//! Combobox: type to find, tick several.
//!
//! Until the page has come alive it is a button with a popover of checkboxes, which needs no
//! JavaScript. Then it turns into the combobox pattern with the same ticks: focus stays in the
//! field, `aria-activedescendant` moves, and each choice is a hidden input in the form.

mod ticking;
mod typing;

use leptos::prelude::*;

use super::field::Frame;
use super::{Text, dom};
use ticking::Ticking;
use typing::Typing;

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
