//! The page that the form stands on.

use domain::edit::Holder;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::super::texts::ActTexts;
use super::FormOf;
use super::view::card_form;
use crate::boot::{boot, viewer};
use crate::ui::{FlikKind, Glyph, Icon, IconSize};

/// The page, with the way back to the card; `form` is given the card's address.
pub fn edit_page(
    holder: Holder,
    name: String,
    trashed: bool,
    kind: FlikKind,
    form: impl FnOnce(String) -> FormOf,
) -> AnyView {
    let texts = ActTexts::here();
    let query = use_location().search.get_untracked();
    let back = match query.trim_start_matches('?') {
        "" => holder.path(),
        query => format!("{}?{query}", holder.path()),
    };
    let title = format!("{} {name}", texts.edit);
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let body = match (may_write, trashed) {
        (false, _) => view! { <p class="card card-pad">{texts.forbidden}</p> }.into_any(),
        (true, true) => view! { <p class="card card-pad">{texts.restore_first}</p> }.into_any(),
        (true, false) => {
            let posted = boot().card_form.and_then(|kept| kept.read());
            card_form(form(back.clone()), posted.unwrap_or_default(), kind)
        }
    };
    view! {
        <Title text=title.clone() />
        <main class="page form-page" id="content">
            <div class="page-top">
                <a class="crumb grow" href=back><Icon glyph=Glyph::ArrowLeft size=IconSize::Sm /><span>{name}</span></a>
            </div>
            <h1 tabindex="-1">{title}</h1>
            {body}
        </main>
    }
    .into_any()
}
