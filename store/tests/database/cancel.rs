//! A request that is dropped half way leaves no transaction open, and no half a contact.

use std::time::{Duration, Instant};

use store::{Source, contact};
use uuid::Uuid;

use crate::common::{World, count, eva};

#[tokio::test]
async fn a_dropped_request_is_done_whole_or_not_at_all() {
    let world = World::new().await;
    let session = world
        .session(world.firm.seller)
        .await
        .with_source(Source::Import);
    for step in 0..100_u64 {
        let patience = Duration::from_micros(step * 60);
        let _ = tokio::time::timeout(
            patience,
            contact::create(&session, eva(), Uuid::now_v7(), true),
        )
        .await;
    }
    let mut owner = world.db.owner().await.unwrap();
    settle(&mut owner).await;
    let counts: (i64, i64, i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from crm.contact),
            (select count(*) from crm.customer),
            (select count(*) / 2 from crm.contact_point),
            (select count(*) from crm.idempotency where response <> 'null'),
            (select count(distinct command) from journal.change where source = 'import'),
            (select next_number - 10001 from crm.customer_series)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    let contacts = counts.0;
    assert!(contacts > 0);
    assert_eq!(
        counts,
        (contacts, contacts, contacts, contacts, contacts, contacts)
    );
    world.end().await;
}

/// Until the web role's connections have been idle for a while: units of work that nobody waits for
/// go on. An open transaction would be broken off by the database after ten seconds, so five are
/// enough to call it one.
async fn settle(owner: &mut sqlx::PgConnection) {
    let busy = "select count(*) from pg_stat_activity
        where datname = current_database() and usename = 'kundkort_web' and state <> 'idle'";
    let (started, mut idle) = (Instant::now(), 0);
    while idle < 50 {
        idle = if count(owner, busy).await == 0 {
            idle + 1
        } else {
            0
        };
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "a transaction stays open"
        );
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_restarted_database_costs_no_request() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let list = async || store::category::list(&session).await;
    for _ in 0..3 {
        let all = tokio::join!(list(), list(), list(), list());
        assert!(all.0.is_ok() && all.1.is_ok() && all.2.is_ok() && all.3.is_ok());
        let ended = world.db.disconnect_web().await.unwrap();
        assert!(ended > 0);
        list().await.unwrap();
    }
    world.end().await;
}
