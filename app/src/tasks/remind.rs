//! Reminders that are due: a number beside «Uppgifter», and a notification from the browser where the
//! reader has allowed it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::api::read_reminders;
use super::texts::TaskTexts;
use crate::live::Live;
use crate::ui::Button;

/// How often the browser looks, besides when something changes.
const EACH: Duration = Duration::from_secs(60);

/// How often it looks at most when much is changed: every reader at the firm hears of every change.
const LEAST: f64 = 10_000.0;

/// What the reader is reminded of.
#[derive(Clone, Copy)]
pub struct Reminders {
    due: RwSignal<Vec<String>>,
    /// What has been read at least once: what is due then is no news.
    known: RwSignal<Option<Vec<String>>>,
    /// When it looked last, in milliseconds.
    looked: StoredValue<f64>,
    /// It is going to look soon.
    soon: StoredValue<bool>,
}

impl Reminders {
    /// Looks for as long as the page lives; once, in the frame, below [`Live`].
    pub fn provide() {
        let reminders = Self {
            due: RwSignal::new(Vec::new()),
            known: RwSignal::new(None),
            looked: StoredValue::new(0.0),
            soon: StoredValue::new(false),
        };
        provide_context(reminders);
        Live::here().on_change(move |_| reminders.look_soon());
        Effect::new(move |_| {
            reminders.look();
            if let Ok(handle) = set_interval_with_handle(move || reminders.look(), EACH) {
                on_cleanup(move || handle.clear());
            }
        });
    }

    /// Something was changed: at once, unless it has just looked.
    fn look_soon(self) {
        let since = js_sys::Date::now() - self.looked.try_get_value().unwrap_or_default();
        if since >= LEAST {
            return self.look();
        }
        if self.soon.try_get_value() == Some(false) {
            self.soon.set_value(true);
            let wait = Duration::from_secs_f64((LEAST - since).max(0.0) / 1000.0);
            set_timeout(
                move || {
                    let _ = self.soon.try_set_value(false);
                    self.look();
                },
                wait,
            );
        }
    }

    fn look(self) {
        let _ = self.looked.try_set_value(js_sys::Date::now());
        spawn_local(async move {
            if let Ok(due) = read_reminders().await {
                self.tell(&due);
                let _ = self.due.try_set(due);
            }
        });
    }

    /// Tells of what has become due since the page looked last.
    fn tell(self, due: &[String]) {
        let known = self.known.try_update(|known| known.replace(due.to_vec()));
        let Some(Some(known)) = known else { return };
        if permission() != Some(NotificationPermission::Granted) {
            return;
        }
        for subject in due.iter().filter(|subject| !known.contains(subject)) {
            let options = NotificationOptions::new();
            options.set_body(subject);
            // One of them, however many tabs are open.
            options.set_tag(subject);
            let _ = Notification::new_with_options("Kundkort", &options);
        }
    }
}

/// What the reader has said of notifications; nothing where there are none.
fn permission() -> Option<NotificationPermission> {
    let there = js_sys::Reflect::has(&window(), &"Notification".into()).unwrap_or(false);
    there.then(Notification::permission)
}

/// How many reminders are due, beside the word that leads to them.
pub fn reminder_count() -> AnyView {
    let Some(Reminders { due, .. }) = use_context() else {
        return ().into_any();
    };
    let count = Memo::new(move |_| due.with(Vec::len));
    let shown = move || {
        let count = Some(count.get()).filter(|count| *count > 0)?;
        let texts = TaskTexts::here();
        let word = match count {
            1 => texts.due_reminder,
            _ => texts.due_reminders,
        };
        Some(view! { <span class="nag">{count}<span class="vh">" "{word}</span></span> })
    };
    view! { {shown} }.into_any()
}

/// «Visa påminnelser som aviseringar», where the browser has not been asked yet.
pub(super) fn allow_notifications() -> AnyView {
    let ask = RwSignal::new(false);
    Effect::new(move |_| ask.set(permission() == Some(NotificationPermission::Default)));
    let press = move |_| {
        let _ = Notification::request_permission();
        ask.set(false);
    };
    let button = move || {
        ask.get().then(|| {
            view! { <Button small=true on:click=press>{TaskTexts::here().allow}</Button> }
        })
    };
    view! { {button} }.into_any()
}
