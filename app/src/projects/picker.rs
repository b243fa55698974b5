//! A choice of one that is searched for: rows to choose among below a field that finds them. What has
//! been chosen stays: a search takes it not away.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::ProjectTexts;
use super::api::find_for_project;
use crate::i18n::language;
use crate::ui::{Field, Glyph, Icon, Radio, dom};

/// How long typing rests before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(200);

/// A row: value and name.
pub(super) type Choice = (String, String);

/// What is chosen, and how it is found.
#[derive(Clone, Copy)]
pub(super) struct Picker {
    /// Id of the field that searches.
    pub id: &'static str,
    /// The name of the choice in the form.
    pub name: &'static str,
    /// What it is a choice of.
    pub legend: &'static str,
    /// What the field that searches is called.
    pub find: &'static str,
    /// `people` or `companies`.
    pub what: &'static str,
    /// The rows.
    pub rows: RwSignal<Vec<Choice>>,
}

/// The choice: `none` is what no choice is called; `typed` stands in the field that searches.
pub(super) fn picker(
    of: Picker,
    none: Option<&'static str>,
    chosen: String,
    typed: String,
    error: Option<String>,
) -> AnyView {
    let texts = ProjectTexts::here();
    let said = RwSignal::new(String::new());
    let asked = StoredValue::new(0_u32);
    let language = language();
    let search = move |text: String, mine: u32| {
        if asked.try_get_value() != Some(mine) {
            return;
        }
        spawn_local_scoped(async move {
            let enough = text.trim().chars().count() >= 2;
            let Ok(found) = find_for_project(of.what.to_owned(), text, language).await else {
                return;
            };
            if asked.try_get_value() != Some(mine) {
                return;
            }
            let _ = said.try_set(match enough && found.is_empty() {
                true => texts.nobody_found.to_owned(),
                false => String::new(),
            });
            let ticked = ticked(of.name);
            let _ = of.rows.try_update(|rows| {
                rows.retain(|(value, _)| Some(value) == ticked.as_ref());
                for row in found {
                    if rows.iter().all(|(value, _)| *value != row.0) {
                        rows.push(row);
                    }
                }
            });
        });
    };
    let on_input = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let mine = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        if let Some(mine) = mine {
            set_timeout(move || search(text, mine), DEBOUNCE);
        }
    };
    // What one is looking for is found while it is typed: Enter saves nothing yet.
    let on_key = |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
        }
    };
    let described = format!("{}-found", of.id);
    let found_id = described.clone();
    let first = none.map(|words| {
        view! { <Radio name=of.name value="" label=words checked=chosen.is_empty() /> }
    });
    let (error, chosen) = (Signal::stored(error), StoredValue::new(chosen));
    view! {
        <fieldset class="picker">
            <legend>{of.legend}</legend>
            {first}
            <For
                each=move || of.rows.get()
                key=|(value, _)| value.clone()
                children=move |(value, label)| {
                    let checked = chosen.with_value(|chosen| *chosen == value);
                    view! { <Radio name=of.name value label checked /> }
                }
            />
            <Field id=of.id label=of.find hide_label=true error>
                <div class="input-wrap">
                    <Icon glyph=Glyph::Search />
                    <input
                        class="input" id=of.id name="find" type="search" maxlength="100" autocomplete="off" spellcheck="false"
                        placeholder=of.find data-search="" aria-describedby=described value=typed
                        on:input=on_input on:keydown=on_key
                    />
                    <span class="tail until-hydrated">
                        <button class="btn sm" type="submit" name="find_now" value="1">{texts.do_find}</button>
                    </span>
                </div>
            </Field>
            <p class="hint" id=found_id role="status">{move || said.get()}</p>
        </fieldset>
    }
    .into_any()
}

/// What is chosen now.
fn ticked(name: &str) -> Option<String> {
    let root = document().document_element()?;
    let chosen = format!("input[name={name}]:checked");
    let chosen = dom::all::<web_sys::HtmlInputElement>(&root, &chosen).pop()?;
    Some(chosen.value())
}
