//! The page of acts, as HTML.

use domain::search::Among;
use leptos::prelude::*;

use super::BulkState;
use super::texts::{self, BulkTexts};
use crate::boot::boot;
use crate::error::Error;
use crate::i18n;
use crate::ui::{Banner, BannerKind};

/// The page.
pub(super) fn content() -> String {
    let texts = BulkTexts::here();
    let state = boot().bulk.unwrap_or_default();
    let back = if state.back.is_empty() {
        "/contacts".to_owned()
    } else {
        state.back.clone()
    };
    view! {
        <p class="back"><a href=back.clone()>{texts.back}</a></p>
        <h1 tabindex="-1">{texts.title}</h1>
        {outcome(&state, back)}
        {acts(state)}
    }
    .to_html()
}

/// How it went, with a way back.
fn outcome(state: &BulkState, back: String) -> Option<AnyView> {
    let texts = BulkTexts::here();
    if let Some(error) = &state.error {
        let text = match error {
            Error::Invalid(invalid) if invalid.of("chosen").is_some() => texts.too_many.to_owned(),
            Error::Invalid(invalid) => invalid
                .problems
                .first()
                .map_or_else(String::new, |(_, problem)| i18n::problem(*problem)),
            other => i18n::failure(other).to_owned(),
        };
        return Some(view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }.into_any());
    }
    let progress = state.progress.as_ref()?;
    let text = if progress.running {
        texts.going_on.to_owned()
    } else {
        texts::outcome(&state.act, state.among, progress)
    };
    let kind = if progress.refused == 0 && !progress.stopped() {
        BannerKind::Ok
    } else {
        BannerKind::Warn
    };
    let undo = (progress.done > 0).then(|| {
        view! {
            <form method="post" action="/undo">
                <input type="hidden" name="command" value=progress.command.to_string() />
                <input type="hidden" name="back" value=back />
                <button class="btn" type="submit">{crate::undo::words::UndoTexts::here().undo}</button>
            </form>
        }
    });
    Some(view! { <Banner kind><p>{text}</p>{undo}</Banner> }.into_any())
}

/// The acts, each with a button of its own; nothing once one has been done.
fn acts(state: BulkState) -> AnyView {
    let texts = BulkTexts::here();
    let [owners, offered, every] = state.choices;
    if state.progress.is_some() {
        return ().into_any();
    }
    if state.ids.is_empty() {
        return view! { <p>{texts.none_ticked}</p> }.into_any();
    }
    let count = u32::try_from(state.ids.len()).unwrap_or(u32::MAX);
    let hidden = state
        .ids
        .iter()
        .map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })
        .collect_view();
    let button = |word: &'static str| {
        view! { <div><button class="btn" type="submit" name="act" value=word>{texts::label(word)}</button></div> }
    };
    let chooser = |word: &'static str, label: &'static str, choices: Vec<(String, String)>| {
        let options = choices
            .into_iter()
            .map(|(value, text)| view! { <option value=value>{text}</option> })
            .collect_view();
        view! {
            <div class="field">
                <label for=word>{label}</label>
                <select class="input" id=word name=word>
                    <option value="">{texts.choose_one}</option>
                    {options}
                </select>
            </div>
            {button(word)}
        }
    };
    let offered = if state.trash {
        button("restore").into_any()
    } else {
        view! {
            {chooser("owner", texts.new_owner, owners)}
            {chooser("add_category", texts.add_category, offered)}
            {chooser("remove_category", texts.remove_category, every)}
            {(state.among == Among::Contacts).then(|| view! { {button("hide")}{button("show")} })}
            {button("trash")}
        }
        .into_any()
    };
    view! {
        <form class="card card-pad stack" method="post" action="/bulk">
            <p>{texts::things(state.among, count)}</p>
            <input type="hidden" name="among" value=state.among.as_str() />
            <input type="hidden" name="trash" value=state.trash.to_string() />
            <input type="hidden" name="back" value=state.back.clone() />
            {hidden}
            {offered}
        </form>
    }
    .into_any()
}
