//! Empty rows of the form, to add numbers and addresses.

use domain::address::AddressKind;
use domain::contact::MAX_POINTS;
use domain::point::PointKind;
use leptos::prelude::*;

use super::super::rows::labels;
use super::super::texts::EditTexts;
use super::view::problem;
use super::{State, control_id};
use crate::i18n;
use crate::ui::announce::focus_soon;
use crate::ui::{Button, Field, Glyph, Input, Look, Select, Text};

/// «Lägg till telefon», «Lägg till telefon 2».
pub(super) fn numbered(heading: &str, row: usize) -> String {
    match row {
        0 => heading.to_owned(),
        row => format!("{heading} {}", row + 1),
    }
}

/// How many empty rows there are to add in without JavaScript.
const SPARE: usize = 3;

/// Empty rows, to add several. With JavaScript there is one, and a way to have more; a row that was
/// sent is there in any case.
pub(super) fn new_rows(
    state: State,
    path: String,
    first_field: &'static str,
    row: impl Fn(usize, String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let filled = |row: &usize| {
        let start = format!("{path}.{row}.");
        let sent = |(name, value): &(String, String)| {
            name.starts_with(&start)
                && !name.ends_with(".kind")
                && !name.ends_with(".label")
                && !value.is_empty()
        };
        state.posted.with_value(|form| form.pairs.iter().any(sent))
    };
    let last = (0..MAX_POINTS).rfind(filled).map_or(0, |row| row);
    let shown = RwSignal::new(last + 1);
    let rows = move || 0..shown.get().max(SPARE);
    let (row, path) = (StoredValue::new(row), StoredValue::new(path));
    let one = move |at: usize| {
        let class = move || if at < shown.get() { "" } else { "spare" };
        let path = path.with_value(|path| format!("{path}.{at}"));
        view! { <div class=class>{row.with_value(|row| row(at, path))}</div> }
    };
    let more = move |_| {
        let next = shown.get_untracked();
        shown.set(next + 1);
        focus_soon(path.with_value(|path| control_id(&format!("{path}.{next}.{first_field}"))));
    };
    view! {
        <For each=rows key=|row| *row children=one />
        <div class="once-hydrated" hidden=move || { shown.get() >= MAX_POINTS }>
            <Button look=Look::Link small=true icon=Glyph::Plus on:click=more>{EditTexts::here().one_more}</Button>
        </div>
    }
    .into_any()
}

/// An empty row, to add one.
pub(super) fn new_point(state: State, kind: PointKind, path: &str, heading: String) -> AnyView {
    let texts = EditTexts::here();
    let look = match kind {
        PointKind::Phone => "tel",
        PointKind::Email => "email",
    };
    let (value, kind_name) = (format!("{path}.value"), format!("{path}.label"));
    let kind_heading = format!("{} ({})", texts.label, heading.to_lowercase());
    let options = labels(kind)
        .iter()
        .map(|label| {
            (
                Text::Borrowed(label.as_str()),
                Text::Borrowed(i18n::label(*label)),
            )
        })
        .collect();
    let error = problem(state, value.clone());
    let (typed, chosen) = (
        state.value(&value, ""),
        state.value(&kind_name, labels(kind)[0].as_str()),
    );
    view! {
        <div class="point-row">
            <Field id=control_id(&value) label=heading error class="grow">
                <Input name=value value=typed kind=look attr:autocomplete="off" />
            </Field>
            <Field id=control_id(&kind_name) label=kind_heading hide_label=true class="kind">
                <Select name=kind_name options value=chosen />
            </Field>
        </div>
    }
    .into_any()
}

/// The same for an address.
pub(super) fn new_address(state: State, row: usize, path: &str) -> AnyView {
    let texts = EditTexts::here();
    let field = |word: &'static str, words: String, class: &'static str| {
        let name = format!("{path}.{word}");
        let error = problem(state, name.clone());
        let value = state.value(&name, "");
        view! {
            <Field id=control_id(&name) label=words error class>
                <Input name value attr:autocomplete="off" />
            </Field>
        }
        .into_any()
    };
    let kind = format!("{path}.kind");
    let options = AddressKind::ALL
        .iter()
        .map(|kind| {
            (
                Text::Borrowed(kind.as_str()),
                Text::Borrowed(i18n::address_kind(*kind)),
            )
        })
        .collect();
    let add = format!("{} {}", texts.add, texts.address.to_lowercase());
    let add = numbered(&add, row);
    let (kind_id, chosen) = (control_id(&kind), state.value(&kind, "post"));
    view! {
        <div class="form-grid address-row">
            {field("street", format!("{add}: {}", texts.street.to_lowercase()), "c4")}
            <Field id=kind_id label=texts.kind class="c2">
                <Select name=kind options value=chosen />
            </Field>
            {field("postcode", texts.postcode.to_owned(), "c2")}
            {field("city", texts.city.to_owned(), "c4")}
        </div>
    }
    .into_any()
}
