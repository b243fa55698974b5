//! One act on many rows.

use std::time::Duration;

use domain::bulk::{Act, Progress};
use domain::search::{Among, Population, Search};
use domain::{CategoryId, ContactId, UserId};
use store::bulk::{Chosen, progress, start, stop};
use store::{Error, Session};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

const PATIENCE: Duration = Duration::from_secs(60);

fn these(ids: &[ContactId]) -> Chosen {
    Chosen::Ticked(Among::Contacts, ids.iter().map(|id| id.0).collect())
}

async fn done(session: &Session, act: Act, chosen: Chosen) -> Progress {
    let progress = start(session, act, chosen, PATIENCE).await.unwrap();
    assert!(!progress.running);
    progress
}

async fn category(world: &World, used_for: &str) -> CategoryId {
    let admin = world.session(world.firm.admin).await;
    let new = domain::category::NewCategory::parse(used_for, "is", used_for).unwrap();
    store::category::create(&admin, new).await.unwrap();
    let all = store::category::list(&admin).await.unwrap();
    all.iter().find(|one| one.name == used_for).unwrap().id
}

async fn owned(world: &World, owner: UserId) -> i64 {
    let mut raw = world.raw(world.firm.admin).await;
    count(
        &mut raw,
        format!("select count(*) from crm.contact where owner_id = '{owner}'"),
    )
    .await
}

#[tokio::test]
async fn each_row_answers_for_itself_and_hidden_ones_not_at_all() {
    let world = World::new().await;
    let firm = world.firm;
    let beta = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(beta.tenant, beta.seller).await;
    let foreign = store::contact::create(&stranger, eva(), Uuid::now_v7(), false)
        .await
        .unwrap()
        .id;
    let open = world.contact(false).await;
    let hidden = world.contact(true).await;
    let own_hidden = world.contact_of(firm.colleague, true).await;
    let all = [open, hidden, own_hidden, foreign, ContactId(Uuid::now_v7())];

    let colleague = world.session(firm.colleague).await;
    let moved = done(&colleague, Act::Owner(firm.admin), these(&all)).await;
    // Their own hidden one too: whoever gave it away would not see it any more.
    assert_eq!((moved.total, moved.done, moved.refused), (5, 1, 4));
    assert_eq!(owned(&world, firm.admin).await, 1);
    let admin = world.session(firm.admin).await;
    let moved = done(&admin, Act::Owner(firm.seller), these(&all)).await;
    assert_eq!((moved.done, moved.refused), (3, 2));

    // Nobody learns of it: neither from the journal nor from how it went.
    let of_stranger = progress(&stranger, moved.command).await;
    assert!(
        matches!(of_stranger, Err(Error::NotFound)),
        "{of_stranger:?}"
    );
    let of_colleague = progress(&colleague, moved.command).await;
    assert!(
        matches!(of_colleague, Err(Error::NotFound)),
        "{of_colleague:?}"
    );
    let mut raw = world.raw_at(beta.tenant, beta.admin).await;
    let untouched = format!(
        "select count(*) from crm.contact where id = '{foreign}' and owner_id = '{}'",
        beta.seller
    );
    assert_eq!(count(&mut raw, untouched).await, 1);
    assert_eq!(
        count(
            &mut raw,
            "select count(*) from journal.change where table_name = 'contact'"
        )
        .await,
        1
    );
    world.end().await;
}

#[tokio::test]
async fn hiding_is_for_owners_and_administrators_and_trash_comes_back() {
    let world = World::new().await;
    let firm = world.firm;
    let (mine, theirs) = (
        world.contact(false).await,
        world.contact_of(firm.colleague, false).await,
    );
    let seller = world.session(firm.seller).await;
    let hidden = done(&seller, Act::Private(true), these(&[mine, theirs])).await;
    assert_eq!((hidden.done, hidden.refused), (1, 1));
    let admin = world.session(firm.admin).await;
    let shown = done(&admin, Act::Private(false), these(&[mine, theirs])).await;
    assert_eq!(
        (shown.done, shown.refused),
        (2, 0),
        "the other one was visible already"
    );

    let trashed = done(&seller, Act::Trash, these(&[mine, theirs])).await;
    assert_eq!(trashed.done, 2);
    let owner = done(&seller, Act::Owner(firm.admin), these(&[mine])).await;
    assert_eq!(
        (owner.done, owner.refused),
        (0, 1),
        "what is in the trash is restored first"
    );
    let trash = Search {
        population: Population::Trash,
        ..Search::default()
    };
    let restored = done(&seller, Act::Restore, Chosen::All(trash.clone())).await;
    assert_eq!((restored.total, restored.done), (2, 2));
    assert!(
        store::contact::search(&seller, &trash)
            .await
            .unwrap()
            .items
            .is_empty()
    );
    let undone = store::journal::undo(&seller, trashed.command).await;
    assert!(undone.is_ok(), "nothing is left to undo: {undone:?}");
    world.end().await;
}

#[tokio::test]
async fn categories_are_put_on_and_taken_off() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let ids = [world.contact(false).await, world.contact(false).await];
    let (people, firms) = (
        category(&world, "contacts").await,
        category(&world, "companies").await,
    );
    let put = done(&seller, Act::AddCategory(people), these(&ids[..1])).await;
    let more = done(&seller, Act::AddCategory(people), these(&ids)).await;
    assert_eq!((put.done, more.done), (1, 2));
    let wrong = start(&seller, Act::AddCategory(firms), these(&ids), PATIENCE).await;
    assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    let search = Search {
        categories: vec![people],
        ..Search::default()
    };
    let found = async || {
        store::contact::search(&seller, &search)
            .await
            .unwrap()
            .items
            .len()
    };
    assert_eq!(found().await, 2);
    store::journal::undo(&seller, more.command).await.unwrap();
    assert_eq!(found().await, 1, "what had it before keeps it");
    let off = done(
        &seller,
        Act::RemoveCategory(people),
        Chosen::All(search.clone()),
    )
    .await;
    assert_eq!((off.total, off.done, found().await), (1, 1, 0));
    let admin = world.session(world.firm.admin).await;
    store::category::retire(&admin, people, true).await.unwrap();
    let retired = start(&seller, Act::AddCategory(people), these(&ids), PATIENCE).await;
    assert!(matches!(retired, Err(Error::Invalid(_))), "{retired:?}");
    world.end().await;
}

#[tokio::test]
async fn companies_have_the_same_but_are_never_hidden() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        "insert into crm.company (name) values ('A'), ('B'), ('C')",
    )
    .await
    .unwrap();
    let all = Search::default().among(Among::Companies);
    let moved = done(
        &seller,
        Act::Owner(world.firm.admin),
        Chosen::All(all.clone()),
    )
    .await;
    assert_eq!((moved.total, moved.done, moved.refused), (3, 3, 0));
    let mine = Search {
        population: Population::Mine,
        ..all.clone()
    };
    let admin = world.session(world.firm.admin).await;
    assert_eq!(
        store::company::search(&admin, &mine).await.unwrap().count,
        3
    );
    let hidden = start(
        &seller,
        Act::Private(true),
        Chosen::All(all.clone()),
        PATIENCE,
    )
    .await;
    assert!(matches!(hidden, Err(Error::Invalid(_))), "{hidden:?}");
    let firms = category(&world, "companies").await;
    assert_eq!(
        done(&seller, Act::AddCategory(firms), Chosen::All(all.clone()))
            .await
            .done,
        3
    );
    assert_eq!(
        done(&seller, Act::Trash, Chosen::All(all.clone()))
            .await
            .done,
        3
    );
    assert_eq!(done(&seller, Act::Trash, Chosen::All(all)).await.total, 0);
    world.end().await;
}

#[tokio::test]
async fn a_reader_changes_nothing_and_nobody_gives_to_nobody() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let reader = world.session(world.firm.reader).await;
    let refused = start(&reader, Act::Trash, these(&[id]), PATIENCE).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let seller = world.session(world.firm.seller).await;
    let beta = world.db.firm("Beta").await.unwrap();
    for nobody in [UserId(Uuid::now_v7()), beta.seller] {
        let refused = start(&seller, Act::Owner(nobody), these(&[id]), PATIENCE).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
    world.end().await;
}

/// Two hundred and more, so that there are several batches.
async fn many(world: &World, people: i64) {
    let mut raw = world.raw(world.firm.seller).await;
    let add = format!(
        "insert into crm.contact (last_name) select 'Ek' || n from generate_series(1, {people}) n"
    );
    outcome(&mut raw, add).await.unwrap();
}

#[tokio::test]
async fn all_batches_are_one_command_and_undone_as_one() {
    let world = World::new().await;
    many(&world, 1_100).await;
    let seller = world.session(world.firm.seller).await;
    let all = Chosen::All(Search::default());
    let moved = done(&seller, Act::Owner(world.firm.colleague), all.clone()).await;
    assert_eq!((moved.total, moved.done, moved.refused), (1_100, 1_100, 0));
    let mut raw = world.raw(world.firm.admin).await;
    let journalled = format!(
        "select count(*) from journal.change where command = '{}'",
        moved.command
    );
    assert_eq!(count(&mut raw, journalled).await, 1_100);
    assert_eq!(owned(&world, world.firm.seller).await, 0);
    let mine = Search {
        population: Population::Mine,
        ..Search::default()
    };
    let colleague = world.session(world.firm.colleague).await;
    let found = store::contact::search(&colleague, &mine).await.unwrap();
    assert!(found.more && found.items.len() == 60);
    assert_eq!(
        store::contact::search(&seller, &mine).await.unwrap().count,
        0
    );
    store::journal::undo(&seller, moved.command).await.unwrap();
    assert_eq!(owned(&world, world.firm.seller).await, 1_100);
    world.end().await;
}

#[tokio::test]
async fn what_is_stopped_stands_as_far_as_it_came() {
    let world = World::new().await;
    many(&world, 1_500).await;
    let seller = world.session(world.firm.seller).await;
    let all = Chosen::All(Search::default());
    let begun = start(&seller, Act::Trash, all, Duration::ZERO)
        .await
        .unwrap();
    stop(&seller, begun.command).await.unwrap();
    let mut raw = world.raw(world.firm.seller).await;
    // The batch it is at is given up, or had been counted already.
    let mut before = progress(&seller, begun.command).await.unwrap();
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = progress(&seller, begun.command).await.unwrap();
        if now == before {
            break;
        }
        before = now;
    }
    assert!(!before.running);
    let trashed = count(
        &mut raw,
        "select count(*) from crm.contact where deleted_at is not null",
    )
    .await;
    assert_eq!(i64::from(before.done), trashed);
    store::journal::undo(&seller, begun.command).await.ok();
    assert_eq!(
        count(
            &mut raw,
            "select count(*) from crm.contact where deleted_at is not null"
        )
        .await,
        0
    );
    world.end().await;
}

#[tokio::test]
async fn an_act_that_went_down_with_its_server_is_not_running() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let mut owner = world.db.owner().await.unwrap();
    let id = Uuid::now_v7();
    sqlx::query("insert into crm.bulk_act (tenant_id, id, user_id, total, done, updated_at) values ($1, $2, $3, 10, 4, now() - interval '2 minutes')")
        .bind(world.firm.tenant.0)
        .bind(id)
        .bind(world.firm.seller.0)
        .execute(&mut owner)
        .await
        .unwrap();
    let found = progress(&seller, domain::CommandId(id)).await.unwrap();
    assert!(!found.running && found.stopped());
    assert_eq!((found.done, found.total), (4, 10));
    world.end().await;
}

/// Ten thousand, measured: run by hand, on a machine that does nothing else.
#[tokio::test]
#[ignore = "takes a while, and says something only when the machine is calm"]
#[allow(clippy::print_stdout, reason = "run by hand, to be read")]
async fn ten_thousand_have_another_owner_within_five_seconds() {
    let world = World::new().await;
    for _ in 0..10 {
        many(&world, 1_000).await;
    }
    let seller = world.session(world.firm.seller).await;
    let began = std::time::Instant::now();
    let moved = done(
        &seller,
        Act::Owner(world.firm.colleague),
        Chosen::All(Search::default()),
    )
    .await;
    let took = began.elapsed();
    println!("an owner change of {} contacts: {took:?}", moved.done);
    assert_eq!(moved.done, 10_000);
    let began = std::time::Instant::now();
    store::journal::undo(&seller, moved.command).await.unwrap();
    println!("and its undoing: {:?}", began.elapsed());
    assert!(took < Duration::from_secs(5), "{took:?}");
    world.end().await;
}
