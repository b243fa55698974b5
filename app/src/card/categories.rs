//! The categories of a card: badges, and a «+» that opens a combobox. Each is set by itself.

use domain::CategoryId;
use domain::category::Category;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos::wasm_bindgen::JsCast;

use super::Editing;
use super::texts::EditTexts;
use crate::categories::category_badge;
use crate::edit::api::set_category;
use crate::error::Error;
use crate::ui::{Combobox, Field, Glyph, Icon, IconSize, Item, dom};
use crate::wire::BoxFuture;

/// The categories of the firm that fit the card, being read.
pub type Loading = BoxFuture<Result<Vec<Category>, Error>>;

/// The badges and the «+».
pub fn category_chips(
    editing: Editing,
    current: Signal<Vec<Category>>,
    load: fn() -> Loading,
) -> AnyView {
    let texts = EditTexts::here();
    let offered = RwSignal::new(None::<Vec<Category>>);
    let root = NodeRef::<html::Div>::new();
    let close = move |back: bool| {
        let _ = offered.try_set(None);
        if back {
            request_animation_frame(|| {
                dom::focus_id("card-categories");
            });
        }
    };
    let open = move |_| {
        spawn_local_scoped(async move {
            match load().await {
                Ok(mut all) => {
                    // One that is retired is offered no more, but can be taken away.
                    for one in current.try_get_untracked().unwrap_or_default() {
                        if all.iter().all(|other| other.id != one.id) {
                            all.push(one);
                        }
                    }
                    let _ = offered.try_set(Some(all));
                    request_animation_frame(|| {
                        dom::focus_id("card-category");
                    });
                }
                Err(error) => editing.acts.failed(&error),
            }
        });
    };
    let leave = move |event: leptos::ev::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let root = root.try_get_untracked().flatten();
        let within = matches!((&root, &to), (Some(root), Some(to)) if root.contains(Some(to)));
        if !within && document().has_focus().unwrap_or(true) {
            close(false);
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            event.stop_propagation();
            close(true);
        }
    };
    let badges = move || {
        let mut categories = current.get();
        categories.pop();
        categories.into_iter().map(category_badge).collect_view()
    };
    // The plus never stands alone on a line.
    let last = move || current.get().pop().map(category_badge);
    let panel = move || {
        offered
            .get()
            .map(|all| view! { <div class="edit-panel" on:keydown=keys>{picker(editing, all, current)}</div> })
    };
    let plus = move || {
        editing.writable.get().then(|| {
            view! {
                <button
                    type="button" class="edit-pencil" id="card-categories" aria-label=texts.choose_categories
                    aria-expanded=move || offered.with(Option::is_some).to_string() on:click=open
                >
                    <Icon glyph=Glyph::Plus size=IconSize::Sm />
                </button>
            }
        })
    };
    view! {
        <div class="row wrap badges place" node_ref=root on:focusout=leave>
            {badges}
            <span class="with-plus">{last}{plus}</span>
            {panel}
        </div>
    }
    .into_any()
}

/// What is ticked or unticked is sent at once, each by itself.
fn picker(editing: Editing, all: Vec<Category>, current: Signal<Vec<Category>>) -> AnyView {
    let texts = EditTexts::here();
    let set = move || {
        let categories = current.try_get_untracked().unwrap_or_default();
        categories
            .iter()
            .map(|one| one.id.to_string())
            .collect::<Vec<_>>()
    };
    let chosen = RwSignal::new(set());
    let items = all
        .iter()
        .map(|one| Item {
            value: one.id.to_string(),
            label: one.name.clone(),
        })
        .collect();
    let names = StoredValue::new(all);
    Effect::new(move |before: Option<Vec<String>>| {
        let now = chosen.get();
        let before = before.unwrap_or_else(set);
        let added = now
            .iter()
            .filter(|id| !before.contains(id))
            .map(|id| (id, true));
        let removed = before
            .iter()
            .filter(|id| !now.contains(id))
            .map(|id| (id, false));
        for (id, on) in added.chain(removed) {
            let Ok(id) = id.parse::<CategoryId>() else {
                continue;
            };
            let name = names.with_value(|all| {
                all.iter()
                    .find(|one| one.id == id)
                    .map(|one| one.name.clone())
            });
            let what = if on {
                texts.category_added
            } else {
                texts.category_removed
            };
            let text = format!("{what}: {}", name.unwrap_or_default());
            spawn_local_scoped(async move {
                match set_category(editing.holder, id, on).await {
                    Ok(done) => editing.acts.done(text, done, vec![editing.id()]),
                    Err(error) => {
                        editing.acts.failed(&error);
                        // As it was: what is shown is what is saved.
                        let _ = chosen.try_set(set());
                    }
                }
            });
        }
        now
    });
    view! {
        <Field id="card-category" label=texts.categories>
            <Combobox name="category" items chosen />
        </Field>
    }
    .into_any()
}
