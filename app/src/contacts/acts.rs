//! What can be done to an open contact: «Redigera», and the menu beside it.

use domain::contact::{ContactCard, full_name};
use domain::edit::{Holder, Target};
use domain::search::{Among, Search};
use domain::user::Role;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::take::{take_code, take_items};
use super::texts::ActTexts;
use super::top::name_of;
use crate::boot::viewer;
use crate::card::Editing;
use crate::card::fields::set_private;
use crate::edit::api::{delete_for_good, restore, trash};
use crate::live::Live;
use crate::ui::{Banner, BannerKind, Dialog, DialogWidth, Glyph, Icon, IconSize, LinkButton, Menu};

/// «Redigera» and «…»; nothing for those who only read.
pub fn contact_acts(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    if !viewer().is_some_and(|viewer| viewer.can_write()) {
        return ().into_any();
    }
    let texts = ActTexts::here();
    let id = card.with_untracked(|card| card.id);
    let query = use_location().search;
    let edit = Signal::derive(move || {
        let query = query.get();
        let query = query.trim_start_matches('?');
        let search = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        format!("/contacts/{id}/edit{search}")
    });
    let trashed = move || editing.trashed.try_get().unwrap_or_default();
    // The dialog of the code stands outside the menu, which closes.
    let code = RwSignal::new(false);
    let dialog = take_code(id, name_of(card), code);
    let button = move || {
        (!trashed()).then(|| {
            view! { <LinkButton href=edit icon=Glyph::Pencil shortcut="e">{texts.edit}</LinkButton> }
        })
    };
    view! {
        <div class="acts">
            {button}
            <Menu id="card-more" label=texts.more>
                {move || if trashed() { trashed_menu(editing) } else { menu(editing, card, code) }}
            </Menu>
        </div>
        {dialog}
    }
    .into_any()
}

/// The acts of a contact that is in use. Other features add theirs here, before the line.
fn menu(editing: Editing, card: RwSignal<ContactCard>, code: RwSignal<bool>) -> AnyView {
    let texts = ActTexts::here();
    let (id, owner) = card.with_untracked(|card| (card.id, card.owner.id));
    let viewer = viewer();
    let admin = viewer
        .as_ref()
        .is_some_and(|viewer| viewer.role == Role::Administrator);
    let may_hide = admin || viewer.is_some_and(|viewer| viewer.id == owner);
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
    let change_owner = move |_| {
        // The menu gives focus back to its button first.
        request_animation_frame(move || editing.ask_owner.update(|asked| *asked += 1));
    };
    view! {
        <button type="button" role="menuitem" tabindex="-1" class="once-hydrated" data-act=texts.change_owner on:click=change_owner>
            <Icon glyph=Glyph::User size=IconSize::Sm />{texts.change_owner}
        </button>
        {hide}
        {take_items(id, code)}
        <hr class="once-hydrated" />
        {to_trash(editing, card)}
    }
    .into_any()
}

/// A form, so that it works without JavaScript; with it, the toast brings the card back.
fn to_trash(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let texts = ActTexts::here();
    let id = editing.id();
    let (query, navigate) = (use_location().search, use_navigate());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = card.with_untracked(|card| full_name(&card.first_name, &card.last_name));
        let back = Search::from_query(&query.get_untracked())
            .among(Among::Contacts)
            .address();
        let navigate = navigate.clone();
        spawn_local_scoped(async move {
            match trash(editing.holder).await {
                Ok(done) => {
                    editing
                        .acts
                        .done(format!("{name} {}", texts.is_trashed), done, vec![id]);
                    navigate(&back, NavigateOptions::default());
                }
                Err(error) => editing.acts.failed(&error),
            }
        });
    };
    view! {
        <form method="post" action=format!("/contacts/{id}/trash") on:submit=submit>
            <button type="submit" role="menuitem" tabindex="-1" class="danger" data-act=texts.trash>
                <Icon glyph=Glyph::Trash size=IconSize::Sm />{texts.trash}
            </button>
        </form>
    }
    .into_any()
}

fn trashed_menu(editing: Editing) -> AnyView {
    let texts = ActTexts::here();
    restore_form(editing, move || {
        view! {
            <button type="submit" role="menuitem" tabindex="-1">
                <Icon glyph=Glyph::Refresh size=IconSize::Sm />{texts.restore}
            </button>
        }
        .into_any()
    })
}

/// A form, so that it works without JavaScript.
fn restore_form(editing: Editing, button: impl Fn() -> AnyView) -> AnyView {
    let texts = ActTexts::here();
    let id = editing.id();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local_scoped(async move {
            match restore(editing.holder).await {
                Ok(done) => editing.acts.done(texts.is_restored, done, vec![id]),
                Err(error) => editing.acts.failed(&error),
            }
        });
    };
    view! {
        <form method="post" action=format!("/contacts/{id}/restore") on:submit=submit>{button()}</form>
    }
    .into_any()
}

/// On a card in the trash: how to bring it back, and for administrators how to end it.
pub fn trash_banner(editing: Editing, card: RwSignal<ContactCard>) -> AnyView {
    let texts = ActTexts::here();
    let viewer = viewer();
    let may_write = viewer.as_ref().is_some_and(|viewer| viewer.can_write());
    let admin = viewer.is_some_and(|viewer| viewer.role == Role::Administrator);
    let asking = RwSignal::new(false);
    let restore = may_write.then(|| {
        restore_form(editing, move || {
            view! { <button class="btn sm" type="submit">{texts.restore}</button> }.into_any()
        })
    });
    let end = admin.then(|| {
        view! {
            <button class="btn sm once-hydrated" type="button" on:click=move |_| asking.set(true)>
                {texts.delete_for_good}
            </button>
        }
    });
    let dialog = move || asking.get().then(|| ask_to_end(editing, card, asking));
    view! {
        <Banner kind=BannerKind::Warn still=true>
            <p>{texts.in_trash}</p>
            <div class="row wrap actions">{restore}{end}</div>
        </Banner>
        {dialog}
    }
    .into_any()
}

/// Cannot be undone, so it asks, and says what goes.
fn ask_to_end(editing: Editing, card: RwSignal<ContactCard>, asking: RwSignal<bool>) -> AnyView {
    let texts = ActTexts::here();
    let Holder::Contact(_) = editing.holder else {
        return ().into_any();
    };
    let (name, points, addresses, companies, customer) = card.with_untracked(|card| {
        (
            full_name(&card.first_name, &card.last_name),
            card.points.len(),
            card.addresses.len(),
            card.companies.len(),
            card.customer.as_ref().map(|row| row.number),
        )
    });
    let (navigate, live) = (use_navigate(), Live::here());
    let busy = RwSignal::new(false);
    let end = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local_scoped(async move {
            match delete_for_good(editing.holder).await {
                Ok(()) => {
                    live.touch(vec![editing.id()]);
                    navigate("/contacts?population=trash", NavigateOptions::default());
                }
                Err(error) => {
                    let _ = busy.try_set(false);
                    let _ = asking.try_set(false);
                    editing.acts.failed(&error);
                }
            }
        });
    };
    let goes = [
        (points, texts.goes_points),
        (addresses, texts.goes_addresses),
        (companies, texts.goes_companies),
    ];
    let goes = goes
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| view! { <li>{count.to_string()}" "{what}</li> })
        .collect_view();
    let number =
        customer.map(|number| view! { <li>{texts.goes_customer}" "{number.to_string()}</li> });
    view! {
        <Dialog id="end" title=texts.end_title width=DialogWidth::Narrow sheet=true on_close=move |()| asking.set(false)>
            <div class="dialog-body stack">
                <p>{name}" "{texts.end_text}</p>
                <ul class="plain-list">
                    {goes}
                    {number}
                    <li>{texts.goes_notes}</li>
                </ul>
            </div>
            <footer class="dialog-foot">
                <button type="button" class="btn quiet" data-autofocus="" on:click=move |_| asking.set(false)>{texts.cancel}</button>
                <span class="grow not-phone"></span>
                <button type="button" class="btn danger" aria-busy=move || busy.get().then_some("true") on:click=end>
                    {texts.delete_for_good}
                </button>
            </footer>
        </Dialog>
    }
    .into_any()
}
