//! The enumerating access test (trust.md §1.3): every address × everyone who may ask × everything
//! that may be hidden. What is asked and what is expected stands in `table.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where something is wrong"
)]

#[path = "../common/mod.rs"]
mod common;

mod addresses;
mod canary;
mod class;
mod hidden;
mod hints;
mod log;
mod made_private;
mod meetings;
mod of_project;
mod people;
mod relations;
mod table;
mod world;

use std::collections::BTreeSet;

use canary::Who;
use common::{Answer, fingerprint};
use sqlx::PgConnection;
use table::{Row, table};
use world::World;

/// A route, page or server function that nobody has thought about fails here, by its name.
#[tokio::test]
async fn every_address_has_a_row_and_every_row_an_address() {
    let world = World::with_spares().await;
    let there = addresses::all();
    let thought_of: BTreeSet<String> = table(&world)
        .iter()
        .map(|row| row.address.to_owned())
        .collect();
    let forgotten: Vec<_> = there.difference(&thought_of).collect();
    let gone: Vec<_> = thought_of.difference(&there).collect();
    assert!(
        forgotten.is_empty(),
        "addresses without a row in server/tests/access/table.rs: {forgotten:?}"
    );
    assert!(gone.is_empty(), "rows without an address: {gone:?}");
    world.site.close().await;
}

#[tokio::test]
async fn everyone_gets_what_is_theirs_and_nothing_else() {
    let heard = log::listen();
    let world = World::with_spares().await;
    let mut definer = world.site.definer().await;
    let mut before = snapshot(&mut definer).await;
    let mut faults = Vec::new();
    let mut asked = 0;
    for row in table(&world) {
        for (who, class) in Who::ALL.into_iter().zip(row.classes) {
            asked += 1;
            let ask = (row.ask)(who);
            let answer = world.ask(who, &ask).await;
            if row.address == "POST /sign-out" || row.about == "everywhere" {
                world.new_token(who).await;
            }
            let after = snapshot(&mut definer).await;
            let fault =
                |what: String| format!("{} ({}) as {who:?}: {what}", row.address, row.about);
            if !class.fits(&answer) {
                faults.push(fault(format!(
                    "{class:?} expected, got {} {} {}",
                    answer.status,
                    answer.location(),
                    first(&answer)
                )));
            } else if class.changes() != (before != after) {
                faults.push(fault(format!("changed the database: {}", before != after)));
            }
            faults.extend(unshown(&world, &row, who, &answer).into_iter().map(fault));
            before = after;
        }
    }
    faults.extend(heard.leaks(&world.canaries, &world.tokens()));
    assert!(
        faults.is_empty(),
        "{} faults in {asked} requests:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(asked > 250, "only {asked} requests");
    world.site.close().await;
}

/// A test in which nothing is shown to anybody would find no leak either.
fn unshown(world: &World, row: &Row, who: Who, answer: &Answer) -> Vec<String> {
    let class = row.classes[Who::ALL.iter().position(|one| *one == who).expect("known")];
    if !class.shows() || !class.fits(answer) {
        return Vec::new();
    }
    let missing = row
        .shows
        .iter()
        .flat_map(|prefix| world.canaries.missing(who, answer, prefix, row.except));
    missing
        .map(|what| format!("does not show {what}"))
        .collect()
}

/// Sessions come and go with each request of this test; what matters of them is which are closed.
async fn snapshot(definer: &mut PgConnection) -> String {
    let closed: i64 =
        sqlx::query_scalar("select count(*) from auth.session where closed_at is not null")
            .fetch_one(&mut *definer)
            .await
            .expect("sessions");
    format!("{closed} {}", fingerprint(definer).await)
}

fn first(answer: &Answer) -> String {
    answer.body.chars().take(160).collect()
}
