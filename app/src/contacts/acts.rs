//! What can be done to an open contact: «Redigera», and the menu beside it.

use domain::contact::ContactCard;
use domain::edit::Target;
use domain::user::Role;
use leptos::prelude::*;

use super::take::{print_item, take_code, take_items};
use super::top::name_of;
use crate::boot::viewer;
use crate::card::Editing;
use crate::card::acts::{Goes, Subject, edit_button, owner_item, to_trash, trashed_menu};
use crate::card::fields::set_private;
use crate::card::texts::ActTexts;
use crate::ui::{Glyph, Icon, IconSize, Menu};

/// The contact, as the acts that it shares with companies see it.
pub fn subject(editing: Editing, card: RwSignal<ContactCard>) -> Subject {
    let goes = move |()| {
        card.with(|card| Goes {
            points: card.points.len(),
            addresses: card.addresses.len(),
            links: card.companies.len(),
            customer: card.customer.as_ref().map(|row| row.number),
        })
    };
    Subject {
        editing,
        name: name_of(card),
        goes: Callback::new(goes),
    }
}

/// «Redigera» and «…»; for those who only read, what can be taken along.
pub fn contact_acts(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let id = card.with_untracked(|card| card.id);
    // The dialog of the code stands outside the menu, which closes.
    let code = RwSignal::new(false);
    let dialog = take_code(id, name_of(card), code);
    let entries = move || match (may_write, editing.trashed.try_get().unwrap_or_default()) {
        (false, false) => take_items(id, code),
        (false, true) => print_item(),
        (true, true) => trashed_menu(editing),
        (true, false) => menu(editing, card, code),
    };
    let menu = view! { <Menu id="card-more" label=ActTexts::here().more>{entries}</Menu> };
    // In the trash a reader can only print, which takes JavaScript.
    let nothing = move || !may_write && editing.trashed.try_get().unwrap_or_default();
    let menu = match may_write {
        true => menu.into_any(),
        false => view! { <span class:once-hydrated=nothing>{menu}</span> }.into_any(),
    };
    view! {
        <div class="acts">
            {may_write.then(|| edit_button(editing))}
            {menu}
        </div>
        {dialog}
    }
    .into_any()
}

/// The acts of a contact that is in use.
fn menu(editing: Editing, card: RwSignal<ContactCard>, code: RwSignal<bool>) -> AnyView {
    let texts = ActTexts::here();
    let (id, owner) = card.with_untracked(|card| (card.id, card.owner.id));
    let may_hide =
        viewer().is_some_and(|viewer| viewer.role == Role::Administrator || viewer.id == owner);
    let private = move || card.try_with(|card| card.private).unwrap_or_default();
    let hide = may_hide.then(|| {
        let press = move |_| set_private(editing, Target::Contact(id), !private());
        let act = move || if private() { texts.make_visible } else { texts.make_private };
        view! {
            <button type="button" role="menuitem" tabindex="-1" class="once-hydrated" data-act=act on:click=press>
                {move || view! { <Icon glyph=if private() { Glyph::Eye } else { Glyph::Lock } size=IconSize::Sm /> }}
                {act}
            </button>
        }
    });
    view! {
        {owner_item(editing)}
        {hide}
        {take_items(id, code)}
        <hr class="once-hydrated" />
        {to_trash(subject(editing, card))}
    }
    .into_any()
}
