//! Saving a contact: once per key, whole or not at all, and the card shows what was saved.

use domain::contact::{DuplicateReason, NewContact};
use domain::customer::Delivery;
use domain::{CategoryId, Problem, UserId};
use store::contact::{DuplicateProbe, card, create, duplicates};
use store::{Error, selection};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

#[tokio::test]
async fn the_card_shows_what_was_saved() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let created = create(&session, eva(), Uuid::now_v7(), true).await.unwrap();
    let card = card(&session, created.id).await.unwrap();
    assert_eq!(
        (
            card.first_name.as_str(),
            card.last_name.as_str(),
            card.version
        ),
        ("Eva", "Öberg", 1)
    );
    assert_eq!(
        card.birth_date.map(|date| date.to_string()).as_deref(),
        Some("1971-02-28")
    );
    assert_eq!(
        (card.owner.id, card.owner.name.as_str()),
        (world.firm.seller, "seller Alfa")
    );
    let values: Vec<&str> = card
        .points
        .iter()
        .map(|point| point.value.as_str())
        .collect();
    assert_eq!(values, ["070-174 06 12", "eva.oberg@ek.example"]);
    assert_eq!(card.addresses[0].city, "Leksand");
    let customer = card.customer.unwrap();
    assert_eq!(
        (Some(customer.number), customer.delivery),
        (created.customer_number, Delivery::Email)
    );
    assert_eq!(
        (customer.invoice_email.as_str(), customer.payment_terms_days),
        ("eva.oberg@ek.example", 30)
    );
    assert_eq!(card.changed_by, "seller Alfa");
    assert_eq!(card.changed_on.to_string(), today(&world).await);
    assert!(card.companies.is_empty() && card.categories.is_empty() && card.latest_note.is_none());
    world.end().await;
}

async fn today(world: &World) -> String {
    sqlx::query_scalar("select (now() at time zone 'Europe/Stockholm')::date::text")
        .fetch_one(&mut world.db.owner().await.unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_card_shows_companies_categories_and_the_latest_note() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.colleague).await;
    for statement in [
        "insert into crm.company (id, name) values ('0194f000-0000-7000-8000-00000000000a', 'Gamla AB'),
            ('0194f000-0000-7000-8000-00000000000b', 'Huvudbolaget'), ('0194f000-0000-7000-8000-00000000000c', 'Andra')"
            .to_owned(),
        "insert into crm.contact_point (company_id, kind, label, value, target, position)
            values ('0194f000-0000-7000-8000-00000000000b', 'phone', 'work', '08-465 004 01', '+46846500401', 1),
                ('0194f000-0000-7000-8000-00000000000b', 'phone', 'switchboard', '08-465 004 00', '+46846500400', 2)"
            .to_owned(),
        "insert into crm.address (company_id, city) values ('0194f000-0000-7000-8000-00000000000b', 'Falun')".to_owned(),
        format!(
            "insert into crm.contact_company (contact_id, company_id, role, is_primary, ended_on)
             values ('{id}', '0194f000-0000-7000-8000-00000000000a', 'Säljare', false, '2020-01-31'),
                ('{id}', '0194f000-0000-7000-8000-00000000000b', 'VD', true, null),
                ('{id}', '0194f000-0000-7000-8000-00000000000c', '', false, null)"
        ),
        "insert into crm.category (id, name) values ('0194f000-0000-7000-8000-00000000000d', 'Årskund'),
            ('0194f000-0000-7000-8000-00000000000e', 'Zonen')"
            .to_owned(),
        format!("insert into crm.contact_category (contact_id, category_id) select '{id}', id from crm.category"),
        format!("insert into crm.note (contact_id, body) values ('{id}', 'Först')"),
        "insert into crm.note (company_id, body) values ('0194f000-0000-7000-8000-00000000000b', 'Sist')".to_owned(),
        "insert into crm.note (company_id, body) values ('0194f000-0000-7000-8000-00000000000a', 'Slutat')".to_owned(),
    ] {
        outcome(&mut raw, statement).await.unwrap();
    }
    let session = world.session(world.firm.reader).await;
    let card = card(&session, id).await.unwrap();
    let companies: Vec<&str> = card
        .companies
        .iter()
        .map(|company| company.name.as_str())
        .collect();
    assert_eq!(companies, ["Huvudbolaget", "Andra", "Gamla AB"]);
    assert_eq!(
        (
            card.companies[0].phone.as_str(),
            card.companies[0].city.as_str()
        ),
        ("08-465 004 00", "Falun")
    );
    assert_eq!(
        card.companies[2]
            .ended_on
            .map(|date| date.to_string())
            .as_deref(),
        Some("2020-01-31")
    );
    let categories: Vec<&str> = card
        .categories
        .iter()
        .map(|category| category.name.as_str())
        .collect();
    assert_eq!(categories, ["Zonen", "Årskund"]);
    let note = card.latest_note.unwrap();
    assert_eq!(
        (note.text.as_str(), note.author.as_str()),
        ("Sist", "colleague Alfa")
    );
    assert_eq!(
        note.company.map(|(_, name)| name).as_deref(),
        Some("Huvudbolaget")
    );
    assert_eq!(
        card.changed_by, "colleague Alfa",
        "a linked row is a change of the contact"
    );

    let main = card.companies[0].company;
    let company = store::company::card(&session, main).await.unwrap();
    assert_eq!(
        (company.contacts.len(), company.contacts[0].name.as_str()),
        (1, "Eva Öberg")
    );
    assert_eq!(
        (
            company.contacts[0].role.as_str(),
            company.contacts[0].email.as_str()
        ),
        ("VD", "eva.oberg@ek.example")
    );
    assert!(company.contacts[0].customer && company.latest_note.is_some());
    outcome(
        &mut world.raw(world.firm.seller).await,
        format!("update crm.contact set private = true where id = '{id}'"),
    )
    .await
    .unwrap();
    assert_eq!(
        store::company::card(&session, main).await.unwrap().contacts,
        []
    );
    world.end().await;
}

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
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        "insert into crm.category (name) values ('Öppen'), ('Avtal'), ('Åter')",
    )
    .await
    .unwrap();
    let again = outcome(&mut raw, "insert into crm.category (name) values ('AVTAL')").await;
    assert_eq!(again, Err("23505 category_name_taken".to_owned()));
    let names: Vec<String> = store::category::list(&world.session(world.firm.reader).await)
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
