//! «Kortet den …»: the card as it stood at the end of a day.

use domain::date::Date;
use domain::edit::Holder;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::api::{Line, read_card_as_of};
use super::texts::HistoryTexts;
use crate::card::tabs::HISTORY;
use crate::i18n;
use crate::ui::Skeleton;
use crate::wire::{awaited, load};

/// Asks for a day, and shows the card of the day that the address says: `on=2026-10-01`.
pub(super) fn as_of(holder: Holder) -> AnyView {
    let query = use_location().search;
    let day = Memo::new(move |_| {
        let query = query.get();
        let said = domain::search::query_pairs(&query).find(|(name, _)| name == "on");
        said.and_then(|(_, day)| day.parse::<Date>().ok())
    });
    let language = i18n::language();
    view! {
        {move || day_form(day.get())}
        {move || day.get().map(|day| {
            let lines = load(
                move || Some((holder, day, language)),
                |(holder, day, language)| read_card_as_of(holder, day, language),
            );
            awaited(
                || view! { <Skeleton /> }.into_any(),
                move || Box::pin(async move {
                    match lines.await {
                        Ok(lines) => stood(day, lines),
                        Err(error) => view! { <p class="empty small">{i18n::failure(&error)}</p> }.into_any(),
                    }
                }),
            )
        })}
    }
    .into_any()
}

fn day_form(day: Option<Date>) -> AnyView {
    let texts = HistoryTexts::here();
    let value = day.map(String::from).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" aria-label=texts.as_of>
            <input type="hidden" name="tab" value=HISTORY />
            <label class="row">
                <span class="small muted nowrap">{texts.as_of}</span>
                <input class="input" type="date" name="on" value=value required />
            </label>
            <button class="btn sm" type="submit">{texts.show_card}</button>
        </form>
    }
    .into_any()
}

fn stood(day: Date, lines: Vec<Line>) -> AnyView {
    let texts = HistoryTexts::here();
    let was_there = !lines.is_empty();
    let lines = lines.into_iter().map(
        |Line {
             label, after, href, ..
         }| {
            let words = after.unwrap_or_default();
            let words = match href {
                Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                None => words.into_any(),
            };
            view! { <dt>{label}</dt><dd>{words}</dd> }
        },
    );
    let body = match was_there {
        true => view! { <dl class="diff">{lines.collect_view()}</dl> }.into_any(),
        false => view! { <p class="muted">{texts.not_there}</p> }.into_any(),
    };
    view! {
        <section class="as-of" aria-labelledby="as-of">
            <div class="row">
                <h2 id="as-of" class="section">{texts.card_on}" "{i18n::date(day)}</h2>
                <a class="btn quiet sm end" href="?tab=history">{texts.close}</a>
            </div>
            {body}
        </section>
    }
    .into_any()
}
