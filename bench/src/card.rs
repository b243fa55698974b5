//! Opening a card.

mod full;

use anyhow::{Context, Result};
use serde_json::json;
use sqlx::{AssertSqlSafe, PgConnection};
use std::rc::Rc;
use uuid::Uuid;

use crate::http::{Client, Encoding};
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Floor, Report};
use crate::search::CROWD;
use crate::{floor, load};
pub use full::{FULL, full};

const PATH: &str = "/api/read_contact";
const ALONE: usize = 1000;
const MANY: usize = 3200;
const WARM_UP: usize = 50;

/// Opens cards of one firm.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    report.heading("Open a card");
    let mut superuser = places.superuser().await?;
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "select id from crm.contact where tenant_id = $1 and deleted_at is null and vis_owner is null
         order by hashtextextended(id::text, 11) limit 2000",
    )
    .bind(firm.tenant)
    .fetch_all(&mut superuser)
    .await?;
    let ids = Rc::new(ids);
    database(places, firm, &ids, report).await?;
    full::measure(places, firm, report).await?;
    http(places, firm, &ids, report).await
}

async fn database(
    places: &Places,
    firm: &Firm,
    ids: &Rc<Vec<Uuid>>,
    report: &mut Report,
) -> Result<()> {
    let mut superuser = places.superuser().await?;
    let bare = bare(&mut superuser, firm).await?;
    // Planned once, as in the function.
    sqlx::query("set plan_cache_mode = force_generic_plan")
        .execute(&mut superuser)
        .await?;
    let floor = cards(superuser, ids, bare).await?;
    let card = "select crm.contact_card($1)".to_owned();
    let load = cards(places.web(firm).await?, ids, card).await?;
    report.figure(Figure {
        what: "card".to_owned(),
        at: At::Database,
        contacts: firm.contacts,
        concurrency: 1,
        times: load.times,
        per_second: Some(load.per_second),
        floor: Some(Floor {
            what: "bare SQL, no RLS",
            times: floor.times,
        }),
    });
    Ok(())
}

async fn cards(
    mut connection: PgConnection,
    ids: &Rc<Vec<Uuid>>,
    sql: String,
) -> Result<load::Load> {
    for id in ids.iter().rev().take(WARM_UP) {
        card(&mut connection, &sql, *id).await?;
    }
    let ids = Rc::clone(ids);
    load::run(
        vec![connection],
        ALONE,
        async move |connection: &mut PgConnection, n| {
            card(connection, &sql, ids[n % ids.len()]).await
        },
    )
    .await
}

async fn card(connection: &mut PgConnection, sql: &str, id: Uuid) -> Result<()> {
    let card: Option<serde_json::Value> = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
        .bind(id)
        .fetch_one(connection)
        .await?;
    card.map(drop).context("a contact has no card")
}

/// The statement inside `crm.contact_card`, for a superuser who knows firm and reader beforehand.
/// Taken from the function itself, so that it is the same one tomorrow.
async fn bare(superuser: &mut PgConnection, firm: &Firm) -> Result<String> {
    let source: String = sqlx::query_scalar(
        "select prosrc from pg_proc where oid = 'crm.contact_card(uuid)'::regprocedure",
    )
    .fetch_one(superuser)
    .await?;
    let body = source
        .split_once("return (")
        .and_then(|(_, rest)| rest.rsplit_once(");"))
        .context("crm.contact_card is written in another way now")?
        .0;
    Ok(body
        .replace("c.id = contact", "c.id = $1")
        .replace("me.tenant_id", &firm.tenant.to_string())
        .replace("me.user_id", &format!("'{}'", firm.user))
        .replace("me.role", "'user'"))
}

async fn http(
    places: &Places,
    firm: &Firm,
    ids: &Rc<Vec<Uuid>>,
    report: &mut Report,
) -> Result<()> {
    let mut answers = Vec::new();
    for client in &mut places.clients(firm, 1).await? {
        for id in ids.iter().take(WARM_UP) {
            answers.push(
                client
                    .post(PATH, &body(*id)?, Encoding::Plain)
                    .await?
                    .to_vec(),
            );
        }
    }
    answers.sort_by_key(Vec::len);
    let file = floor::put(places, "card", &answers[answers.len() / 2])?;
    for (concurrency, count) in [(1, ALONE), (CROWD, MANY)] {
        let clients = places.clients(firm, concurrency).await?;
        let bodies = ids.iter().map(|id| body(*id)).collect::<Result<Vec<_>>>()?;
        let load = load::run(clients, count, async move |client: &mut Client, n| {
            let body = &bodies[n % bodies.len()];
            client.post(PATH, body, Encoding::Browser).await.map(drop)
        })
        .await?;
        report.figure(Figure {
            what: "card".to_owned(),
            at: At::Http,
            contacts: firm.contacts,
            concurrency,
            times: load.times,
            per_second: Some(load.per_second),
            floor: Some(floor::measure(places, firm, &file, concurrency, count).await?),
        });
    }
    Ok(())
}

fn body(id: Uuid) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(&json!({ "id": id }))?)
}
