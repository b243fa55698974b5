//! The preview: the card of the chosen hit, without leaving the list.

use domain::search::Search;
use leptos::prelude::*;
use uuid::Uuid;

use super::hits::Hits;
use super::kind::Kind;
use super::texts::SearchTexts;
use crate::wire::{Answer, Loaded, Question, awaited, load_as};

/// The card of the chosen hit, or of the first one when none is chosen.
pub fn load_preview(
    kind: Kind,
    search: Memo<Search>,
    hits: Loaded<Hits>,
    chosen: RwSignal<Option<Uuid>>,
) -> Loaded<Answer> {
    let questions = move || {
        let chosen = chosen.get();
        Question::new(&(search.get(), chosen), move || {
            Box::pin(async move {
                let first = match chosen {
                    Some(id) => Some(id),
                    None => hits.await.ok().and_then(|hits| hits.first()),
                };
                match first {
                    Some(id) => (kind.ask_card)(id).await,
                    None => Answer::nothing(),
                }
            })
        })
    };
    load_as(Box::new(questions), Ok)
}

/// The right side of the CRM window, on wide screens.
#[component]
pub fn PreviewPane(
    /// Contacts or companies.
    kind: Kind,
    /// The card.
    preview: Loaded<Answer>,
) -> impl IntoView {
    let texts = SearchTexts::here();
    view! {
        <section class="detail-pane" aria-label=texts.preview>
            {awaited(|| ().into_any(), move || {
                Box::pin(async move {
                    match preview.await {
                        Ok(card) => (kind.card)(card),
                        Err(_) => ().into_any(),
                    }
                })
            })}
        </section>
    }
}
