//! The hit list: links that also are a listbox.
//!
//! On the server and before the page has come alive they are plain links, each reached with Tab.
//! Alive, the list is one tab stop and arrows, Home, End, Page Up and Page Down move in it; typing
//! jumps to a name. Focus is real, so Enter, Ctrl+Enter and the browser's own menu work as on any
//! link.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Text, dom};

/// How far Page Up and Page Down go.
const PAGE: usize = 10;
/// Letters typed within this many milliseconds belong together.
const TYPING_MS: f64 = 700.0;

/// What the rows know of their list.
#[derive(Clone, Copy)]
struct List {
    /// Id of the row that Tab reaches; none until the page has come alive.
    stop: RwSignal<Option<String>>,
}

impl List {
    /// Keeps the tab stop on a row that is there: where it was, else the chosen one, else the first.
    fn mend(self, root: &HtmlElement) {
        let rows = dom::all::<HtmlElement>(root, ".hit");
        let before = self.stop.get_untracked();
        let kept = rows.iter().find(|row| before.as_ref() == Some(&row.id()));
        let stop = kept.or_else(|| chosen_or_first(&rows)).map(|row| row.id());
        let _ = self.stop.try_set(stop);
    }
}

/// The list; its children are [`Hit`]s, then perhaps a [`super::LoadMore`].
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
    /// The rows.
    children: Children,
) -> impl IntoView {
    let list = List { stop: RwSignal::new(None) };
    let node = NodeRef::<html::Div>::new();
    let typed = StoredValue::new((String::new(), 0.0));
    Effect::new(move |_| {
        (label.track(), busy.track());
        let Some(root) = node.get() else { return };
        // The rows change after this runs.
        request_animation_frame(move || list.mend(&root));
    });
    let focus = move |event: leptos::ev::FocusEvent| {
        let row = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if let Some(row) = row.filter(|row| row.class_list().contains("hit")) {
            list.stop.set(Some(row.id()));
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(root) = node.get_untracked() else { return };
        let rows = dom::all::<HtmlElement>(&root, ".hit");
        let Some(target) = target_of(&event, &rows, typed) else { return };
        event.prevent_default();
        event.stop_propagation();
        if let Some(row) = rows.get(target) {
            let _ = row.focus();
            on_move.run(row.id());
        }
    };
    view! {
        <div
            class="hits"
            id=id
            node_ref=node
            role="listbox"
            aria-label=label
            aria-busy=move || busy.get().then_some("true")
            on:keydown=keys
            on:focusin=focus
        >
            <Provider value=list>{children()}</Provider>
        </div>
    }
}

/// The row that a key leads to.
fn target_of(
    event: &leptos::ev::KeyboardEvent,
    rows: &[HtmlElement],
    typed: StoredValue<(String, f64)>,
) -> Option<usize> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || rows.is_empty() {
        return None;
    }
    let focused = dom::focused();
    let at = rows.iter().position(|row| focused.as_ref() == Some(row))?;
    if let Some(target) = moved(&event.key(), at, rows.len() - 1) {
        return Some(target);
    }
    let mut letters = event.key().chars().collect::<Vec<_>>().into_iter();
    let letter = letters.next().filter(|c| letters.len() == 0 && c.is_alphanumeric())?;
    typed.update_value(|(text, last)| {
        if event.time_stamp() - *last > TYPING_MS {
            text.clear();
        }
        *last = event.time_stamp();
        text.extend(letter.to_lowercase());
    });
    let text = typed.with_value(|(text, _)| text.clone());
    // One letter goes on from the next row, more letters may stay.
    let from = if text.chars().count() == 1 { at + 1 } else { at };
    (from..rows.len()).chain(0..from).find(|n| begins_with(&rows[*n], &text))
}

fn begins_with(row: &HtmlElement, text: &str) -> bool {
    let name = row.query_selector(".name b").ok().flatten().and_then(|name| name.text_content());
    let name = name.unwrap_or_default().to_lowercase();
    name.split_whitespace().any(|word| word.starts_with(text))
}

/// Where a key that moves leads, from the row `at`, when the last one is `last`.
fn moved(key: &str, at: usize, last: usize) -> Option<usize> {
    Some(match key {
        "ArrowDown" => (at + 1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => (at + PAGE).min(last),
        "PageUp" => at.saturating_sub(PAGE),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// Moves focus into the list with this id: to the chosen row, else the first. For Arrow Down in the search field.
pub fn enter_list(id: &str) -> bool {
    let Some(list) = dom::by_id(id) else { return false };
    let rows = dom::all::<HtmlElement>(&list, ".hit");
    chosen_or_first(&rows).is_some_and(|row| row.focus().is_ok())
}

fn chosen_or_first(rows: &[HtmlElement]) -> Option<&HtmlElement> {
    let chosen = rows.iter().find(|row| row.get_attribute("aria-selected").as_deref() == Some("true"));
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
    position: usize,
    /// How many there are in all; `None` when that is not known.
    #[prop(into)]
    of: Signal<Option<u32>>,
    /// It is the one in the preview.
    #[prop(into)]
    selected: Signal<bool>,
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
    let tabindex = move || {
        let other = list?.stop.with(|stop| stop.as_ref().is_some_and(|stop| *stop != this));
        other.then_some("-1")
    };
    view! {
        <a
            class="hit"
            id=id
            href=href
            role="option"
            tabindex=tabindex
            aria-selected=move || selected.get().to_string()
            aria-posinset=position.to_string()
            aria-setsize=move || of.get().map_or_else(|| "-1".to_owned(), |n| n.to_string())
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

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn keys_stay_within_the_list() {
        assert_eq!(moved("ArrowDown", 3, 4), Some(4));
        assert_eq!(moved("ArrowDown", 4, 4), Some(4));
        assert_eq!(moved("ArrowUp", 0, 4), Some(0));
        assert_eq!(moved("PageDown", 0, 4), Some(4));
        assert_eq!(moved("PageDown", 0, 40), Some(10));
        assert_eq!(moved("PageUp", 15, 40), Some(5));
        assert_eq!(moved("Home", 4, 4), Some(0));
        assert_eq!(moved("End", 0, 4), Some(4));
        assert_eq!(moved("Enter", 0, 4), None);
    }
}
