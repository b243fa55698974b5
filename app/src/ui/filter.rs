//! Filters of a search: a labelled button with its choices in a popover (Urval, Söktyp, Kategori).
//!
//! The choices are radio buttons and checkboxes in the search form, the popover is the browser's
//! own: it opens, closes and is sent without JavaScript, and arrows, Escape and outside presses
//! come with it. `on:change` on the form hears every choice.

mod many;
mod one;
mod sheet;

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text};

pub use many::FilterMany;
pub use one::Filter;
pub use sheet::FilterSheet;

/// One choice of a filter.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Value in the form.
    pub value: String,
    /// What it says.
    pub label: Text,
    /// How many it gives, as shown.
    pub count: Option<Text>,
}

#[component]
fn FilterButton(id: Text, label: Text, set: Signal<bool>, children: Children) -> impl IntoView {
    let (label_id, value_id) = (format!("{id}-label"), format!("{id}-value"));
    let names = format!("{label_id} {value_id}");
    view! {
        <div class="filter">
            <span class="filter-label" id=label_id>
                {label}
            </span>
            <button
                type="button"
                popovertarget=id
                aria-labelledby=names
                data-set=move || set.get().then_some("")
            >
                <span id=value_id>{children()}</span>
                <Icon glyph=Glyph::ChevronDown size=IconSize::Xs />
            </button>
        </div>
    }
}
