//! The hit list: how many, which, and more of them.

use domain::page::COUNT_CAP;
use domain::search::{Among, Population, Search};
use leptos::prelude::*;
use uuid::Uuid;

use super::follow::List;
use super::hits::{HitRow, Hits, fetch_hits};
use super::kind::Kind;
use super::texts::SearchTexts;
use crate::boot::viewer;
use crate::bulk::{BulkBar, BulkTexts, FORM, Ticks};
use crate::customers::export::register_export;
use crate::error::Error;
use crate::i18n;
use crate::selections::texts::SelectionTexts;
use crate::ui::{
    Button, Empty, EmptyArt, Glyph, HitList, HitSkeleton, Icon, IconSize, Kbd, LinkButton,
    LiveRegion, LoadMore, Look,
};
use crate::wire::{Loaded, awaited};

/// The middle of the CRM window.
#[component]
pub fn ListPane(
    /// Contacts or companies.
    kind: Kind,
    /// The search of the address.
    search: Memo<Search>,
    /// Its first page.
    hits: Loaded<Hits>,
    /// The row in the preview; none means the first.
    chosen: RwSignal<Option<Uuid>>,
    /// Reads the preview again.
    preview: Callback<()>,
) -> impl IntoView {
    let texts = SearchTexts::here();
    let heading = RwSignal::new(String::new());
    view! {
        <main class="list-pane" id="content" aria-label=texts.hit_list>
            <LiveRegion text=heading />
            {awaited(
                || view! { <HitSkeleton label=SearchTexts::here().loading /> }.into_any(),
                move || {
                    Box::pin(async move {
                        match hits.await {
                            Ok(found) => found_view(kind, search, found, chosen, heading, hits, preview),
                            Err(error) => view! { <Failed error hits /> }.into_any(),
                        }
                    })
                },
            )}
        </main>
    }
}

fn found_view(
    kind: Kind,
    search: Memo<Search>,
    found: Hits,
    chosen: RwSignal<Option<Uuid>>,
    heading: RwSignal<String>,
    hits: Loaded<Hits>,
    preview: Callback<()>,
) -> AnyView {
    let texts = SearchTexts::here();
    let asked = search.get_untracked();
    let list = List {
        kind,
        search,
        rows: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        count: RwSignal::new(found.count),
        chosen,
        first: found.first(),
    };
    let nothing = found.count.0 == 0;
    list.add(found);
    list.follow(hits, preview);
    let said = Signal::derive(move || {
        let (count, more) = list.count.try_get().unwrap_or_default();
        count_words(count, more)
    });
    let for_query =
        (!asked.text.is_empty()).then(|| format!(" {} ”{}”", texts.for_query, asked.text));
    Effect::new(move |_| heading.set(said.get()));
    let head = view! {
        <div class="list-head">
            <h1 class="grow" tabindex="-1">
                {move || said.get()}
                <span class="faint not-phone for-query">{for_query}</span>
            </h1>
            {register_export(&asked)}
            {ticked_form(search)}
            {choose_button()}
            {saved_button()}
            <FilterButton search />
        </div>
        <BulkBar search count=Signal::derive(move || list.count.try_get().unwrap_or_default()) />
    };
    if nothing {
        return view! { {head} <NothingFound among=kind.among asked /> }.into_any();
    }
    let id_of = |id: &str| id.trim_start_matches("hit-").parse::<Uuid>().ok();
    let on_move = Callback::new(move |id: String| chosen.set(id_of(&id)));
    let ticks = Ticks::here();
    let on_tick = Callback::new(move |(id, range): (String, bool)| {
        if let (Some(ticks), Some(id)) = (ticks, id_of(&id)) {
            ticks.tick(id, range);
        }
    });
    let ticking =
        Signal::derive(move || ticks.is_some_and(|ticks| ticks.any() || ticks.choosing()));
    let tick_key = ticks.map(|_| view! { <span><Kbd key="␣" />" "{texts.tick}</span> });
    let busy = Signal::derive(move || search.get() != asked);
    view! {
        {head}
        <HitList id="hits" label=said busy on_move on_tick ticking>
            <Rows list />
        </HitList>
        <div class="list-foot" aria-hidden="true">
            <span><Kbd key="↑" /><Kbd key="↓" />" "{texts.browse}</span>
            <span><Kbd key="Enter" />" "{texts.open}</span>
            {tick_key}
            <span><Kbd key="/" />" "{texts.to_search}</span>
        </div>
    }
    .into_any()
}

/// «Ändra markerade …», for those without JavaScript: the boxes in the rows are its fields.
fn ticked_form(search: Memo<Search>) -> Option<AnyView> {
    let words = BulkTexts::here();
    Ticks::here().map(|_| {
        let now = search.get_untracked();
        let trash = now.population == Population::Trash;
        view! {
            <form class="no-script" id=FORM method="post" action="/bulk">
                <input type="hidden" name="among" value=now.among.as_str() />
                <input type="hidden" name="trash" value=trash.to_string() />
                <input type="hidden" name="back" value=now.address() />
                <button class="btn sm" type="submit">{words.change_ticked}</button>
            </form>
        }
        .into_any()
    })
}

/// «Välj»: on a phone, a press on a hit ticks it from now on.
fn choose_button() -> Option<AnyView> {
    let words = BulkTexts::here();
    Ticks::here().map(|ticks| {
        let label = move || {
            if ticks.choosing() {
                words.stop_choosing
            } else {
                words.choose
            }
        };
        let press = move |_| ticks.choose(!untrack(|| ticks.choosing()));
        view! {
            <button
                class="btn quiet sm only-phone once-hydrated" type="button"
                aria-pressed=move || ticks.choosing().to_string() on:click=press
            >
                {label}
            </button>
        }
        .into_any()
    })
}

/// On a phone saved searches come in a sheet.
fn saved_button() -> AnyView {
    view! {
        <button class="btn quiet sm only-phone" type="button" popovertarget="saved">
            <Icon glyph=Glyph::Star size=IconSize::Sm />{SelectionTexts::here().saved}
        </button>
    }
    .into_any()
}

/// The first page, and those that are asked for after it.
#[component]
fn Rows(list: List) -> impl IntoView {
    let texts = SearchTexts::here();
    let (search, next) = (list.search, list.next);
    let fetch = Action::new(move |after: &String| {
        let search = Search {
            after: Some(after.clone()),
            ..search.get_untracked()
        };
        async move {
            if let Ok(page) = fetch_hits(list.kind, search).await {
                list.add(page);
            }
        }
    });
    let href = move || {
        let search = Search {
            after: next.try_get().flatten(),
            ..search.get()
        };
        search.address()
    };
    let on_more = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(after) = next
            .get_untracked()
            .filter(|_| !fetch.pending().get_untracked())
        {
            fetch.dispatch(after);
        }
    };
    let of = Signal::derive(move || {
        let counted = list.count.try_get();
        counted.and_then(|(count, more)| (!more).then_some(count))
    });
    let shown = Signal::derive(move || list.shown());
    view! {
        <ForEnumerate
            each=move || list.rows.try_get().unwrap_or_default()
            key=|shown| (shown.row.id, shown.stamp)
            children=move |index, hit| {
                let position = Signal::derive(move || index.try_get().unwrap_or_default() + 1);
                view! { <HitRow row=hit.row position search of shown /> }
            }
        />
        {move || {
            next.try_get().flatten().is_some().then(|| view! { <LoadMore href=href() label=texts.more busy=fetch.pending() on:click=on_more /> })
        }}
    }
}

fn count_words(count: u32, more: bool) -> String {
    let texts = SearchTexts::here();
    match (count, more) {
        (_, true) => format!(
            "{} {} {}",
            texts.more_than,
            i18n::number(count.min(COUNT_CAP)),
            texts.hits
        ),
        (1, _) => texts.one_hit.to_owned(),
        _ => format!("{} {}", i18n::number(count), texts.hits),
    }
}

/// On a phone the filters come in a sheet.
#[component]
fn FilterButton(search: Memo<Search>) -> impl IntoView {
    let texts = SearchTexts::here();
    let count = move || {
        let set = search.get().filters();
        (set > 0).then(|| view! { <span class="count">{set.to_string()}</span> })
    };
    view! {
        <button class="btn quiet sm only-phone" type="button" popovertarget="filters">
            <Icon glyph=Glyph::Sliders size=IconSize::Sm />{texts.filters}" "{count}
        </button>
    }
}

#[component]
fn NothingFound(among: Among, asked: Search) -> impl IntoView {
    let texts = SearchTexts::here();
    let plain = Search::default().among(among);
    let filtered = asked.filters() > 0;
    let (title, hint) = match (asked.text.is_empty(), filtered, among) {
        (false, _, Among::Contacts) => (
            format!("{} ”{}”", texts.no_contact, asked.text),
            texts.no_match_hint,
        ),
        (false, _, Among::Companies) => (
            format!("{} ”{}”", texts.no_company_hit, asked.text),
            texts.no_match_hint,
        ),
        (true, true, _) | (true, false, Among::Companies) => {
            (texts.nothing.to_owned(), texts.nothing_hint)
        }
        (true, false, Among::Contacts) => (texts.first_time.to_owned(), texts.first_time_hint),
    };
    let first_time = asked.text.is_empty() && !filtered;
    let way_on = if first_time
        && among == Among::Contacts
        && viewer().is_some_and(|viewer| viewer.can_write())
    {
        view! { <LinkButton href="/contacts/new" look=Look::Primary>{texts.new_contact}</LinkButton> }.into_any()
    } else {
        view! { <LinkButton href=plain.address()>{texts.clear_filters}</LinkButton> }.into_any()
    };
    // What leads to the hits leads here when there are none.
    view! { <div id="hits" tabindex="-1"><Empty art=EmptyArt::None title=title text=hint.into_any()>{way_on}</Empty></div> }
}

#[component]
fn Failed(error: Error, hits: Loaded<Hits>) -> impl IntoView {
    let texts = SearchTexts::here();
    if error == Error::SignedOut {
        return view! {
            <Empty art=EmptyArt::None title=texts.signed_out text=().into_any()>
                // Not a route of the application's own: the server shows it whole.
                <a class="btn primary" href="/sign-in" rel="external">{texts.sign_in}</a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty art=EmptyArt::None title=texts.failed text=texts.failed_hint.into_any()>
            <Button on:click=move |_| hits.refetch()>{texts.retry}</Button>
        </Empty>
    }
    .into_any()
}
