//! Copying a value: quiet beside it, and says that it is done.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::{Glyph, Icon, IconSize, words::UiWords};

/// How long «Kopierat» stands.
const SAID: Duration = Duration::from_secs(2);

/// A button that copies `value`. Seen when its line is pointed at or in focus, always on a phone.
/// Without JavaScript there is none.
#[component]
pub fn CopyButton(
    /// What is copied, and named by the button.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let words = UiWords::here();
    let said = RwSignal::new("");
    let name = format!("{} {value}", words.copy);
    let copy = move |event: leptos::ev::MouseEvent| {
        // The line it stands in may be pressed too.
        event.stop_propagation();
        let value = value.clone();
        spawn_local(async move {
            let done = copy_text(&value).await;
            let _ = said.try_set(if done { words.copied } else { words.not_copied });
            set_timeout(
                move || {
                    let _ = said.try_set("");
                },
                SAID,
            );
        });
    };
    view! {
        <span class="copy once-hydrated">
            <button type="button" aria-label=name on:click=copy>
                <Icon glyph=Glyph::Copy size=IconSize::Xs />
            </button>
            <span class="said" role="status">{move || Some(said.get()).filter(|said| !said.is_empty())}</span>
        </span>
    }
}

/// Over plain http from another machine a browser has no clipboard.
async fn copy_text(text: &str) -> bool {
    let navigator = window().navigator();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if !there.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}
