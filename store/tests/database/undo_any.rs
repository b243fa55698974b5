//! Laws of changing and undoing: whatever is done, undone in reverse, leaves things as they were; and
//! however many change one card at once, nobody's change is lost.

use domain::edit::{Edit, Field, Target};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use store::{Error, contact, edit, journal};

use crate::acts::{Act, Scene, any_act};
use crate::common::World;

#[tokio::test]
async fn whatever_is_done_and_undone_in_reverse_leaves_things_as_they_were() {
    let world = World::new().await;
    let sessions = [
        world.session(world.firm.seller).await,
        world.session(world.firm.admin).await,
    ];
    let cases = prop::collection::vec(prop::collection::vec((any_act(), any::<bool>()), 1..14), 24)
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    for acts in cases {
        let mut scene = Scene::new(&world).await;
        let before = scene.state().await;
        let mut done = Vec::new();
        for (act, by) in &acts {
            let admin = *by || matches!(act, Act::Link | Act::Customer);
            let session = &sessions[usize::from(admin)];
            if let Some(command) = scene.act(session, act).await {
                done.push((command, session));
            }
        }
        let after = scene.state().await;
        let mut undone = Vec::new();
        for (command, session) in done.iter().rev() {
            match journal::undo(session, *command).await {
                Ok(result) => {
                    assert_eq!(result.blocked, [], "{acts:?}");
                    undone.push((result.command, session));
                }
                // Nothing was changed, so nobody knows of it.
                Err(Error::NotFound) => {}
                Err(other) => panic!("{acts:?}: {other}"),
            }
        }
        assert_eq!(scene.state().await, before, "undone: {acts:?}");
        // And all of it again.
        for (command, session) in undone.iter().rev() {
            match journal::undo(session, *command).await {
                Ok(result) => assert_eq!(result.blocked, [], "{acts:?}"),
                Err(Error::NotFound) => {}
                Err(other) => panic!("{acts:?}: {other}"),
            }
        }
        assert_eq!(
            without_times(scene.state().await),
            without_times(after),
            "done again: {acts:?}"
        );
    }
    world.end().await;
}

/// When something was put in the trash is another moment the second time.
fn without_times(mut state: Value) -> Value {
    for table in ["contact", "company"] {
        for row in state[table].as_array_mut().into_iter().flatten() {
            row["deleted_at"] = Value::Bool(!row["deleted_at"].is_null());
        }
    }
    state
}

#[tokio::test]
async fn however_many_change_one_card_at_once_no_change_is_lost() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut tasks = Vec::new();
    for (writer, user) in [
        world.firm.seller,
        world.firm.colleague,
        world.firm.admin,
        world.firm.seller,
    ]
    .into_iter()
    .enumerate()
    {
        let session = world.session(user).await;
        tasks.push(tokio::spawn(async move {
            let mut saved = 0;
            for n in 0..25 {
                let field = [Field::Title, Field::Nickname, Field::Comment][(n + writer) % 3];
                let value = format!("{writer} {n}");
                let mut was = String::new();
                // «Behåll min», until nobody comes between.
                loop {
                    match edit::save(
                        &session,
                        &Edit::one(Target::Contact(id), field, was.clone(), &*value),
                    )
                    .await
                    {
                        Ok(_) => break,
                        Err(Error::Clash(clashes)) => was.clone_from(&clashes[0].theirs),
                        Err(other) => panic!("{other}"),
                    }
                }
                saved += 1;
            }
            saved
        }));
    }
    let mut saved = 0;
    for task in tasks {
        saved += task.await.unwrap();
    }
    let changes: Vec<(Value, Value)> = sqlx::query_as(
        "select before, after from journal.change where row_id = $1 and op = 'update' order by seq",
    )
    .bind(id.0)
    .fetch_all(&mut world.raw(world.firm.admin).await)
    .await
    .unwrap();
    assert_eq!(changes.len(), saved, "each save is one change");
    let card = contact::card(&world.session(world.firm.seller).await, id)
        .await
        .unwrap();
    for (field, now) in [
        ("title", card.title),
        ("nickname", card.nickname),
        ("comment", card.comment),
    ] {
        let mut chain = changes
            .iter()
            .filter(|(_, after)| after.get(field).is_some());
        let first = chain.next().unwrap();
        let last = chain.fold(first, |previous, change| {
            assert_eq!(
                change.0[field], previous.1[field],
                "{field} was written over"
            );
            change
        });
        assert_eq!(last.1[field], now);
    }
    world.end().await;
}
