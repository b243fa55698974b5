//! The inputs of a place that is open.

use domain::edit::Target;
use leptos::prelude::*;

use super::super::texts::{EditTexts, label};
use super::{Control, Look, Open, Row};
use crate::i18n;
use crate::ui::{Field, Glyph, Icon, IconSize, Input, Select, Text, TextArea};

/// One control alone stands where the value stood; several stand on a small card over it.
pub(super) fn form(open: Open) -> AnyView {
    let controls = open.controls.get_value();
    let alone = controls.len() == 1;
    let class = if alone {
        "edit-form"
    } else {
        "edit-form edit-panel"
    };
    let views = controls
        .into_iter()
        .map(|control| view_of(open, control, alone))
        .collect_view();
    let keys = move |event: leptos::ev::KeyboardEvent| open.on_key(&event);
    let acts = (!alone).then(|| acts(open));
    view! {
        <div class=class role="group" on:keydown=keys>
            {views}
            {acts}
            // The fields show it; whoever has gone on hears it.
            <p class="vh" role="alert">{move || open.invalid.with(|invalid| invalid.problems.first().map(|(_, problem)| i18n::problem(*problem)))}</p>
            <p class="error" role="alert" hidden=move || open.failed.with(Option::is_none)>
                <Icon glyph=Glyph::CircleAlert size=IconSize::Sm />
                <span>{move || open.failed.get().map(|error| i18n::failure(&error))}</span>
            </p>
        </div>
    }
    .into_any()
}

fn view_of(open: Open, control: Control, alone: bool) -> AnyView {
    let Control { field, look, saved } = control;
    let word = field.as_str();
    let error = Signal::derive(move || {
        let problem = open.invalid.try_with(|invalid| invalid.of(word)).flatten();
        problem.map(i18n::problem)
    });
    let id = format!("{}-{word}", open.id.get_value());
    // Made inside the field, which gives it its id and its message.
    view! {
        <Field id label=label(field) hide_label=alone error>{input(open, word, look, saved)}</Field>
    }
    .into_any()
}

fn input(open: Open, word: &'static str, look: Look, saved: String) -> AnyView {
    let still = move || open.is_waiting().then_some("");
    match look {
        Look::Line(kind) => view! {
            <Input
                name=word value=saved kind
                attr:data-field=word attr:autocomplete="off" attr:readonly=still
                on:input=move |_| open.mended(word)
            />
        }
        .into_any(),
        Look::Lines => view! {
            <TextArea
                name=word value=saved attr:data-field=word attr:readonly=still
                on:input=move |_| open.mended(word)
            />
        }
        .into_any(),
        Look::Choice(options) => {
            let options = options
                .into_iter()
                .map(|(value, words)| (Text::from(value), Text::from(words)))
                .collect();
            view! {
                <Select
                    name=word options value=saved attr:data-field=word
                    on:change=move |_| open.on_choice(word)
                    on:pointerdown=move |_| open.by_pointer(true)
                    on:keydown=move |_| open.by_pointer(false)
                />
            }
            .into_any()
        }
    }
}

/// What else can be done to a row: to make it the first, to take it away.
fn acts(open: Open) -> AnyView {
    let texts = EditTexts::here();
    let row = matches!(open.row, Row::Saved(Target::Point(_) | Target::Address(_)));
    let row_acts = row.then(|| {
        view! {
            <button type="button" class="btn quiet sm" on:click=move |_| open.make_first()>
                <Icon glyph=Glyph::ArrowUp size=IconSize::Sm />{texts.make_first}
            </button>
            <button type="button" class="btn quiet sm" on:click=move |_| open.remove()>
                <Icon glyph=Glyph::Trash size=IconSize::Sm />{texts.remove}
            </button>
        }
    });
    view! {
        <div class="edit-acts">
            <button type="button" class="btn sm" on:click=move |_| open.save_and_return()>{texts.save}</button>
            {row_acts}
        </div>
    }
    .into_any()
}
