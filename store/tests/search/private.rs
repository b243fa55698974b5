//! What is hidden from somebody is not there for them: no row, no count, no order.

use domain::contact::NewContact;
use domain::search::{Field, Population, Search};

use crate::common::{World, among, email, find, find_in, page, person};
use domain::search::How;

/// Whatever can be asked, colleagues get the same answer with and without the private contacts.
#[tokio::test]
async fn private_contacts_change_no_answer() {
    let world = World::new().await;
    let colleague = world.session(world.firm.colleague).await;
    world
        .people(&["Anna Berg", "Bo Bergman", "Cia Lundberg", "Dan Öst"])
        .await;
    let searches: Vec<Search> = [
        "",
        "b",
        "be",
        "berg",
        "hemlig",
        "anna berg",
        "hemlig berg",
        "070",
        "hjortron",
    ]
    .into_iter()
    .flat_map(|text| {
        Population::ALL.iter().flat_map(move |population| {
            Field::ALL.iter().flat_map(move |field| {
                How::ALL.iter().map(move |how| Search {
                    population: *population,
                    ..find_in(*field, *how, text)
                })
            })
        })
    })
    .collect();
    let mut before = Vec::new();
    for search in &searches {
        before.push(page(&colleague, search).await);
    }
    let secret = |name| NewContact {
        private: true,
        title: "hjortron".to_owned(),
        points: vec![email("berg@hemlig.example")],
        ..person(name)
    };
    for name in ["Hemlig Berg", "Berg Aaberg", "Bo Bergman"] {
        world.save(secret(name), true).await;
    }
    for (search, before) in searches.iter().zip(before) {
        assert_eq!(page(&colleague, search).await, before, "{search:?}");
    }
    let admin = world.session(world.firm.admin).await;
    for session in [&world.seller, &admin] {
        assert_eq!(page(session, &find("hemlig")).await.count, 3);
        assert_eq!(
            page(session, &among(Population::Private, "")).await.count,
            3
        );
    }
    world.end().await;
}

#[tokio::test]
async fn another_firm_has_its_own() {
    let world = World::new().await;
    world.people(&["Anna Berg"]).await;
    let beta = world.db.firm("Beta").await.unwrap();
    let other = world
        .db
        .session(&world.store, beta.tenant, beta.admin)
        .await
        .unwrap();
    for text in ["", "berg", "anna berg", "b"] {
        let found = page(&other, &find(text)).await;
        assert_eq!(
            (found.items.len(), found.count, found.more),
            (0, 0, false),
            "{text}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn hiding_and_showing_works_at_once() {
    let world = World::new().await;
    let colleague = world.session(world.firm.colleague).await;
    let id = world.add(person("Anna Berg")).await;
    let mut web = world.raw(world.firm.seller).await;
    for private in [true, false] {
        sqlx::query("update crm.contact set private = $1 where id = $2")
            .bind(private)
            .bind(id.0)
            .execute(&mut web)
            .await
            .unwrap();
        for text in ["", "berg", "anna berg"] {
            assert_eq!(
                page(&colleague, &find(text)).await.count,
                u32::from(!private),
                "{text}"
            );
            assert_eq!(page(&world.seller, &find(text)).await.count, 1, "{text}");
        }
    }
    world.end().await;
}
