//! Rows of a card: added last, moved, removed, one at a time, and categories.

use domain::address::NewAddress;
use domain::contact::ContactCard;
use domain::edit::{Holder, Target};
use domain::point::{NewPoint, PointDraft};
use domain::{CategoryId, CompanyId, ContactId, LinkId, PointId, Problem};
use store::edit::{add_address, add_point, move_row, remove_row, set_category};
use store::{Error, Session, category, company, contact, journal};
use uuid::Uuid;

use crate::common::{World, count, outcome};

fn phone(value: &str) -> NewPoint {
    let draft = PointDraft {
        value: value.to_owned(),
        ..PointDraft::default()
    };
    draft.phone().unwrap()
}

fn phones(card: &ContactCard) -> Vec<&str> {
    let phones = card
        .points
        .iter()
        .filter(|point| point.kind == domain::point::PointKind::Phone);
    phones.map(|point| &*point.value).collect()
}

async fn company_of(world: &World) -> CompanyId {
    let id = Uuid::now_v7();
    let insert = format!("insert into crm.company (id, name) values ('{id}', 'Ek')");
    outcome(&mut world.raw(world.firm.seller).await, insert)
        .await
        .unwrap();
    CompanyId(id)
}

async fn seller(world: &World) -> Session {
    world.session(world.firm.seller).await
}

#[tokio::test]
async fn a_point_is_added_last_and_once() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = seller(&world).await;
    let key = Uuid::now_v7();
    let to = Holder::Contact(id);
    let first = add_point(&seller, to, phone("070-174 06 58"), key)
        .await
        .unwrap();
    let again = add_point(&seller, to, phone("070-174 06 58"), key)
        .await
        .unwrap();
    assert_eq!(first, again);
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!(phones(&card), ["070-174 06 12", "070-174 06 58"]);
    let other = add_point(&seller, to, phone("070-174 06 59"), key).await;
    assert!(matches!(other, Err(Error::Conflict)), "{other:?}");
    match add_point(&seller, to, phone("0701740658"), Uuid::now_v7()).await {
        Err(Error::Invalid(invalid)) => assert_eq!(invalid.of("value"), Some(Problem::Taken)),
        other => panic!("{other:?}"),
    }
    journal::undo(&seller, first.command).await.unwrap();
    assert_eq!(
        phones(&contact::card(&seller, id).await.unwrap()),
        ["070-174 06 12"]
    );

    let company = company_of(&world).await;
    let to = Holder::Company(company);
    add_point(&seller, to, phone("08-465 004 00"), Uuid::now_v7())
        .await
        .unwrap();
    let address = NewAddress {
        city: "Falun".to_owned(),
        country: "SE".to_owned(),
        ..NewAddress::default()
    };
    add_address(&seller, to, address.clone(), Uuid::now_v7())
        .await
        .unwrap();
    add_address(&seller, Holder::Contact(id), address, Uuid::now_v7())
        .await
        .unwrap();
    let card = company::card(&seller, company).await.unwrap();
    assert_eq!((card.points.len(), &*card.addresses[0].city), (1, "Falun"));
    let cities: Vec<String> = contact::card(&seller, id)
        .await
        .unwrap()
        .addresses
        .into_iter()
        .map(|a| a.city)
        .collect();
    assert_eq!(cities, ["Leksand", "Falun"]);
    world.end().await;
}

#[tokio::test]
async fn nothing_is_added_where_nothing_may_be_changed() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let (open, hidden, trashed) = (
        world.contact(false).await,
        world.contact(true).await,
        world.contact(false).await,
    );
    store::trash::trash(&seller(&world).await, Holder::Contact(trashed))
        .await
        .unwrap();
    let firm = world.firm;
    for (tenant, user, id, forbidden) in [
        (firm.tenant, firm.reader, open, true),
        (firm.tenant, firm.reader, hidden, false),
        (firm.tenant, firm.colleague, hidden, false),
        (firm.tenant, firm.seller, trashed, false),
        (other.tenant, other.admin, open, false),
        (firm.tenant, firm.seller, ContactId(Uuid::now_v7()), false),
    ] {
        let session = world.session_at(tenant, user).await;
        let to = Holder::Contact(id);
        let point: Option<Uuid> = sqlx::query_scalar(
            "select id from crm.contact_point where contact_id = $1 and kind = 'phone'",
        )
        .bind(id.0)
        .fetch_optional(&mut world.raw(firm.admin).await)
        .await
        .unwrap();
        let point = Target::Point(PointId(point.unwrap_or_else(Uuid::now_v7)));
        let added = [
            add_point(&session, to, phone("070-174 06 58"), Uuid::now_v7()).await,
            add_address(
                &session,
                to,
                NewAddress {
                    country: "SE".to_owned(),
                    ..NewAddress::default()
                },
                Uuid::now_v7(),
            )
            .await,
        ];
        let changed = [
            move_row(&session, point, 1).await,
            remove_row(&session, point).await,
            set_category(&session, to, CategoryId(Uuid::now_v7()), false).await,
        ];
        // A reader who adds is refused before it is looked at: the key is claimed first.
        let reads = user == firm.reader;
        let expected = added.map(|done| (done, forbidden || reads));
        for (done, forbidden) in expected
            .into_iter()
            .chain(changed.map(|done| (done, forbidden)))
        {
            match done {
                Err(Error::Forbidden) => assert!(forbidden),
                Err(Error::NotFound) => assert!(!forbidden),
                other => panic!("{other:?}"),
            }
        }
    }
    for target in [Target::Contact(open), Target::Company(CompanyId(open.0))] {
        assert!(matches!(
            remove_row(&seller(&world).await, target).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            move_row(&seller(&world).await, target, 0).await,
            Err(Error::NotFound)
        ));
    }
    world.end().await;
}

#[tokio::test]
async fn rows_move_among_their_kind_and_back() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = seller(&world).await;
    for value in ["070-174 06 13", "070-174 06 14"] {
        add_point(&seller, Holder::Contact(id), phone(value), Uuid::now_v7())
            .await
            .unwrap();
    }
    let order = async || {
        let card = contact::card(&seller, id).await.unwrap();
        phones(&card)
            .iter()
            .map(|value| value[value.len() - 1..].to_owned())
            .collect::<String>()
    };
    assert_eq!(order().await, "234");
    let card = contact::card(&seller, id).await.unwrap();
    let of = |end: &str| {
        let point = card
            .points
            .iter()
            .find(|point| point.value.ends_with(end))
            .unwrap();
        Target::Point(point.id)
    };
    for (end, to, expected) in [
        ("4", 0, "423"),
        ("4", 2, "234"),
        ("2", 1, "324"),
        ("3", 99, "243"),
    ] {
        let done = move_row(&seller, of(end), to).await.unwrap();
        assert_eq!(order().await, expected, "{end} to {to}");
        let before = order().await;
        let undone = journal::undo(&seller, done.command).await.unwrap();
        assert_ne!(order().await, before);
        journal::undo(&seller, undone.command).await.unwrap();
        assert_eq!(order().await, expected);
    }
    world.end().await;
}

#[tokio::test]
async fn a_role_is_removed_with_its_numbers_and_undone_with_them() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let (company, link) = (company_of(&world).await, Uuid::now_v7());
    let mut raw = world.raw(world.firm.seller).await;
    for statement in [
        format!(
            "insert into crm.contact_company (id, contact_id, company_id) values ('{link}', '{id}', '{company}')"
        ),
        format!(
            "insert into crm.contact_point (contact_id, link_id, kind, value, target) values ('{id}', '{link}', 'phone', '1', '2')"
        ),
    ] {
        outcome(&mut raw, statement).await.unwrap();
    }
    let seller = seller(&world).await;
    let target = Target::Link(LinkId(link));
    let done = remove_row(&seller, target).await.unwrap();
    assert!(
        contact::card(&seller, id)
            .await
            .unwrap()
            .companies
            .is_empty()
    );
    assert!(matches!(
        remove_row(&seller, target).await,
        Err(Error::NotFound)
    ));
    assert_eq!(
        journal::undo(&seller, done.command).await.unwrap().restored,
        2
    );
    assert_eq!(
        count(
            &mut raw,
            "select count(*) from crm.contact_point where link_id is not null"
        )
        .await,
        1
    );
    world.end().await;
}

#[tokio::test]
async fn categories_are_put_on_and_taken_off() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let company = company_of(&world).await;
    let mut raw = world.raw(world.firm.admin).await;
    let categories: Vec<Uuid> = (0..2).map(|_| Uuid::now_v7()).collect();
    for (category, name, companies) in [
        (categories[0], "Båda", true),
        (categories[1], "Kontakter", false),
    ] {
        let insert = format!(
            "insert into crm.category (id, name, for_companies) values ('{category}', '{name}', {companies})"
        );
        outcome(&mut raw, insert).await.unwrap();
    }
    let seller = seller(&world).await;
    let set =
        async |of, n: usize, on| set_category(&seller, of, CategoryId(categories[n]), on).await;
    for of in [Holder::Contact(id), Holder::Company(company)] {
        for on in [true, true, false, false, true] {
            set(of, 0, on).await.unwrap();
        }
    }
    assert_eq!(
        contact::card(&seller, id).await.unwrap().categories.len(),
        1
    );
    assert_eq!(
        company::card(&seller, company)
            .await
            .unwrap()
            .categories
            .len(),
        1
    );
    match set(Holder::Company(company), 1, true).await {
        Err(Error::Invalid(invalid)) => assert_eq!(invalid.of("categories"), Some(Problem::Gone)),
        other => panic!("{other:?}"),
    }
    // A retired one stays where it is and can be taken away, but is set no more.
    let admin = world.session(world.firm.admin).await;
    category::retire(&admin, CategoryId(categories[0]), true)
        .await
        .unwrap();
    let shown = contact::card(&seller, id).await.unwrap().categories;
    assert!(shown[0].retired);
    set(Holder::Contact(id), 0, true).await.unwrap();
    set(Holder::Company(company), 0, false).await.unwrap();
    match set(Holder::Company(company), 0, true).await {
        Err(Error::Invalid(invalid)) => {
            assert_eq!(invalid.of("categories"), Some(Problem::Retired))
        }
        other => panic!("{other:?}"),
    }
    let done = set(Holder::Contact(id), 1, true).await.unwrap();
    journal::undo(&seller, done.command).await.unwrap();
    assert_eq!(
        contact::card(&seller, id).await.unwrap().categories.len(),
        1
    );
    world.end().await;
}
