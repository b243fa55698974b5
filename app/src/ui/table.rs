//! Tables. Narrow ones become small cards (container query), the name first.

use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text, words::UiWords};

/// A table in its frame. Give `<thead>` and `<tbody>` as children (a table without `tbody` does not hydrate).
#[component]
pub fn Table(
    /// What the table is, for those who do not see it.
    #[prop(into)]
    caption: Text,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table stacks">
                <caption class="vh">{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// A column head that sorts: a link, so that the order is in the address.
#[component]
pub fn SortHead(
    /// The head.
    #[prop(into)]
    label: Text,
    /// The address of the list in the order that a press gives.
    #[prop(into)]
    href: Text,
    /// The order now: `Some(true)` ascending, `Some(false)` descending, `None` by another column.
    #[prop(optional_no_strip)]
    ascending: Option<bool>,
    /// Id of the link.
    #[prop(optional, into)]
    id: Option<Text>,
) -> impl IntoView {
    let sort = ascending.map(|up| if up { "ascending" } else { "descending" });
    let arrow = ascending.map(|up| if up { Glyph::ArrowUp } else { Glyph::ArrowDown });
    view! {
        <th scope="col" aria-sort=sort>
            <a href=href id=id>
                <span class="vh">{UiWords::here().sort_by}" "</span>
                {label}
                {arrow.map(|glyph| view! { <Icon glyph size=IconSize::Xs /> })}
            </a>
        </th>
    }
}
