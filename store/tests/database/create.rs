//! Saving a contact: once per key, and whole or not at all.

use domain::category::NewCategory;
use domain::contact::{DuplicateReason, NewContact};
use domain::{CategoryId, Problem, UserId};
use store::contact::{DuplicateProbe, card, create, duplicates};
use store::{Error, category, journal, selection};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

#[tokio::test]
async fn the_same_key_saves_once_and_answers_alike() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let key = Uuid::now_v7();
    let first = create(&session, eva(), key, true).await.unwrap();
    assert_eq!(create(&session, eva(), key, true).await.unwrap(), first);
    let other = NewContact {
        title: "VD".to_owned(),
        ..eva()
    };
    assert!(matches!(
        create(&session, other, key, true).await,
        Err(Error::Conflict)
    ));
    assert!(matches!(
        create(&session, eva(), key, false).await,
        Err(Error::Conflict)
    ));
    let colleague = world.session(world.firm.colleague).await;
    assert_ne!(
        create(&colleague, eva(), key, true).await.unwrap().id,
        first.id,
        "a key is one's own"
    );
    let contacts = count(
        &mut world.db.owner().await.unwrap(),
        "select count(*) from crm.contact",
    )
    .await;
    assert_eq!(contacts, 2);
    world.end().await;
}

#[tokio::test]
async fn it_is_undone_by_the_command_that_it_gave() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let key = Uuid::now_v7();
    let created = create(&session, eva(), key, true).await.unwrap();
    let again = create(&session, eva(), key, true).await.unwrap();
    assert_eq!(again.command, created.command, "sent again");
    let command = created.command.expect("a command");
    let undone = journal::undo(&session, command).await.unwrap();
    assert_eq!(undone.blocked, []);
    assert!(card(&session, created.id).await.unwrap().trashed);
    let redone = journal::undo(&session, undone.command).await.unwrap();
    assert_eq!(redone.blocked, []);
    assert!(!card(&session, created.id).await.unwrap().trashed);
    world.end().await;
}

#[tokio::test]
async fn a_retired_category_is_not_set_on_somebody_new() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let new = NewCategory::parse("Gammal", "is", "both").unwrap();
    category::create(&admin, new).await.unwrap();
    let all = category::list(&admin).await.unwrap();
    let retired = all.iter().find(|one| one.name == "Gammal").unwrap().id;
    category::retire(&admin, retired, true).await.unwrap();
    let lacking = NewContact {
        categories: vec![retired],
        ..eva()
    };
    let refused = create(&admin, lacking, Uuid::now_v7(), false).await;
    assert!(
        matches!(&refused, Err(Error::Invalid(invalid)) if invalid.of("categories") == Some(Problem::Retired)),
        "{refused:?}"
    );
    world.end().await;
}

#[tokio::test]
async fn the_same_key_twice_at_once_saves_once() {
    let world = World::new().await;
    for _ in 0..10 {
        let (one, two) = (
            world.session(world.firm.seller).await,
            world.session(world.firm.seller).await,
        );
        let key = Uuid::now_v7();
        let (one, two) = tokio::join!(
            create(&one, eva(), key, true),
            create(&two, eva(), key, true)
        );
        assert_eq!(one.unwrap(), two.unwrap());
    }
    let contacts = count(
        &mut world.db.owner().await.unwrap(),
        "select count(*) from crm.contact",
    )
    .await;
    assert_eq!(contacts, 10);
    world.end().await;
}

#[tokio::test]
async fn what_fails_leaves_nothing_and_the_key_can_be_used_again() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let key = Uuid::now_v7();
    let lacking = NewContact {
        categories: vec![CategoryId(Uuid::now_v7())],
        ..eva()
    };
    let refused = create(&session, lacking, key, true).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid(invalid) if invalid.of("categories") == Some(Problem::Gone)),
        "{refused}"
    );
    let stranger = NewContact {
        owner: Some(UserId(Uuid::now_v7())),
        ..eva()
    };
    let refused = create(&session, stranger, key, true).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid(invalid) if invalid.of("owner") == Some(Problem::Gone)),
        "{refused}"
    );
    let mut owner = world.db.owner().await.unwrap();
    for table in [
        "crm.contact",
        "crm.contact_point",
        "crm.customer",
        "crm.idempotency",
        "journal.change",
    ] {
        assert_eq!(
            count(&mut owner, format!("select count(*) from {table}")).await,
            0,
            "{table}"
        );
    }
    assert_eq!(
        create(&session, eva(), key, true)
            .await
            .unwrap()
            .customer_number,
        Some(10_001)
    );
    world.end().await;
}

#[tokio::test]
async fn a_field_that_is_wrong_says_which() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    for (new, field) in [
        (
            NewContact {
                last_name: "x".repeat(201),
                ..eva()
            },
            "last_name",
        ),
        (
            NewContact {
                comment: "x".repeat(10_001),
                ..eva()
            },
            "comment",
        ),
        (
            NewContact {
                birth_date: Some("1874-12-31".parse().unwrap()),
                ..eva()
            },
            "birth_date",
        ),
    ] {
        let refused = create(&session, new, Uuid::now_v7(), false)
            .await
            .unwrap_err();
        assert!(
            matches!(&refused, Error::Invalid(invalid) if invalid.of(field).is_some()),
            "{field}: {refused}"
        );
    }
    let name = selection::create(
        &session,
        " ",
        &domain::search::Search::default(),
        false,
        Uuid::now_v7(),
    )
    .await;
    assert!(
        matches!(&name, Err(Error::Invalid(invalid)) if invalid.of("name") == Some(Problem::Required))
    );
    world.end().await;
}

#[tokio::test]
async fn duplicates_come_strongest_first_and_hidden_ones_not_at_all() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let by = |first_name: &str, points| NewContact {
        first_name: first_name.to_owned(),
        points,
        ..eva()
    };
    let name = create(&session, by("Eva", vec![]), Uuid::now_v7(), false)
        .await
        .unwrap()
        .id;
    let phone = create(
        &session,
        by("Bo", vec![eva().points[0].clone()]),
        Uuid::now_v7(),
        false,
    )
    .await
    .unwrap()
    .id;
    let email = create(
        &session,
        by("Cia", vec![eva().points[1].clone()]),
        Uuid::now_v7(),
        false,
    )
    .await
    .unwrap()
    .id;
    world.contact_of(world.firm.colleague, true).await;
    let probe = DuplicateProbe {
        first_name: "EVA".to_owned(),
        last_name: "Oberg".to_owned(),
        emails: vec!["Eva.Oberg@ek.example".to_owned()],
        phones: vec!["+46701740612".to_owned()],
    };
    let found = duplicates(&session, &probe).await.unwrap();
    let reasons: Vec<_> = found
        .iter()
        .map(|duplicate| (duplicate.id, duplicate.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            (email, DuplicateReason::Email),
            (phone, DuplicateReason::Phone),
            (name, DuplicateReason::Name)
        ]
    );
    assert_eq!(
        (found[0].name.as_str(), found[0].city.as_str()),
        ("Cia Öberg", "Leksand")
    );
    let nobody = DuplicateProbe {
        first_name: "Eva".to_owned(),
        ..DuplicateProbe::default()
    };
    assert_eq!(duplicates(&session, &nobody).await.unwrap(), []);
    world.end().await;
}

#[tokio::test]
async fn categories_are_listed_by_name() {
    let world = World::new().await;
    let mut raw = world.raw(world.firm.admin).await;
    outcome(
        &mut raw,
        "insert into crm.category (name) values ('Öppen'), ('Avtal'), ('Åter')",
    )
    .await
    .unwrap();
    let again = outcome(&mut raw, "insert into crm.category (name) values ('AVTAL')").await;
    assert_eq!(again, Err("23505 category_name_taken".to_owned()));
    let names: Vec<String> = category::list(&world.session(world.firm.reader).await)
        .await
        .unwrap()
        .into_iter()
        .map(|category| category.name)
        .collect();
    assert_eq!(names, ["Avtal", "Åter", "Öppen"]);
    let colleagues = store::user::colleagues(&world.session(world.firm.reader).await)
        .await
        .unwrap();
    assert_eq!(colleagues.len(), 4);
    world.end().await;
}
