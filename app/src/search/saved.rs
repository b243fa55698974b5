//! Saved searches: open one, or save the one at hand. On a phone they come in a sheet.

use domain::search::Search;
use domain::selection::{Count, Selection};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use crate::boot::viewer;
use crate::form_body::{FormBody, take};
use crate::i18n;
use crate::live::Live;
use crate::search::api::read_search_panel;
use crate::selections::api::{count_selections, manage_selection};
use crate::selections::texts::{self, SelectionTexts};
use crate::selections::why;
use crate::ui::{Check, Field, Glyph, Icon, IconSize, Input, dom};
use crate::undo::Acts;

/// The list of saved searches, and «Spara sökningen».
#[component]
pub fn SavedSelections(
    /// The search of the address.
    search: Memo<Search>,
    /// Those the reader has, and those that are shared.
    selections: Vec<Selection>,
    /// The idempotency key of the form.
    key: String,
) -> impl IntoView {
    let texts = SelectionTexts::here();
    let list = RwSignal::new(selections);
    let counts = RwSignal::new(Vec::<Count>::new());
    let count = move || async move {
        if let Ok(found) = count_selections().await {
            let _ = counts.try_set(found);
        }
    };
    let key = RwSignal::new(key);
    let again = move || async move {
        if let Ok(panel) = read_search_panel().await {
            let _ = list.try_set(panel.selections);
            // What was saved with the old one is saved.
            let _ = key.try_set(panel.key);
        }
        count().await;
    };
    // After the first paint: nobody waits for a number.
    Effect::new(move |_| {
        if list.with_untracked(|list| !list.is_empty()) {
            spawn_local_scoped(count());
        }
    });
    // What a colleague changes in one card is not counted anew each time.
    Live::here().on_change(move |ids| {
        if ids.is_empty() {
            spawn_local_scoped(again());
        }
    });
    let saving = viewer()
        .is_some_and(|viewer| viewer.can_write())
        .then(|| save_form(search, key));
    view! {
        <div class="filters saved-sheet" id="saved" popover="auto" role="group" aria-label=texts.title>
            <nav class="saved" aria-label=texts.title>
                <h2>{texts.title}</h2>
                <For
                    each=move || list.try_get().unwrap_or_default()
                    key=|one| (one.id, one.name.clone(), one.shared, one.pinned)
                    children=move |one| link(one, search, counts)
                />
            </nav>
            {saving}
            <a class="btn link sm" href="/selections">{texts.arrange}</a>
        </div>
    }
}

fn link(one: Selection, search: Memo<Search>, counts: RwSignal<Vec<Count>>) -> AnyView {
    let texts = SelectionTexts::here();
    let id = one.id;
    let current = move || (search.try_get()?.selection == Some(id)).then_some("page");
    let number = move || {
        let found = counts.try_get()?.into_iter().find(|count| count.id == id)?;
        Some(counted(found))
    };
    let address = one.address();
    view! {
        <a href=address aria-current=current on:click=|_| dom::hide_popover("saved")>
            <span class=if one.pinned { "pin pinned" } else { "pin" }><Icon glyph=Glyph::Star size=IconSize::Sm /></span>
            <span class="trunc">{one.name}</span>
            {one.shared.then(|| view! { <span class="vh">", "{texts.shared}</span> })}
            {number}
        </a>
    }
    .into_any()
}

/// «412», «1 000+»; in words for those who do not see it.
fn counted(count: Count) -> AnyView {
    let texts = SelectionTexts::here();
    let number = i18n::number(count.count);
    let (shown, before) = if count.more {
        (format!("{number}+"), format!(", {} ", texts.more_than))
    } else {
        (number.clone(), ", ".to_owned())
    };
    view! {
        <span class="n" aria-hidden="true">{shown}</span>
        <span class="vh">{before}{number}" "{texts.hits}</span>
    }
    .into_any()
}

/// «Spara sökningen»: a form that unfolds, also without JavaScript.
fn save_form(search: Memo<Search>, key: RwSignal<String>) -> AnyView {
    let texts = SelectionTexts::here();
    let error = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    let acts = Acts::here();
    let query = move || {
        let now = search.try_get().unwrap_or_default();
        Search {
            after: None,
            selection: None,
            ..now
        }
        .to_query()
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((form, body)) = take(&event) else {
            return;
        };
        spawn_local_scoped(async move {
            let act = FormBody::read(&body).get("act").to_owned();
            match manage_selection(body).await {
                Ok(done) => {
                    form.reset();
                    let _ = error.try_set(None);
                    let _ = open.try_set(false);
                    crate::form_body::focus_soon(vec!["save-search".to_owned()]);
                    dom::hide_popover("saved");
                    if let Some(done) = done {
                        acts.done(texts::done(&act), done, Vec::new());
                    }
                }
                Err(failed) => {
                    let _ = error.try_set(Some(why(&failed)));
                    crate::form_body::focus_soon(vec!["selection-name".to_owned()]);
                }
            }
        });
    };
    let toggled = move |event: leptos::ev::Event| {
        use leptos::wasm_bindgen::JsCast;
        let details = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="save-search" open=move || open.try_get().unwrap_or_default() on:toggle=toggled>
            <summary id="save-search"><Icon glyph=Glyph::Plus size=IconSize::Sm />{texts.save}</summary>
            <form class="stack" method="post" action="/selections" novalidate on:submit=submit>
                <input type="hidden" name="act" value="create" />
                <input type="hidden" name="among" value=move || search.try_get().unwrap_or_default().among.as_str() />
                <input type="hidden" name="query" value=query />
                <input type="hidden" name="once" value=move || key.try_get().unwrap_or_default() />
                <Field id="selection-name" label=texts.name error=Signal::derive(move || error.try_get().flatten())>
                    <Input name="name" required=true attr:maxlength="100" attr:autocomplete="off" />
                </Field>
                <Check name="shared" label=texts.for_everybody />
                <div><button class="btn" type="submit">{texts.do_save}</button></div>
            </form>
        </details>
    }
    .into_any()
}
