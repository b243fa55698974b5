//! Recently opened cards, and a card's neighbours among the hits of a search.

use domain::search::{Among, Search};
use domain::{ContactId, UserId};
use store::recent::{list, opened};
use store::search::neighbours;
use uuid::Uuid;

use crate::common::{World, count, outcome};

async fn names(world: &World, user: UserId) -> Vec<String> {
    let session = world.session(user).await;
    let cards = list(&session, 50).await.unwrap();
    cards.into_iter().map(|card| card.name).collect()
}

async fn company(world: &World, name: &str) -> Uuid {
    let id = Uuid::now_v7();
    let mut raw = world.raw(world.firm.seller).await;
    let done = outcome(
        &mut raw,
        format!("insert into crm.company (id, name) values ('{id}', '{name}')"),
    )
    .await;
    assert_eq!(done, Ok(1));
    id
}

async fn change(world: &World, statement: String) {
    let mut raw = world.raw(world.firm.seller).await;
    assert_eq!(outcome(&mut raw, statement).await, Ok(1));
}

#[tokio::test]
async fn the_latest_comes_first_and_each_has_their_own() {
    let world = World::new().await;
    let (seller, colleague) = (world.firm.seller, world.firm.colleague);
    let eva = world.contact(false).await;
    let bolaget = company(&world, "Bolaget").await;
    let session = world.session(seller).await;
    opened(&session, Among::Contacts, eva.0).await.unwrap();
    opened(&session, Among::Companies, bolaget).await.unwrap();
    assert_eq!(names(&world, seller).await, ["Bolaget", "Eva Öberg"]);
    opened(&session, Among::Contacts, eva.0).await.unwrap();
    assert_eq!(names(&world, seller).await, ["Eva Öberg", "Bolaget"]);
    assert_eq!(names(&world, colleague).await, [""; 0]);
    // No way past the functions.
    let mut raw = world.raw(seller).await;
    assert_eq!(
        outcome(&mut raw, "select * from crm.recent").await,
        Err("42501".to_owned())
    );
    world.end().await;
}

#[tokio::test]
async fn what_is_hidden_trashed_or_elsewhere_is_not_there() {
    let world = World::new().await;
    let (seller, colleague, admin) = (world.firm.seller, world.firm.colleague, world.firm.admin);
    let beta = world.db.firm("Beta").await.unwrap();
    let eva = world.contact(false).await;
    for user in [colleague, admin] {
        let session = world.session(user).await;
        opened(&session, Among::Contacts, eva.0).await.unwrap();
    }
    let stranger = world.session_at(beta.tenant, beta.admin).await;
    opened(&stranger, Among::Contacts, eva.0).await.unwrap();
    assert_eq!(list(&stranger, 50).await.unwrap(), []);
    change(
        &world,
        format!("update crm.contact set private = true where id = '{eva}'"),
    )
    .await;
    assert_eq!(names(&world, colleague).await, [""; 0]);
    assert_eq!(names(&world, admin).await, ["Eva Öberg"]);
    // One that cannot be seen is not remembered either.
    let hidden = world.contact_of(seller, true).await;
    let session = world.session(colleague).await;
    opened(&session, Among::Contacts, hidden.0).await.unwrap();
    change(
        &world,
        format!("update crm.contact set private = false where id = '{hidden}'"),
    )
    .await;
    assert_eq!(names(&world, colleague).await, [""; 0]);
    change(
        &world,
        format!("update crm.contact set deleted_at = now() where id = '{eva}'"),
    )
    .await;
    assert_eq!(names(&world, admin).await, [""; 0]);
    change(
        &world,
        format!("update crm.contact set deleted_at = null where id = '{eva}'"),
    )
    .await;
    assert_eq!(names(&world, admin).await, ["Eva Öberg"]);
    world.end().await;
}

#[tokio::test]
async fn fifty_are_kept() {
    let world = World::new().await;
    let session = world.session(world.firm.reader).await;
    let mut raw = world.raw(world.firm.seller).await;
    let done = outcome(
        &mut raw,
        "insert into crm.company (name) select 'Bolag ' || n from generate_series(1, 55) n",
    )
    .await;
    assert_eq!(done, Ok(55));
    let ids: Vec<Uuid> = sqlx::query_scalar("select id from crm.company order by id")
        .fetch_all(&mut raw)
        .await
        .unwrap();
    for id in &ids {
        opened(&session, Among::Companies, *id).await.unwrap();
    }
    let mut owner = world.db.owner().await.unwrap();
    sqlx::query("set role kundkort_definer")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(
        count(&mut owner, "select count(*) from crm.recent").await,
        50
    );
    let kept: Vec<Uuid> = list(&session, 99)
        .await
        .unwrap()
        .into_iter()
        .map(|card| card.id)
        .collect();
    let wanted: Vec<Uuid> = ids.into_iter().rev().take(50).collect();
    assert_eq!(kept, wanted);
    world.end().await;
}

#[tokio::test]
async fn neighbours_are_those_of_the_hit_list() {
    let world = World::new().await;
    let mut raw = world.raw(world.firm.seller).await;
    let done = outcome(
        &mut raw,
        "insert into crm.contact (first_name, last_name) \
         select 'Nr', 'Söder' || to_char(n, 'FM000') from generate_series(1, 450) n",
    )
    .await;
    assert_eq!(done, Ok(450));
    let hidden = world.contact_of(world.firm.colleague, true).await;
    let session = world.session(world.firm.seller).await;
    let search = Search {
        text: "söder".to_owned(),
        ..Search::default()
    };
    let mut ids = Vec::new();
    let mut page = search.clone();
    let first = store::contact::search(&session, &page).await.unwrap();
    loop {
        let found = store::contact::search(&session, &page).await.unwrap();
        ids.extend(found.items.iter().map(|hit| hit.id));
        let Some(next) = found.next else { break };
        page.after = Some(next);
    }
    assert_eq!(ids.len(), 450);
    for place in [1, 2, 60, 61, 199, 200, 201, 400, 449, 450_usize] {
        let found = neighbours(&session, &search, ids[place - 1].0)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.place as usize, place);
        let counted = (found.count, found.more);
        assert_eq!(counted, (first.count, first.more), "at {place}");
        let beside = |place: usize| ids.get(place.wrapping_sub(1)).map(|id: &ContactId| id.0);
        assert_eq!(found.previous, beside(place - 1), "at {place}");
        assert_eq!(found.next, beside(place + 1), "at {place}");
    }
    // Nothing of what the reader may not see, and nothing for what the search does not find.
    for other in [hidden.0, Uuid::nil()] {
        assert_eq!(neighbours(&session, &search, other).await.unwrap(), None);
    }
    world.end().await;
}
