//! What can be done to an open company: «Redigera», and the menu beside it.

use domain::company::CompanyCard;
use leptos::prelude::*;

use super::top::name_of;
use crate::boot::viewer;
use crate::card::Editing;
use crate::card::acts::{Goes, Subject, edit_button, owner_item, to_trash, trashed_menu};
use crate::card::texts::ActTexts;
use crate::contacts::print_item;
use crate::ui::Menu;

/// The company, as the acts that it shares with contacts see it.
pub fn subject(editing: Editing, card: RwSignal<CompanyCard>) -> Subject {
    let goes = move |()| {
        card.with(|card| Goes {
            points: card.points.len(),
            addresses: card.addresses.len(),
            links: card.contact_count as usize,
            customer: card.customer.as_ref().map(|row| row.number),
        })
    };
    Subject {
        editing,
        name: name_of(card),
        goes: Callback::new(goes),
    }
}

/// «Redigera» and «…»; whoever only reads may print.
pub fn company_acts(editing: Editing, card: RwSignal<CompanyCard>) -> AnyView {
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let entries = move || match (may_write, editing.trashed.try_get().unwrap_or_default()) {
        (false, _) => print_item(),
        (true, true) => trashed_menu(editing),
        (true, false) => view! {
            {owner_item(editing)}
            {print_item()}
            <hr class="once-hydrated" />
            {to_trash(subject(editing, card))}
        }
        .into_any(),
    };
    let menu = view! { <Menu id="card-more" label=ActTexts::here().more>{entries}</Menu> };
    // Printing takes JavaScript: without it a reader has nothing to choose.
    let menu = match may_write {
        true => menu.into_any(),
        false => view! { <span class="once-hydrated">{menu}</span> }.into_any(),
    };
    view! {
        <div class="acts">
            {may_write.then(|| edit_button(editing))}
            {menu}
        </div>
    }
    .into_any()
}
