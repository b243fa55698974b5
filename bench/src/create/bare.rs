//! The floor of saving: the same four rows and one commit, by a superuser, without triggers (so
//! without journal, search and idempotency), foreign keys and policies. Taken away afterwards.

use anyhow::Result;
use sqlx::{Connection, PgConnection};
use std::rc::Rc;
use uuid::Uuid;

use crate::load;
use crate::places::{Firm, Places};
use crate::report::Floor;

const CONTACT: &str =
    "insert into crm.contact (tenant_id, id, first_name, last_name, owner_id, updated_by)
    values ($1, $2, 'Mät', 'Mätarsson', $3, $3)";
const POINTS: &str = "insert into crm.contact_point (tenant_id, contact_id, kind, label, value, target, position)
    values ($1, $2, 'phone', 'mobile', '070-174 06 05', '+46701740605', 0),
        ($1, $2, 'email', 'work', $2::text || '@matning.example', $2::text || '@matning.example', 1)";
const ADDRESS: &str = "insert into crm.address (tenant_id, contact_id, street, postcode, city)
    values ($1, $2, 'Provgatan 1', '784 33', 'Borlänge')";
const REMOVE: [&str; 3] = [
    "delete from crm.contact_point where tenant_id = $1 and contact_id = any ($2)",
    "delete from crm.address where tenant_id = $1 and contact_id = any ($2)",
    "delete from crm.contact where tenant_id = $1 and id = any ($2)",
];

/// How long it takes.
pub async fn measure(places: &Places, firm: &Firm, count: usize) -> Result<Floor> {
    let ids = Rc::new((0..count).map(|_| Uuid::now_v7()).collect::<Vec<_>>());
    let (all, tenant, user) = (Rc::clone(&ids), firm.tenant, firm.user);
    let superuser = places.without_triggers().await?;
    let load = load::run(
        vec![superuser],
        count,
        async move |superuser: &mut PgConnection, n| {
            let mut tx = superuser.begin().await?;
            sqlx::query(CONTACT)
                .bind(tenant)
                .bind(all[n])
                .bind(user)
                .execute(&mut *tx)
                .await?;
            for statement in [POINTS, ADDRESS] {
                sqlx::query(statement)
                    .bind(tenant)
                    .bind(all[n])
                    .execute(&mut *tx)
                    .await?;
            }
            Ok(tx.commit().await?)
        },
    )
    .await?;
    let mut superuser = places.without_triggers().await?;
    for statement in REMOVE {
        sqlx::query(statement)
            .bind(tenant)
            .bind(ids.as_slice())
            .execute(&mut superuser)
            .await?;
    }
    Ok(Floor {
        what: "bare inserts",
        times: load.times,
    })
}
