//! «Visa äldre»: the next page of a list, asked for when its end comes into sight.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::IntersectionObserver;

/// A link, so that it works before the page has come alive; then it needs not be pressed. `next` is the
/// address of what comes next, none after the last.
pub fn more(
    next: impl Fn() -> Option<String> + Send + Sync + 'static,
    busy: RwSignal<bool>,
    words: &'static str,
    ask: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let shown = move || {
        let href = next()?;
        let node = NodeRef::<html::A>::new();
        Effect::new(move |_| {
            if let Some(link) = node.get() {
                when_in_sight(&link, ask);
            }
        });
        let press = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            ask();
        };
        let is_busy = move || busy.get().then_some("true");
        Some(view! {
            <div class="toolbar line-above">
                <a class="btn sm" href=href node_ref=node aria-busy=is_busy on:click=press>{words}</a>
            </div>
        })
    };
    shown.into_any()
}

/// Until the link goes away with what it stood for.
fn when_in_sight(link: &web_sys::Element, ask: impl Fn() + 'static) {
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let visible = entries.iter().any(|entry| {
            entry
                .dyn_into::<web_sys::IntersectionObserverEntry>()
                .is_ok_and(|entry| entry.is_intersecting())
        });
        if visible {
            ask();
        }
    });
    let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(link);
    let kept = send_wrapper::SendWrapper::new((observer, seen));
    on_cleanup(move || kept.0.disconnect());
}
