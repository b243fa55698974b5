//! «Byt ägare», «Lägg till kategori», «Ta bort kategori»: which one.

use domain::category::Category;
use domain::search::Among;
use domain::user::Colleague;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::texts::{self, BulkTexts};
use crate::contacts::api::list_colleagues;
use crate::form_body::{FormBody, take};
use crate::search::api::read_search_panel;
use crate::ui::{Dialog, DialogWidth};

/// What can be chosen: value and what it says.
pub(super) type Choices = Vec<(String, String)>;

/// What can be chosen for an act.
async fn choices(word: &str, among: Among) -> Choices {
    if word == "owner" {
        return owners(list_colleagues().await.unwrap_or_default());
    }
    let panel = read_search_panel().await.unwrap_or_default();
    // Whatever is set can be taken away.
    categories(panel.categories, among, word == "remove_category")
}

/// Whoever can own a card.
pub(super) fn owners(colleagues: Vec<Colleague>) -> Choices {
    colleagues
        .into_iter()
        .filter(|colleague| colleague.active)
        .map(|colleague| (colleague.id.to_string(), colleague.name))
        .collect()
}

/// Categories that are offered for these, or every one.
pub(super) fn categories(categories: Vec<Category>, among: Among, every: bool) -> Choices {
    categories
        .into_iter()
        .filter(|category| match among {
            _ if every => true,
            Among::Contacts => category.for_contacts && !category.retired,
            Among::Companies => category.for_companies && !category.retired,
        })
        .map(|category| (category.id.to_string(), category.name))
        .collect()
}

/// The dialog.
#[component]
pub(super) fn Ask(
    word: &'static str,
    among: Among,
    /// How many it is about, when that is known.
    subject: Option<u32>,
    act: Callback<(&'static str, String)>,
    asking: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let texts = BulkTexts::here();
    let options = RwSignal::new(Choices::new());
    spawn_local_scoped(async move {
        let _ = options.try_set(choices(word, among).await);
    });
    let label = if word == "owner" {
        texts.new_owner
    } else {
        texts.category
    };
    let title = match subject {
        Some(count) => format!("{}: {}", texts::label(word), texts::things(among, count)),
        None => texts::label(word).to_owned(),
    };
    let missing = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        let value = FormBody::read(&body).get("value").to_owned();
        if value.is_empty() {
            missing.set(true);
            return;
        }
        asking.set(None);
        act.run((word, value));
    };
    view! {
        <Dialog id="bulk-ask" title=title width=DialogWidth::Narrow sheet=true on_close=Callback::new(move |()| asking.set(None))>
            <form class="dialog-rest" on:submit=submit>
                <div class="dialog-body">
                    <div class="field">
                        <label for="bulk-value">{label}</label>
                        <select
                            class="input" id="bulk-value" name="value" data-autofocus=""
                            aria-invalid=move || missing.get().then_some("true")
                            on:change=move |_| missing.set(false)
                        >
                            <option value="">{texts.choose_one}</option>
                            <For each=move || options.get() key=|(value, _)| value.clone() let:choice>
                                <option value=choice.0>{choice.1}</option>
                            </For>
                        </select>
                    </div>
                </div>
                <footer class="dialog-foot">
                    <button class="btn quiet" type="button" on:click=move |_| asking.set(None)>{texts.cancel}</button>
                    <span class="grow"></span>
                    <button class="btn primary" type="submit">{texts::label(word)}</button>
                </footer>
            </form>
        </Dialog>
    }
}
