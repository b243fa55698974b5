//! The WASM entry point: takes over the HTML that the server rendered.

/// Called by the page's script when the module has loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        let Some(body) = leptos::prelude::document().body() else {
            return;
        };
        // Also waits for the chunk of the page that one arrives on.
        let owner = leptos::mount::hydrate_from_async(body, app::App).await;
        app::mark_hydrated();
        owner.forget();
    });
}
