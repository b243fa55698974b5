//! What each role may do, and what nobody may.

use store::{Error, contact};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

#[tokio::test]
async fn a_reader_reads_and_changes_nothing() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let reader = world.session(world.firm.reader).await;
    assert_eq!(contact::card(&reader, id).await.unwrap().last_name, "Öberg");
    let created = contact::create(&reader, eva(), Uuid::now_v7(), false).await;
    assert!(matches!(created, Err(Error::Forbidden)), "{created:?}");

    let mut raw = world.raw(world.firm.reader).await;
    for statement in [
        "insert into crm.contact (last_name) values ('x')",
        "insert into crm.company (name) values ('x')",
        "insert into crm.category (name) values ('x')",
        "insert into crm.selection (name, query) values ('x', '')",
        "update crm.contact set title = 'x'",
        "update crm.contact_point set label = 'other'",
        "update crm.customer set blocked = true",
    ] {
        assert_eq!(
            outcome(&mut raw, statement).await,
            Err("42501".to_owned()),
            "{statement}"
        );
    }
    assert_eq!(
        outcome(&mut raw, "delete from crm.contact_point").await,
        Ok(0)
    );
    assert_eq!(
        outcome(&mut raw, "update auth.user_account set theme = 'dark'").await,
        Ok(1),
        "but their own theme"
    );
    world.end().await;
}

#[tokio::test]
async fn nobody_writes_the_journal_or_past_the_triggers() {
    let world = World::new().await;
    world.contact(false).await;
    let mut raw = world.raw(world.firm.admin).await;
    for statement in [
        "insert into journal.change (tenant_id) values (1)",
        "update journal.change set actor_id = actor_id",
        "delete from journal.change",
        "truncate journal.change",
        "select * from journal.change_2026_11",
        "select * from journal.change_default",
        "alter table crm.contact disable trigger user",
        "alter table crm.contact disable row level security",
        "set role kundkort_definer",
        "set session_replication_role = replica",
        "select auth.open_session(1, uuidv7(), 'user', sha256(''), null, '', true)",
        "select journal.follow_contact(1, uuidv7(), null)",
        "select salt from auth.user_account",
        "select * from auth.user_account",
        "select * from auth.secret",
        "update auth.user_account set role = 'administrator'",
        "insert into auth.session (tenant_id) values (1)",
        "create table public.x ()",
        "create temporary table x ()",
        "copy crm.contact to program 'true'",
        "delete from crm.contact",
        "delete from crm.customer",
    ] {
        assert_eq!(
            outcome(&mut raw, statement).await,
            Err("42501".to_owned()),
            "{statement}"
        );
    }
    assert_eq!(
        outcome(
            &mut raw,
            "set row_security = off; select * from crm.contact"
        )
        .await,
        Err("42501".to_owned())
    );
    world.end().await;
}

#[tokio::test]
async fn a_user_changes_their_own_account_alone() {
    let world = World::new().await;
    let mut raw = world.raw(world.firm.admin).await;
    assert_eq!(
        outcome(&mut raw, "update auth.user_account set language = 'en'").await,
        Ok(1)
    );
    let english = "select count(*) from auth.user_account where language = 'en'";
    assert_eq!(count(&mut raw, english).await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_shared_selection_is_changed_by_its_owner_and_administrators() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let search = domain::search::Search::default();
    store::selection::create(&seller, "Allas", &search, true, Uuid::now_v7())
        .await
        .unwrap();
    let rename = "update crm.selection set name = 'x'";
    assert_eq!(
        outcome(&mut world.raw(world.firm.colleague).await, rename).await,
        Ok(0)
    );
    assert_eq!(
        outcome(&mut world.raw(world.firm.admin).await, rename).await,
        Ok(1)
    );
    assert_eq!(
        outcome(&mut world.raw(world.firm.seller).await, rename).await,
        Ok(1)
    );
    world.end().await;
}

#[tokio::test]
async fn the_trash_keeps_a_contact_with_all_it_has() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let trash = format!("update crm.contact set deleted_at = now() where id = '{id}'");
    assert_eq!(outcome(&mut raw, trash).await, Ok(1));
    let card = contact::card(&world.session(world.firm.colleague).await, id)
        .await
        .unwrap();
    assert!(card.trashed && card.points.len() == 2 && card.customer.is_some());
    let restore = format!("update crm.contact set deleted_at = null where id = '{id}'");
    assert_eq!(outcome(&mut raw, restore).await, Ok(1));
    let card = contact::card(&world.session(world.firm.colleague).await, id)
        .await
        .unwrap();
    assert!(!card.trashed);
    assert_eq!(card.version, 3);
    world.end().await;
}
