//! Recently opened cards: on a page of their own, and in the command palette.

pub mod api;
mod texts;

use domain::search::Among;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::{Avatar, AvatarSize, Empty, EmptyArt, Hue, LinkButton, Look};
use crate::wire::{awaited, load};
use api::{list_recent, note_opened};
pub use texts::RecentTexts;

/// A card that was opened, and is still there for the reader to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// It is a company.
    pub company: bool,
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What tells it from another of the same name.
    pub sub: String,
}

impl Opened {
    /// Where its card is.
    #[must_use]
    pub fn href(&self) -> String {
        let path = if self.company {
            "companies"
        } else {
            "contacts"
        };
        format!("/{path}/{}", self.id)
    }
}

/// Remembers that the card of this page was opened. In the browser: reading a page writes nothing.
pub fn remember(among: Among, card: Uuid) {
    Effect::new(move |_| {
        spawn_local(async move {
            // Not worth a word when it fails.
            let _ = note_opened(among.as_str().to_owned(), card).await;
        });
    });
}

/// `/recent`: on a phone it is one of the four ways in the bottom bar.
#[component]
pub fn RecentPage() -> impl IntoView {
    let texts = RecentTexts::here();
    let cards = load(|| Some(()), |()| list_recent());
    view! {
        <Title text=texts.title />
        <main class="page narrow" id="content">
            <div class="page-title">
                <h1 tabindex="-1">{texts.title}</h1>
            </div>
            {awaited(
                || ().into_any(),
                move || Box::pin(async move { recent_list(cards.await.unwrap_or_default()) }),
            )}
        </main>
    }
}

fn recent_list(cards: Vec<Opened>) -> AnyView {
    let texts = RecentTexts::here();
    if cards.is_empty() {
        return view! {
            <Empty art=EmptyArt::None title=texts.none text=texts.none_hint.into_any()>
                <LinkButton href="/contacts" look=Look::Primary>{texts.to_contacts}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    let rows = cards
        .into_iter()
        .map(|card| {
            let href = card.href();
            view! {
                <li>
                    <a href=href>
                        <Avatar name=card.name.clone() hue=Hue::of(card.id.as_bytes()) size=AvatarSize::Sm org=card.company />
                        <span class="grow trunc">{card.name}</span>
                        <span class="muted small trunc">{card.sub}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card opened">{rows}</ul> }.into_any()
}
