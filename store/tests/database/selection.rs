//! Saved selections: pinned, renamed, shared, removed, counted.

use domain::SelectionId;
use domain::search::{Among, Population, Search};
use store::{Error, Session, selection};
use uuid::Uuid;

use crate::common::World;

async fn save(session: &Session, name: &str, search: &Search, shared: bool) -> SelectionId {
    let key = Uuid::now_v7();
    let (id, done) = selection::create(session, name, search, shared, key)
        .await
        .unwrap();
    let again = selection::create(session, name, search, shared, key)
        .await
        .unwrap();
    assert_eq!(again, (id, done), "the same key gives the same answer");
    id
}

async fn names(session: &Session) -> Vec<String> {
    let list = selection::list(session).await.unwrap();
    list.into_iter().map(|one| one.name).collect()
}

#[tokio::test]
async fn a_selection_leads_where_it_was_saved_and_counts_what_its_reader_sees() {
    let world = World::new().await;
    world.contact(false).await;
    world.contact(true).await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let companies = Search {
        text: "rör".to_owned(),
        ..Search::default()
    }
    .among(Among::Companies);
    save(&seller, "Rör", &companies, true).await;
    save(&seller, "Alla", &Search::default(), true).await;
    let list = selection::list(&colleague).await.unwrap();
    assert!(
        list[0].address().starts_with("/contacts?selection="),
        "{}",
        list[0].address()
    );
    assert!(
        list[1]
            .address()
            .starts_with("/companies?q=r%C3%B6r&selection=")
    );
    assert_eq!(list[1].search().among, Among::Companies);
    let counted = async |session: &Session| {
        let counts = selection::counts(session).await.unwrap();
        counts.iter().map(|one| one.count).collect::<Vec<_>>()
    };
    assert_eq!(counted(&seller).await, [2, 0]);
    assert_eq!(counted(&colleague).await, [1, 0]);
    world.end().await;
}

#[tokio::test]
async fn everybody_pins_for_themselves() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    save(&seller, "Alfa", &Search::default(), true).await;
    let beta = save(&seller, "Beta", &Search::default(), true).await;
    let own = save(&seller, "Egen", &Search::default(), false).await;
    selection::pin(&colleague, beta, true).await.unwrap();
    selection::pin(&colleague, beta, true).await.unwrap();
    assert_eq!(names(&colleague).await, ["Beta", "Alfa"]);
    assert_eq!(names(&seller).await, ["Alfa", "Beta", "Egen"]);
    let hidden = selection::pin(&colleague, own, true).await;
    assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    selection::pin(&colleague, beta, false).await.unwrap();
    assert_eq!(names(&colleague).await, ["Alfa", "Beta"]);
    let reader = world.session(world.firm.reader).await;
    let read_only = selection::pin(&reader, beta, true).await;
    assert!(matches!(read_only, Err(Error::Forbidden)), "{read_only:?}");
    world.end().await;
}

#[tokio::test]
async fn a_selection_is_its_owners_and_a_shared_one_the_administrators_too() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let admin = world.session(world.firm.admin).await;
    let mine = Search {
        population: Population::Mine,
        ..Search::default()
    };
    let shared = save(&seller, "Mina", &mine, true).await;
    let own = save(&seller, "Egen", &mine, false).await;
    let foreign = selection::rename(&colleague, shared, "Mina", "Stulen").await;
    assert!(matches!(foreign, Err(Error::Forbidden)), "{foreign:?}");
    let foreign = selection::remove(&colleague, shared).await;
    assert!(matches!(foreign, Err(Error::Forbidden)), "{foreign:?}");
    for session in [&colleague, &admin] {
        let hidden = selection::remove(session, own).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    }
    selection::rename(&admin, shared, "Mina", "Våra")
        .await
        .unwrap();
    let late = selection::rename(&seller, shared, "Mina", "Egna").await;
    assert!(matches!(late, Err(Error::Conflict)), "{late:?}");

    selection::share(&seller, own, true).await.unwrap();
    assert_eq!(names(&colleague).await, ["Egen", "Våra"]);
    selection::share(&seller, own, false).await.unwrap();
    assert_eq!(names(&colleague).await, ["Våra"]);

    selection::pin(&colleague, shared, true).await.unwrap();
    let removed = selection::remove(&seller, shared).await.unwrap();
    assert!(names(&colleague).await.is_empty());
    let undone = store::journal::undo(&seller, removed.command)
        .await
        .unwrap();
    assert!(undone.blocked.is_empty(), "{undone:?}");
    let back = selection::list(&seller).await.unwrap();
    assert!(back.iter().any(|one| one.id == shared && one.shared));
    world.end().await;
}
