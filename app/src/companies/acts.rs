//! What can be done to an open company: «Redigera», and the menu beside it.

use domain::company::CompanyCard;
use leptos::prelude::*;

use super::top::name_of;
use crate::card::Editing;
use crate::card::acts::{Goes, Subject, card_acts};

/// The company, as the acts that it shares with contacts see it.
pub fn subject(editing: Editing, card: RwSignal<CompanyCard>) -> Subject {
    let goes = move |()| {
        card.with(|card| Goes {
            points: card.points.len(),
            addresses: card.addresses.len(),
            links: card.contact_count as usize,
            customer: card.customer.as_ref().map(|row| row.number),
        })
    };
    Subject {
        editing,
        name: name_of(card),
        goes: Callback::new(goes),
    }
}

/// «Redigera» and «…».
pub fn company_acts(editing: Editing, card: RwSignal<CompanyCard>) -> AnyView {
    card_acts(editing, move || subject(editing, card))
}
