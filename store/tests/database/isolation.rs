//! One firm never sees, counts, changes or refers to another's rows.

use store::{Error, contact};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

#[tokio::test]
async fn another_firms_contact_is_as_one_that_does_not_exist() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let id = world.contact(false).await;
    for user in [other.admin, other.seller, other.reader] {
        let stranger = world.session_at(other.tenant, user).await;
        assert!(matches!(
            contact::card(&stranger, id).await,
            Err(Error::NotFound)
        ));
        let mut raw = world.raw_at(other.tenant, user).await;
        for table in [
            "contact",
            "contact_point",
            "address",
            "customer",
            "company",
            "note",
            "idempotency",
        ] {
            assert_eq!(
                count(&mut raw, format!("select count(*) from crm.{table}")).await,
                0,
                "{table}"
            );
        }
        for table in ["change", "change_contact"] {
            assert_eq!(
                count(&mut raw, format!("select count(*) from journal.{table}")).await,
                0,
                "{table}"
            );
        }
        assert_eq!(count(&mut raw, "select count(*) from auth.tenant").await, 1);
        assert_eq!(
            count(&mut raw, "select count(*) from auth.user_account").await,
            4
        );
    }
    world.end().await;
}

#[tokio::test]
async fn another_firms_rows_cannot_be_written() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let id = world.contact(false).await;
    let mut raw = world.raw_at(other.tenant, other.admin).await;
    assert_eq!(
        outcome(
            &mut raw,
            format!("update crm.contact set title = 'x' where id = '{id}'")
        )
        .await,
        Ok(0)
    );
    assert_eq!(
        outcome(&mut raw, "delete from crm.contact_point").await,
        Ok(0)
    );
    world.end().await;
}

#[tokio::test]
async fn a_row_cannot_point_into_another_firm() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let theirs = world.contact(false).await;
    let nobody = Uuid::now_v7();
    let mut raw = world.raw_at(other.tenant, other.admin).await;
    for id in [theirs.0, nobody] {
        let note = format!("insert into crm.note (contact_id, body) values ('{id}', 'x')");
        assert_eq!(
            outcome(&mut raw, note).await,
            Err("23503 note_contact_fkey".to_owned())
        );
        let owner = format!(
            "insert into crm.contact (last_name, owner_id) values ('x', '{}')",
            world.firm.seller
        );
        assert_eq!(
            outcome(&mut raw, owner).await,
            Err("23503 contact_owner_fkey".to_owned())
        );
    }
    world.end().await;
}

#[tokio::test]
async fn the_firm_cannot_be_named() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let mut raw = world.raw(world.firm.admin).await;
    let denied = Err("42501".to_owned());
    let insert = format!(
        "insert into crm.contact (tenant_id, last_name) values ({}, 'x')",
        other.tenant.0
    );
    assert_eq!(outcome(&mut raw, insert).await, denied);
    let update = format!("update crm.contact set tenant_id = {}", other.tenant.0);
    assert_eq!(outcome(&mut raw, update).await, denied);
    world.end().await;
}

#[tokio::test]
async fn numbers_and_keys_of_two_firms_do_not_meet() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let key = Uuid::now_v7();
    let ours = contact::create(&world.session(world.firm.seller).await, eva(), key, true)
        .await
        .unwrap();
    let theirs = contact::create(
        &world.session_at(other.tenant, other.seller).await,
        eva(),
        key,
        true,
    )
    .await
    .unwrap();
    assert_ne!(ours.id, theirs.id);
    assert_eq!(
        (ours.customer_number, theirs.customer_number),
        (Some(10_001), Some(10_001))
    );
    world.end().await;
}

#[tokio::test]
async fn without_a_session_there_is_nothing() {
    let world = World::new().await;
    let mut raw = world.db.web().await.unwrap();
    for token in ["", "x", "' or true --"] {
        sqlx::query("select set_config('app.session', $1, false)")
            .bind(token)
            .execute(&mut raw)
            .await
            .unwrap();
        for statement in [
            "select * from crm.contact",
            "select id from auth.user_account",
            "select * from journal.change",
            "insert into crm.contact (last_name) values ('x')",
        ] {
            let no_rows = match outcome(&mut raw, statement).await {
                // An empty table is not asked about its rows.
                Ok(rows) => rows == 0,
                Err(code) => code == "28000",
            };
            assert!(no_rows, "{statement}");
        }
        assert_eq!(
            outcome(&mut raw, "select auth.ctx()").await,
            Err("28000".to_owned())
        );
    }
    world.end().await;
}
