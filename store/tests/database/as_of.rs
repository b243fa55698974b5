//! The card as it stood: what the journal gives of a moment is what stood in the tables then.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use store::journal;

use crate::acts::{Act, Scene, any_act};
use crate::common::World;

/// The rows of the contact at a moment, and the moment; now when none is given.
async fn card(scene: &mut Scene, at: Option<&str>) -> (Value, String) {
    let (rows, at): (Value, String) = sqlx::query_as(
        "select coalesce(jsonb_agg(jsonb_build_object('table', r ->> 'table', 'cells',
                (r -> 'cells') - '{tenant_id,version,created_at,updated_at,updated_by,vis_owner,name_folded,last_folded,
                    first_folded,name_sort,folded}'::text[]) order by r ->> 'table', r -> 'cells' ->> 'id', r::text), '[]'),
            m.at::text
         from (select coalesce($2::text::timestamptz, clock_timestamp()) as at) m
         cross join lateral jsonb_array_elements(journal.card_as_of('contact', $1, m.at)) r
         group by m.at",
    )
    .bind(scene.contact.0)
    .bind(at)
    .fetch_one(&mut scene.raw)
    .await
    .unwrap();
    (rows, at)
}

#[tokio::test]
async fn the_journal_gives_every_card_as_it_stood_whatever_was_done_since() {
    let world = World::new().await;
    let sessions = [
        world.session(world.firm.seller).await,
        world.session(world.firm.admin).await,
    ];
    let cases = prop::collection::vec(prop::collection::vec((any_act(), any::<bool>()), 1..14), 24)
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    let mut looked = 0;
    for acts in cases {
        let mut scene = Scene::new(&world).await;
        let mut stood = vec![card(&mut scene, None).await];
        for (act, by) in &acts {
            let admin = *by || matches!(act, Act::Link | Act::Customer);
            let session = &sessions[usize::from(admin)];
            if let Some(command) = scene.act(session, act).await {
                stood.push(card(&mut scene, None).await);
                // Every other act is taken back, which is a change too.
                if *by {
                    let _ = journal::undo(session, command).await;
                    stood.push(card(&mut scene, None).await);
                }
            }
        }
        for (rows, at) in &stood {
            assert_eq!(
                &card(&mut scene, Some(at)).await.0,
                rows,
                "at {at}: {acts:?}"
            );
            looked += 1;
        }
    }
    assert!(looked > 100, "only {looked} moments");
    world.end().await;
}
