//! The hit list: links that also are a listbox.
//!
//! On the server and before the page has come alive they are plain links, each reached with Tab.
//! Alive, the list is one tab stop and arrows, Home, End, Page Up and Page Down move in it; typing
//! jumps to a name. Focus is real, so Enter, Ctrl+Enter and the browser's own menu work as on any
//! link.

mod keys;
mod more;

use std::cell::Cell;

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Text, dom};
use keys::target_of;
pub use more::LoadMore;

/// What arrows stop at: the hits, and the way to more of them.
const ROWS: &str = "[role=option]";

thread_local! {
    /// A list has just gone that had focus.
    static FOCUS_LOST: Cell<bool> = const { Cell::new(false) };
}

/// Newer hits take the place of these: notes whether focus is among them.
fn remember_focus() {
    let inside = dom::focused().is_some_and(|row| row.matches(".hits *").unwrap_or(false));
    FOCUS_LOST.set(inside);
}

/// What the rows know of their list.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// Id of the row that Tab reaches; none until the page has come alive.
    stop: RwSignal<Option<String>>,
}

impl List {
    /// `tabindex` of the row with this id; none until the page has come alive.
    fn tabindex(self, id: &str) -> Option<&'static str> {
        let other = self
            .stop
            .with(|stop| stop.as_ref().is_some_and(|stop| stop != id));
        other.then_some("-1")
    }

    /// Keeps the tab stop on a row that is there: where it was, else the chosen one, else the first.
    fn mend(self, root: &HtmlElement) {
        let rows = dom::all::<HtmlElement>(root, ROWS);
        // A frame has passed: the list may be gone.
        let Some(before) = self.stop.try_get_untracked() else {
            return;
        };
        let kept = rows.iter().find(|row| before.as_ref() == Some(&row.id()));
        let stop = kept.or_else(|| chosen_or_first(&rows)).map(|row| row.id());
        let _ = self.stop.try_set(stop);
        // Whoever stood in the list that this one replaces stands in this one.
        if FOCUS_LOST.take()
            && dom::focused().is_none()
            && let Some(row) = chosen_or_first(&rows)
        {
            let _ = row.focus();
        }
    }
}

/// The list; its children are [`Hit`]s, then perhaps a [`LoadMore`].
#[component]
pub fn HitList(
    /// Its id; the search field names it with `aria-controls`.
    #[prop(into)]
    id: Text,
    /// Its name: «27 träffar».
    #[prop(into)]
    label: Signal<String>,
    /// Newer hits are on their way: these are dimmed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Called with the id of the row that focus moved to by key, to move the preview.
    #[prop(into)]
    on_move: Callback<String>,
    /// Called with the id of the row that Space is pressed on, and whether Shift is held.
    #[prop(optional, into)]
    on_tick: Option<Callback<(String, bool)>>,
    /// Boxes to tick are shown in every row: not only in the one pointed at.
    #[prop(optional, into)]
    ticking: Signal<bool>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let list = List {
        stop: RwSignal::new(None),
    };
    let node = NodeRef::<html::Div>::new();
    let typed = StoredValue::new((String::new(), 0.0));
    Effect::new(move |_| {
        label.track();
        let _ = busy.try_get();
        let Some(root) = node.get() else { return };
        // The rows change after this runs.
        request_animation_frame(move || list.mend(&root));
    });
    Effect::new(|_| on_cleanup(remember_focus));
    let focus = move |event: leptos::ev::FocusEvent| {
        let row = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let Some(row) = row.filter(|row| row.matches(ROWS).unwrap_or(false)) {
            list.stop.set(Some(row.id()));
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(root) = node.get_untracked() else {
            return;
        };
        let rows = dom::all::<HtmlElement>(&root, ROWS);
        if event.key() == " "
            && let Some(tick) = on_tick
            && let Some(row) = dom::focused().filter(|row| row.class_list().contains("hit"))
        {
            event.prevent_default();
            tick.run((row.id(), event.shift_key()));
            return;
        }
        let Some(target) = target_of(&event, &rows, typed) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(row) = rows.get(target) {
            let _ = row.focus();
            if row.class_list().contains("hit") {
                on_move.run(row.id());
            }
        }
    };
    view! {
        <div
            class=move || if ticking.try_get().unwrap_or_default() { "hits ticking" } else { "hits" }
            id=id
            node_ref=node
            role="listbox"
            aria-label=label
            // `try_`: while newer hits replace these, their signals go before they do.
            aria-busy=move || busy.try_get().unwrap_or_default().then_some("true")
            on:keydown=keys
            on:focusin=focus
        >
            <Provider value=list>{children()}</Provider>
        </div>
    }
}

/// Moves focus into the list with this id: to the chosen row, else the first. For Arrow Down in the search field.
pub fn enter_list(id: &str) -> bool {
    let Some(list) = dom::by_id(id) else {
        return false;
    };
    let rows = dom::all::<HtmlElement>(&list, ROWS);
    chosen_or_first(&rows).is_some_and(|row| row.focus().is_ok())
}

fn chosen_or_first(rows: &[HtmlElement]) -> Option<&HtmlElement> {
    let chosen = rows
        .iter()
        .find(|row| row.get_attribute("aria-selected").as_deref() == Some("true"));
    chosen.or(rows.first())
}

/// One hit.
#[component]
pub fn Hit(
    /// Id of the row, from the id of the contact or company.
    #[prop(into)]
    id: String,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// Which one it is, counted from 1.
    #[prop(into)]
    position: Signal<usize>,
    /// How many there are in all; `None` when that is not known.
    #[prop(into)]
    of: Signal<Option<u32>>,
    /// It is the one in the preview.
    #[prop(into)]
    selected: Signal<bool>,
    /// It is ticked; none where nothing is ticked.
    #[prop(optional, into)]
    checked: Signal<Option<bool>>,
    /// The [`super::Avatar`].
    avatar: AnyView,
    /// The name, with its [`super::Highlight`].
    name: AnyView,
    /// Badges after the name.
    #[prop(optional)]
    badges: Option<AnyView>,
    /// Second line: title and company, or what matched.
    sub: AnyView,
    /// At the end of the first line: phone number.
    #[prop(into)]
    end: Text,
    /// At the end of the second line: town.
    #[prop(into)]
    sub2: Text,
) -> impl IntoView {
    let list = use_context::<List>();
    let this = id.clone();
    let tabindex = move || list?.tabindex(&this);
    view! {
        <a
            class="hit"
            id=id
            href=move || href.try_get()
            role="option"
            tabindex=tabindex
            aria-selected=move || selected.try_get().unwrap_or_default().to_string()
            aria-checked=move || checked.try_get().flatten().map(|on| on.to_string())
            aria-posinset=move || position.try_get().unwrap_or_default().to_string()
            aria-setsize=move || of.try_get().flatten().map_or_else(|| "-1".to_owned(), |n| n.to_string())
        >
            {avatar}
            <span class="name">
                <b>{name}</b>
                {badges}
            </span>
            <span class="sub trunc">{sub}</span>
            <span class="end num">{end}</span>
            <span class="sub2">{sub2}</span>
        </a>
    }
}
