//! The journal of a load: one insert per row, so that the history tells where things came from.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::plan::Plan;

/// Tables whose rows belong to a contact or company.
const CHILDREN: [&str; 11] = [
    "contact_company",
    "contact_point",
    "address",
    "customer",
    "contact_category",
    "company_category",
    "note",
    "task",
    "meeting",
    "project",
    "project_participant",
];

/// Writes the journal, set by set: as the trigger would have, but by the owner of each card, at the
/// time the row was made, with source `seed`. Everything of one card is one command.
pub(crate) async fn write(
    owner: &mut PgConnection,
    tenant: i64,
    plan: &Plan,
) -> Result<(), sqlx::Error> {
    for table in ["company", "contact"] {
        let (contact, company) = match table {
            "contact" => ("row_id", "null::uuid"),
            _ => ("null::uuid", "row_id"),
        };
        let rows = Set {
            table,
            id: "t.id",
            at: "t.created_at",
            command: "t.id",
            actor: "t.owner_id",
            join: "",
            contact,
            company,
        };
        rows.write(owner, tenant).await?;
    }
    let children = if plan.aside { &[][..] } else { &CHILDREN[..] };
    for table in children {
        child(table).write(owner, tenant).await?;
    }
    Ok(())
}

/// What the journal says about the rows of one table: SQL expressions over the row `t`.
struct Set {
    table: &'static str,
    id: &'static str,
    at: &'static str,
    command: &'static str,
    actor: &'static str,
    join: &'static str,
    /// The contact it concerns, of a row of the journal.
    contact: &'static str,
    /// The company.
    company: &'static str,
}

const OF_CONTACT: &str = "join crm.contact h on h.tenant_id = t.tenant_id and h.id = t.contact_id";
const OF_COMPANY: &str = "join crm.company h on h.tenant_id = t.tenant_id and h.id = t.company_id";
const OF_EITHER: &str = "join (select tenant_id, id, owner_id from crm.contact
    union all select tenant_id, id, owner_id from crm.company) h
    on h.tenant_id = t.tenant_id and h.id = coalesce(t.contact_id, t.company_id)";

fn child(table: &'static str) -> Set {
    let contact = "(after ->> 'contact_id')::uuid";
    let company = "(after ->> 'company_id')::uuid";
    let row = Set {
        table,
        id: "t.id",
        at: "t.created_at",
        command: "h.id",
        actor: "h.owner_id",
        join: OF_EITHER,
        contact,
        company,
    };
    match table {
        "contact_company" => Set {
            join: OF_CONTACT,
            ..row
        },
        "contact_category" => Set {
            id: "h.id",
            at: "h.created_at",
            join: OF_CONTACT,
            ..row
        },
        "company_category" => Set {
            id: "h.id",
            at: "h.created_at",
            join: OF_COMPANY,
            ..row
        },
        "note" => Set {
            command: "t.id",
            actor: "t.author_id",
            join: "",
            ..row
        },
        // Nobody's in particular: of its project.
        "project_participant" => Set {
            command: "t.project_id",
            actor: "h.owner_id",
            join: "join crm.project h on h.tenant_id = t.tenant_id and h.id = t.project_id",
            ..row
        },
        "task" | "meeting" | "project" => Set {
            command: "t.id",
            actor: "t.owner_id",
            join: "",
            ..row
        },
        _ => row,
    }
}

impl Set {
    async fn write(&self, owner: &mut PgConnection, tenant: i64) -> Result<(), sqlx::Error> {
        let left_out = left_out(owner, self.table).await?;
        let Self {
            table,
            id,
            at,
            command,
            actor,
            join,
            contact,
            company,
        } = self;
        let seen_by = if table.starts_with("company") || *table == "project" {
            "null::uuid"
        } else {
            "t.vis_owner"
        };
        let statement = format!(
            "with made as (
                insert into journal.change
                    (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, after, vis_owner)
                select t.tenant_id, {at}, {command}, {actor}, '00000000-0000-0000-0000-000000000000', 'seed',
                    '{table}', {id}, 'insert', to_jsonb(t) - $2::text[], {seen_by}
                from crm.{table} t {join}
                where t.tenant_id = $1
                returning tenant_id, at, seq, vis_owner, {contact} as contact_id, {company} as company_id,
                    case table_name when 'project' then row_id else (after ->> 'project_id')::uuid end as project_id),
             of_projects as (
                insert into journal.change_project (tenant_id, project_id, at, seq, vis_owner)
                select tenant_id, project_id, at, seq, vis_owner from made where project_id is not null),
             of_companies as (
                insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
                select tenant_id, company_id, at, seq, vis_owner from made where company_id is not null)
             insert into journal.change_contact (tenant_id, contact_id, at, seq, vis_owner)
             select tenant_id, contact_id, at, seq, vis_owner from made where contact_id is not null"
        );
        sqlx::query(AssertSqlSafe(statement))
            .bind(tenant)
            .bind(left_out)
            .execute(owner)
            .await?;
        Ok(())
    }
}

/// The columns that the table's journal trigger leaves out (`journal.watch`).
async fn left_out(owner: &mut PgConnection, table: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select rtrim(encode(t.tgargs, 'escape'), '\\0')::text[]
         from pg_catalog.pg_trigger t
         where t.tgrelid = to_regclass('crm.' || $1) and t.tgname = 'zz_journal'",
    )
    .bind(table)
    .fetch_one(owner)
    .await
}
