//! «Historik»: everything that has happened to a card, one entry for each command, with a way back
//! (S11).

pub mod api;
mod as_of;
#[cfg(feature = "ssr")]
mod columns;
mod list;
#[cfg(feature = "ssr")]
mod meetings;
#[cfg(feature = "ssr")]
mod notes;
#[cfg(feature = "ssr")]
mod projects;
#[cfg(feature = "ssr")]
mod tasks;
mod texts;
#[cfg(feature = "ssr")]
mod what;
#[cfg(feature = "ssr")]
pub mod words;

use domain::date::Date;
use domain::edit::Holder;
use domain::history::{HistoryQuery, MAX_TEXT};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use api::read_history;
use list::history_list;
pub use texts::HistoryTexts;

use crate::boot::boot;
use crate::card::tabs::{HISTORY, kept, rest_of};
use crate::i18n::language;
use crate::ui::{Glyph, Icon, IconSize, Skeleton};
use crate::wire::{awaited, load};

/// The tab of a card.
pub fn history_tab(holder: Holder) -> AnyView {
    let location = use_location();
    let query = Memo::new(move |_| HistoryQuery::from_query(&location.search.get()));
    let language = language();
    let page = load(
        move || Some((holder, query.get(), language)),
        |(holder, query, language)| read_history(holder, query, language),
    );
    let list = awaited(
        || view! { <Skeleton /> }.into_any(),
        move || {
            Box::pin(async move {
                let asked = query.get_untracked();
                match page.await {
                    Ok(page) => history_list(holder, asked, page),
                    Err(_) => failed(),
                }
            })
        },
    );
    view! {
        {move || filters(&query.get(), &rest_of(&location.search.get()))}
        {as_of::as_of(holder)}
        {list}
    }
    .into_any()
}

/// The period and the text: a form of its own address, so that it works without JavaScript.
fn filters(query: &HistoryQuery, rest: &str) -> AnyView {
    let texts = HistoryTexts::here();
    let today = boot().today.unwrap_or(Date::EPOCH);
    let since = |from: Option<Date>| HistoryQuery {
        from,
        to: None,
        before: None,
        ..query.clone()
    };
    let thirty = since(Date::from_days(today.days() - 30).ok());
    let year = since(Date::new(today.year(), 1, 1).ok());
    let everything = since(None);
    let chips = [
        (texts.thirty_days, thirty),
        (texts.this_year, year),
        (texts.everything, everything),
    ]
    .map(|(words, of)| {
        let current = (of.from, of.to) == (query.from, query.to);
        view! {
            <a class="chip" href=of.address() + rest aria-current=current.then_some("true")>{words}</a>
        }
    });
    let text = query.text.clone();
    view! {
        <form class="toolbar" method="get" role="search" aria-label=texts.text>
            <input type="hidden" name="tab" value=HISTORY />
            {kept(rest)}
            {day_input("from", texts.from, query.from)}
            {day_input("to", texts.to, query.to)}
            {chips.collect_view()}
            <div class="input-wrap history-text">
                <Icon glyph=Glyph::Search size=IconSize::Sm />
                <input
                    class="input" type="search" name="text" value=text aria-label=texts.text
                    placeholder=texts.text_hint maxlength=MAX_TEXT autocomplete="off"
                />
                <span class="tail"><button class="btn" type="submit">{texts.show}</button></span>
            </div>
        </form>
    }
    .into_any()
}

fn day_input(name: &'static str, label: &'static str, day: Option<Date>) -> AnyView {
    let value = day.map(String::from).unwrap_or_default();
    view! {
        <label class="row">
            <span class="small muted">{label}</span>
            <input class="input" type="date" name=name value=value />
        </label>
    }
    .into_any()
}

fn failed() -> AnyView {
    let texts = HistoryTexts::here();
    view! {
        <div class="empty small">
            <h2>{texts.failed}</h2>
            <a class="btn" href="?tab=history" rel="external">{texts.again}</a>
        </div>
    }
    .into_any()
}
