//! «Redigera»: every field of a card in one form, as it is, beside what stood in it. Works without
//! JavaScript; what was typed stays until it is saved, whatever happens.

mod new;
mod page;
mod submit;
mod view;

use domain::edit::form::CardForm;
use domain::edit::{Clash, Field, Holder, Target};
use domain::point::{Point, PointKind};
use domain::user::Colleague;
use domain::{Invalid, LinkId};
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::place::{Control, Look};
use super::rows::point_controls;
use super::texts::EditTexts;
use crate::boot::{CardFormState, FormFailure};
use crate::contacts::form::{Failed, failure};
use crate::undo::Acts;
pub use page::edit_page;
pub use submit::name_of;

/// Name of the hidden field with the idempotency key.
pub const KEY: &str = "key";

/// One control of the form.
#[derive(Debug, Clone)]
pub struct FormField {
    /// Which field.
    pub field: Field,
    /// How it looks.
    pub look: Look,
    /// What is saved.
    pub saved: String,
    /// Its place in the grid: `c2`, `c3`, `c4`.
    pub class: &'static str,
}

/// A row of the card, with its controls.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// The row.
    pub target: Target,
    /// Its controls.
    pub fields: Vec<FormField>,
}

/// A row with the controls that it has when it is edited in place.
#[must_use]
pub fn row(target: Target, controls: Vec<Control>) -> FormRow {
    let field = |Control { field, look, saved }: Control| {
        let class = match field {
            Field::Postcode | Field::Country | Field::Kind => "c2",
            Field::Street | Field::City => "c4",
            Field::Label => "kind",
            _ => "grow",
        };
        FormField {
            field,
            look,
            saved,
            class,
        }
    };
    FormRow {
        target,
        fields: controls.into_iter().map(field).collect(),
    }
}

/// The numbers and addresses of a link.
#[derive(Clone)]
pub struct WorkPart {
    /// The link.
    pub link: LinkId,
    /// The company.
    pub name: String,
    /// Kind by kind.
    pub points: Vec<(PointKind, Vec<FormRow>)>,
}

/// The rows of contact points, kind by kind.
#[must_use]
pub fn point_rows<'a>(
    points: impl Iterator<Item = &'a Point> + Clone,
) -> Vec<(PointKind, Vec<FormRow>)> {
    let rows = |kind| {
        let points = points.clone().filter(move |point| point.kind == kind);
        let rows = points.map(|point| {
            let controls = point_controls(kind, Some(point.clone()));
            row(Target::Point(point.id), controls)
        });
        (kind, rows.collect())
    };
    [PointKind::Phone, PointKind::Email].map(rows).into()
}

/// What the form is about.
#[derive(Clone)]
pub struct FormOf {
    /// The card.
    pub holder: Holder,
    /// Its name, for the tab of the conflict.
    pub name: String,
    /// The card, with the search it was found by: where «Avbryt» leads.
    pub back: String,
    /// What the first part is called.
    pub about: &'static str,
    /// The first part: the fields of the card itself.
    pub card: FormRow,
    /// Its numbers and addresses, kind by kind.
    pub points: Vec<(PointKind, Vec<FormRow>)>,
    /// What somebody has at companies: a part each.
    pub work: Vec<WorkPart>,
    /// Its postal addresses.
    pub addresses: Vec<FormRow>,
    /// The last part: owner and visibility.
    pub owner: FormRow,
    /// The people at the firm.
    pub colleagues: Vec<Colleague>,
    /// The idempotency key.
    pub key: String,
}

/// The state of a form that is open.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// As it was posted without JavaScript, if it was.
    posted: StoredValue<CardForm>,
    /// Conflicts of that, by the name of the control.
    clashes: StoredValue<Vec<(String, Clash)>>,
    invalid: RwSignal<Invalid>,
    tried: RwSignal<Invalid>,
    failed: RwSignal<Option<Failed>>,
    busy: RwSignal<bool>,
    /// Conflicts found in the browser: the dialog settles them.
    clash: RwSignal<Vec<Clash>>,
    node: NodeRef<html::Form>,
    acts: Acts,
}

impl State {
    fn start(posted: CardFormState) -> Self {
        let form = CardForm {
            pairs: posted.pairs,
        };
        Self {
            posted: StoredValue::new(form),
            clashes: StoredValue::new(posted.clashes),
            tried: RwSignal::new(posted.invalid.clone()),
            invalid: RwSignal::new(posted.invalid),
            failed: RwSignal::new(posted.failed.map(Failed::Form)),
            busy: RwSignal::new(false),
            clash: RwSignal::new(Vec::new()),
            node: NodeRef::new(),
            acts: Acts::here(),
        }
    }

    /// What a control starts with: as it was typed, else as it is saved.
    fn value(self, name: &str, saved: &str) -> String {
        self.posted
            .with_value(|form| form.value(name).unwrap_or(saved).to_owned())
    }

    /// The form has been posted, so a checkbox without a value was not ticked.
    fn was_posted(self) -> bool {
        self.posted.with_value(|form| !form.pairs.is_empty())
    }
}

/// A problem that is not about one field; with the way to sign in where that is it.
pub(crate) fn whole_problem(state: State) -> AnyView {
    failure(state.failed)
}

/// The id of a control, from its name.
#[must_use]
pub fn control_id(name: &str) -> String {
    name.replace('.', "-")
}

/// The label of the control that a name ends in.
#[must_use]
pub(crate) fn label_of(name: &str) -> &'static str {
    let texts = EditTexts::here();
    match name.rsplit('.').next() {
        Some("value") if name.starts_with("new.phone") => texts.phone,
        Some("value") => texts.email,
        Some(word) => word
            .parse::<Field>()
            .map_or(texts.address, super::texts::label),
        None => "",
    }
}

/// What went wrong with a form as a whole.
#[must_use]
pub fn failure_of(error: &crate::error::Error) -> FormFailure {
    match error {
        crate::error::Error::Forbidden => FormFailure::Forbidden,
        crate::error::Error::Conflict => FormFailure::Conflict,
        _ => FormFailure::Unavailable,
    }
}

/// Goes on to a page.
pub(crate) fn go_to() -> impl Fn(&str) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |address: &str| navigate(address, leptos_router::NavigateOptions::default())
}
