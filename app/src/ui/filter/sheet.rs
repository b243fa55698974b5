//! Filters on a phone.

use leptos::prelude::*;

use crate::ui::{Text, dom, words::UiWords};

/// The filters of a search: stand in the panel on a wide screen, come from the bottom on a phone.
///
/// The button for the phone is `<button class="btn quiet sm only-phone" popovertarget=id>`.
#[component]
pub fn FilterSheet(
    /// Id of the sheet.
    #[prop(into)]
    id: Text,
    /// What it is called on a phone.
    #[prop(into)]
    label: Text,
    /// The filters.
    children: Children,
) -> impl IntoView {
    let (done, heading) = (id.clone(), label.clone());
    view! {
        <div class="stack gap-2 filters" id=id popover="auto" role="group" aria-label=label>
            <h2 class="h3 only-phone" aria-hidden="true">
                {heading}
            </h2>
            {children()}
            <button
                class="btn primary only-phone"
                type="submit"
                on:click=move |_| dom::hide_popover(&done)
            >
                {UiWords::here().show_hits}
            </button>
        </div>
    }
}
