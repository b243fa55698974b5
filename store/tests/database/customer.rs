//! Customer numbers: one series per firm, without gaps or doubles.

use std::collections::BTreeSet;

use store::contact;
use uuid::Uuid;

use crate::common::{World, eva, outcome};

#[tokio::test]
async fn fifty_at_once_draw_fifty_numbers_in_a_row() {
    let world = World::new().await;
    let mut tasks = Vec::new();
    for _ in 0..50 {
        let session = world.session(world.firm.seller).await;
        tasks.push(tokio::spawn(async move {
            // The pool is small and its queue is short by intention: a refused request tries again.
            let key = Uuid::now_v7();
            loop {
                match contact::create(&session, eva(), key, true).await {
                    Err(store::Error::Busy(_)) => {}
                    done => return done.unwrap().customer_number.unwrap(),
                }
            }
        }));
    }
    let mut numbers = BTreeSet::new();
    for task in tasks {
        assert!(numbers.insert(task.await.unwrap()), "a number twice");
    }
    assert_eq!(numbers, (10_001..=10_050).collect());
    world.end().await;
}

#[tokio::test]
async fn a_number_that_was_not_used_comes_again() {
    use sqlx::Connection;

    let world = World::new().await;
    let mut raw = world.raw(world.firm.seller).await;
    let mut tx = raw.begin().await.unwrap();
    let contact = "'0194f000-0000-7000-8000-000000000001'";
    outcome(
        &mut tx,
        format!("insert into crm.contact (id, last_name) values ({contact}, 'x')"),
    )
    .await
    .unwrap();
    outcome(
        &mut tx,
        format!("insert into crm.customer (contact_id) values ({contact})"),
    )
    .await
    .unwrap();
    tx.rollback().await.unwrap();
    let created = contact::create(
        &world.session(world.firm.seller).await,
        eva(),
        Uuid::now_v7(),
        true,
    )
    .await
    .unwrap();
    assert_eq!(created.customer_number, Some(10_001));
    world.end().await;
}

#[tokio::test]
async fn a_contact_is_a_customer_once() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let again = outcome(
        &mut raw,
        format!("insert into crm.customer (contact_id) values ('{id}')"),
    )
    .await;
    assert_eq!(again, Err("23505 customer_contact_taken".to_owned()));
    world.end().await;
}
