//! What waits for the reader: numbers in the menu, and of reminders that become due a notification from
//! the browser where the reader has allowed it.
//!
//! The page brings the numbers along, so that they stand there without JavaScript and nothing is asked
//! for when a page opens.

use std::time::Duration;

use domain::notice::{MOST_COUNTED, Waiting};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::api::read_waiting;
use super::texts::NoticeTexts;
use crate::boot::boot;
use crate::live::Live;
use crate::notes;
use crate::ui::Button;

/// How often the browser looks, besides when something changes.
const EACH: Duration = Duration::from_secs(60);

/// How often it looks at most when much is changed: every reader at the firm hears of every change.
const LEAST: f64 = 10_000.0;

/// What waits for the reader.
#[derive(Clone, Copy)]
pub struct Waits {
    counts: RwSignal<Waiting>,
    /// Reminders that have been read of at least once: what is due then is no news.
    known: RwSignal<Option<Vec<String>>>,
    /// When it looked last, in milliseconds.
    looked: StoredValue<f64>,
    /// It is going to look soon.
    soon: StoredValue<bool>,
}

impl Waits {
    /// Looks for as long as the page lives; once, in the frame, below [`Live`].
    pub fn provide() {
        let waits = Self {
            counts: RwSignal::new(boot().waiting),
            known: RwSignal::new(None),
            looked: StoredValue::new(0.0),
            soon: StoredValue::new(false),
        };
        provide_context(waits);
        Live::here().on_change(move |_| waits.look_soon());
        Effect::new(move |_| {
            notes::keep_own_drafts();
            // What the page brought is as new as the page: short ones never ask.
            set_timeout(move || waits.look(), Duration::from_millis(10_000));
            if let Ok(handle) = set_interval_with_handle(move || waits.look(), EACH) {
                on_cleanup(move || handle.clear());
            }
        });
    }

    /// What waits, where there is a frame.
    pub fn here() -> Option<Self> {
        use_context()
    }

    /// Every notice has been read.
    pub fn all_read(self) {
        let _ = self.counts.try_update(|counts| counts.notices = 0);
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
            if let Ok((due, counts)) = read_waiting().await {
                self.tell(&due);
                let _ = self.counts.try_set(counts);
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
    let texts = NoticeTexts::here();
    count(
        |waiting| waiting.reminders,
        texts.due_reminder,
        texts.due_reminders,
    )
}

/// How many notices are not read, beside the word that leads to them.
pub fn notice_count() -> AnyView {
    let texts = NoticeTexts::here();
    count(
        |waiting| waiting.notices,
        texts.one_unread,
        texts.many_unread,
    )
}

fn count(of: fn(&Waiting) -> u32, one: &'static str, many: &'static str) -> AnyView {
    let Some(waits) = Waits::here() else {
        return ().into_any();
    };
    let count = Memo::new(move |_| waits.counts.with(of));
    let shown = move || {
        let count = Some(count.get()).filter(|count| *count > 0)?;
        let word = if count == 1 { one } else { many };
        let number = match count {
            MOST_COUNTED.. => format!("{}+", MOST_COUNTED - 1),
            few => few.to_string(),
        };
        Some(view! { <span class="nag">{number}<span class="vh">" "{word}</span></span> })
    };
    view! { {shown} }.into_any()
}

/// «Visa påminnelser som aviseringar», where the browser has not been asked yet.
pub fn allow_notifications() -> AnyView {
    let ask = RwSignal::new(false);
    Effect::new(move |_| ask.set(permission() == Some(NotificationPermission::Default)));
    let press = move |_| {
        let _ = Notification::request_permission();
        ask.set(false);
    };
    let button = move || {
        ask.get().then(|| {
            view! { <Button small=true on:click=press>{NoticeTexts::here().allow}</Button> }
        })
    };
    view! { {button} }.into_any()
}
