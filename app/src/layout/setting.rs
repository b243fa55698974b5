//! Shortcuts on or off.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::keys;
use super::words::LayoutWords;
use crate::ui::Switch;

/// A switch for the single-key shortcuts of this browser. Takes effect at once; not shown without
/// JavaScript, since there are no shortcuts then.
#[component]
pub fn ShortcutSetting() -> impl IntoView {
    let words = LayoutWords::here();
    let node = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        // Only the browser knows; the server draws it switched on.
        let input = node
            .get()
            .and_then(|section| section.query_selector("input").ok().flatten());
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_checked(keys::enabled());
        }
    });
    let change = move |event: leptos::ev::Event| keys::set_enabled(event_target_checked(&event));
    view! {
        <section class="card card-pad once-hydrated" aria-label=words.shortcuts node_ref=node>
            <h2>{words.shortcuts}</h2>
            <Switch
                name="shortcuts"
                label=words.shortcuts_on
                hint=words.shortcuts_on_hint
                checked=true
                on:change=change
            />
        </section>
    }
}
