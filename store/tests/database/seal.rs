//! The sealed journal: whole as long as nobody tampers with it, and found out when somebody does.

use domain::edit::Holder;
use sqlx::{AssertSqlSafe, PgConnection};
use store::seal::{Seal, seal};
use store::trash;

use crate::common::World;

/// Changes of three days ago and of the day before that, as if they had been written then.
async fn past(world: &World, owner: &mut PgConnection) {
    for days in [4, 3] {
        for n in 0..5 {
            run(
                owner,
                format!(
                    "insert into journal.change (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, before, after)
                     select tenant_id, date_trunc('day', now()) - interval '{days} days' + interval '{n} hours', command, actor_id, session_id,
                        source, table_name, row_id, op, before, after
                     from journal.change where tenant_id = {} and table_name = 'contact' limit 1",
                    world.firm.tenant.0
                ),
            )
            .await;
        }
    }
}

async fn run(owner: &mut PgConnection, statement: String) {
    sqlx::query(AssertSqlSafe(statement))
        .execute(owner)
        .await
        .unwrap();
}

/// What does not fit: problem, and whether a change is named.
async fn faults(owner: &mut PgConnection) -> Vec<(String, bool)> {
    sqlx::query_as("select problem, seq is not null from journal.verify() order by at nulls last")
        .fetch_all(owner)
        .await
        .unwrap()
}

async fn sealed(world: &World) -> Vec<Seal> {
    seal(&world.store).await.unwrap()
}

#[tokio::test]
async fn a_journal_that_nobody_touched_is_whole_and_whoever_touches_it_is_found_out() {
    let world = World::new().await;
    world.contact(false).await;
    let mut owner = world.db.owner().await.unwrap();
    past(&world, &mut owner).await;
    let seals = sealed(&world).await;
    assert_eq!(
        seals.iter().map(|seal| seal.changes).collect::<Vec<_>>(),
        [5, 5]
    );
    assert_eq!(sealed(&world).await, []);
    assert_eq!(faults(&mut owner).await, []);

    // As the owner, who may do all this.
    let of_day = "where at < date_trunc('day', now()) - interval '3 days'";
    let one = format!("seq = (select max(seq) from journal.change {of_day})");
    let tamperings = [
        (
            format!("update journal.change set after = '{{\"title\": \"VD\"}}' where {one}"),
            "changed",
            true,
        ),
        (
            format!("update journal.change set erased = true where {one}"),
            "changed",
            true,
        ),
        (
            format!("update journal.change c set digest = sha256('x') where {one}"),
            "changed",
            true,
        ),
    ];
    for (tampering, problem, named) in tamperings {
        run(&mut owner, "begin".to_owned()).await;
        run(&mut owner, tampering.clone()).await;
        let found = faults(&mut owner).await;
        assert!(
            found.contains(&(problem.to_owned(), named)),
            "{tampering}: {found:?}"
        );
        run(&mut owner, "rollback".to_owned()).await;
    }
    // Its digest too: then the day does not fit.
    run(&mut owner, "begin".to_owned()).await;
    run(
        &mut owner,
        format!("update journal.change c set after = '{{\"title\": \"VD\"}}' where {one}"),
    )
    .await;
    run(
        &mut owner,
        format!("update journal.change c set digest = journal.digest_of(c) where {one}"),
    )
    .await;
    assert_eq!(faults(&mut owner).await, [("replaced".to_owned(), false)]);
    run(&mut owner, "rollback".to_owned()).await;
    // One more, on a day that was sealed.
    run(&mut owner, "begin".to_owned()).await;
    run(
        &mut owner,
        format!(
            "insert into journal.change (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op)
             select tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op from journal.change where {one}"
        ),
    )
    .await;
    assert_eq!(faults(&mut owner).await, [("added".to_owned(), false)]);
    run(&mut owner, "rollback".to_owned()).await;
    assert_eq!(faults(&mut owner).await, []);
    world.end().await;
}

#[tokio::test]
async fn what_is_deleted_for_good_leaves_the_journal_whole() {
    let world = World::new().await;
    let contact = world.contact(false).await;
    let mut owner = world.db.owner().await.unwrap();
    past(&world, &mut owner).await;
    assert_eq!(sealed(&world).await.len(), 2);
    let admin = world.session(world.firm.admin).await;
    trash::trash(&admin, Holder::Contact(contact))
        .await
        .unwrap();
    trash::delete_for_good(&admin, Holder::Contact(contact))
        .await
        .unwrap();
    let erased: i64 =
        sqlx::query_scalar("select count(*) from journal.change where row_id = $1 and erased")
            .bind(contact.0)
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert!(erased >= 10, "{erased}");
    assert_eq!(faults(&mut owner).await, []);
    world.end().await;
}
