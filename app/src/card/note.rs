//! The latest note, on the preview and the card.

use domain::contact::NoteExcerpt;
use domain::note::plain;
use leptos::prelude::*;

use crate::contacts::texts::CardTexts;
use crate::i18n;
use crate::ui::{Glyph, Icon, IconSize};

/// The latest note with its origin; nothing when there is none.
#[component]
pub fn LatestNote(
    /// The note.
    note: Option<NoteExcerpt>,
) -> impl IntoView {
    let texts = CardTexts::here();
    note.map(|note| {
        let origin = note.company.map(|(id, name)| {
            view! {
                <Icon glyph=Glyph::Building size=IconSize::Xs />
                {texts.from}" "<a href=format!("/companies/{id}")>{name}</a>" · "
            }
        });
        view! {
            <section class="latest-note">
                <h2>{texts.latest_note}</h2>
                <div class="card card-pad">
                    <p class="prose">{plain(&note.text)}</p>
                    <p class="origin">{origin}{note.author}", "{i18n::short_date(note.written_on)}</p>
                </div>
            </section>
        }
    })
}
