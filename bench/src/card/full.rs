//! A card with a long life behind it, beside one that was made a moment ago (issue 3).

use anyhow::Result;
use sqlx::PgConnection;
use std::rc::Rc;
use uuid::Uuid;

use crate::places::{Firm, Places};
use crate::report::{At, Figure, Floor, Report};

/// What it is called in the report.
pub const FULL: &str = "card, full";

/// Made once in a firm and kept, without triggers: what the triggers would write is written here.
const MAKE: [&str; 5] = [
    "insert into crm.contact (tenant_id, id, first_name, last_name, owner_id, updated_by)
     values ($1, $2, 'Full', 'Mätkort', $4, $4), ($1, $3, 'Tom', 'Mätkort', $4, $4)",
    "insert into crm.contact_company (tenant_id, contact_id, company_id, role, is_primary, position)
     select $1, $2, c.id, 'Mätare', row_number() over (order by c.id) = 1, row_number() over (order by c.id)
     from (select id from crm.company where tenant_id = $1 and deleted_at is null order by id limit 50) c
     where $3::uuid is not null and $4::uuid is not null",
    "insert into crm.note (tenant_id, contact_id, body, author_id, created_at)
     select $1, $2, 'Mätning nummer ' || n, $4, now() - n * interval '1 hour' from generate_series(1, 1000) n
     where $3::uuid is not null",
    "insert into journal.change (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, before, after)
     select $1, now() - n * interval '1 minute', uuidv7(), $4, $3, 'user', 'contact', $2, 'update',
        jsonb_build_object('title', 'Mätare ' || n), jsonb_build_object('title', 'Mätare ' || n - 1)
     from generate_series(1, 10000) n",
    "insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id)
     select c.tenant_id, c.row_id, c.at, c.seq, c.actor_id from journal.change c
     where c.tenant_id = $1 and c.row_id = $2 and $3::uuid is not null and $4::uuid is not null",
];

/// Opens both.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    let (full, empty) = ready(places, firm).await?;
    let mut times = Vec::new();
    for id in [empty, full] {
        let card = "select crm.contact_card($1)".to_owned();
        let load = super::cards(places.web(firm).await?, &Rc::new(vec![id]), card).await?;
        times.push(load);
    }
    let [empty, full] = &times[..] else {
        return Ok(());
    };
    report.figure(Figure {
        what: FULL.to_owned(),
        at: At::Database,
        contacts: firm.contacts,
        concurrency: 1,
        times: full.times,
        per_second: Some(full.per_second),
        floor: Some(Floor {
            what: "an empty card",
            times: empty.times,
        }),
    });
    Ok(())
}

/// The contact with a long life behind it.
pub async fn full(places: &Places, firm: &Firm) -> Result<Uuid> {
    Ok(ready(places, firm).await?.0)
}

/// The two contacts.
async fn ready(places: &Places, firm: &Firm) -> Result<(Uuid, Uuid)> {
    let mut superuser = places.without_triggers().await?;
    if let (Some(full), Some(empty)) = (
        find(&mut superuser, firm, "Full").await?,
        find(&mut superuser, firm, "Tom").await?,
    ) {
        return Ok((full, empty));
    }
    let (full, empty) = (Uuid::now_v7(), Uuid::now_v7());
    for statement in MAKE {
        sqlx::query(statement)
            .bind(firm.tenant)
            .bind(full)
            .bind(empty)
            .bind(firm.user)
            .execute(&mut superuser)
            .await?;
    }
    Ok((full, empty))
}

async fn find(superuser: &mut PgConnection, firm: &Firm, name: &str) -> Result<Option<Uuid>> {
    let sql = "select id from crm.contact where tenant_id = $1 and last_name = 'Mätkort' and first_name = $2";
    let found = sqlx::query_scalar(sql).bind(firm.tenant).bind(name);
    Ok(found.fetch_optional(superuser).await?)
}
