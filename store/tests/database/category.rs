//! What an administrator decides about categories.

use domain::category::{Category, NewCategory};
use domain::{CategoryId, ContactId};
use store::{Error, Session, category};

use crate::common::{World, count, outcome};

fn named(name: &str) -> NewCategory {
    NewCategory::parse(name, "is", "both").unwrap()
}

async fn add(session: &Session, name: &str) -> CategoryId {
    category::create(session, named(name)).await.unwrap();
    the(session, name).await.id
}

async fn the(session: &Session, name: &str) -> Category {
    let all = category::list(session).await.unwrap();
    all.into_iter().find(|one| one.name == name).unwrap()
}

async fn put(world: &World, contact: ContactId, category: CategoryId) {
    let mut raw = world.raw(world.firm.admin).await;
    let link = format!(
        "insert into crm.contact_category (contact_id, category_id) values ('{contact}', '{category}')"
    );
    assert_eq!(outcome(&mut raw, link).await, Ok(1));
}

#[tokio::test]
async fn only_administrators_decide_about_categories() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let (old, new) = (add(&admin, "Kund").await, add(&admin, "Köpare").await);
    for user in [world.firm.seller, world.firm.reader] {
        let session = world.session(user).await;
        let refused = [
            category::create(&session, named("Egen")).await.map(drop),
            category::change(&session, old, 1, named("Egen"))
                .await
                .map(drop),
            category::retire(&session, old, true).await.map(drop),
            category::merge(&session, old, new).await.map(drop),
            category::managed(&session).await.map(drop),
        ];
        for one in refused {
            assert!(matches!(one, Err(Error::Forbidden)), "{one:?}");
        }
        // And so the database says by itself.
        let mut raw = world.raw(user).await;
        for statement in [
            "insert into crm.category (name) values ('x')",
            "update crm.category set retired_at = now()",
            "select crm.category_followed(id, id) from crm.category",
        ] {
            assert_eq!(
                outcome(&mut raw, statement).await,
                Err("42501".to_owned()),
                "{statement}"
            );
        }
        assert_eq!(outcome(&mut raw, "delete from crm.category").await, Ok(0));
    }
    // Whoever does not read only still sets one on a card.
    let contact = world.contact(false).await;
    let mut seller = world.raw(world.firm.seller).await;
    let link = format!(
        "insert into crm.contact_category (contact_id, category_id) values ('{contact}', '{old}')"
    );
    assert_eq!(outcome(&mut seller, link).await, Ok(1));
    world.end().await;
}

#[tokio::test]
async fn a_category_is_renamed_retired_and_brought_back() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let id = add(&admin, "Kund").await;
    add(&admin, "Avtal").await;
    let taken = category::create(&admin, named("KUND")).await;
    assert!(matches!(taken, Err(Error::Invalid(invalid)) if invalid.of("name").is_some()));

    let version = category::managed(&admin).await.unwrap()[1].version;
    let renamed = category::change(&admin, id, version, named("Årskund"))
        .await
        .unwrap();
    assert_eq!(the(&admin, "Årskund").await.id, id);
    let late = category::change(&admin, id, version, named("Stamkund")).await;
    assert!(matches!(late, Err(Error::Conflict)), "{late:?}");

    category::retire(&admin, id, true).await.unwrap();
    assert!(the(&admin, "Årskund").await.retired);
    category::retire(&admin, id, false).await.unwrap();
    assert!(!the(&admin, "Årskund").await.retired);

    let undone = store::journal::undo(&admin, renamed.command).await.unwrap();
    assert!(undone.blocked.is_empty());
    assert_eq!(the(&admin, "Kund").await.id, id);
    world.end().await;
}

#[tokio::test]
async fn merging_moves_every_link_and_is_undone_as_one() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let seller = world.session(world.firm.seller).await;
    let (from, into) = (add(&admin, "Kund").await, add(&admin, "Köpare").await);
    let (open, both, hidden) = (
        world.contact(false).await,
        world.contact(false).await,
        world.contact(true).await,
    );
    for contact in [open, both, hidden] {
        put(&world, contact, from).await;
    }
    put(&world, both, into).await;
    let search = domain::search::Search {
        categories: vec![from],
        ..Default::default()
    };
    store::selection::create(&seller, "Mina kunder", &search, false, uuid::Uuid::now_v7())
        .await
        .unwrap();

    let done = category::merge(&admin, from, into).await.unwrap();
    let mut raw = world.raw(world.firm.admin).await;
    let links = async |raw: &mut sqlx::PgConnection, category: CategoryId| {
        let all =
            format!("select count(*) from crm.contact_category where category_id = '{category}'");
        count(raw, all).await
    };
    assert_eq!(
        (links(&mut raw, from).await, links(&mut raw, into).await),
        (0, 3)
    );
    assert_eq!(category::list(&admin).await.unwrap().len(), 1);
    // The selection follows, though the administrator does not see it.
    let saved = store::selection::list(&seller).await.unwrap();
    assert_eq!(saved[0].search().categories, [into]);
    assert!(store::selection::list(&admin).await.unwrap().is_empty());
    let counted = store::selection::counts(&seller).await.unwrap();
    assert_eq!((counted[0].count, counted[0].more), (3, false));

    let commands = format!(
        "select count(distinct command) from journal.change where command = '{}'",
        done.command
    );
    assert_eq!(count(&mut raw, commands).await, 1);
    let undone = store::journal::undo(&admin, done.command).await.unwrap();
    assert!(undone.blocked.is_empty(), "{undone:?}");
    assert_eq!(
        (links(&mut raw, from).await, links(&mut raw, into).await),
        (3, 1)
    );

    let itself = category::merge(&admin, from, from).await;
    assert!(matches!(itself, Err(Error::Conflict)));
    let nothing = category::merge(&admin, from, CategoryId(uuid::Uuid::nil())).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
    world.end().await;
}
