//! Toasts: what was done, with a way to undo it. At most two, eight seconds each.

use std::time::Duration;

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, words::UiWords};
use crate::lazy::Later;

/// How long a toast lives.
const LIFE_MS: u32 = 8_000;
/// How often their age is looked at.
const STEP_MS: u32 = 250;
/// How many there may be.
const MOST: usize = 2;

/// A message that goes away by itself.
#[derive(Clone)]
pub struct Toast {
    /// What was done: «Mötet har ny ägare: Maryam Haddad».
    pub text: String,
    /// It did not go well: announced at once.
    pub failed: bool,
    /// A way back: what the button says and does.
    pub action: Option<(String, Callback<()>)>,
}

impl Toast {
    /// It went well.
    #[must_use]
    pub fn done(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            failed: false,
            action: None,
        }
    }

    /// It did not.
    #[must_use]
    pub fn failed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            failed: true,
            action: None,
        }
    }

    /// With **Ångra**.
    #[must_use]
    pub fn undo(self, run: impl Fn(()) + Send + Sync + 'static) -> Self {
        Self {
            action: Some((UiWords::here().undo.to_owned(), Callback::new(run))),
            ..self
        }
    }

    /// With **Försök igen**.
    #[must_use]
    pub fn retry(self, run: impl Fn(()) + Send + Sync + 'static) -> Self {
        Self {
            action: Some((UiWords::here().retry.to_owned(), Callback::new(run))),
            ..self
        }
    }
}

#[derive(Clone)]
struct Living {
    key: u32,
    left_ms: u32,
    toast: Toast,
}

/// Where toasts are shown from; [`use_toasts`] gives it.
#[derive(Clone, Copy)]
pub struct Toasts {
    living: RwSignal<Vec<Living>>,
    made: StoredValue<u32>,
}

impl Toasts {
    /// Makes it available to everything below; once, beside [`ToastRegion`].
    pub fn provide() {
        provide_context(Self {
            living: RwSignal::new(Vec::new()),
            made: StoredValue::new(0),
        });
    }

    /// Shows a toast; the oldest goes when there are too many.
    pub fn show(self, toast: Toast) {
        self.made.update_value(|made| *made = made.wrapping_add(1));
        let key = self.made.get_value();
        self.living.update(|living| {
            living.push(Living {
                key,
                left_ms: LIFE_MS,
                toast,
            });
            let over = living.len().saturating_sub(MOST);
            living.drain(..over);
        });
    }

    fn dismiss(self, key: u32) {
        self.living
            .update(|living| living.retain(|one| one.key != key));
    }

    fn age(self) {
        if self.living.with_untracked(Vec::is_empty) {
            return;
        }
        let any_old = self.living.try_update_untracked(|living| {
            living
                .iter_mut()
                .for_each(|one| one.left_ms = one.left_ms.saturating_sub(STEP_MS));
            living.iter().any(|one| one.left_ms == 0)
        });
        if any_old == Some(true) {
            self.living
                .update(|living| living.retain(|one| one.left_ms > 0));
        }
    }
}

/// The toasts of this page.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(|| Toasts {
        living: RwSignal::new(Vec::new()),
        made: StoredValue::new(0),
    })
}

/// The place where toasts appear; announces them.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let (toasts, later) = (use_toasts(), Later::here());
    Effect::new(move |_| {
        if toasts.living.with(|living| !living.is_empty()) {
            later.need();
        }
    });
    let inside = move || match later.get() {
        Some(parts) => (parts.toasts)(toasts),
        // Until the chunk is there, and if it does not come: never silent.
        None => toasts
            .living
            .get()
            .pop()
            .map(|one| view! { <div class="toast fail">{one.toast.text}</div> })
            .into_any(),
    };
    view! { <div class="toasts" role="status" aria-label=UiWords::here().messages>{inside}</div> }
}

/// The toasts. They do not age while pointed at, in focus, or while the window is hidden.
pub fn living_toasts(toasts: Toasts) -> AnyView {
    let (pointed, focused) = (RwSignal::new(false), RwSignal::new(false));
    let tick = move || {
        if !(pointed.get_untracked() || focused.get_untracked() || document().hidden()) {
            toasts.age();
        }
    };
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_millis(STEP_MS.into())) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <div
            class="toasts-living"
            on:mouseenter=move |_| pointed.set(true)
            on:mouseleave=move |_| pointed.set(false)
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <For each=move || toasts.living.get() key=|one| one.key let:one>
                <ToastView toast=one.toast on_close=move |()| {
                    pointed.set(false);
                    focused.set(false);
                    toasts.dismiss(one.key);
                } />
            </For>
        </div>
    }
    .into_any()
}

/// How a toast looks.
#[component]
pub(crate) fn ToastView(
    /// The toast.
    toast: Toast,
    /// Called when it is to go.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let Toast {
        text,
        failed,
        action,
    } = toast;
    let (class, glyph) = if failed {
        ("toast fail", Glyph::CircleAlert)
    } else {
        ("toast", Glyph::CircleCheck)
    };
    let button = action.map(|(label, run)| {
        let press = move |_| {
            run.run(());
            on_close.run(());
        };
        view! {
            <button type="button" on:click=press>
                {label}
            </button>
        }
    });
    view! {
        <div class=class role=failed.then_some("alert")>
            <Icon glyph />
            <span class="grow">{text}</span>
            {button}
            <button class="x" type="button" aria-label=UiWords::here().close on:click=move |_| on_close.run(())>
                <Icon glyph=Glyph::Close size=IconSize::Sm />
            </button>
        </div>
    }
}
