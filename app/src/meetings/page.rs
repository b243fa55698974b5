//! `/meetings`: the reader's own meetings, across all cards.

use leptos::prelude::*;
use leptos_meta::Title;

use super::meetings_tab;
use super::texts::MeetingTexts;
use crate::undo::Saved;

/// «Mina möten».
#[component]
pub fn MeetingsRoutePage() -> impl IntoView {
    let texts = MeetingTexts::here();
    view! {
        <Title text=texts.mine />
        <main class="page" id="content">
            <div class="page-title"><h1 tabindex="-1">{texts.mine}</h1></div>
            <Saved />
            <section class="card below" aria-label=texts.mine>{meetings_tab(None, Signal::stored(true))}</section>
        </main>
    }
}
