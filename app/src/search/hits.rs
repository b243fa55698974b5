//! Hits, of contacts or companies, and how each looks as a row.

use domain::company::CompanyHit;
use domain::contact::{ContactHit, full_name};
use domain::page::Page;
use domain::search::{Among, Search};
use domain::text::highlight;
use leptos::prelude::*;
use uuid::Uuid;

use super::api::{search_companies, search_contacts};
use super::texts::SearchTexts;
use crate::bulk::{BulkTexts, FORM, Ticks};
use crate::error::Error;
use crate::ui::{Avatar, Badge, Glyph, Highlight, Hit, Hue, Tone};
use crate::wire::{Answer, BoxFuture, Loaded, Question, load_as};

/// A page of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hits {
    /// Contacts.
    Contacts(Page<ContactHit>),
    /// Companies.
    Companies(Page<CompanyHit>),
}

impl Hits {
    fn reader(among: Among) -> fn(Answer) -> Result<Self, Error> {
        match among {
            Among::Contacts => |answer| answer.read().map(Self::Contacts),
            Among::Companies => |answer| answer.read().map(Self::Companies),
        }
    }

    /// The first row.
    pub fn first(&self) -> Option<Uuid> {
        match self {
            Self::Contacts(page) => page.items.first().map(|hit| hit.id.0),
            Self::Companies(page) => page.items.first().map(|hit| hit.id.0),
        }
    }

    /// How many there are, and whether there are more than that.
    pub fn count(&self) -> (u32, bool) {
        match self {
            Self::Contacts(page) => (page.count, page.more),
            Self::Companies(page) => (page.count, page.more),
        }
    }

    /// The cursor of the next page.
    pub fn next(&self) -> Option<String> {
        match self {
            Self::Contacts(page) => page.next.clone(),
            Self::Companies(page) => page.next.clone(),
        }
    }

    /// The rows as they are drawn.
    pub fn rows(self) -> Vec<Row> {
        match self {
            Self::Contacts(page) => page.items.into_iter().map(Row::Contact).collect(),
            Self::Companies(page) => page.items.into_iter().map(Row::Company).collect(),
        }
    }
}

/// What stands in a card's address when it was opened from a list without a search.
pub const LIST: &str = "list";

/// A row of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A contact.
    Contact(ContactHit),
    /// A company.
    Company(CompanyHit),
}

impl Row {
    /// Its id, which is also the key of its element.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Contact(hit) => hit.id.0,
            Self::Company(hit) => hit.id.0,
        }
    }
}

/// Asks for one page.
pub async fn fetch_hits(search: Search) -> Result<Hits, Error> {
    let among = search.among;
    Hits::reader(among)(ask_hits(search).await)
}

/// The first page of the search, asked for whenever the search changes.
pub fn load_hits(among: Among, search: Memo<Search>) -> Loaded<Hits> {
    let questions = move || {
        let search = search.get();
        Question::new(&search.clone(), move || ask_hits(search.clone()))
    };
    load_as(Box::new(questions), Hits::reader(among))
}

fn ask_hits(search: Search) -> BoxFuture<Answer> {
    match search.among {
        Among::Contacts => search_contacts(search).raw(),
        Among::Companies => search_companies(search).raw(),
    }
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
    let id = row.id();
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
    let look = match row {
        Row::Contact(hit) => contact_look(hit, &query),
        Row::Company(hit) => company_look(hit, &query),
    };
    let mark = move |text: String| {
        let ranges = highlight(&text, &query);
        view! { <Highlight text ranges /> }.into_any()
    };
    let tick = ticks.map(|ticks| tick(ticks, id, &look.name));
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
            avatar=view! { <Avatar name=look.name.clone() hue=Hue::of(id.as_bytes()) org=look.org /> }.into_any()
            name=mark(look.name)
            badges=look.badges
            sub=mark(look.sub)
            end=look.end
            sub2=look.sub2
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

struct HitLook {
    name: String,
    org: bool,
    badges: AnyView,
    sub: String,
    end: String,
    sub2: String,
}

fn contact_look(hit: ContactHit, query: &str) -> HitLook {
    let texts = SearchTexts::here();
    let work = [hit.title.as_str(), hit.company.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let sub = match (hit.matched.is_empty(), work.is_empty()) {
        // What matched is not in sight: say it, or the hit seems unfounded.
        (false, _) if !query.is_empty() => hit.matched,
        (_, false) => work,
        _ => texts.no_company.to_owned(),
    };
    let customer = hit
        .customer
        .then(|| view! { <Badge text=texts.private_customer tone=Tone::Hjortron /> });
    let private = hit.private.then(|| view! { <Badge text=texts.private tone=Tone::Line icon=Glyph::Lock attr:title=texts.private_long /> });
    HitLook {
        name: full_name(&hit.first_name, &hit.last_name),
        org: false,
        badges: view! { {customer}{private} }.into_any(),
        sub,
        end: hit.phone,
        sub2: hit.city,
    }
}

fn company_look(hit: CompanyHit, query: &str) -> HitLook {
    let texts = SearchTexts::here();
    let sub = if hit.matched.is_empty() || query.is_empty() {
        hit.organisation_number
    } else {
        hit.matched
    };
    let customer = hit
        .customer
        .then(|| view! { <Badge text=texts.customer tone=Tone::Gran /> });
    HitLook {
        name: hit.name,
        org: true,
        badges: customer.into_any(),
        sub,
        end: hit.phone,
        sub2: hit.city,
    }
}
