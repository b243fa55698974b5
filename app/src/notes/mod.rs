//! «Anteckningar»: what is worth knowing of somebody, on the card and on the companies it is linked to
//! (S10).

pub mod api;
mod draft;
mod form;
pub mod form_data;
mod list;
#[cfg(feature = "ssr")]
pub mod markdown;
mod mention;
#[cfg(feature = "ssr")]
pub mod save;
mod texts;
mod tools;

use domain::edit::Holder;
use domain::note::{MAX_TEXT, NotesQuery, Origin};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::boot::viewer;
use crate::card::tabs::{NOTES, kept, rest_of};
use crate::ui::{Glyph, Icon, IconSize, Skeleton};
use crate::wire::{awaited, load};
use api::read_notes;
pub use draft::{drop_drafts, has_drafts, keep_own_drafts};
use list::notes_list;
pub use texts::NoteTexts;

/// The tab of a card.
pub fn notes_tab(holder: Holder) -> AnyView {
    let location = use_location();
    let query = Memo::new(move |_| NotesQuery::from_query(&location.search.get()));
    let page = load(
        move || Some((holder, query.get())),
        |(holder, query)| read_notes(holder, query),
    );
    let list = awaited(
        || view! { <Skeleton /> }.into_any(),
        move || {
            Box::pin(async move {
                let asked = query.get_untracked();
                match page.await {
                    Ok(page) => notes_list(holder, asked, page),
                    Err(_) => failed(),
                }
            })
        },
    );
    view! {
        {move || filters(holder, &query.get(), &rest_of(&location.search.get()))}
        {list}
    }
    .into_any()
}

/// Where the notes are from, and a text: a form of its own address, so that it works without JavaScript.
fn filters(holder: Holder, query: &NotesQuery, rest: &str) -> AnyView {
    let texts = NoteTexts::here();
    let search = use_location().search;
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let chip = |of: Origin, words: &'static str| {
        let current = query.of == of;
        let href = NotesQuery {
            of,
            before: None,
            ..query.clone()
        };
        view! {
            <a class="chip" href=href.address() + rest aria-current=current.then_some("true")>{words}</a>
        }
    };
    let chips = matches!(holder, Holder::Contact(_)).then(|| {
        view! {
            <span class="row" role="group" aria-label=texts.of>
                {chip(Origin::All, texts.all)}
                {chip(Origin::Card, texts.of_contact)}
                {chip(Origin::Companies, texts.of_companies)}
                {chip(Origin::Projects, texts.of_projects)}
            </span>
        }
    });
    let of = (query.of != Origin::All)
        .then(|| view! { <input type="hidden" name="of" value=query.of.as_str() /> });
    let text = query.text.clone();
    view! {
        <form class="toolbar" method="get" role="search" aria-label=texts.text>
            <input type="hidden" name="tab" value=NOTES />
            {kept(rest)}
            {of}
            {chips}
            <div class="input-wrap notes-text">
                <Icon glyph=Glyph::Search size=IconSize::Sm />
                <input
                    class="input" type="search" name="text" value=text aria-label=texts.text
                    placeholder=texts.text maxlength=MAX_TEXT autocomplete="off"
                />
                <span class="tail"><button class="btn" type="submit">{texts.show}</button></span>
            </div>
            {may_write.then(|| view! {
                <a class="btn end" href=move || new_address(&search.get())>
                    <Icon glyph=Glyph::Plus size=IconSize::Sm />
                    {texts.new}
                </a>
            })}
        </form>
    }
    .into_any()
}

fn new_address(query: &str) -> String {
    format!("?tab={NOTES}&new{}", rest_of(query))
}

/// A key for the keyboard and the palette, whichever tab is open.
pub fn new_note_key() -> Option<AnyView> {
    viewer().filter(domain::user::Viewer::can_write)?;
    let search = use_location().search;
    let name = NoteTexts::here().new;
    let href = move || new_address(&search.get());
    Some(view! { <a hidden href=href data-act=name data-shortcut="a">{name}</a> }.into_any())
}

fn failed() -> AnyView {
    let texts = NoteTexts::here();
    view! {
        <div class="empty small">
            <h2>{texts.failed}</h2>
            <a class="btn" href="?tab=notes" rel="external">{texts.again}</a>
        </div>
    }
    .into_any()
}
