//! What the journal adds to a save.

use anyhow::Result;
use domain::ContactId;
use domain::edit::{Edit, Field, Target};
use std::time::Duration;
use store::Session;
use uuid::Uuid;

use crate::places::{Firm, Places};
use crate::report::{At, Figure, Floor, Report};
use crate::stats::Quantiles;

/// What it is called in the report.
pub const OVERHEAD: &str = "save, with the journal";
const SAVES: usize = 400;
/// Saves in a row with the journal, then as many without: what changes on the machine meanwhile
/// concerns both.
const ROUND: usize = 20;

/// Saves with the journal and without, in turn.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    let ids = crate::save::untitled(places, firm, SAVES).await?;
    let session = Session::new(places.store().await?, firm.token.clone());
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for (n, ids) in ids.chunks(ROUND).enumerate() {
        let journal = n % 2 == 0;
        switch(places, journal).await?;
        let times = match journal {
            true => &mut with,
            false => &mut without,
        };
        for id in ids {
            times.push(save(&session, *id).await?);
        }
    }
    switch(places, true).await?;
    let of = |times: &[Duration]| Quantiles::of(times);
    let (Some(times), Some(floor)) = (of(&with), of(&without)) else {
        return Ok(());
    };
    report.figure(Figure {
        what: OVERHEAD.to_owned(),
        at: At::Database,
        contacts: firm.contacts,
        concurrency: 1,
        times,
        per_second: None,
        floor: Some(Floor {
            what: "the same without it",
            times: floor,
        }),
    });
    Ok(())
}

async fn switch(places: &Places, on: bool) -> Result<()> {
    let word = if on { "enable" } else { "disable" };
    let sql = format!("alter table crm.contact {word} trigger zz_journal");
    let mut superuser = places.superuser().await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut superuser)
        .await?;
    Ok(())
}

async fn save(session: &Session, id: Uuid) -> Result<Duration> {
    let target = Target::Contact(ContactId(id));
    let there = Edit::one(target, Field::Title, "", "Mätare");
    // Whoever saves has the card open.
    store::contact::card(session, ContactId(id)).await?;
    let started = std::time::Instant::now();
    store::edit::save(session, &there).await?;
    let took = started.elapsed();
    store::edit::save(session, &Edit::one(target, Field::Title, "Mätare", "")).await?;
    Ok(took)
}
