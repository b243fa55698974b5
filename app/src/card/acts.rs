//! What can be done to any open card, contact or company: «Redigera», and to the trash and back.

use domain::edit::Holder;
use domain::project::ProjectQuery;
use domain::search::{Among, Population, Search};
use domain::user::Role;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::Editing;
use super::texts::ActTexts;
use crate::boot::viewer;
use crate::contacts::print_item;
use crate::edit::api::{delete_for_good, restore, trash};
use crate::live::Live;
use crate::ui::{Banner, BannerKind, Dialog, DialogWidth, Glyph, Icon, IconSize, LinkButton, Menu};
use crate::undo::address;

/// What the acts need to know of an open card.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The card.
    pub editing: Editing,
    /// What it is called.
    pub name: Signal<String>,
    /// What goes with it when it is deleted for good.
    pub goes: Callback<(), Goes>,
}

/// «Redigera» and «…»; whoever only reads may print.
pub fn card_acts(editing: Editing, subject: impl Fn() -> Subject + Send + 'static) -> AnyView {
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let entries = move || match (may_write, editing.trashed.try_get().unwrap_or_default()) {
        (false, _) => print_item(),
        (true, true) => trashed_menu(editing),
        (true, false) => view! {
            {owner_item(editing)}
            {print_item()}
            <hr class="once-hydrated" />
            {to_trash(subject())}
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

/// What belongs to a card and goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goes {
    /// Numbers and e-mail addresses.
    pub points: usize,
    /// Postal addresses.
    pub addresses: usize,
    /// Links to companies, or to contacts.
    pub links: usize,
    /// The customer number.
    pub customer: Option<i64>,
}

impl Subject {
    /// The list that the card was found in, or the trash of its kind. Contacts lead back to contacts.
    fn list(self, search: Search) -> String {
        match self.editing.holder {
            Holder::Contact(_) => search.among(Among::Contacts).address(),
            Holder::Company(_) => search.among(Among::Companies).address(),
            Holder::Project(_) => ProjectQuery {
                trash: search.population == Population::Trash,
                ..ProjectQuery::default()
            }
            .address(),
        }
    }
}

/// «Redigera», which keeps the search that the card was found by; not in the trash.
pub fn edit_button(editing: Editing) -> AnyView {
    let texts = ActTexts::here();
    let query = use_location().search;
    let href = Signal::derive(move || {
        let path = format!("{}/edit", editing.holder.path());
        // What was said once is not said again on the way back.
        address(&path, &query.get())
    });
    let button = move || {
        (!editing.trashed.try_get().unwrap_or_default()).then(|| {
            view! { <LinkButton href icon=Glyph::Pencil shortcut="e">{texts.edit}</LinkButton> }
        })
    };
    button.into_any()
}

/// An entry of the menu that is pressed.
pub fn menu_item(glyph: Glyph, label: &'static str, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" role="menuitem" tabindex="-1" class="once-hydrated" data-act=label on:click=move |_| press()>
            <Icon glyph size=IconSize::Sm />{label}
        </button>
    }
    .into_any()
}

/// «Byt ägare», which opens the owner on the card.
pub fn owner_item(editing: Editing) -> AnyView {
    menu_item(Glyph::User, ActTexts::here().change_owner, move || {
        // The menu gives focus back to its button first.
        request_animation_frame(move || editing.ask_owner.update(|asked| *asked += 1));
    })
}

/// A form, so that it works without JavaScript; with it, the toast brings the card back.
pub fn to_trash(of: Subject) -> AnyView {
    let texts = ActTexts::here();
    let editing = of.editing;
    let id = editing.id();
    let (query, navigate) = (use_location().search, use_navigate());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = of.name.get_untracked();
        let back = of.list(Search::from_query(&query.get_untracked()));
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
        <form method="post" action=format!("{}/trash", editing.holder.path()) on:submit=submit>
            <button type="submit" role="menuitem" tabindex="-1" class="danger" data-act=texts.trash>
                <Icon glyph=Glyph::Trash size=IconSize::Sm />{texts.trash}
            </button>
        </form>
    }
    .into_any()
}

/// The menu of a card in the trash.
pub fn trashed_menu(editing: Editing) -> AnyView {
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
        <form method="post" action=format!("{}/restore", editing.holder.path()) on:submit=submit>{button()}</form>
    }
    .into_any()
}

/// On a card in the trash: how to bring it back, and for administrators how to end it.
pub fn trash_banner(of: Subject) -> AnyView {
    let texts = ActTexts::here();
    let editing = of.editing;
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
    let dialog = move || asking.get().then(|| ask_to_end(of, asking));
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
fn ask_to_end(of: Subject, asking: RwSignal<bool>) -> AnyView {
    let texts = ActTexts::here();
    let editing = of.editing;
    let name = of.name.get_untracked();
    let Goes {
        points,
        addresses,
        links,
        customer,
    } = untrack(|| of.goes.run(()));
    let links_are = match editing.holder {
        Holder::Contact(_) => texts.goes_companies,
        Holder::Company(_) => texts.goes_contacts,
        Holder::Project(_) => texts.goes_participants,
    };
    let back = of.list(Search {
        population: Population::Trash,
        ..Search::default()
    });
    let (navigate, live) = (use_navigate(), Live::here());
    let busy = RwSignal::new(false);
    let end = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (navigate, back) = (navigate.clone(), back.clone());
        spawn_local_scoped(async move {
            match delete_for_good(editing.holder).await {
                Ok(()) => {
                    live.touch(vec![editing.id()]);
                    navigate(&back, NavigateOptions::default());
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
        (links, links_are),
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
