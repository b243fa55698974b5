//! Hits, of contacts or companies, and how each looks as a row.

use domain::search::Search;
use domain::text::highlight;
use leptos::prelude::*;
use uuid::Uuid;

use super::kind::Kind;
use super::texts::SearchTexts;
use crate::bulk::{BulkTexts, FORM, Ticks};
use crate::error::Error;
use crate::ui::{Avatar, Badge, Glyph, Highlight, Hit, Hue, Tone};
use crate::wire::{Loaded, Question, load_as};

/// A page of hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// How many there are, and whether there are more than that.
    pub count: (u32, bool),
}

impl Hits {
    /// The first row.
    pub fn first(&self) -> Option<Uuid> {
        self.rows.first().map(|row| row.id)
    }
}

/// What stands in a card's address when it was opened from a list without a search.
pub const LIST: &str = "list";

/// A row: a contact or a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id, which is also the key of its element.
    pub id: Uuid,
    /// It is a company.
    pub org: bool,
    /// What it is called.
    pub name: String,
    /// What matched, when that is not in sight.
    pub matched: String,
    /// The line below the name.
    pub line: String,
    /// It is a customer.
    pub customer: bool,
    /// Only its owner sees it.
    pub private: bool,
    /// Its telephone number.
    pub phone: String,
    /// Where it is.
    pub city: String,
}

/// Asks for one page.
pub async fn fetch_hits(kind: Kind, search: Search) -> Result<Hits, Error> {
    (kind.read)((kind.ask)(search).await)
}

/// The first page of the search, asked for whenever the search changes.
pub fn load_hits(kind: Kind, search: Memo<Search>) -> Loaded<Hits> {
    let questions = move || {
        let search = search.get();
        Question::new(&search.clone(), move || (kind.ask)(search.clone()))
    };
    load_as(Box::new(questions), kind.read)
}

/// One row of the hit list. Its link carries the search, so that the card can lead back.
#[component]
pub fn HitRow(
    /// The row.
    row: Row,
    /// Counted from 1.
    position: Signal<usize>,
    /// The search that it came from.
    search: Memo<Search>,
    /// How many hits there are, when that is known.
    of: Signal<Option<u32>>,
    /// The row in the preview.
    shown: Signal<Option<Uuid>>,
) -> impl IntoView {
    let id = row.id;
    let query = search.get_untracked().text;
    let href = move || {
        let search = search.get();
        let query = search.first_page().to_query();
        let path = search.path();
        // The list of everybody says so too, so that the card has a previous and a next one.
        if query.is_empty() {
            format!("{path}/{id}?{LIST}")
        } else {
            format!("{path}/{id}?{query}")
        }
    };
    let selected = Signal::derive(move || shown.try_get().flatten() == Some(id));
    let ticks = Ticks::here();
    let checked = Signal::derive(move || {
        let ticks = ticks?;
        ticks.alive().then(|| ticks.has(id))
    });
    let badges = badges(&row);
    let sub = sub(&row, &query);
    let mark = move |text: String| {
        let ranges = highlight(&text, &query);
        view! { <Highlight text ranges /> }.into_any()
    };
    let tick = ticks.map(|ticks| tick(ticks, id, &row.name));
    // On a phone, while choosing, a press ticks and does not open.
    let press = move |event: leptos::ev::MouseEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.default_prevented());
        if let Some(ticks) = ticks.filter(|ticks| plain && untrack(|| ticks.choosing())) {
            event.prevent_default();
            ticks.tick(id, false);
        }
    };
    view! {
        <div class="hit-row" role="presentation" on:click=press>
        <Hit
            id=format!("hit-{id}")
            checked
            href=Signal::derive(href)
            position
            of
            selected
            avatar=view! { <Avatar name=row.name.clone() hue=Hue::of(id.as_bytes()) org=row.org /> }.into_any()
            name=mark(row.name)
            badges
            sub=mark(sub)
            end=row.phone
            sub2=row.city
        />
        {tick}
        </div>
    }
}

/// The box to tick. Without JavaScript a field of a form; once the page is alive the row itself is what
/// is ticked, by Space, and this is for the pointer alone.
fn tick(ticks: Ticks, id: Uuid, name: &str) -> AnyView {
    let label = format!("{} {name}", BulkTexts::here().tick);
    let press = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        ticks.tick(id, event.shift_key());
    };
    let alive = move || ticks.alive();
    view! {
        <label class="check tick" aria-hidden=move || alive().then_some("true")
            // Focus stays where it is, and letters are not marked when a range is.
            on:mousedown=|event| event.prevent_default()
            on:click=|event| event.stop_propagation()
        >
            <input
                type="checkbox" name="id" value=id.to_string() form=FORM aria-label=label
                tabindex=move || alive().then_some("-1")
                prop:checked=move || ticks.has(id)
                on:click=press
            />
        </label>
    }
    .into_any()
}

fn badges(row: &Row) -> AnyView {
    let texts = SearchTexts::here();
    let (word, tone) = if row.org {
        (texts.customer, Tone::Gran)
    } else {
        (texts.private_customer, Tone::Hjortron)
    };
    let customer = row.customer.then(|| view! { <Badge text=word tone /> });
    let private = row.private.then(|| view! { <Badge text=texts.private tone=Tone::Line icon=Glyph::Lock attr:title=texts.private_long /> });
    view! { {customer}{private} }.into_any()
}

fn sub(row: &Row, query: &str) -> String {
    // What matched is not in sight: say it, or the hit seems unfounded.
    if !row.matched.is_empty() && !query.is_empty() {
        row.matched.clone()
    } else if row.line.is_empty() && !row.org {
        SearchTexts::here().no_company.to_owned()
    } else {
        row.line.clone()
    }
}
