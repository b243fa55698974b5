//! The way to the customer register, where customers are listed.

use domain::search::{Population, Search};
use leptos::prelude::*;

use super::texts::RegisterTexts;
use crate::boot::viewer;
use crate::ui::{Glyph, Icon, IconSize, Menu};

/// «Exportera kundregister»; nothing unless the list is of customers.
pub fn register_export(asked: &Search) -> AnyView {
    if asked.population != Population::Customers {
        return ().into_any();
    }
    let texts = RegisterTexts::here();
    // Not routes of the application: the server sends a file.
    let link = |href: &'static str, label: &'static str| {
        view! { <a role="menuitem" tabindex="-1" href=href rel="external" download="">{label}</a> }
            .into_any()
    };
    let full = viewer()
        .is_some_and(|viewer| viewer.reads_identity)
        .then(|| {
            view! {
                <hr />
                {link("/customers/export.xlsx?identity=full", texts.as_excel_full)}
                {link("/customers/export.csv?identity=full", texts.as_csv_full)}
            }
        });
    let button = view! {
        <Icon glyph=Glyph::Receipt size=IconSize::Sm />
        <span class="not-phone">{texts.export}</span>
        <span class="vh only-phone">{texts.export}</span>
    };
    view! {
        <Menu id="export" label=texts.export class="btn quiet sm" button=button.into_any()>
            {link("/customers/export.xlsx", texts.as_excel)}
            {link("/customers/export.csv", texts.as_csv)}
            {full}
        </Menu>
    }
    .into_any()
}
