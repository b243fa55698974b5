//! The search panel: what to look for, and among what.

use std::time::Duration;

use domain::category::Category;
use domain::search::{Among, Combine, Field, How, Population, Search};
use leptos::html;
use leptos::prelude::*;

use super::api::read_search_panel;
use super::saved::SavedSelections;
use super::state::{form_of, read_form, use_go};
use super::texts::{self, SearchTexts};
use crate::boot::viewer;
use crate::ui::hits::enter_list;
use crate::ui::{Choice, Filter, FilterMany, FilterSheet, Glyph, Icon, IconSize, Kbd, Logo};
use crate::wire::{awaited, load};

/// How long typing rests before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(100);

/// The left side of the CRM window.
#[component]
pub fn SearchPanel(
    /// Contacts or companies.
    among: Among,
    /// The search of the address.
    search: Memo<Search>,
) -> impl IntoView {
    let texts = SearchTexts::here();
    let panel = load(|| Some(()), |()| read_search_panel());
    let (glyph, label) = match among {
        Among::Contacts => (Glyph::UserPlus, texts.new_contact),
        Among::Companies => (Glyph::Building, texts.new_company),
    };
    let new = viewer().is_some_and(|viewer| viewer.can_write()).then(|| {
        view! {
            <a class="btn primary ny" id="new-contact" data-shortcut="n" href=move || new_address(&search.get())>
                <Icon glyph />{label}" "<Kbd key="N" />
            </a>
        }
    });
    view! {
        <aside class="search-panel" aria-label=texts.search>
            <div class="grow only-phone"><Logo /></div>
            {new}
            {awaited(|| ().into_any(), move || {
                Box::pin(async move {
                    let panel = panel.await.unwrap_or_default();
                    view! {
                        <SearchForm among search categories=panel.categories />
                        <SavedSelections search selections=panel.selections key=panel.key />
                    }
                    .into_any()
                })
            })}
        </aside>
    }
}

/// The window opens over the search it was asked for in.
fn new_address(search: &Search) -> String {
    let query = search.first_page().to_query();
    let path = search.path();
    if query.is_empty() {
        format!("{path}/new")
    } else {
        format!("{path}/new?{query}")
    }
}

#[component]
fn SearchForm(among: Among, search: Memo<Search>, categories: Vec<Category>) -> impl IntoView {
    let texts = SearchTexts::here();
    let go = use_go();
    let input = NodeRef::<html::Input>::new();
    // What this form last went to: the field follows the address only when someone else changed it,
    // or a slow answer would take away letters that were typed meanwhile.
    let sent = StoredValue::new(search.get_untracked().text);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let leave = move |event: &leptos::ev::Event| {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        form_of(event).map(|form| read_form(&form, among))
    };
    let go_to = move |wanted: Search| {
        sent.set_value(wanted.text.clone());
        if wanted != search.get_untracked() {
            go(&wanted);
        }
    };
    let on_submit = {
        let go_to = go_to.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            if let Some(wanted) = leave(&event) {
                go_to(wanted);
            }
        }
    };
    let on_change = {
        let go_to = go_to.clone();
        move |event: leptos::ev::Event| {
            if let Some(wanted) = leave(&event) {
                go_to(wanted);
            }
        }
    };
    let on_input = {
        let go_to = go_to.clone();
        move |event: leptos::ev::Event| {
            let Some(wanted) = leave(&event) else { return };
            let go_to = go_to.clone();
            let later = set_timeout_with_handle(move || go_to(wanted), DEBOUNCE);
            timer.set_value(later.ok());
        }
    };
    Effect::new(move |_| {
        let text = search.get().text;
        if sent.with_value(|sent| *sent != text)
            && let Some(input) = input.get_untracked()
        {
            input.set_value(&text);
            sent.set_value(text);
        }
    });
    let clear = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" if enter_list("hits") => event.prevent_default(),
        _ => {}
    };
    let (label, placeholder) = match among {
        Among::Contacts => (texts.search_contacts, texts.placeholder_contacts),
        Among::Companies => (texts.search_companies, texts.placeholder_companies),
    };
    let path = search.get_untracked().path();
    view! {
        <form class="stack" role="search" method="get" action=path on:submit=on_submit on:change=on_change>
            <div class="field">
                <label for="q" class="vh">{label}</label>
                <div class="input-wrap">
                    <Icon glyph=Glyph::Search />
                    <input
                        class="input" id="q" name="q" type="search" data-shortcut="/" maxlength="100" autocomplete="off"
                        enterkeyhint="search" spellcheck="false" aria-controls="hits"
                        placeholder=placeholder value=search.get_untracked().text
                        node_ref=input on:input=on_input on:keydown=clear
                    />
                    <span class="tail"><button class="btn sm" type="submit">{texts.search}</button></span>
                </div>
            </div>
            <AmongLinks search />
            <FilterSheet id="filters" label=texts.filters>
                <Filters among search categories />
            </FilterSheet>
        </form>
    }
}

/// Kontakter or Företag: two addresses, so that it works without JavaScript too.
#[component]
fn AmongLinks(search: Memo<Search>) -> impl IntoView {
    let texts = SearchTexts::here();
    let link = move |among: Among, glyph, label: &'static str| {
        let href = move || {
            let here = search.get();
            Search {
                text: here.text,
                ..Search::default()
            }
            .among(among)
            .address()
        };
        let current = move || (search.get().among == among).then_some("page");
        view! { <a href=href aria-current=current><Icon glyph size=IconSize::Sm />{label}</a> }
    };
    view! {
        <nav class="segment" aria-label=texts.among>
            {link(Among::Contacts, Glyph::UsersRound, texts.contacts)}
            {link(Among::Companies, Glyph::Building, texts.companies)}
        </nav>
    }
}

#[component]
fn Filters(among: Among, search: Memo<Search>, categories: Vec<Category>) -> impl IntoView {
    let texts = SearchTexts::here();
    let choice = |value: &str, label: &'static str| Choice {
        value: value.to_owned(),
        label: label.into(),
        count: None,
    };
    let populations = Population::ALL
        .iter()
        .filter(|population| among == Among::Contacts || for_companies(**population))
        .map(|population| choice(population.as_str(), texts::population(*population, among)))
        .collect();
    let fields = Field::ALL
        .iter()
        .filter(|field| among == Among::Contacts || **field != Field::Title)
        .map(|field| choice(field.as_str(), texts::field(*field, among)))
        .collect();
    let hows = How::ALL
        .iter()
        .map(|how| choice(how.as_str(), texts::how(*how)))
        .collect();
    // One that a saved search or an old link asks for and that is there no more: said, and can be unticked.
    let gone: Vec<Choice> = search
        .get_untracked()
        .categories
        .into_iter()
        .filter(|id| categories.iter().all(|category| category.id != *id))
        .map(|id| Choice {
            value: id.to_string(),
            label: texts.gone.into(),
            count: None,
        })
        .collect();
    let categories: Vec<Choice> = categories
        .into_iter()
        .filter(|category| match among {
            Among::Contacts => category.for_contacts,
            Among::Companies => category.for_companies,
        })
        .map(|category| Choice {
            value: category.id.to_string(),
            // Still searched where it is set.
            label: if category.retired {
                format!("{} ({})", category.name, texts.retired).into()
            } else {
                category.name.into()
            },
            count: None,
        })
        .chain(gone)
        .collect();
    let chosen = Signal::derive(move || {
        search
            .get()
            .categories
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    });
    let go = use_go();
    let on_clear = Callback::new(move |()| {
        go(&Search {
            categories: Vec::new(),
            ..search.get_untracked()
        });
    });
    let clear =
        move || {
            let now = search.get();
            (now.filters() > 0).then(|| {
            let plain = Search { text: now.text, among: now.among, ..Search::default() };
            view! { <a class="btn link sm clear" href=plain.address()>{texts.clear_filters}</a> }
        })
        };
    view! {
        <Filter id="population" name="population" label=texts.population choices=populations
            selected=Signal::derive(move || search.get().population.as_str().to_owned()) />
        <Filter id="field" name="field" label=texts.field choices=fields
            selected=Signal::derive(move || search.get().field.as_str().to_owned()) />
        <Filter id="how" name="how" label=texts.how choices=hows
            selected=Signal::derive(move || search.get().how.as_str().to_owned()) />
        <FilterMany id="category" name="category" label=texts.category choices=categories selected=chosen on_clear>
            <CombineChoice search />
        </FilterMany>
        {clear}
    }
}

fn for_companies(population: Population) -> bool {
    matches!(
        population,
        Population::All | Population::Mine | Population::Customers | Population::Trash
    )
}

/// Any, all or none of the categories.
#[component]
fn CombineChoice(search: Memo<Search>) -> impl IntoView {
    let texts = SearchTexts::here();
    let options = Combine::ALL
        .iter()
        .map(|combine| {
            let this = *combine;
            let selected = move || search.get().combine == this;
            view! { <option value=this.as_str() selected=selected>{texts::combine(this)}</option> }
        })
        .collect_view();
    view! {
        <label class="combine small">
            <span class="muted">{texts.combine}</span>
            <select class="input" name="combine" prop:value=move || search.get().combine.as_str()>{options}</select>
        </label>
    }
}
