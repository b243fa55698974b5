//! A task as the database gives it.

use domain::date::Date;
use domain::edit::Holder;
use domain::task::Task;
use domain::{CompanyId, ContactId, ProjectId, TaskId, UserId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Error;

/// The columns of [`TaskRow`] but the last two, of task `t`, its owner `u` and the firm `z`.
pub(super) const COLUMNS: &str =
    "t.id, t.subject, t.description, t.status, t.percent, t.priority,
    coalesce(to_char(t.due_on, 'YYYY-MM-DD'), '') as due_on,
    coalesce(to_char(t.remind_at at time zone z.time_zone, 'YYYY-MM-DD\"T\"HH24:MI'), '') as remind_at,
    coalesce(t.remind_at <= now(), false) and t.status in ('not_started', 'started', 'waiting') as reminds,
    t.owner_id, u.name as owner_name, t.contact_id, t.company_id,
    coalesce(t.contact_id, t.company_id, t.project_id) as holder_id, t.project_id,
    coalesce((select r.number || ' ' || r.name from crm.project r
        where r.tenant_id = t.tenant_id and r.id = t.project_id), '') as project";

/// That the task `t` is not in the trash, and that on the tab of a project neither is the contact or company that it
/// stands on.
pub(super) fn alive(shown: Holder) -> &'static str {
    match shown {
        Holder::Project(_) => {
            "t.deleted_at is null and crm.card_stands(t.contact_id, t.company_id)"
        }
        Holder::Contact(_) | Holder::Company(_) => "t.deleted_at is null",
    }
}

/// What the contact or company is called whose task `t` is.
pub(super) const NAME_OF_CARD: &str = "coalesce(
    (select concat_ws(' ', nullif(c.first_name, ''), c.last_name) from crm.contact c
        where c.tenant_id = t.tenant_id and c.id = t.contact_id),
    (select f.name from crm.company f where f.tenant_id = t.tenant_id and f.id = t.company_id), '')";

/// A task, and what the list is sorted by.
#[derive(FromRow)]
pub(super) struct TaskRow {
    pub id: Uuid,
    subject: String,
    description: String,
    status: String,
    percent: i16,
    priority: String,
    due_on: String,
    remind_at: String,
    reminds: bool,
    owner_id: Uuid,
    owner_name: String,
    contact_id: Option<Uuid>,
    company_id: Option<Uuid>,
    holder_id: Uuid,
    project_id: Option<Uuid>,
    project: String,
    holder_name: String,
    pub key: String,
}

impl From<TaskRow> for Task {
    fn from(row: TaskRow) -> Self {
        Self {
            id: TaskId(row.id),
            subject: row.subject,
            description: row.description,
            status: row.status.parse().unwrap_or_default(),
            percent: row.percent,
            priority: row.priority.parse().unwrap_or_default(),
            due_on: row.due_on.parse().ok(),
            remind_at: row.remind_at,
            reminds: row.reminds,
            owner: UserId(row.owner_id),
            owner_name: row.owner_name,
            holder: match (row.contact_id, row.company_id) {
                (Some(id), _) => Holder::Contact(ContactId(id)),
                (None, Some(id)) => Holder::Company(CompanyId(id)),
                (None, None) => Holder::Project(ProjectId(row.holder_id)),
            },
            project: row.project_id.map(|id| (ProjectId(id), row.project)),
            holder_name: row.holder_name,
        }
    }
}

/// A day of the database's.
pub(super) fn day(text: &str) -> Result<Date, Error> {
    let wrong = |_| Error::Setup(format!("the database says that it is «{text}»"));
    text.parse().map_err(wrong)
}
