//! The command palette: go to, create, what one opened last, and acts on the open card. Ctrl K or ⌘ K.
//!
//! A combobox over a grouped listbox: focus stays in the field, arrows move what is marked. Whatever
//! on the page has `data-act="…"` is offered by that name, and pressed when it is chosen; so an act
//! joins by its own element, wherever that stands.

pub mod api;
mod entries;
mod texts;

use std::cell::RefCell;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, HtmlElement};

use crate::ui::{Glyph, Icon, Kbd, dialog, dom};
use api::{Offered, read_palette};
use entries::entries;
use texts::PaletteTexts;

/// How long typing rests before the server is asked.
const REST: Duration = Duration::from_millis(100);

thread_local! {
    /// What had focus before the palette. Not in it: on the server, another thread may drop that.
    static BEFORE: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Nobody sees and presses what has just moved within so many milliseconds.
const SLIP_MS: f64 = 250.0;

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// What the palette shows.
#[derive(Clone, Copy)]
struct Palette {
    open: RwSignal<bool>,
    typed: RwSignal<String>,
    offered: RwSignal<Offered>,
    /// Which option is marked.
    current: RwSignal<usize>,
    /// Goes up with every question, so that only the answer to the latest counts.
    asked: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// When an answer last moved the options, in milliseconds since the page was asked for.
    moved: StoredValue<f64>,
    /// The pointer went down on an option that had just come under it.
    slipped: StoredValue<bool>,
}

/// The button of the rail, and what it opens. Without JavaScript there is no palette, and no button.
#[component]
pub fn CommandPalette() -> impl IntoView {
    let texts = PaletteTexts::here();
    let palette = Palette {
        open: RwSignal::new(false),
        typed: RwSignal::new(String::new()),
        offered: RwSignal::new(Offered::default()),
        current: RwSignal::new(0),
        asked: StoredValue::new(0),
        timer: StoredValue::new(None),
        moved: StoredValue::new(0.0),
        slipped: StoredValue::new(false),
    };
    view! {
        <button
            class="dest once-hydrated"
            type="button"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            data-palette=""
            on:click=move |_| palette.show()
        >
            <Icon glyph=Glyph::Command />
            {texts.command}
        </button>
        <Show when=move || palette.open.get()>{move || palette_dialog(palette)}</Show>
    }
}

impl Palette {
    fn show(self) {
        BEFORE.set(dom::focused());
        self.typed.set(String::new());
        self.offered.set(Offered::default());
        self.current.set(0);
        self.ask(String::new());
        self.open.set(true);
    }

    /// Closes; focus goes back, unless it is to follow to another page.
    fn close(self, focus_back: bool) {
        self.open.set(false);
        if let Some(element) = BEFORE.take().filter(|_| focus_back) {
            request_animation_frame(move || {
                let _ = element.focus();
            });
        }
    }

    fn ask(self, text: String) {
        let asked = self.asked.try_update_value(|asked| {
            *asked = asked.wrapping_add(1);
            *asked
        });
        spawn_local(async move {
            let answer = read_palette(text).await;
            if self.asked.try_get_value() != asked {
                return;
            }
            if let Ok(offered) = answer {
                let _ = self.moved.try_set_value(now());
                let _ = self.offered.try_set(offered);
            }
        });
    }

    fn on_input(self, event: &leptos::ev::Event) {
        let text = event_target_value(event);
        self.typed.set(text.clone());
        self.current.set(0);
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
        let later = set_timeout_with_handle(move || self.ask(text), REST);
        self.timer.set_value(later.ok());
    }

    /// The pointer goes down on an option: focus stays in the field.
    fn on_press(self, event: &leptos::ev::MouseEvent) {
        event.prevent_default();
        let slipped = event.time_stamp() - self.moved.get_value() < SLIP_MS;
        self.slipped.set_value(slipped);
    }

    /// The press was meant for what stood there before.
    fn has_slipped(self, event: &leptos::ev::MouseEvent) -> bool {
        let slipped = self
            .slipped
            .try_update_value(std::mem::take)
            .unwrap_or_default();
        if slipped {
            event.prevent_default();
            event.stop_propagation();
        }
        slipped
    }

    fn on_key(self, event: &leptos::ev::KeyboardEvent) {
        let options = options();
        let last = options.len().saturating_sub(1);
        let at = self.current.get_untracked().min(last);
        let target = match event.key().as_str() {
            "ArrowDown" if at == last => 0,
            "ArrowDown" => at + 1,
            "ArrowUp" if at == 0 => last,
            "ArrowUp" => at - 1,
            "PageDown" => (at + 8).min(last),
            "PageUp" => at.saturating_sub(8),
            "Enter" => {
                event.prevent_default();
                if let Some(option) = options.get(at) {
                    let apart = event.ctrl_key() || event.meta_key();
                    self.choose(option, apart);
                }
                return;
            }
            // A letter of its own in an empty field: the list of all keys.
            "?" if self.typed.with_untracked(String::is_empty) => {
                event.prevent_default();
                self.close(true);
                press_later("[data-shortcut=\"?\"]", 0);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.current.set(target);
        if let Some(option) = options.get(target) {
            let near = web_sys::ScrollIntoViewOptions::new();
            near.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&near);
        }
    }

    /// Enter on an option: a link in a tab of its own, or as if it had been pressed.
    fn choose(self, option: &HtmlElement, apart: bool) {
        match option.dyn_ref::<HtmlAnchorElement>().filter(|_| apart) {
            Some(link) => {
                let _ = window().open_with_url_and_target(&link.href(), "_blank");
                self.close(true);
            }
            None => option.click(),
        }
    }
}

/// The options, in order.
fn options() -> Vec<HtmlElement> {
    dom::by_id("palette-list").map_or_else(Vec::new, |list| dom::all(&list, "[role=option]"))
}

/// Presses an element of the page when the palette is out of its way.
fn press_later(selector: &'static str, place: usize) {
    let press = move || {
        let root = document().document_element();
        let found = root.map(|root| dom::all::<HtmlElement>(&root, selector));
        if let Some(element) = found.and_then(|found| found.into_iter().nth(place)) {
            let _ = element.focus();
            element.click();
        }
    };
    // Two frames: one for the palette to go, one for focus to come back.
    request_animation_frame(move || request_animation_frame(press));
}

fn palette_dialog(palette: Palette) -> AnyView {
    let texts = PaletteTexts::here();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            dialog::show_modal(&element);
        }
    });
    let outside = move |event: leptos::ev::MouseEvent| {
        if dialog::is_own(&event, node) {
            palette.close(true);
        }
    };
    let marked = move || format!("palette-{}", palette.current.get());
    view! {
        <dialog
            class="dialog palette"
            aria-label=texts.palette
            node_ref=node
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                palette.close(true);
            }
            on:mousedown=outside
        >
            <div class="dialog-card">
                <div class="palette-field">
                    <Icon glyph=Glyph::Search />
                    <input
                        type="text"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        maxlength="100"
                        data-search=""
                        data-autofocus=""
                        aria-label=texts.field
                        placeholder=texts.field
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-autocomplete="list"
                        aria-activedescendant=marked
                        on:input=move |event| palette.on_input(&event)
                        on:keydown=move |event| palette.on_key(&event)
                    />
                    <Kbd key="Esc" />
                </div>
                <div class="palette-list" id="palette-list" role="listbox" aria-label=texts.suggestions>
                    {move || entries(palette)}
                </div>
                <div class="palette-foot" aria-hidden="true">
                    <span><Kbd key="↑" /><Kbd key="↓" />" "{texts.choose}</span>
                    <span><Kbd key="↵" />" "{texts.open}</span>
                    <span><Kbd key="Ctrl ↵" />" "{texts.new_tab}</span>
                    <span class="end"><Kbd key="?" />" "{texts.all_keys}</span>
                </div>
            </div>
        </dialog>
    }
    .into_any()
}
