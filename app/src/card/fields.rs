//! The facts of a card that is edited in place: one function for each sort of field.

use domain::address::HOME_COUNTRY;
use domain::edit::{Field, Target};
use domain::user::Colleague;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::editing::Editing;
use super::facts::{visibility, website_line};
use super::place::{Control, Look, Row, Trigger, closed, place, place_with};
use super::texts::{EditTexts, label};
use super::words::in_words;
use crate::boot::viewer;
use crate::contacts::api::list_colleagues;
use crate::contacts::texts::CardTexts;
use crate::edit::api::save_edit;
use crate::ui::{Avatar, AvatarSize, Glyph, Hue, Icon, IconSize};

/// One fact of the list: label over value. `empty` ones show only when «Fler uppgifter» is open.
pub fn fact(
    words: &'static str,
    add: Option<AnyView>,
    empty: Option<Signal<bool>>,
    body: AnyView,
) -> AnyView {
    let class = move || match empty {
        Some(empty) if empty.try_get().unwrap_or_default() => "fact is-empty",
        _ => "fact",
    };
    view! {
        <div class=class>
            <dt>{words}{add}</dt>
            <dd>{body}</dd>
        </div>
    }
    .into_any()
}

/// «Fler uppgifter», while there are empty ones and they can be filled in: it opens the list
/// `card-facts`.
pub fn more_facts(
    editing: Editing,
    any_empty: impl Fn() -> bool + Send + Sync + 'static,
    more: RwSignal<bool>,
) -> AnyView {
    let texts = EditTexts::here();
    let button = move || {
        (editing.writable.get() && any_empty()).then(|| {
            view! {
                <button
                    type="button" class="btn link sm more-facts" aria-controls="card-facts"
                    aria-expanded=move || more.get().to_string()
                    on:click=move |_| more.update(|more| *more = !*more)
                >
                    <Icon glyph=Glyph::ChevronDown size=IconSize::Sm />
                    {move || if more.get() { texts.fewer } else { texts.more }}
                </button>
            }
        })
    };
    button.into_any()
}

/// A field that holds a text, a date, a code or a web address.
pub fn text_fact(
    editing: Editing,
    target: Target,
    field: Field,
    look: Look,
    saved: Signal<String>,
) -> AnyView {
    let words = label(field);
    let empty = Signal::derive(move || saved.try_with(String::is_empty).unwrap_or(true));
    let open = closed(
        editing,
        Row::Saved(target),
        format!("card-{}", field.as_str()),
    );
    let controls = move || {
        vec![Control {
            field,
            look: look.clone(),
            saved: saved.get_untracked(),
        }]
    };
    let trigger = Signal::derive(move || match (empty.get(), field) {
        (true, _) => Trigger::Add,
        (false, Field::Website) => Trigger::Pencil,
        _ => Trigger::Value,
    });
    let shown = move || match field {
        Field::Website => website_line(saved.get()),
        Field::Comment => view! { <span class="pre">{saved}</span> }.into_any(),
        _ => view! { <span>{move || in_words(field, &saved.get(), &[])}</span> }.into_any(),
    };
    let body = place(open, trigger, move || words.to_owned(), controls, shown);
    fact(words, None, Some(empty), body)
}

/// The owner; asks for the people at the firm when one is to be chosen.
pub fn owner_fact(
    editing: Editing,
    target: Target,
    owner: Signal<Option<Colleague>>,
    below: AnyView,
) -> AnyView {
    let words = EditTexts::here().owner;
    let open = closed(editing, Row::Saved(target), "card-owner_id");
    let begin = Callback::new(move |()| {
        spawn_local_scoped(async move {
            let Some(now) = owner.try_get_untracked().flatten() else {
                return;
            };
            match list_colleagues().await {
                Ok(colleagues) => {
                    let _ = editing.colleagues.try_set(colleagues.clone());
                    open.open(vec![Control {
                        field: Field::OwnerId,
                        look: Look::Choice(choices(&colleagues, &now)),
                        saved: now.id.to_string(),
                    }]);
                }
                Err(error) => editing.acts.failed(&error),
            }
        });
    });
    Effect::new(move |before: Option<u32>| {
        let asked = editing.ask_owner.get();
        if before.is_some_and(|before| before != asked) {
            begin.run(());
        }
        asked
    });
    let shown = move || {
        let Some(owner) = owner.get() else {
            return ().into_any();
        };
        let hue = Hue::of(owner.id.0.as_bytes());
        view! { <Avatar name=owner.name.clone() hue size=AvatarSize::Sm />{owner.name} }.into_any()
    };
    let body = place_with(
        open,
        Signal::stored(Trigger::Value),
        Signal::derive(move || words.to_owned()),
        begin,
        shown,
    );
    fact(words, None, None, view! { {body}{below} }.into_any())
}

/// Those who still have an account, and whoever owns the card now.
#[must_use]
pub fn choices(colleagues: &[Colleague], now: &Colleague) -> Vec<(String, String)> {
    let mut choices: Vec<(String, String)> = colleagues
        .iter()
        .filter(|one| one.active || one.id == now.id)
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    if !choices.iter().any(|(id, _)| *id == now.id.to_string()) {
        choices.push((now.id.to_string(), now.name.clone()));
    }
    choices
}

/// Who sees the card; a switch for those who may change it: its owner and administrators.
pub fn privacy_line(
    editing: Editing,
    target: Target,
    private: Signal<bool>,
    mine: Signal<bool>,
) -> AnyView {
    let admin = viewer().is_some_and(|viewer| viewer.role == domain::user::Role::Administrator);
    let may = move || editing.writable.get() && (admin || mine.try_get().unwrap_or_default());
    let change = move |_| set_private(editing, target, !private.get_untracked());
    let line = move || {
        if !may() {
            return visibility(private.get());
        }
        view! {
            <label class="switch small-switch">
                <input type="checkbox" role="switch" prop:checked=private on:change=change />
                <span>
                    {EditTexts::here().private}
                    <span class="hint">{move || who_sees_hint(private.get())}</span>
                </span>
            </label>
        }
        .into_any()
    };
    line.into_any()
}

/// Under the switch, which says the rest.
fn who_sees_hint(private: bool) -> &'static str {
    let texts = CardTexts::here();
    if private {
        texts.hidden_hint
    } else {
        texts.visible
    }
}

/// Hides the card from colleagues, or shows it to them.
pub fn set_private(editing: Editing, target: Target, hide: bool) {
    let word = |on: bool| if on { "true" } else { "false" };
    let edit = domain::edit::Edit::one(target, Field::Private, word(!hide), word(hide));
    let text = super::facts::who_sees(hide);
    spawn_local_scoped(async move {
        match save_edit(edit).await {
            Ok(done) => editing.acts.done(text, done, vec![editing.id()]),
            // It may be as wanted already, by somebody else's hand: what stands there is read again.
            Err(error) => {
                editing.acts.failed(&error);
                editing.live.touch(vec![editing.id()]);
            }
        }
    });
}

/// Languages to choose among; one that is none of them is kept.
#[must_use]
pub fn languages(saved: &str) -> Vec<(String, String)> {
    let texts = EditTexts::here();
    let mut choices = vec![
        (String::new(), texts.none.to_owned()),
        ("sv".to_owned(), texts.swedish.to_owned()),
        ("en".to_owned(), texts.english.to_owned()),
    ];
    if !choices.iter().any(|(code, _)| code == saved) {
        choices.push((saved.to_owned(), saved.to_owned()));
    }
    choices
}

/// A country to begin with.
#[must_use]
pub fn home() -> String {
    HOME_COUNTRY.to_owned()
}
