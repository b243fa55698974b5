//! The trash: in, out, and gone.

use domain::ContactId;
use domain::edit::Holder;
use serde_json::Value;
use store::testing::TestFirm;
use store::{Error, contact, journal, trash};
use uuid::Uuid;

use crate::common::{CHILDREN, World, count, outcome};

/// Moves what lies in the trash back in time.
async fn age(world: &World, firm: &TestFirm, days: u32) {
    let mut owner = world.db.owner().await.unwrap();
    store::admin::act_as(&mut owner, firm.tenant, firm.admin)
        .await
        .unwrap();
    let tenant = firm.tenant.0;
    for table in ["contact", "company", "note"] {
        let back = format!(
            "update crm.{table} set deleted_at = now() - interval '{days} days' where deleted_at is not null and tenant_id = {tenant}"
        );
        outcome(&mut owner, back).await.unwrap();
    }
}

#[tokio::test]
async fn a_card_goes_in_and_out_with_all_it_has() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let before = contact::card(&seller, id).await.unwrap();
    let done = trash::trash(&seller, Holder::Contact(id)).await.unwrap();
    trash::trash(&seller, Holder::Contact(id)).await.unwrap();
    assert!(contact::card(&seller, id).await.unwrap().trashed);
    trash::restore(&seller, Holder::Contact(id)).await.unwrap();
    let after = contact::card(&seller, id).await.unwrap();
    assert_eq!(
        (after.points, after.addresses, after.customer),
        (before.points, before.addresses, before.customer)
    );
    assert!(!after.trashed);
    // It has been restored already, so there is nothing to undo and nothing in the way.
    assert_eq!(
        journal::undo(&seller, done.command).await.unwrap().blocked,
        []
    );

    let hidden = world.contact(true).await;
    for (user, id, forbidden) in [
        (world.firm.reader, id, true),
        (world.firm.reader, hidden, false),
        (world.firm.colleague, hidden, false),
        (world.firm.seller, ContactId(Uuid::now_v7()), false),
    ] {
        let session = world.session(user).await;
        for done in [
            trash::trash(&session, Holder::Contact(id)).await,
            trash::restore(&session, Holder::Contact(id)).await,
        ] {
            match done {
                Err(Error::Forbidden) => assert!(forbidden),
                Err(Error::NotFound) => assert!(!forbidden),
                other => panic!("{other:?}"),
            }
        }
    }
    world.end().await;
}

#[tokio::test]
async fn an_administrator_deletes_for_good_what_lies_in_the_trash() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let id = world.contact(true).await;
    let card = Holder::Contact(id);
    let admin = world.session(world.firm.admin).await;
    assert!(
        matches!(
            trash::delete_for_good(&admin, card).await,
            Err(Error::NotFound)
        ),
        "not in the trash"
    );
    trash::trash(&admin, card).await.unwrap();
    for user in [world.firm.seller, world.firm.colleague, world.firm.reader] {
        let refused = trash::delete_for_good(&world.session(user).await, card).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let stranger = world.session_at(other.tenant, other.admin).await;
    assert!(matches!(
        trash::delete_for_good(&stranger, card).await,
        Err(Error::NotFound)
    ));
    let number = contact::card(&admin, id)
        .await
        .unwrap()
        .customer
        .unwrap()
        .number;
    trash::delete_for_good(&admin, card).await.unwrap();
    assert!(matches!(
        contact::card(&admin, id).await,
        Err(Error::NotFound)
    ));
    let mut raw = world.raw(world.firm.admin).await;
    for child in CHILDREN {
        assert_eq!(
            count(&mut raw, format!("select count(*) from crm.{child}")).await,
            0,
            "{child}"
        );
    }
    assert_journal_is_silent(&world).await;
    // Its number is not given to anybody else.
    let next = world.contact(false).await;
    let next = contact::card(&admin, next)
        .await
        .unwrap()
        .customer
        .unwrap()
        .number;
    assert_eq!(next, number + 1);
    world.end().await;
}

/// Who did what and when is still there, but nothing of what stood on the cards.
async fn assert_journal_is_silent(world: &World) {
    let mut owner = world.db.owner().await.unwrap();
    let text: Vec<Value> = sqlx::query_scalar(
        "select jsonb_build_array(before, after) from journal.change where table_name <> 'category'",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert!(text.len() > 5);
    let all = format!("{text:?}");
    for told in ["Eva", "berg", "070-174", "Storgatan", "1971", "Ringer"] {
        assert!(!all.contains(told), "the journal still tells {told}");
    }
    assert!(all.contains("last_name"), "but what there was");
}

#[tokio::test]
async fn the_trash_is_emptied_after_thirty_days_by_nobody() {
    let world = World::new().await;
    let (old, young, kept) = (
        world.contact(false).await,
        world.contact(false).await,
        world.contact(false).await,
    );
    let seller = world.session(world.firm.seller).await;
    trash::trash(&seller, Holder::Contact(old)).await.unwrap();
    age(&world, &world.firm, 29).await;
    assert_eq!(trash::purge(&world.store).await.unwrap(), 0);
    age(&world, &world.firm, 31).await;
    trash::trash(&seller, Holder::Contact(young)).await.unwrap();
    assert_eq!(trash::purge(&world.store).await.unwrap(), 1);
    assert!(matches!(
        contact::card(&seller, old).await,
        Err(Error::NotFound)
    ));
    assert!(contact::card(&seller, young).await.unwrap().trashed);
    assert!(!contact::card(&seller, kept).await.unwrap().trashed);
    let rows: Vec<(String, Option<Uuid>, String)> = sqlx::query_as(
        "select source, actor_id, table_name from journal.change where op = 'delete' order by seq",
    )
    .fetch_all(&mut world.raw(world.firm.admin).await)
    .await
    .unwrap();
    assert!(
        rows.len() >= 4
            && rows
                .iter()
                .all(|(source, actor, _)| source == "job" && actor.is_none()),
        "{rows:?}"
    );
    assert!(rows.iter().any(|(.., table)| table == "contact"));
    world.end().await;
}

#[tokio::test]
async fn more_than_a_batch_and_more_than_a_firm_are_emptied() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    for (tenant, user) in [
        (world.firm.tenant, world.firm.seller),
        (other.tenant, other.seller),
    ] {
        let mut raw = world.raw_at(tenant, user).await;
        for statement in [
            "insert into crm.contact (last_name) select 'Ek ' || n from generate_series(1, 120) n",
            "insert into crm.company (name) values ('Ek')",
            "insert into crm.note (contact_id, body) select id, 'x' from crm.contact limit 3",
            "update crm.contact set deleted_at = now() where id not in (select contact_id from crm.note)",
            "update crm.company set deleted_at = now()",
            "update crm.note set deleted_at = now()",
        ] {
            outcome(&mut raw, statement).await.unwrap();
        }
    }
    age(&world, &world.firm, 31).await;
    age(&world, &other, 31).await;
    // One that asks as the server does, without a session, can do this and nothing else.
    let mut web = world.db.web().await.unwrap();
    for refused in [
        "select crm.erase(1, '{}', '{}', '{}')",
        "set app.job = 'x'; insert into crm.contact (last_name) values ('x')",
        "select crm.delete_for_good('contact', uuidv7())",
    ] {
        assert!(outcome(&mut web, refused).await.is_err(), "{refused}");
    }
    assert_eq!(trash::purge(&world.store).await.unwrap(), 2 * (117 + 1 + 3));
    for (tenant, user) in [
        (world.firm.tenant, world.firm.seller),
        (other.tenant, other.seller),
    ] {
        let left = count(
            &mut world.raw_at(tenant, user).await,
            "select count(*) from crm.contact",
        )
        .await;
        assert_eq!(left, 3);
    }
    world.end().await;
}
