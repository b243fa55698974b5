//! The palette when it is open.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, HtmlElement, HtmlInputElement};

use super::api::{Offered, read_palette};
use super::entries::entries;
use super::texts::PaletteTexts;
use super::{Opening, before};
use crate::ui::{Glyph, Icon, Kbd, dialog, dom};

/// How long typing rests before the server is asked.
const REST: Duration = Duration::from_millis(100);

/// Nobody sees and presses what has just moved within so many milliseconds.
const SLIP_MS: f64 = 250.0;

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// What the palette shows.
#[derive(Clone, Copy)]
pub(super) struct Palette {
    open: RwSignal<bool>,
    pub(super) typed: RwSignal<String>,
    pub(super) offered: RwSignal<Offered>,
    /// Which option is marked.
    pub(super) current: RwSignal<usize>,
    /// Goes up with every question, so that only the answer to the latest counts.
    asked: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// When an answer last moved the options, in milliseconds since the page was asked for.
    moved: StoredValue<f64>,
    /// The pointer went down on an option that had just come under it.
    slipped: StoredValue<bool>,
}

impl Palette {
    /// Closes; focus goes back, unless it is to follow to another page.
    pub(super) fn close(self, focus_back: bool) {
        self.open.set(false);
        if let Some(element) = before().filter(|_| focus_back) {
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
    pub(super) fn on_press(self, event: &leptos::ev::MouseEvent) {
        event.prevent_default();
        let slipped = event.time_stamp() - self.moved.get_value() < SLIP_MS;
        self.slipped.set_value(slipped);
    }

    /// The press was meant for what stood there before.
    pub(super) fn has_slipped(self, event: &leptos::ev::MouseEvent) -> bool {
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
pub(super) fn press_later(selector: &'static str, place: usize) {
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

/// The palette, with what was typed before it was there.
pub fn opened(opening: Opening) -> AnyView {
    let texts = PaletteTexts::here();
    let early = opening.early.try_get_value().unwrap_or_default();
    let palette = Palette {
        open: opening.open,
        typed: RwSignal::new(early.clone()),
        offered: RwSignal::new(Offered::default()),
        current: RwSignal::new(0),
        asked: StoredValue::new(0),
        timer: StoredValue::new(None),
        moved: StoredValue::new(0.0),
        slipped: StoredValue::new(false),
    };
    palette.ask(early.clone());
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            dialog::show_modal(&element);
            to_end();
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
                        value=early
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

/// What is typed goes after what had been typed already.
fn to_end() {
    let field = dom::focused().and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = field {
        let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or_default();
        let _ = field.set_selection_range(end, end);
    }
}
