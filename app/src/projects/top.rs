//! The upper part of an open project: everything on it is edited where it stands, but the company, which
//! is chosen in the form.

use domain::edit::{Field, Target};
use domain::project::ProjectCard;
use leptos::prelude::*;

use super::texts::ProjectTexts;
use super::words;
use crate::card::Editing;
use crate::card::acts::{Goes, Subject, card_acts};
use crate::card::fields::{fact, owner_fact, text_fact};
use crate::card::place::{Control, Look, Row, Trigger, closed, place};
use crate::ui::{Flik, FlikKind};

/// The project, as the acts that it shares with other cards see it.
pub(super) fn subject(editing: Editing, card: RwSignal<ProjectCard>) -> Subject {
    let goes = move |()| Goes {
        points: 0,
        addresses: 0,
        links: card.with(|card| card.participants.len()),
        customer: None,
    };
    Subject {
        editing,
        name: name_of(card),
        goes: Callback::new(goes),
    }
}

/// The name, also for the tab over a dialog.
pub(super) fn name_of(card: RwSignal<ProjectCard>) -> Signal<String> {
    Signal::derive(move || card.try_with(|card| card.name.clone()).unwrap_or_default())
}

/// The card with its tab. It follows the signal, without drawing itself anew.
pub(super) fn project_top(editing: Editing, card: RwSignal<ProjectCard>) -> AnyView {
    let label = ProjectTexts::here().one;
    let number = card.with_untracked(|card| card.number.to_string());
    view! {
        <div class="card-wrap">
            <Flik label kind=FlikKind::New number=Some(number.into()) />
            <article class="card kort" aria-labelledby="card-name">
                {head(editing, card)}
                {facts(editing, card)}
            </article>
        </div>
    }
    .into_any()
}

/// Name, status, company and period, and what can be done.
fn head(editing: Editing, card: RwSignal<ProjectCard>) -> AnyView {
    let id = card.with_untracked(|card| card.id);
    let open = closed(editing, Row::Saved(Target::Project(id)), "card-name-edit");
    let controls = move || {
        vec![Control {
            field: Field::Name,
            look: Look::Line("text"),
            saved: card.with_untracked(|card| card.name.clone()),
        }]
    };
    // The heading stays while the name is edited: it is what the page is called.
    let heading = view! { <h1 id="card-name" tabindex="-1">{name_of(card)}</h1> };
    let edit = place(
        open,
        Signal::stored(Trigger::Pencil),
        || ProjectTexts::here().head.to_owned(),
        controls,
        || ().into_any(),
    );
    let under = move || {
        card.with(|card| {
            let period = words::period(card.starts_on, card.ends_on);
            let company = card.company.clone();
            let company = company.map(|(id, name)| {
                let dot = (!period.is_empty()).then_some(" · ");
                view! { <a href=format!("/companies/{id}")>{name}</a>{dot} }
            });
            view! { {company}{period} }
        })
    };
    view! {
        <header class="kort-head of-project">
            <div class="who">
                <div class="name-row">{heading}{edit}</div>
                <p class="muted">{under}</p>
                <div class="row wrap badges">{move || card.with(|card| words::badge(card.status))}</div>
            </div>
            {card_acts(editing, move || subject(editing, card))}
        </header>
    }
    .into_any()
}

/// Status, period, owner and what it is about.
fn facts(editing: Editing, card: RwSignal<ProjectCard>) -> AnyView {
    let texts = ProjectTexts::here();
    let target = Target::Project(card.with_untracked(|card| card.id));
    let owner = Signal::derive(move || card.try_with(|card| card.owner.clone()));
    let text = move |get: fn(&ProjectCard) -> String| {
        Signal::derive(move || card.try_with(get).unwrap_or_default())
    };
    let status = text(|card| card.status.as_str().to_owned());
    let about = text(|card| card.description.clone());
    view! {
        <div class="kort-facts">
            <dl class="facts is-more" id="card-facts">
                {text_fact(editing, target, Field::Status, Look::Choice(words::statuses()), status)}
                {fact(texts.period, None, None, period(editing, target, card))}
                {owner_fact(editing, target, owner, ().into_any())}
                {fact(texts.description, None, None, description(editing, target, about))}
            </dl>
        </div>
    }
    .into_any()
}

/// The first and the last day, in one place.
fn period(editing: Editing, target: Target, card: RwSignal<ProjectCard>) -> AnyView {
    let shown = move || {
        card.try_with(|card| words::period(card.starts_on, card.ends_on))
            .unwrap_or_default()
    };
    let open = closed(editing, Row::Saved(target), "card-period");
    let controls = move || {
        let day = |field, day: Option<domain::date::Date>| Control {
            field,
            look: Look::Line("date"),
            saved: day.map(String::from).unwrap_or_default(),
        };
        card.with_untracked(|card| {
            vec![
                day(Field::StartsOn, card.starts_on),
                day(Field::EndsOn, card.ends_on),
            ]
        })
    };
    let trigger = Signal::derive(move || match shown().is_empty() {
        true => Trigger::Add,
        false => Trigger::Value,
    });
    let words = move || ProjectTexts::here().period.to_owned();
    place(open, trigger, words, controls, move || {
        view! { <span>{shown}</span> }.into_any()
    })
}

/// Several lines, as they were written.
fn description(editing: Editing, target: Target, saved: Signal<String>) -> AnyView {
    let open = closed(editing, Row::Saved(target), "card-description");
    let controls = move || {
        vec![Control {
            field: Field::Description,
            look: Look::Lines,
            saved: saved.get_untracked(),
        }]
    };
    let trigger = Signal::derive(move || match saved.try_with(String::is_empty) {
        Some(false) => Trigger::Value,
        _ => Trigger::Add,
    });
    let words = move || ProjectTexts::here().description.to_owned();
    place(open, trigger, words, controls, move || {
        view! { <span class="pre">{saved}</span> }.into_any()
    })
}
