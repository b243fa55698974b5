//! Opening the dialog over a card: what it needs before it is drawn.

use domain::edit::Holder;
use domain::search::Among;
use domain::{CompanyId, ContactId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};
use uuid::Uuid;

use super::api::{Ready, read_link_start};
use super::dialog::link_dialog;
use super::form_data::Posted;
use super::texts::LinkTexts;
use crate::boot::{LinkFormState, boot, viewer};
use crate::ui::Dialog;
use crate::wire::{awaited, load};

/// The dialog; `among` is what is searched for.
pub(super) fn link_page(among: Among) -> AnyView {
    let texts = LinkTexts::here();
    let id = use_params_map()
        .read_untracked()
        .get("id")
        .and_then(|id| id.parse::<Uuid>().ok());
    // No such card: the page behind says so.
    let Some(id) = id else {
        return ().into_any();
    };
    let holder = match among {
        Among::Companies => Holder::Contact(ContactId(id)),
        Among::Contacts => Holder::Company(CompanyId(id)),
    };
    let title = match among {
        Among::Companies => texts.to_company,
        Among::Contacts => texts.to_contact,
    };
    if !viewer().is_some_and(|viewer| viewer.can_write()) {
        return view! {
            <Title text=title />
            <Dialog id="link" title=title sheet=true close_href=holder.path()>
                <div class="dialog-body"><p>{texts.forbidden}</p></div>
            </Dialog>
        }
        .into_any();
    }
    // What a form that was posted without JavaScript said, else what the address says.
    let refused = boot()
        .link_form
        .and_then(|kept| kept.read::<LinkFormState>());
    let posted = refused.as_ref().map_or_else(
        || Posted::read(&use_location().search.get_untracked()),
        |form| Posted::read(&form.body),
    );
    // A key from the address may have been used: only what was refused goes on with its own.
    let key = refused
        .as_ref()
        .map_or_else(String::new, |_| posted.key.clone());
    let problem = refused.map(|form| form.error);
    let picked: Vec<Uuid> = posted
        .links
        .iter()
        .filter_map(|link| link.other.parse().ok())
        .collect();
    let asked = (holder, picked, posted.query.clone());
    let ready = load(
        move || Some(asked.clone()),
        |(holder, picked, query)| read_link_start(holder, picked, query),
    );
    let window = awaited(
        || ().into_any(),
        move || {
            let (posted, problem, key) = (posted.clone(), problem.clone(), key.clone());
            Box::pin(async move {
                match ready.await {
                    Ok(ready) => {
                        let key = if key.is_empty() {
                            ready.key.clone()
                        } else {
                            key
                        };
                        link_dialog(among, holder, Ready { key, ..ready }, posted, problem)
                    }
                    // Hidden, gone or out of reach: the page behind says which.
                    Err(_) => ().into_any(),
                }
            })
        },
    );
    view! { <Title text=title />{window} }.into_any()
}
