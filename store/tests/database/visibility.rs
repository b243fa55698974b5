//! Hidden from colleagues: the contact, everything that belongs to it, and what the journal says of it.

use domain::ContactId;
use store::{Error, contact};

use crate::common::{CHILDREN, World, count, outcome};

/// Rows of the contact that a user sees, table by table: the contact, its children, the journal.
async fn seen(world: &World, user: domain::UserId, id: ContactId) -> Vec<i64> {
    let mut raw = world.raw(user).await;
    let mut seen = vec![
        count(
            &mut raw,
            format!("select count(*) from crm.contact where id = '{id}'"),
        )
        .await,
    ];
    for child in CHILDREN {
        seen.push(
            count(
                &mut raw,
                format!("select count(*) from crm.{child} where contact_id = '{id}'"),
            )
            .await,
        );
    }
    seen.push(
        count(
            &mut raw,
            format!("select count(*) from journal.change_contact where contact_id = '{id}'"),
        )
        .await,
    );
    seen.push(
        count(
            &mut raw,
            format!(
                "select count(*) from journal.change where row_id = '{id}' or coalesce(before, after) ->> 'contact_id' = '{id}'"
            ),
        )
        .await,
    );
    seen
}

/// Gives the contact one of each child that `create` does not.
async fn fill(world: &World, id: ContactId) {
    let category = "insert into crm.category (id, name) values ('0194f000-0000-7000-8000-000000000002', 'Kund')";
    let mut admin = world.raw(world.firm.admin).await;
    assert_eq!(outcome(&mut admin, category).await, Ok(1));
    let mut raw = world.raw(world.firm.seller).await;
    for statement in [
        "insert into crm.company (id, name) values ('0194f000-0000-7000-8000-000000000001', 'Bolaget')".to_owned(),
        format!("insert into crm.contact_company (contact_id, company_id) values ('{id}', '0194f000-0000-7000-8000-000000000001')"),
        format!("insert into crm.contact_category (contact_id, category_id) values ('{id}', '0194f000-0000-7000-8000-000000000002')"),
        format!("insert into crm.note (contact_id, body) values ('{id}', 'Hej')"),
    ] {
        assert_eq!(outcome(&mut raw, statement).await, Ok(1));
    }
}

#[tokio::test]
async fn hiding_and_showing_follows_to_everything_in_both_directions() {
    let world = World::new().await;
    let id = world.contact(false).await;
    fill(&world, id).await;
    let everything = seen(&world, world.firm.seller, id).await;
    assert!(everything.iter().all(|rows| *rows > 0), "{everything:?}");
    let nothing = vec![0; everything.len()];

    assert_eq!(seen(&world, world.firm.colleague, id).await, everything);
    let mut raw = world.raw(world.firm.seller).await;
    for (private, colleagues_see) in [(true, &nothing), (false, &everything), (true, &nothing)] {
        let toggle = format!("update crm.contact set private = {private} where id = '{id}'");
        assert_eq!(outcome(&mut raw, toggle).await, Ok(1));
        let rows_of_journal = |mut seen: Vec<i64>| {
            // The toggling itself is journalled.
            let at = seen.len() - 2;
            seen[at..]
                .iter_mut()
                .for_each(|rows| *rows = (*rows).min(1));
            seen[..at]
                .iter_mut()
                .for_each(|rows| *rows = (*rows).min(3));
            seen
        };
        let expect = rows_of_journal(colleagues_see.clone());
        assert_eq!(
            rows_of_journal(seen(&world, world.firm.colleague, id).await),
            expect,
            "private: {private}"
        );
        assert_eq!(
            rows_of_journal(seen(&world, world.firm.reader, id).await),
            expect,
            "private: {private}"
        );
        let expect = rows_of_journal(everything.clone());
        assert_eq!(
            rows_of_journal(seen(&world, world.firm.seller, id).await),
            expect
        );
        assert_eq!(
            rows_of_journal(seen(&world, world.firm.admin, id).await),
            expect
        );
    }
    let versions = count(
        &mut raw,
        format!("select sum(version) from crm.contact_point where contact_id = '{id}'"),
    )
    .await;
    assert_eq!(
        versions, 2,
        "a visibility that follows is no change of the row"
    );
    world.end().await;
}

#[tokio::test]
async fn a_hidden_contact_answers_as_one_that_does_not_exist() {
    let world = World::new().await;
    let id = world.contact(true).await;
    let colleague = world.session(world.firm.colleague).await;
    assert!(matches!(
        contact::card(&colleague, id).await,
        Err(Error::NotFound)
    ));
    assert!(
        contact::card(&world.session(world.firm.admin).await, id)
            .await
            .unwrap()
            .private
    );

    let mut raw = world.raw(world.firm.colleague).await;
    let nobody = uuid::Uuid::now_v7();
    for id in [id.0, nobody] {
        let mut outcomes = Vec::new();
        for statement in [
            format!("insert into crm.note (contact_id, body) values ('{id}', 'x')"),
            format!(
                "insert into crm.contact_point (contact_id, kind, value, target) values ('{id}', 'email', 'x', 'x')"
            ),
            format!("insert into crm.customer (contact_id) values ('{id}')"),
            format!("update crm.contact set title = 'x' where id = '{id}'"),
            format!("select * from crm.contact where id = '{id}' for update"),
        ] {
            outcomes.push(outcome(&mut raw, statement).await);
        }
        assert_eq!(
            outcomes,
            [
                Err("23503 note_contact_fkey".to_owned()),
                Err("23503 contact_point_contact_fkey".to_owned()),
                Err("23503 customer_contact_fkey".to_owned()),
                Ok(0),
                Ok(0),
            ]
        );
    }
    world.end().await;
}

#[tokio::test]
async fn nobody_hides_a_colleagues_contact() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.colleague).await;
    let hide = format!("update crm.contact set private = true where id = '{id}'");
    assert_eq!(outcome(&mut raw, hide).await, Err("42501".to_owned()));
    world.end().await;
}

#[tokio::test]
async fn a_row_that_is_written_while_the_contact_is_being_hidden_is_hidden() {
    use sqlx::Connection;

    let world = World::new().await;
    let id = world.contact(false).await;
    let mut hiding = world.raw(world.firm.seller).await;
    let mut writing = world.raw(world.firm.admin).await;
    let mut hide = hiding.begin().await.unwrap();
    outcome(
        &mut hide,
        format!("update crm.contact set private = true where id = '{id}'"),
    )
    .await
    .unwrap();
    let note = tokio::spawn(async move {
        outcome(
            &mut writing,
            format!("insert into crm.note (contact_id, body) values ('{id}', 'sent')"),
        )
        .await
    });
    // Until the note waits for the contact: nothing else tells that it has come so far.
    let mut owner = world.db.owner().await.unwrap();
    while count(
        &mut owner,
        "select count(*) from pg_locks where not granted",
    )
    .await
        == 0
    {
        assert!(!note.is_finished(), "the note did not wait");
        tokio::task::yield_now().await;
    }
    hide.commit().await.unwrap();
    assert_eq!(note.await.unwrap(), Ok(1));
    let open = count(
        &mut owner,
        "select count(*) from crm.note where vis_owner is null",
    )
    .await;
    assert_eq!(open, 0);
    world.end().await;
}

#[tokio::test]
async fn a_selection_that_is_not_shared_is_its_owners_alone() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let search = domain::search::Search::default();
    store::selection::create(
        &seller,
        "Mina hemliga",
        &search,
        false,
        uuid::Uuid::now_v7(),
    )
    .await
    .unwrap();
    store::selection::create(&seller, "Allas", &search, true, uuid::Uuid::now_v7())
        .await
        .unwrap();
    let names = async |user| {
        let list = store::selection::list(&world.session(user).await)
            .await
            .unwrap();
        list.into_iter()
            .map(|selection| selection.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(world.firm.seller).await, ["Allas", "Mina hemliga"]);
    for other in [world.firm.colleague, world.firm.admin, world.firm.reader] {
        assert_eq!(names(other).await, ["Allas"]);
    }
    let mut raw = world.raw(world.firm.colleague).await;
    let journalled = "select count(*) from journal.change where table_name = 'selection'";
    assert_eq!(count(&mut raw, journalled).await, 1);
    world.end().await;
}
