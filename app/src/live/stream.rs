//! Listening to the server, in the browser only: effects do not run anywhere else.
//!
//! `EventSource` comes back by itself when the line breaks. A tab that nobody looks at does not
//! listen, so that a browser that allows six connections has them for the one in front; when it is
//! looked at again, the server tells what it missed.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

use super::Live;

/// How soon to try again after the server has refused: signed out, or its database out of reach.
const REFUSED: Duration = Duration::from_secs(15);

type Handler = Closure<dyn FnMut(Event)>;

/// An open line, and what hears it.
struct Line {
    source: EventSource,
    _handler: Handler,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// The line of this page.
#[derive(Clone, Copy)]
struct Lines {
    live: Live,
    open: StoredValue<Option<Line>, LocalStorage>,
    /// When the page last knew everything, in milliseconds since it was asked for.
    known: StoredValue<f64>,
}

/// Listens for as long as the component that calls it lives.
pub(super) fn listen(live: Live) {
    Effect::new(move |_| {
        let lines = Lines {
            live,
            open: StoredValue::new_local(None),
            known: StoredValue::new(0.0),
        };
        lines.look();
        let handle = window_event_listener_untyped("visibilitychange", move |_| lines.look());
        on_cleanup(move || {
            handle.remove();
            lines.close();
        });
    });
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

impl Lines {
    /// Open while the page is looked at.
    fn look(self) {
        let open = self.open.try_with_value(Option::is_some);
        match (open, document().hidden()) {
            (Some(false), false) => self.open(),
            (Some(true), true) => self.close(),
            _ => {}
        }
    }

    fn close(self) {
        if let Some(Some(line)) = self.open.try_update_value(Option::take) {
            if line.source.ready_state() == EventSource::OPEN {
                self.known.set_value(now());
            }
            drop(line);
        }
    }

    fn open(self) {
        let age = (now() - self.known.get_value()) as u32;
        let Ok(source) = EventSource::new(&format!("/events?age={age}")) else {
            return;
        };
        let before = StoredValue::new(false);
        let handler = Handler::new(move |event: Event| match event.type_().as_str() {
            "message" => {
                let said = event.dyn_into::<MessageEvent>().ok();
                if let Some(said) = said.and_then(|said| said.data().as_string()) {
                    self.live.hear(&said);
                }
            }
            "open" => {
                self.opened(before.try_update_value(|before| std::mem::replace(before, true)))
            }
            _ => self.failed(),
        });
        let function = Some(handler.as_ref().unchecked_ref());
        source.set_onopen(function);
        source.set_onmessage(function);
        source.set_onerror(function);
        self.open.set_value(Some(Line {
            source,
            _handler: handler,
        }));
    }

    /// The line is there; when it was broken meanwhile, anything may have happened.
    fn opened(self, before: Option<bool>) {
        if before == Some(true) {
            self.live.touch_all();
        }
        // For the tests: from here on, this page hears of everything.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-live", "");
        }
    }

    /// `EventSource` tries again by itself, unless the server has refused.
    fn failed(self) {
        let closed = self.open.try_with_value(|open| {
            open.as_ref()
                .is_some_and(|line| line.source.ready_state() == EventSource::CLOSED)
        });
        if closed == Some(true) {
            set_timeout(
                move || {
                    // Not from within the handler that this drops.
                    let gone = self.open.try_update_value(Option::take).flatten().is_some();
                    if gone && !document().hidden() {
                        self.open();
                    }
                },
                REFUSED,
            );
        }
    }
}
