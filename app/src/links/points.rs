//! What somebody has at a company, in the row of the link (S2): each number and address is edited where
//! it stands, and added from the menu of the row.

use domain::edit::Field;
use domain::point::{Label, Point, PointKind};
use domain::{LinkId, PointId, phone};
use leptos::prelude::*;

use super::list::ListRow;
use crate::card::Editing;
use crate::card::place::{Control, Open, Row, Trigger, closed, place};
use crate::card::rows::{point_controls, point_place};
use crate::card::texts::EditTexts;

/// Where a number and an address are added to a link: nothing to see until the menu opens it.
pub(super) fn new_points(editing: Editing, link: LinkId) -> [Open; 2] {
    [PointKind::Phone, PointKind::Email].map(|kind| {
        let id = format!("new-{}-{link}", kind.as_str());
        closed(editing, Row::NewLinkPoint(link, kind), id)
    })
}

/// What a new one starts with: it is for work.
pub(super) fn new_controls(kind: PointKind) -> Vec<Control> {
    let mut controls = point_controls(kind, None);
    for control in &mut controls {
        if control.field == Field::Label {
            Label::Work.as_str().clone_into(&mut control.saved);
        }
    }
    controls
}

/// The numbers or addresses of a link; where there are none, what stands in for them.
pub(super) fn point_cell(
    editing: Editing,
    kind: PointKind,
    row: Memo<Option<ListRow>>,
    new: Open,
) -> AnyView {
    let ids = move || {
        let of_kind = |row: &ListRow| {
            let points = row.points.iter().filter(|point| point.kind == kind);
            points.map(|point| point.id.0).collect::<Vec<_>>()
        };
        let saved = row.try_with(|row| row.as_ref().map(of_kind));
        saved.flatten().unwrap_or_default()
    };
    let seen = StoredValue::new(Vec::new());
    let each = move || editing.with_held(ids(), seen);
    let one = move |id: uuid::Uuid| {
        let last = StoredValue::new(None::<Point>);
        let point = Signal::derive(move || {
            let of = |row: &ListRow| row.points.iter().find(|point| point.id.0 == id).cloned();
            let found = row.try_with(|row| row.as_ref().and_then(of)).flatten();
            if found.is_some() {
                let _ = last.try_set_value(found);
            }
            last.try_get_value().flatten()
        });
        point_place(editing, kind, PointId(id), format!("work-{id}"), point)
    };
    let instead = move || {
        let known = ids().is_empty().then(|| row.get()).flatten()?;
        let value = match kind {
            PointKind::Phone => known.phone,
            PointKind::Email => known.email,
        };
        (!value.is_empty()).then(|| link_to(kind, value))
    };
    let texts = EditTexts::here();
    let name = match kind {
        PointKind::Phone => texts.phone,
        PointKind::Email => texts.email,
    };
    let absent = Signal::stored(Trigger::Absent);
    let add = place(
        new,
        absent,
        move || name.to_owned(),
        Vec::new,
        || ().into_any(),
    );
    view! {
        <For each=each key=|id| *id children=one />
        {instead}
        {add}
    }
    .into_any()
}

/// Of the company itself, or of the contact: to call or write to.
fn link_to(kind: PointKind, value: String) -> AnyView {
    let href = match kind {
        PointKind::Phone => match phone::parse(&value) {
            Ok(number) => format!("tel:{}", number.e164),
            Err(_) => return view! { <span>{value}</span> }.into_any(),
        },
        PointKind::Email => format!("mailto:{value}"),
    };
    view! { <a class="plain" href=href>{value}</a> }.into_any()
}
