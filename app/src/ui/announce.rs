//! Telling assistive technology what changed, and where focus goes when the page changes.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::HtmlElement;

use super::Text;
use super::dom;

/// How long what is waited for may take before it is late.
const PATIENCE: u32 = 40;
/// How long a page is waited for.
const LONGEST: u32 = 1200;
/// How often that is looked for.
const STEP: Duration = Duration::from_millis(50);

thread_local! {
    /// A dialog has just given focus back; the page change that came with it leaves it there.
    static KEEP: Cell<bool> = const { Cell::new(false) };
}

/// The next page change leaves focus where it is.
pub(super) fn keep_focus() {
    KEEP.set(true);
}

/// Speaks a text whenever it changes, after a pause without changes: «27 träffar».
#[component]
pub fn LiveRegion(
    /// What to say.
    #[prop(into)]
    text: Signal<String>,
    /// How long it must stand still, in milliseconds.
    #[prop(default = 500)]
    pause: u64,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |first: Option<()>| {
        let text = text.get();
        // What the page came with has been read already.
        if first.is_none() {
            return;
        }
        let timer = set_timeout_with_handle(
            move || {
                let _ = said.try_set(text.clone());
            },
            Duration::from_millis(pause),
        );
        on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
    });
    view! {
        <p class="vh" role="status">
            {said}
        </p>
    }
}

/// After a page change without a load: moves focus to the heading and says the title.
///
/// Once, inside the router. Only the path counts: a new search on the same page keeps focus.
#[component]
pub fn Announcer(
    /// Said when the page has no title.
    #[prop(optional, into)]
    fallback: Text,
) -> impl IntoView {
    let here = use_location().pathname;
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<(String, Option<HtmlElement>)>| {
        let path = here.get();
        let old = heading();
        if let Some((before, _)) = &before
            && *before != path
        {
            let fallback = fallback.clone();
            let arrival = Arrival {
                here,
                path: path.clone(),
                old: old.clone(),
                title: document().title(),
                looked: 0,
                late: None,
            };
            arrive(arrival, move || {
                let title = document().title();
                let _ = said.try_set(if title.is_empty() {
                    fallback.to_string()
                } else {
                    title
                });
            });
        }
        (path, old)
    });
    view! {
        <p class="vh" role="status" id="announcer">
            {said}
        </p>
    }
}

fn heading() -> Option<HtmlElement> {
    dom::all::<HtmlElement>(&document().document_element()?, "h1")
        .into_iter()
        .next()
}

/// A page change under way.
struct Arrival {
    /// Where the router is. The browser's own address follows when the page has come.
    here: Memo<String>,
    /// Where to: when the reader has gone on elsewhere, that page's own arrival is the one that counts.
    path: String,
    /// The heading of the page before.
    old: Option<HtmlElement>,
    /// Its title.
    title: String,
    /// How often the new one has been looked for.
    looked: u32,
    /// What had focus when the page began to be late.
    late: Option<Option<HtmlElement>>,
}

/// Waits for another heading than the old one, then moves focus to it. When the page is late and the
/// reader has gone to something else on the old one meanwhile, focus stays there.
fn arrive(mut arrival: Arrival, say: impl Fn() + 'static) {
    set_timeout(
        move || {
            if arrival.here.try_get_untracked().as_ref() != Some(&arrival.path) {
                return;
            }
            let new = heading();
            let same = new.is_none() || new == arrival.old;
            arrival.looked += u32::from(same);
            if arrival.looked == PATIENCE {
                arrival.late = Some(dom::focused());
            }
            // A window over a page changes the title and leaves the heading as it is. Without a heading the
            // page is on its way.
            let over =
                arrival.looked >= PATIENCE && new.is_some() && document().title() != arrival.title;
            if same && !over {
                if arrival.looked < LONGEST {
                    arrive(arrival, say);
                }
                return;
            }
            say();
            let focused = dom::focused();
            let in_dialog = focused
                .as_ref()
                .is_some_and(|f| f.closest("dialog").is_ok_and(|d| d.is_some()));
            let elsewhere =
                focused.is_some() && (over || arrival.late.is_some_and(|late| late != focused));
            if KEEP.replace(false) || in_dialog || elsewhere {
                return;
            }
            if let Some(heading) = new {
                let _ = heading.set_attribute("tabindex", "-1");
                let _ = heading.focus();
            }
        },
        STEP,
    );
}

/// Moves focus to the element with this id as soon as it stands in the page: the row that was added,
/// once the list has been read again. The page change that comes with it leaves focus alone. When the list is
/// late and the reader has gone to something else meanwhile, focus stays there.
pub fn focus_soon(id: String) {
    keep_focus();
    look_for(id, 0, None);
}

fn look_for(id: String, looked: u32, late: Option<Option<HtmlElement>>) {
    set_timeout(
        move || {
            let focused = dom::focused();
            let elsewhere = late
                .as_ref()
                .is_some_and(|late| focused.is_some() && *late != focused);
            if elsewhere || looked == LONGEST {
                return;
            }
            if dom::focus_id(&id) {
                // It may be drawn once more while the page settles.
                return stay(id.clone(), id, PATIENCE);
            }
            look_for(
                id,
                looked + 1,
                late.or((looked == PATIENCE).then_some(focused)),
            );
        },
        STEP,
    );
}

/// For a moment after an act: when the element that had focus is gone, focus goes to the element with
/// this id, or else to the other.
pub fn keep_focus_in(id: String, or_else: String) {
    stay(id, or_else, PATIENCE);
}

fn stay(id: String, or_else: String, patience: u32) {
    set_timeout(
        move || {
            if dom::focused().is_none() && !dom::focus_id(&id) {
                dom::focus_id(&or_else);
            }
            if patience > 0 {
                stay(id, or_else, patience - 1);
            }
        },
        STEP,
    );
}
