//! Where each field stands: the only place that column names of an edit come from.

use domain::edit::{Change, Field, Holder, Target};
use domain::point::PointDraft;
use domain::{Invalid, Problem};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::Error;
use crate::session::Tx;

/// The row of a target.
pub(crate) struct Row {
    pub id: Uuid,
    /// As the journal names it.
    pub name: &'static str,
    pub table: &'static str,
    /// That the card it belongs to, `t`, is not in the trash.
    pub alive: &'static str,
}

macro_rules! holder_alive {
    () => {
        "not exists (select from crm.contact h where h.id = t.contact_id and h.deleted_at is not null)
         and not exists (select from crm.company h where h.id = t.company_id and h.deleted_at is not null)"
    };
}

const HOLDER_ALIVE: &str = holder_alive!();

/// The same of a row that can be in the trash itself, and that can stand on a project alone.
pub(crate) const OWN_AND_HOLDER_ALIVE: &str = concat!(
    "t.deleted_at is null and ",
    holder_alive!(),
    " and not exists (select from crm.project h where h.id = t.project_id and h.deleted_at is not null
        and t.contact_id is null and t.company_id is null)"
);

/// Of a part in a project.
const PART_ALIVE: &str =
    "not exists (select from crm.contact h where h.id = t.contact_id and h.deleted_at is not null)
     and not exists (select from crm.project h where h.id = t.project_id and h.deleted_at is not null)";

/// The row of a card.
pub(crate) fn holder(holder: Holder) -> Row {
    row(match holder {
        Holder::Contact(id) => Target::Contact(id),
        Holder::Company(id) => Target::Company(id),
        Holder::Project(id) => Target::Project(id),
    })
}

pub(crate) fn row(target: Target) -> Row {
    let own = "t.deleted_at is null";
    let (id, name, table, alive) = match target {
        Target::Contact(id) => (id.0, "contact", "crm.contact", own),
        Target::Company(id) => (id.0, "company", "crm.company", own),
        Target::Point(id) => (id.0, "contact_point", "crm.contact_point", HOLDER_ALIVE),
        Target::Address(id) => (id.0, "address", "crm.address", HOLDER_ALIVE),
        Target::Link(id) => (id.0, "contact_company", "crm.contact_company", HOLDER_ALIVE),
        Target::Customer(id) => (id.0, "customer", "crm.customer", HOLDER_ALIVE),
        Target::Note(id) => (id.0, "note", "crm.note", OWN_AND_HOLDER_ALIVE),
        Target::Task(id) => (id.0, "task", "crm.task", OWN_AND_HOLDER_ALIVE),
        Target::Meeting(id) => (id.0, "meeting", "crm.meeting", OWN_AND_HOLDER_ALIVE),
        Target::Project(id) => (id.0, "project", "crm.project", own),
        Target::Participant(id) => (
            id.0,
            "project_participant",
            "crm.project_participant",
            PART_ALIVE,
        ),
    };
    Row {
        id,
        name,
        table,
        alive,
    }
}

/// How a column is written and read as text.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Date,
    Boolean,
    Uuid,
    /// An id, or none.
    SomeUuid,
    Number,
    /// A moment, as the firm's clock showed it.
    Moment,
    /// A day and a time on the clock.
    Wall,
}

/// The zone of the firm's clock.
const ZONE: &str = "(select z.time_zone from auth.tenant z)";

impl Kind {
    /// The parameter as a value of the column.
    pub fn write(self, parameter: &str) -> String {
        match self {
            Self::Text => parameter.to_owned(),
            Self::Date => format!("nullif({parameter}, '')::date"),
            Self::Boolean => format!("{parameter}::boolean"),
            Self::Uuid => format!("{parameter}::uuid"),
            Self::SomeUuid => format!("nullif({parameter}, '')::uuid"),
            Self::Number => format!("{parameter}::smallint"),
            Self::Moment => format!("nullif({parameter}, '')::timestamp at time zone {ZONE}"),
            Self::Wall => format!("{parameter}::timestamp"),
        }
    }
}

/// A column that is set, and to what.
pub(super) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub value: String,
}

fn kind(field: Field) -> Kind {
    match field {
        Field::BirthDate
        | Field::StartedOn
        | Field::EndedOn
        | Field::DueOn
        | Field::StartsOn
        | Field::EndsOn => Kind::Date,
        Field::CompanyId | Field::ProjectId => Kind::SomeUuid,
        Field::Private | Field::IsPrimary | Field::Blocked | Field::Pinned | Field::AllDay => {
            Kind::Boolean
        }
        Field::StartsAt | Field::EndsAt => Kind::Wall,
        Field::OwnerId => Kind::Uuid,
        Field::PaymentTermsDays | Field::Percent => Kind::Number,
        Field::RemindAt => Kind::Moment,
        _ => Kind::Text,
    }
}

/// The column that holds what is shown of a field, which its word names.
pub(super) fn name(field: Field) -> &'static str {
    match field {
        Field::Phone | Field::Email => "value",
        other => other.as_str(),
    }
}

/// The field of the row `t` as text, as [`Change::was`] has it.
pub(super) fn compared(field: Field) -> String {
    let name = name(field);
    match kind(field) {
        Kind::Text => format!("t.{name}"),
        Kind::Date => format!("coalesce(to_char(t.{name}, 'YYYY-MM-DD'), '')"),
        Kind::Wall => format!("to_char(t.{name}, 'YYYY-MM-DD\"T\"HH24:MI')"),
        Kind::SomeUuid => format!("coalesce(t.{name}::text, '')"),
        Kind::Boolean | Kind::Uuid | Kind::Number => format!("t.{name}::text"),
        Kind::Moment => {
            format!("coalesce(to_char(t.{name} at time zone {ZONE}, 'YYYY-MM-DD\"T\"HH24:MI'), '')")
        }
    }
}

/// A phone number is no e-mail address, and the other way round.
pub(super) fn only_of(field: Field) -> Option<&'static str> {
    match field {
        Field::Phone => Some("t.kind = 'phone'"),
        Field::Email => Some("t.kind = 'email'"),
        _ => None,
    }
}

/// What a change sets.
pub(super) fn columns(target: Target, change: &Change) -> Result<Vec<Column>, Error> {
    let field = change.field;
    let draft = || PointDraft {
        value: change.value.clone(),
        ..PointDraft::default()
    };
    let point = match (target, field) {
        (Target::Point(_), Field::Phone) => Some(draft().phone()),
        (Target::Point(_), Field::Email) => Some(draft().email()),
        _ => None,
    };
    let own = |name, value| Column {
        name,
        kind: kind(field),
        value,
    };
    match point {
        None => Ok(vec![own(name(field), change.value.clone())]),
        Some(Ok(point)) => Ok(vec![own("value", point.value), own("target", point.target)]),
        Some(Err(problem)) => Err(invalid(field, problem)),
    }
}

pub(super) fn invalid(field: Field, problem: Problem) -> Error {
    Error::Invalid(Invalid::one(field.as_str(), problem))
}

/// Why a statement found no row of a card or of what belongs to it: nothing to see, a reader, or, when
/// this succeeds, something else.
pub(crate) async fn why(tx: &mut Tx, row: &Row, alive: bool) -> Result<(), Error> {
    let alive = if alive { row.alive } else { "true" };
    let statement = format!(
        "select auth.can_write() from {} t where t.id = $1 and {alive}",
        row.table
    );
    let can_write: Option<bool> = sqlx::query_scalar(AssertSqlSafe(statement))
        .bind(row.id)
        .fetch_optional(&mut **tx)
        .await?;
    match can_write {
        None => Err(Error::NotFound),
        Some(false) => Err(Error::Forbidden),
        Some(true) => Ok(()),
    }
}

/// That a card which is chosen in a field is there and not in the trash.
pub(crate) async fn chosen(tx: &mut Tx, card: Holder, field: Field) -> Result<(), Error> {
    match why(tx, &holder(card), true).await {
        Err(Error::NotFound) => Err(invalid(field, Problem::Gone)),
        said => said,
    }
}

/// That the reader sees the card.
pub(crate) async fn readable(tx: &mut Tx, card: Holder) -> Result<(), Error> {
    match why(tx, &holder(card), false).await {
        // Whoever may only read does that.
        Err(Error::Forbidden) => Ok(()),
        said => said,
    }
}
