//! Projects: the list, the window, and those of a card. Everybody at the firm sees them; of who takes
//! part each reader sees those whose contacts they see.

mod save;

use domain::date::Date;
use domain::edit::Holder;
use domain::overview::Overview;
use domain::project::{Participant, ProjectCard, ProjectPage, ProjectQuery, ProjectRow, Status};
use domain::text::fold;
use domain::user::Colleague;
use domain::{CompanyId, ContactId, ParticipantId, ProjectId, UserId};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::like::contains;
use crate::session::{Tx, unit};
use crate::{Error, Session};
pub use save::{Joining, add, create};

/// How many projects a page has.
pub const PAGE: usize = 50;
/// Most projects that there are to choose among.
const MOST_CHOICES: i64 = 200;
/// Most projects that the tab of a card shows.
const MOST_OF_CARD: i64 = 200;

/// The columns of [`Row`] but the role, of project `p`, its company `f` and owner `u`.
const COLUMNS: &str = "p.id, p.number, p.name, f.id as company_id, f.name as company, p.status,
    coalesce(to_char(p.starts_on, 'YYYY-MM-DD'), '') as starts_on,
    coalesce(to_char(p.ends_on, 'YYYY-MM-DD'), '') as ends_on, p.owner_id, u.name as owner";

const FROM: &str = "from crm.project p
    join auth.user_account u on u.tenant_id = p.tenant_id and u.id = p.owner_id
    left join crm.company f on f.tenant_id = p.tenant_id and f.id = p.company_id";

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    name: String,
    company_id: Option<Uuid>,
    company: Option<String>,
    status: String,
    starts_on: String,
    ends_on: String,
    owner_id: Uuid,
    owner: String,
    role: String,
}

impl From<Row> for ProjectRow {
    fn from(row: Row) -> Self {
        Self {
            id: ProjectId(row.id),
            number: row.number,
            name: row.name,
            company: row.company_id.map(CompanyId).zip(row.company),
            status: status(&row.status),
            starts_on: row.starts_on.parse().ok(),
            ends_on: row.ends_on.parse().ok(),
            owner: (UserId(row.owner_id), row.owner),
            role: row.role,
        }
    }
}

fn status(word: &str) -> Status {
    word.parse().unwrap_or_default()
}

/// A page of the projects that are asked for, the latest number first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn page(session: &Session, query: ProjectQuery) -> Result<ProjectPage, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let pattern = (!query.text.is_empty()).then(|| contains(&fold(&query.text)));
        let wanted = "(p.deleted_at is not null) = $1
            and ($2::text is null or p.status = $2)
            and (not $3 or p.owner_id = (select auth.user_id())
                or p.id in (select q.project_id from crm.project_participant q
                    where q.user_id = (select auth.user_id())))
            and ($4::text is null or p.name_folded like $4 or p.number::text like $4
                or f.name_folded like $4 or crm.fold(u.name) like $4)";
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "select count(*) {FROM} where {wanted}"
        )))
        .bind(query.trash)
        .bind(query.status.map(Status::as_str))
        .bind(query.mine)
        .bind(&pattern)
        .fetch_one(&mut *tx)
        .await?;
        let mut rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
            "select {COLUMNS}, '' as role {FROM}
             where {wanted} and ($5::bigint is null or p.number < $5)
             order by p.number desc limit $6"
        )))
        .bind(query.trash)
        .bind(query.status.map(Status::as_str))
        .bind(query.mine)
        .bind(&pattern)
        .bind(query.before)
        .bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
        .fetch_all(&mut *tx)
        .await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.number);
        Ok(ProjectPage {
            projects: rows.into_iter().map(ProjectRow::from).collect(),
            count: u32::try_from(count).unwrap_or(u32::MAX),
            next,
        })
    })
    .await
}

/// The projects that a contact takes part in, or that are for a company: those that go on first.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn of_card(session: &Session, card: Holder) -> Result<Vec<ProjectRow>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        crate::edit::readable(&mut tx, card).await?;
        let (role, rest) = match card {
            Holder::Contact(_) => (
                "q.role",
                "join crm.project_participant q on q.tenant_id = p.tenant_id and q.project_id = p.id
                 where q.contact_id = $1",
            ),
            Holder::Company(_) => ("''", "where p.company_id = $1"),
            Holder::Project(_) => return Err(Error::NotFound),
        };
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
            "select {COLUMNS}, {role} as role {FROM} {rest} and p.deleted_at is null
             order by p.status in ('finished', 'dropped'), p.number desc limit $2"
        )))
        .bind(card.uuid())
        .bind(MOST_OF_CARD)
        .fetch_all(&mut *tx)
        .await?;
        Ok(rows.into_iter().map(ProjectRow::from).collect())
    })
    .await
}

/// Projects by number and name, for whoever is to choose one: the one that is chosen now, also if it lies in the
/// trash, then the latest, those that go on before those that are over.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn choices(
    session: &Session,
    chosen: Option<ProjectId>,
) -> Result<Vec<(ProjectId, String)>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<(Uuid, String)> = sqlx::query_as(
            "(select p.id, p.number || ' ' || p.name from crm.project p where p.id = $2)
             union all
             (select p.id, p.number || ' ' || p.name from crm.project p
              where p.deleted_at is null and p.id is distinct from $2
              order by p.status in ('finished', 'dropped'), p.number desc limit $1)",
        )
        .bind(MOST_CHOICES)
        .bind(chosen.map(|project| project.0))
        .fetch_all(&mut *tx)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name)| (ProjectId(id), name))
            .collect())
    })
    .await
}

#[derive(FromRow)]
struct CardRow {
    #[sqlx(flatten)]
    row: Row,
    description: String,
    owner_active: bool,
    trashed: bool,
    changed_on: String,
    changed_by: String,
    overview: Json<Overview>,
}

/// Everything in the upper part of the project window, and who takes part.
///
/// # Errors
/// [`Error::NotFound`] when the firm has no such project.
pub async fn card(session: &Session, id: ProjectId) -> Result<ProjectCard, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let found: Option<CardRow> = sqlx::query_as(AssertSqlSafe(format!(
            "select {COLUMNS}, '' as role, p.description, u.deactivated_at is null as owner_active,
                p.deleted_at is not null as trashed,
                to_char(coalesce(l.at, p.updated_at) at time zone z.time_zone, 'YYYY-MM-DD') as changed_on,
                coalesce(l.name, '') as changed_by,
                crm.card_overview(null, p.id) as overview
             {FROM}
             join auth.tenant z on z.id = p.tenant_id
             left join lateral (
                select c.at, w.name from journal.change_project k
                join journal.change c on c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
                left join auth.user_account w on w.tenant_id = c.tenant_id and w.id = c.actor_id
                where k.tenant_id = p.tenant_id and k.project_id = p.id
                order by k.at desc, k.seq desc limit 1) l on true
             where p.id = $1"
        )))
        .bind(id.0)
        .fetch_optional(&mut *tx)
        .await?;
        let rest = found.ok_or(Error::NotFound)?;
        let row = ProjectRow::from(rest.row);
        let participants = participants(&mut tx, id).await?;
        let changed_on = rest.changed_on.parse().unwrap_or(Date::EPOCH);
        Ok(ProjectCard {
            id,
            number: row.number,
            name: row.name,
            company: row.company,
            status: row.status,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            description: rest.description,
            owner: Colleague {
                id: row.owner.0,
                name: row.owner.1,
                active: rest.owner_active,
            },
            trashed: rest.trashed,
            participants,
            changed_on,
            changed_by: rest.changed_by,
            overview: rest.overview.0,
        })
    })
    .await
}

#[derive(FromRow)]
struct PartRow {
    id: Uuid,
    contact_id: Option<Uuid>,
    user_id: Option<Uuid>,
    name: String,
    role: String,
    company: String,
    private: bool,
}

/// Contacts first, each by name. Whoever lies in the trash is not shown.
async fn participants(tx: &mut Tx, id: ProjectId) -> Result<Vec<Participant>, Error> {
    let rows: Vec<PartRow> = sqlx::query_as(
        "select q.id, q.contact_id, q.user_id, q.role, q.vis_owner is not null as private,
            coalesce(w.name, concat_ws(' ', nullif(c.first_name, ''), c.last_name)) as name,
            coalesce((
                select f.name from crm.contact_company l
                join crm.company f on f.tenant_id = l.tenant_id and f.id = l.company_id and f.deleted_at is null
                where l.tenant_id = q.tenant_id and l.contact_id = q.contact_id and l.ended_on is null
                order by l.is_primary desc, l.position, l.id limit 1), '') as company
         from crm.project_participant q
         left join crm.contact c on c.tenant_id = q.tenant_id and c.id = q.contact_id
         left join auth.user_account w on w.tenant_id = q.tenant_id and w.id = q.user_id
         where q.project_id = $1 and (w.id is not null or c.deleted_at is null and c.id is not null)
         order by q.user_id is not null, coalesce(c.name_sort, crm.sort_key(w.name)) collate \"C\", q.id",
    )
    .bind(id.0)
    .fetch_all(&mut **tx)
    .await?;
    let part = |row: PartRow| Participant {
        id: ParticipantId(row.id),
        contact: row.contact_id.map(ContactId),
        user: row.user_id.map(UserId),
        name: row.name,
        role: row.role,
        company: row.company,
        private: row.private,
    };
    Ok(rows.into_iter().map(part).collect())
}
