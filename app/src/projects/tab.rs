//! The tab of a card: the projects that a contact takes part in, or that are for a company.

use domain::edit::Holder;
use domain::project::ProjectRow;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::ProjectTexts;
use super::api::read_projects_of;
use super::list::{failed, new_for, table};
use crate::boot::viewer;
use crate::live::Live;
use crate::ui::{Glyph, LinkButton, Skeleton};
use crate::wire::{awaited, load, renew};

/// The tab.
pub fn projects_tab(holder: Holder) -> AnyView {
    let rows = load(move || Some(holder), read_projects_of);
    awaited(
        || view! { <Skeleton /> }.into_any(),
        move || {
            Box::pin(async move {
                match rows.await {
                    Ok(rows) => shown(holder, rows),
                    Err(_) => failed(),
                }
            })
        },
    )
}

fn shown(holder: Holder, rows: Vec<ProjectRow>) -> AnyView {
    let texts = ProjectTexts::here();
    let rows = RwSignal::new(rows);
    Live::here().on_change(move |ids| {
        let concerned = ids.is_empty()
            || ids.contains(&holder.uuid())
            || rows
                .try_with_untracked(|rows| rows.iter().any(|row| ids.contains(&row.id.0)))
                .unwrap_or_default();
        if concerned {
            spawn_local_scoped(async move {
                if let Ok(fresh) = read_projects_of(holder).await {
                    renew(rows, fresh);
                }
            });
        }
    });
    let of_contact = matches!(holder, Holder::Contact(_));
    let (none, hint) = match of_contact {
        true => (texts.of_contact_none, texts.of_contact_hint),
        false => (texts.of_company_none, texts.of_company_hint),
    };
    let body = move || {
        rows.with(|rows| match rows.is_empty() {
            true => {
                view! { <div class="empty small"><h2>{none}</h2><p>{hint}</p></div> }.into_any()
            }
            false => table(rows.clone(), of_contact),
        })
    };
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let new = (may_write && !of_contact).then(|| {
        let href = new_for(&holder.uuid().to_string());
        view! {
            <div class="toolbar line-above">
                <LinkButton href icon=Glyph::Plus attr:data-act=texts.new>{texts.new}</LinkButton>
            </div>
        }
    });
    view! { <div class="projects">{body}{new}</div> }.into_any()
}
