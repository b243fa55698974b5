//! Dialogs: the browser's own `<dialog>`.
//!
//! The server writes it open, so that it works without JavaScript; when the page comes alive it is
//! made modal. A dialog is mounted to open it and unmounted to close it: put it on a route of its
//! own, or in a `Show`. Escape and a press beside it close it, but only while nothing is typed.
//! Focus goes to the control with `autofocus` and back to what had it when the dialog is gone.

use std::cell::RefCell;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::{Flik, FlikKind, Glyph, Icon, Text, dom, words::UiWords};

thread_local! {
    /// What had focus before each dialog that is open; the one on top last.
    static BEFORE: RefCell<Vec<Option<HtmlElement>>> = const { RefCell::new(Vec::new()) };
}

/// How many frames a dialog has to get into the document.
const PATIENCE: u32 = 600;

/// How wide a dialog is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// 27rem: a question.
    Narrow,
    /// 34rem: a choice.
    #[default]
    Normal,
    /// 46rem: a form.
    Wide,
}

/// A dialog. Its children are `<div class="dialog-body">` and `<footer class="dialog-foot">`, or a
/// `<form class="dialog-rest">` round the two.
#[component]
pub fn Dialog(
    /// Its id; the heading is `{id}-title`.
    #[prop(into)]
    id: Text,
    /// The heading.
    #[prop(into)]
    title: Text,
    /// The word on the tab above it.
    #[prop(optional, into)]
    flik: Option<Text>,
    /// The dot on the tab.
    #[prop(default = FlikKind::New)]
    flik_kind: FlikKind,
    /// How wide.
    #[prop(optional)]
    width: DialogWidth,
    /// Short: comes from the bottom on a phone instead of filling the screen.
    #[prop(optional)]
    sheet: bool,
    /// Where the close button leads. Closing by key or press follows it too.
    #[prop(optional, into)]
    close_href: Option<Text>,
    /// Called instead of following `close_href`.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    open_modal(node);
    let close = move || match on_close {
        Some(close) => close.run(()),
        None => follow_close_link(node),
    };
    let escape = move |event: leptos::ev::Event| {
        event.prevent_default();
        // Others inside have cancel events too: a file picker.
        if is_own(&event, node) && !is_dirty(node) {
            close();
        }
    };
    let outside = move |event: leptos::ev::MouseEvent| {
        if is_own(&event, node) && !is_dirty(node) {
            close();
        }
    };
    let width = match width {
        DialogWidth::Narrow => "w-27",
        DialogWidth::Normal => "w-34",
        DialogWidth::Wide => "w-46",
    };
    let class = format!("dialog {width}{}", if sheet { " sheet" } else { "" });
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    view! {
        <dialog
            class=class
            id=id
            open
            aria-labelledby=named_by
            node_ref=node
            on:cancel=escape
            on:mousedown=outside
        >
            {flik.map(|label| view! { <Flik label kind=flik_kind decorative=true /> })}
            <div class="dialog-card">
                <header class="dialog-head">
                    <h2 id=title_id>{title}</h2>
                    <CloseButton href=close_href on_close />
                </header>
                {children()}
            </div>
        </dialog>
    }
}

#[component]
fn CloseButton(href: Option<Text>, on_close: Option<Callback<()>>) -> impl IntoView {
    let name = UiWords::here().close;
    let run = move || on_close.into_iter().for_each(|close| close.run(()));
    match href {
        Some(href) => view! {
            <a
                class="btn quiet icon-only"
                href=href
                aria-label=name
                data-close=""
                on:click=move |event| {
                    if on_close.is_some() {
                        event.prevent_default();
                        event.stop_propagation();
                        run();
                    }
                }
            >
                <Icon glyph=Glyph::Close />
            </a>
        }
        .into_any(),
        None => view! {
            <button class="btn quiet icon-only" type="button" aria-label=name on:click=move |_| run()>
                <Icon glyph=Glyph::Close />
            </button>
        }
        .into_any(),
    }
}

/// Makes the dialog modal when the page is alive, and gives focus back when it is gone.
fn open_modal(node: NodeRef<html::Dialog>) {
    // All of it in the effect, which the server never runs: there, another thread may clean up.
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        let dialog: &HtmlDialogElement = &dialog;
        let focused = dom::focused();
        let (inside, before): (Option<HtmlElement>, _) = match focused {
            Some(element) if dialog.contains(Some(&element)) => (Some(element), None),
            other => (None, other),
        };
        show(dialog.clone(), inside, PATIENCE);
        BEFORE.with_borrow_mut(|stack| stack.push(before));
        on_cleanup(|| give_back(BEFORE.with_borrow_mut(Vec::pop).flatten()));
    });
}

/// The same for a dialog that looks otherwise, and sees to focus itself.
pub(crate) fn show_modal(dialog: &HtmlDialogElement) {
    show(dialog.clone(), None, PATIENCE);
}

/// Makes the dialog modal as soon as it stands in the document: it is drawn before it is put there.
fn show(dialog: HtmlDialogElement, focused: Option<HtmlElement>, patience: u32) {
    if !dialog.is_connected() {
        if patience > 0 {
            request_animation_frame(move || show(dialog, focused, patience - 1));
        }
        return;
    }
    // Taking the attribute away, and not `close()`, which would tell everyone that it closed.
    let _ = dialog.remove_attribute("open");
    let _ = dialog.show_modal();
    // Whoever had begun to type before the page came alive goes on where they were.
    let first = || {
        dom::all::<HtmlElement>(&dialog, "[data-autofocus]")
            .into_iter()
            .next()
    };
    if let Some(element) = focused.or_else(first) {
        let _ = element.focus();
    }
}

/// Moves focus to where it was before the dialog.
fn give_back(element: Option<HtmlElement>) {
    let Some(element) = element else { return };
    super::announce::keep_focus();
    // The dialog still stands here, and lets no one else have focus.
    request_animation_frame(move || {
        let _ = element.focus();
    });
}

fn follow_close_link(node: NodeRef<html::Dialog>) {
    let Some(dialog) = node.get_untracked() else {
        return;
    };
    if let Some(link) = dom::all::<HtmlElement>(&dialog, "a[data-close]").first() {
        link.click();
    }
}

fn is_dirty(node: NodeRef<html::Dialog>) -> bool {
    node.get_untracked()
        .is_some_and(|dialog| dom::is_dirty(&dialog))
}

/// The event is about the dialog itself, not about something in it.
pub(crate) fn is_own(event: &leptos::ev::Event, node: NodeRef<html::Dialog>) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let dialog = node.get_untracked();
    matches!((target, dialog), (Some(target), Some(dialog)) if target.is_same_node(Some(&dialog)))
}
