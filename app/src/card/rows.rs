//! Phone numbers, e-mail addresses and postal addresses: added, changed and taken away one at a time.

use domain::address::{Address, AddressKind};
use domain::edit::{Field, Target};
use domain::point::{Label, Point, PointKind};
use domain::{AddressId, PointId};
use leptos::prelude::*;
use uuid::Uuid;

use super::editing::Editing;
use super::facts::{address_kind_word, one_line, point_line};
use super::fields::{fact, home};
use super::place::{Control, Look, Row, Trigger, closed, place};
use super::texts::EditTexts;
use crate::contacts::texts::CardTexts;
use crate::i18n;
use crate::ui::{CopyButton, Line};

/// The labels that fit a kind of contact point.
#[must_use]
pub fn labels(kind: PointKind) -> &'static [Label] {
    match kind {
        PointKind::Phone => &[
            Label::Mobile,
            Label::Work,
            Label::Home,
            Label::Switchboard,
            Label::Other,
        ],
        PointKind::Email => &[Label::Work, Label::Home, Label::Invoice, Label::Other],
    }
}

/// The contact points of a kind.
pub fn points_fact(editing: Editing, kind: PointKind, points: Signal<Vec<Point>>) -> AnyView {
    let (texts, words) = (EditTexts::here(), CardTexts::here());
    let (name, none, prefix) = match kind {
        PointKind::Phone => (texts.phone, words.no_phone, "phone"),
        PointKind::Email => (texts.email, words.no_email, "email"),
    };
    let ids = move || {
        let all = points.try_get().unwrap_or_default();
        all.into_iter()
            .filter(|point| point.kind == kind)
            .map(|point| point.id.0)
            .collect::<Vec<_>>()
    };
    let row = move |id: Uuid| {
        let last = StoredValue::new(None::<Point>);
        let point = Signal::derive(move || {
            let found = points
                .try_with(|points| points.iter().find(|point| point.id.0 == id).cloned())
                .flatten();
            if found.is_some() {
                let _ = last.try_set_value(found);
            }
            last.try_get_value().flatten()
        });
        point_row(editing, kind, PointId(id), point)
    };
    let new = move || point_controls(kind, None);
    rows(
        editing,
        name,
        none,
        Row::NewPoint(kind),
        prefix,
        ids,
        row,
        new,
    )
}

fn point_row(
    editing: Editing,
    kind: PointKind,
    id: PointId,
    point: Signal<Option<Point>>,
) -> AnyView {
    point_place(editing, kind, id, format!("point-{id}"), point)
}

/// A number or address where it stands; `dom_id` is its id in the page.
pub fn point_place(
    editing: Editing,
    kind: PointKind,
    id: PointId,
    dom_id: String,
    point: Signal<Option<Point>>,
) -> AnyView {
    let name = match kind {
        PointKind::Phone => EditTexts::here().phone,
        PointKind::Email => EditTexts::here().email,
    };
    let open = closed(editing, Row::Saved(Target::Point(id)), dom_id);
    place(
        open,
        Signal::stored(Trigger::Pencil),
        move || {
            let value = point.get().map(|point| point.value).unwrap_or_default();
            format!("{name} {value}")
        },
        move || point_controls(kind, point.get_untracked()),
        move || {
            let line = point.get().map(|point| {
                let value = point.value.clone();
                view! { {point_line(point)}<CopyButton value /> }
            });
            line.into_any()
        },
    )
}

/// A number or address, and what it is used for.
#[must_use]
pub fn point_controls(kind: PointKind, point: Option<Point>) -> Vec<Control> {
    let (field, look) = match kind {
        PointKind::Phone => (Field::Phone, "tel"),
        PointKind::Email => (Field::Email, "email"),
    };
    let chosen = point.as_ref().map_or(labels(kind)[0], |point| point.label);
    let mut choices = labels(kind).to_vec();
    if !choices.contains(&chosen) {
        choices.push(chosen);
    }
    let word = |label: &Label| (label.as_str().to_owned(), i18n::label(*label).to_owned());
    vec![
        Control {
            field,
            look: Look::Line(look),
            saved: point.map(|point| point.value).unwrap_or_default(),
        },
        Control {
            field: Field::Label,
            look: Look::Choice(choices.iter().map(word).collect()),
            saved: chosen.as_str().to_owned(),
        },
    ]
}

/// The postal addresses.
pub fn addresses_fact(editing: Editing, addresses: Signal<Vec<Address>>) -> AnyView {
    let (texts, words) = (EditTexts::here(), CardTexts::here());
    let ids = move || {
        let all = addresses.try_get().unwrap_or_default();
        all.iter().map(|address| address.id.0).collect::<Vec<_>>()
    };
    let row = move |id: Uuid| {
        let last = StoredValue::new(None::<Address>);
        let address = Signal::derive(move || {
            let found = addresses
                .try_with(|all| all.iter().find(|address| address.id.0 == id).cloned())
                .flatten();
            if found.is_some() {
                let _ = last.try_set_value(found);
            }
            last.try_get_value().flatten()
        });
        address_row(editing, AddressId(id), address)
    };
    let new = || address_controls(None);
    rows(
        editing,
        texts.address,
        words.no_address,
        Row::NewAddress,
        "address",
        ids,
        row,
        new,
    )
}

fn address_row(editing: Editing, id: AddressId, address: Signal<Option<Address>>) -> AnyView {
    let name = EditTexts::here().address;
    let open = closed(
        editing,
        Row::Saved(Target::Address(id)),
        format!("address-{id}"),
    );
    let place = place(
        open,
        Signal::stored(Trigger::Value),
        move || name.to_owned(),
        move || address_controls(address.get_untracked()),
        move || {
            let line = address.get().map(|address| {
                view! { <Line kind=address_kind_word(address.kind)>{one_line(&address)}</Line> }
            });
            line.into_any()
        },
    );
    // Beside it: the value itself is a button.
    let copy = move || {
        let value = address.get().map(|address| one_line(&address));
        value.map(|value| view! { <CopyButton value /> })
    };
    view! { <div class="with-copy">{place}{copy}</div> }.into_any()
}

/// The parts of an address.
#[must_use]
pub fn address_controls(address: Option<Address>) -> Vec<Control> {
    let address = address.unwrap_or(Address {
        id: AddressId(Uuid::nil()),
        kind: AddressKind::default(),
        street: String::new(),
        postcode: String::new(),
        city: String::new(),
        country: home(),
    });
    let kinds = AddressKind::ALL
        .iter()
        .map(|kind| {
            (
                kind.as_str().to_owned(),
                i18n::address_kind(*kind).to_owned(),
            )
        })
        .collect();
    let line = |field, saved| Control {
        field,
        look: Look::Line("text"),
        saved,
    };
    vec![
        Control {
            field: Field::Street,
            look: Look::Lines,
            saved: address.street,
        },
        line(Field::Postcode, address.postcode),
        line(Field::City, address.city),
        line(Field::Country, address.country),
        Control {
            field: Field::Kind,
            look: Look::Choice(kinds),
            saved: address.kind.as_str().to_owned(),
        },
    ]
}

/// The rows, and a way to add one: a plus beside the label, and in words where there is none yet.
#[expect(
    clippy::too_many_arguments,
    reason = "two lists share it, nobody else calls it"
)]
fn rows(
    editing: Editing,
    name: &'static str,
    none: &'static str,
    new: Row,
    prefix: &'static str,
    ids: impl Fn() -> Vec<Uuid> + Send + Sync + Copy + 'static,
    row: impl Fn(Uuid) -> AnyView + Send + Sync + Copy + 'static,
    controls: impl Fn() -> Vec<Control> + Send + Sync + Copy + 'static,
) -> AnyView {
    let seen = StoredValue::new(Vec::<Uuid>::new());
    let each = move || editing.with_held(ids(), seen);
    let none_yet = Signal::derive(move || ids().is_empty());
    let when = move |wanted: bool, trigger: Trigger| {
        Signal::derive(move || {
            if none_yet.get() == wanted {
                trigger
            } else {
                Trigger::Absent
            }
        })
    };
    // Two places and one id, since at most one of them is there: focus comes back to either.
    let id = format!("new-{prefix}");
    let at = |trigger: Signal<Trigger>| {
        let open = closed(editing, new, id.clone());
        place(
            open,
            trigger,
            move || name.to_owned(),
            controls,
            || ().into_any(),
        )
    };
    let plus = at(when(false, Trigger::Plus));
    let add = at(when(true, Trigger::Add));
    let empty = move || {
        let blank = none_yet.get() && !editing.writable.get();
        blank.then(|| view! { <span class="faint">{none}</span> })
    };
    fact(
        name,
        Some(plus),
        None,
        view! {
            <For each=each key=|id| *id children=row />
            {empty}
            {add}
        }
        .into_any(),
    )
}
