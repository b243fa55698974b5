//! The feed of what has changed: nothing lost, nothing twice, and only for those who may know.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use domain::user::Role;
use domain::{TenantId, UserId};
use sqlx::PgConnection;
use store::live::{Change, Feed, Listener, PATIENCE, living, mark};
use store::{Error, contact};
use uuid::Uuid;

use crate::common::{World, eva, outcome};

/// Who of the firm is told of a change, by name.
fn told(world: &World, change: &Change) -> Vec<&'static str> {
    let firm = &world.firm;
    [
        ("admin", firm.admin, Role::Administrator),
        ("seller", firm.seller, Role::User),
        ("colleague", firm.colleague, Role::User),
        ("reader", firm.reader, Role::ReadOnly),
    ]
    .into_iter()
    .filter(|(_, user, role)| change.is_for(*user, *role))
    .map(|(name, ..)| name)
    .collect()
}

async fn news(feed: &mut Feed) -> Vec<Change> {
    let news = feed.read(Instant::now()).await.unwrap();
    assert!(!news.incomplete);
    news.changes
}

async fn run(connection: &mut PgConnection, statement: impl Into<String>) {
    let statement = statement.into();
    let done = outcome(connection, statement.clone()).await;
    assert!(done.is_ok(), "{statement}: {done:?}");
}

const EVERYONE: [&str; 4] = ["admin", "seller", "colleague", "reader"];

#[tokio::test]
async fn a_change_names_the_cards_that_it_concerns() {
    let world = World::new().await;
    let before = world.contact(false).await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    assert_eq!(news(&mut feed).await, [], "what was there is no news");
    let id = world.contact(false).await;
    let changes = news(&mut feed).await;
    assert!(changes.len() > 2, "{changes:?}");
    for change in &changes {
        assert_eq!(change.ids, [id.0]);
        assert_eq!(
            (change.tenant, change.actor),
            (world.firm.tenant, Some(world.firm.seller))
        );
        assert_eq!(told(&world, change), EVERYONE);
    }
    let commands: BTreeSet<_> = changes.iter().map(|change| change.command).collect();
    assert_eq!(commands.len(), 1);
    let company = Uuid::now_v7();
    let mut raw = world.raw(world.firm.admin).await;
    let (category, link, meeting) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let colleague = world.firm.colleague;
    for (statement, wanted) in [
        (
            format!("insert into crm.company (id, name) values ('{company}', 'Bolaget')"),
            vec![company],
        ),
        (
            format!(
                "insert into crm.contact_company (id, contact_id, company_id) values ('{link}', '{id}', '{company}')"
            ),
            vec![company, id.0],
        ),
        (
            format!("update crm.contact_company set role = 'Chef' where id = '{link}'"),
            vec![company, id.0],
        ),
        (
            format!(
                "update crm.contact_point set label = 'home' where contact_id = '{before}' and kind = 'phone'"
            ),
            vec![before.0],
        ),
        (
            format!("update crm.address set city = 'Mora' where contact_id = '{before}'"),
            vec![before.0],
        ),
        (
            format!("insert into crm.category (id, name) values ('{category}', 'Kund')"),
            vec![category],
        ),
        (
            format!(
                "insert into crm.contact_category (contact_id, category_id) values ('{id}', '{category}')"
            ),
            vec![id.0],
        ),
        (
            format!(
                "insert into crm.meeting (id, contact_id, subject, starts_at, ends_at, time_zone)
                 values ('{meeting}', '{id}', 'Avstämning', '2026-12-01 09:00', '2026-12-01 10:00', 'Europe/Stockholm')"
            ),
            vec![id.0],
        ),
        // Who takes part stands on the card of the meeting, and on those of the others who do.
        (
            format!("insert into crm.meeting_participant (meeting_id, contact_id) values ('{meeting}', '{before}')"),
            vec![id.0, before.0],
        ),
        (
            format!("insert into crm.meeting_participant (meeting_id, user_id) values ('{meeting}', '{colleague}')"),
            vec![id.0, before.0],
        ),
        (
            format!("delete from crm.meeting_participant where meeting_id = '{meeting}' and user_id = '{colleague}'"),
            vec![id.0, before.0],
        ),
        (
            format!("delete from crm.contact_category where contact_id = '{id}'"),
            vec![id.0],
        ),
        (
            format!("delete from crm.contact_company where id = '{link}'"),
            vec![company, id.0],
        ),
    ] {
        run(&mut raw, statement.clone()).await;
        let ids: BTreeSet<Uuid> = news(&mut feed)
            .await
            .into_iter()
            .flat_map(|change| change.ids)
            .collect();
        assert_eq!(ids, wanted.into_iter().collect(), "{statement}");
    }
    world.end().await;
}

/// A number is drawn before it is committed: the later one is seen first.
#[tokio::test]
async fn what_is_committed_late_is_told_and_nothing_is_told_twice() {
    let world = World::new().await;
    let slow = world.contact(false).await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let mut first = world.raw(world.firm.seller).await;
    run(&mut first, "begin").await;
    run(
        &mut first,
        format!("update crm.contact set title = 'Sen' where id = '{slow}'"),
    )
    .await;
    // Meanwhile others come and go, and one breaks off.
    let mut other = world.raw(world.firm.colleague).await;
    run(&mut other, "begin").await;
    run(
        &mut other,
        "insert into crm.company (name) values ('Ångrat')",
    )
    .await;
    run(&mut other, "rollback").await;
    let quick = world.contact(false).await;
    let ids = |changes: &[Change]| {
        changes
            .iter()
            .flat_map(|change| change.ids.clone())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(ids(&news(&mut feed).await), BTreeSet::from([quick.0]));
    assert_eq!(news(&mut feed).await, []);
    run(&mut first, "commit").await;
    let late = news(&mut feed).await;
    assert_eq!(ids(&late), BTreeSet::from([slow.0]));
    assert_eq!(late.len(), 1);
    assert_eq!(news(&mut feed).await, []);
    world.end().await;
}

/// Transactions that are at work when somebody begins to listen, too.
#[tokio::test]
async fn what_was_on_its_way_when_the_feed_started_is_told() {
    let world = World::new().await;
    let slow = world.contact(false).await;
    let mut first = world.raw(world.firm.seller).await;
    run(&mut first, "begin").await;
    run(
        &mut first,
        format!("update crm.contact set title = 'Sen' where id = '{slow}'"),
    )
    .await;
    world.contact(false).await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    assert_eq!(news(&mut feed).await, []);
    run(&mut first, "commit").await;
    assert_eq!(news(&mut feed).await[0].ids, [slow.0]);
    assert_eq!(news(&mut feed).await, []);
    world.end().await;
}

/// Many writers at once, in transactions that end in any order: what is told is what was written.
#[tokio::test]
async fn a_crowd_of_writers_is_told_of_completely() {
    let world = World::new().await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..6_u64 {
        let mut raw = world.raw(world.firm.seller).await;
        writers.spawn(async move {
            for round in 0..12_u64 {
                run(&mut raw, "begin").await;
                let pause = (writer * 7 + round * 3) % 10;
                run(
                    &mut raw,
                    format!(
                        "insert into crm.company (name) select 'X' from generate_series(1, {})",
                        1 + round % 4
                    ),
                )
                .await;
                run(&mut raw, format!("select pg_sleep({pause} * 0.001)")).await;
                let end = if (writer + round) % 5 == 0 {
                    "rollback"
                } else {
                    "commit"
                };
                run(&mut raw, end).await;
            }
        });
    }
    let mut heard: Vec<Uuid> = Vec::new();
    while !writers.is_empty() {
        let _ = tokio::time::timeout(Duration::from_millis(3), writers.join_next()).await;
        heard.extend(
            news(&mut feed)
                .await
                .into_iter()
                .flat_map(|change| change.ids),
        );
    }
    heard.extend(
        news(&mut feed)
            .await
            .into_iter()
            .flat_map(|change| change.ids),
    );
    let mut raw = world.raw(world.firm.seller).await;
    let written: BTreeSet<Uuid> = sqlx::query_scalar("select id from crm.company")
        .fetch_all(&mut raw)
        .await
        .unwrap()
        .into_iter()
        .collect();
    assert!(written.len() > 50);
    assert_eq!(heard.len(), written.len(), "told once each");
    assert_eq!(heard.into_iter().collect::<BTreeSet<_>>(), written);
    world.end().await;
}

#[tokio::test]
async fn what_never_comes_is_given_up_and_a_long_break_is_admitted() {
    let world = World::new().await;
    let slow = world.contact(false).await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let mut first = world.raw(world.firm.seller).await;
    run(&mut first, "begin").await;
    run(
        &mut first,
        format!("update crm.contact set title = 'Sen' where id = '{slow}'"),
    )
    .await;
    world.contact(false).await;
    let start = Instant::now();
    assert!(!feed.read(start).await.unwrap().changes.is_empty());
    assert_eq!(feed.read(start + PATIENCE).await.unwrap().changes, []);
    run(&mut first, "commit").await;
    // No transaction of the server's lives so long; if one did, this is what would be lost.
    assert_eq!(feed.read(start + PATIENCE).await.unwrap().changes, []);
    let later = feed
        .read(start + PATIENCE + Duration::from_secs(61))
        .await
        .unwrap();
    assert!(later.incomplete);
    world.end().await;
}

#[tokio::test]
async fn only_those_are_told_who_see_it_or_just_did() {
    let world = World::new().await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let id = world.contact_of(world.firm.seller, true).await;
    let mut raw = world.raw(world.firm.seller).await;
    let owners = ["admin", "seller"];
    for change in news(&mut feed).await {
        assert_eq!(told(&world, &change), owners);
    }
    let mut step = async |statement: String, wanted: &[&str]| {
        run(&mut raw, statement.clone()).await;
        let changes = news(&mut feed).await;
        assert!(!changes.is_empty(), "{statement}");
        for change in changes {
            assert_eq!(told(&world, &change), wanted, "{statement}");
            assert!(change.ids.contains(&id.0));
        }
    };
    let set = |what: &str| format!("update crm.contact set {what} where id = '{id}'");
    step(set("title = 'Chef'"), &owners).await;
    step(
        format!("update crm.contact_point set label = 'home' where contact_id = '{id}'"),
        &owners,
    )
    .await;
    step(set("private = false"), &EVERYONE).await;
    step(set("title = 'Direktör'"), &EVERYONE).await;
    // Those who could see it until now, so that their card closes; then no longer.
    step(set("private = true"), &EVERYONE).await;
    step(set("title = 'Chef'"), &owners).await;
    // From one owner to another while hidden: both, and nobody else.
    let colleague = world.firm.colleague;
    let mut admin = world.raw(world.firm.admin).await;
    run(&mut admin, set(&format!("owner_id = '{colleague}'"))).await;
    for change in news(&mut feed).await {
        assert_eq!(told(&world, &change), ["admin", "seller", "colleague"]);
    }
    run(&mut admin, set("title = 'Ordförande'")).await;
    for change in news(&mut feed).await {
        assert_eq!(told(&world, &change), ["admin", "colleague"]);
    }
    world.end().await;
}

/// Whoever takes part in a meeting is told of only to those who see them, and so is whose meeting it is.
#[tokio::test]
async fn who_takes_part_in_a_meeting_is_told_to_those_who_see_them() {
    let world = World::new().await;
    let (open, hers) = (
        world.contact(false).await,
        world.contact_of(world.firm.seller, true).await,
    );
    let his = world.contact_of(world.firm.colleague, true).await;
    let mut raw = world.raw(world.firm.admin).await;
    let (project, [on_open, on_hers]) = (Uuid::now_v7(), [Uuid::now_v7(), Uuid::now_v7()]);
    run(
        &mut raw,
        format!("insert into crm.project (id, name) values ('{project}', 'Kontoret')"),
    )
    .await;
    for (meeting, contact) in [(on_open, open), (on_hers, hers)] {
        run(
            &mut raw,
            format!(
                "insert into crm.meeting (id, contact_id, project_id, subject, starts_at, ends_at, time_zone)
                 values ('{meeting}', '{contact}', '{project}', 'Möte', '2026-12-01 09:00', '2026-12-01 10:00', 'Europe/Stockholm')"
            ),
        )
        .await;
    }
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let (hers_sees, his_sees) = (["admin", "seller"], ["admin", "colleague"]);
    let joins = |meeting: Uuid, contact: domain::ContactId| {
        format!(
            "insert into crm.meeting_participant (meeting_id, contact_id) values ('{meeting}', '{contact}')"
        )
    };
    let steps: [(String, &[&str], Vec<Uuid>); 5] = [
        (
            joins(on_open, hers),
            &hers_sees,
            vec![open.0, project, hers.0],
        ),
        // Not of her, who takes part too and whom he does not see.
        (joins(on_open, his), &his_sees, vec![open.0, project, his.0]),
        (
            format!("update crm.meeting set place = 'Mora' where id = '{on_open}'"),
            &EVERYONE,
            vec![open.0, project],
        ),
        // Of a hidden contact's: whoever comes is hidden with it.
        (
            joins(on_hers, open),
            &hers_sees,
            vec![hers.0, project, open.0],
        ),
        (
            format!("update crm.meeting set place = 'Mora' where id = '{on_hers}'"),
            &hers_sees,
            vec![hers.0, project, open.0],
        ),
    ];
    for (statement, wanted, cards) in steps {
        run(&mut raw, statement.clone()).await;
        let cards: BTreeSet<Uuid> = cards.into_iter().collect();
        for change in news(&mut feed).await {
            assert_eq!(told(&world, &change), wanted, "{statement}");
            let ids: BTreeSet<Uuid> = change.ids.iter().copied().collect();
            assert_eq!(ids, cards, "{statement}");
        }
    }
    // Hidden: gone from the project and from where they take part.
    run(&mut raw, joins(on_open, world.contact(false).await)).await;
    news(&mut feed).await;
    run(
        &mut raw,
        format!("update crm.contact set private = true where id = '{open}'"),
    )
    .await;
    let moved: BTreeSet<Uuid> = news(&mut feed)
        .await
        .into_iter()
        .filter(|change| change.ids.contains(&open.0))
        .flat_map(|change| change.ids)
        .collect();
    assert!(moved.contains(&project), "{moved:?}");
    world.end().await;
}

#[tokio::test]
async fn a_selection_of_ones_own_is_told_to_nobody_else() {
    let world = World::new().await;
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let mut raw = world.raw(world.firm.seller).await;
    run(
        &mut raw,
        "insert into crm.selection (name, query) values ('Mina', 'q=a')",
    )
    .await;
    assert_eq!(told(&world, &news(&mut feed).await[0]), ["seller"]);
    world.end().await;
}

/// The rows are of all firms; each carries its own, and the server tells no other.
#[tokio::test]
async fn every_change_says_whose_firm_it_is() {
    let world = World::new().await;
    let beta = world.db.firm("Beta").await.unwrap();
    let mut feed = Feed::start(world.store.clone()).await.unwrap();
    let session = world.session_at(beta.tenant, beta.seller).await;
    let theirs = contact::create(&session, eva(), Uuid::now_v7(), false)
        .await
        .unwrap()
        .id;
    world.contact(false).await;
    let firms: BTreeSet<(TenantId, bool)> = news(&mut feed)
        .await
        .iter()
        .map(|change| (change.tenant, change.ids == [theirs.0]))
        .collect();
    assert_eq!(
        firms,
        BTreeSet::from([(world.firm.tenant, false), (beta.tenant, true)])
    );
    world.end().await;
}

async fn listeners(world: &World, session: &store::Session) -> Result<Vec<Listener>, Error> {
    let found = living(&world.store, &[mark(session)]).await?;
    Ok(found.into_iter().map(|(_, listener)| listener).collect())
}

#[tokio::test]
async fn a_session_is_alive_until_it_is_not() {
    let world = World::new().await;
    let firm = &world.firm;
    let listener = |user: UserId, role| Listener {
        tenant: firm.tenant,
        user,
        role,
    };
    let session = world.session(firm.seller).await;
    assert_eq!(
        listeners(&world, &session).await.unwrap(),
        [listener(firm.seller, Role::User)]
    );
    let mut owner = world.db.owner().await.unwrap();
    let seller = firm.seller;
    run(
        &mut owner,
        format!("update auth.user_account set role = 'read_only' where id = '{seller}'"),
    )
    .await;
    assert_eq!(
        listeners(&world, &session).await.unwrap(),
        [listener(firm.seller, Role::ReadOnly)]
    );
    run(
        &mut owner,
        format!("update auth.user_account set deactivated_at = now() where id = '{seller}'"),
    )
    .await;
    assert_eq!(listeners(&world, &session).await.unwrap(), []);
    let session = world.session(firm.colleague).await;
    store::auth::sign_out(&session).await.unwrap();
    assert_eq!(listeners(&world, &session).await.unwrap(), []);
    let session = world.session(firm.reader).await;
    run(
        &mut owner,
        "update auth.session set expires_at = now() - interval '1 second'",
    )
    .await;
    assert_eq!(listeners(&world, &session).await.unwrap(), []);
    world.end().await;
}
