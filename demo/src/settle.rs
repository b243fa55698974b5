//! What surrounds the rows of a load: rights and triggers, the journal, search and statistics.

use domain::CategoryId;
use domain::category::Color;
use domain::search::{Field, How, Population, Search};
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use crate::company::category as known;
use crate::firm::JOHAN;
use crate::tables::{Keys, NAMES};

/// Tables that are written here and not by COPY.
const OTHERS: [&str; 9] = [
    "category",
    "selection",
    "task",
    "meeting",
    "project",
    "project_participant",
    "project_series",
    "note_mention",
    "notice",
];

fn tables() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(OTHERS)
}

/// Lets the owner in. COPY refuses tables with row-level security, and the triggers would ask for
/// the session of somebody who acts; what they keep right, the rows bring with them.
pub(crate) async fn open(owner: &mut PgConnection) -> Result<(), sqlx::Error> {
    for table in tables() {
        run(
            owner,
            format!("alter table crm.{table} no force row level security, disable trigger user"),
        )
        .await?;
    }
    Ok(())
}

/// Everything as it was before [`open`].
pub(crate) async fn close(owner: &mut PgConnection) -> Result<(), sqlx::Error> {
    for table in tables() {
        run(
            owner,
            format!("alter table crm.{table} force row level security, enable trigger user"),
        )
        .await?;
    }
    Ok(())
}

async fn run(owner: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    // Our own names only.
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(owner)
        .await?;
    Ok(())
}

/// Takes the sign-in away from somebody who has quit.
pub(crate) async fn deactivate(
    owner: &mut PgConnection,
    tenant: i64,
    user: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query("update auth.user_account set deactivated_at = '2025-08-29 15:00+00' where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(user)
        .execute(owner)
        .await?;
    Ok(())
}

/// Adds a category and gives its key.
pub(crate) async fn category(
    owner: &mut PgConnection,
    tenant: i64,
    name: &str,
    color: Color,
    for_contacts: bool,
    for_companies: bool,
) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar(
        "insert into crm.category (tenant_id, name, color, for_contacts, for_companies) values ($1, $2, $3, $4, $5) returning id",
    )
    .bind(tenant)
    .bind(name)
    .bind(color.as_str())
    .bind(for_contacts)
    .bind(for_companies)
    .fetch_one(owner)
    .await
}

/// The saved selections of the design.
pub(crate) async fn selections(owner: &mut PgConnection, keys: &Keys) -> Result<(), sqlx::Error> {
    let customers_nearby = Search {
        text: "Leksand".to_owned(),
        population: Population::Customers,
        field: Field::Address,
        how: How::Contains,
        ..Search::default()
    };
    let heat_pumps = Search {
        categories: vec![
            CategoryId(keys.categories[known::HEAT_PUMP]),
            CategoryId(keys.categories[known::AGREEMENT]),
        ],
        combine: domain::search::Combine::All,
        ..Search::default()
    };
    for (name, search) in [
        ("Privatkunder i Leksand", customers_nearby),
        ("Värmepumpar med serviceavtal", heat_pumps),
    ] {
        sqlx::query("insert into crm.selection (tenant_id, name, query, shared, owner_id) values ($1, $2, $3, true, $4)")
            .bind(keys.tenant)
            .bind(name)
            .bind(search.to_query())
            .bind(keys.users[JOHAN])
            .execute(&mut *owner)
            .await?;
    }
    Ok(())
}

/// Lets the series go on after the numbers that were given.
pub(crate) async fn series(
    owner: &mut PgConnection,
    tenant: i64,
    next_number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("update crm.customer_series set next_number = $2 where tenant_id = $1")
        .bind(tenant)
        .bind(next_number)
        .execute(owner)
        .await?;
    Ok(())
}

/// Builds what search reads.
pub(crate) async fn search(owner: &mut PgConnection, tenant: i64) -> Result<(), sqlx::Error> {
    let known: bool =
        sqlx::query_scalar("select to_regprocedure('crm.rebuild_search(bigint)') is not null")
            .fetch_one(&mut *owner)
            .await?;
    if known {
        sqlx::query("select crm.rebuild_search($1)")
            .bind(tenant)
            .execute(owner)
            .await?;
    }
    Ok(())
}

/// Tells the planner how much there is now.
pub(crate) async fn analyze(owner: &mut PgConnection) -> Result<(), sqlx::Error> {
    for table in tables() {
        run(owner, format!("analyze crm.{table}")).await?;
    }
    Ok(())
}
