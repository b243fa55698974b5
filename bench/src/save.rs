//! Saving one field of a card (issue 3): beside the bare UPDATE.

use anyhow::Result;
use domain::edit::{Edit, Field, Target};
use domain::{CommandId, ContactId};
use serde_json::json;
use sqlx::PgConnection;
use std::rc::Rc;
use store::Session;
use uuid::Uuid;

use crate::floor;
use crate::http::{Client, Encoding};
use crate::load::{self, Load};
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Floor, Report};

/// Where a field is saved.
pub const PATH: &str = "/api/save_edit";
const COUNT: usize = 300;
/// The field that is saved: searched for like any other, and empty to begin with.
const FIELD: Field = Field::Title;

/// Saves titles of contacts that have none, and takes them away again.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    report.heading("Save one field");
    let ids = Rc::new(untitled(places, firm, COUNT).await?);
    let bare = bare(places, firm, &ids).await?;
    let database = database(places, firm, &ids).await?;
    report.figure(figure(firm, At::Database, database, bare));
    clear(places, firm, &ids).await?;
    let (http, floor) = http(places, firm, &ids).await?;
    report.figure(figure(firm, At::Http, http, floor));
    clear(places, firm, &ids).await
}

/// Contacts without a title.
pub async fn untitled(places: &Places, firm: &Firm, count: usize) -> Result<Vec<Uuid>> {
    let mut superuser = places.superuser().await?;
    Ok(sqlx::query_scalar(
        "select id from crm.contact
         where tenant_id = $1 and deleted_at is null and vis_owner is null and title = ''
         order by hashtextextended(id::text, 12) limit $2",
    )
    .bind(firm.tenant)
    .bind(i64::try_from(count)?)
    .fetch_all(&mut superuser)
    .await?)
}

/// What gives one of them its title.
pub fn body(id: Uuid) -> Result<Vec<u8>> {
    // Another one than in the database: `clear` leaves the search row with that.
    Ok(serde_json::to_vec(&json!({ "edit": edit(id, "Provare") }))?)
}

fn figure(firm: &Firm, at: At, load: Load, floor: Floor) -> Figure {
    Figure {
        what: "save".to_owned(),
        at,
        contacts: firm.contacts,
        concurrency: 1,
        times: load.times,
        per_second: Some(load.per_second),
        floor: Some(floor),
    }
}

fn edit(id: Uuid, title: &str) -> Edit {
    Edit::one(Target::Contact(ContactId(id)), FIELD, "", title)
}

async fn database(places: &Places, firm: &Firm, ids: &Rc<Vec<Uuid>>) -> Result<Load> {
    let session = Session::new(places.store().await?, firm.token.clone());
    let ids = Rc::clone(ids);
    let count = ids.len();
    load::run(
        vec![session],
        count,
        async move |session: &mut Session, n| {
            store::edit::save(session, &edit(ids[n], "Mätare")).await?;
            Ok(())
        },
    )
    .await
}

/// The same change and one commit, by a superuser, without triggers and policies.
async fn bare(places: &Places, firm: &Firm, ids: &Rc<Vec<Uuid>>) -> Result<Floor> {
    let superuser = places.without_triggers().await?;
    let (all, tenant) = (Rc::clone(ids), firm.tenant);
    let work = async move |superuser: &mut PgConnection, n: usize| {
        sqlx::query("update crm.contact set title = 'Mätare' where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(all[n])
            .execute(superuser)
            .await?;
        Ok(())
    };
    let load = load::run(vec![superuser], ids.len(), work).await?;
    clear(places, firm, ids).await?;
    Ok(Floor {
        what: "bare update",
        times: load.times,
    })
}

async fn http(places: &Places, firm: &Firm, ids: &Rc<Vec<Uuid>>) -> Result<(Load, Floor)> {
    let answer = json!({ "command": CommandId(Uuid::now_v7()) });
    let file = floor::put(places, "save", &serde_json::to_vec(&answer)?)?;
    let bodies = ids.iter().map(|id| body(*id)).collect::<Result<Vec<_>>>()?;
    let count = bodies.len();
    let clients = places.clients(firm, 1).await?;
    let load = load::run(clients, count, async move |client: &mut Client, n| {
        let sent = client.post(PATH, &bodies[n], Encoding::Browser).await;
        sent.map(drop)
    })
    .await?;
    Ok((load, floor::measure(places, firm, &file, 1, count).await?))
}

/// Takes the titles away again.
pub async fn clear(places: &Places, firm: &Firm, ids: &[Uuid]) -> Result<()> {
    let mut superuser = places.without_triggers().await?;
    sqlx::query("update crm.contact set title = '' where tenant_id = $1 and id = any ($2)")
        .bind(firm.tenant)
        .bind(ids)
        .execute(&mut superuser)
        .await?;
    Ok(())
}
