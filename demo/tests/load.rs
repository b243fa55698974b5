//! Loading against a real PostgreSQL: what a load leaves behind is what the database would have made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on panics"
)]

use std::net::{IpAddr, Ipv4Addr};

use demo::{DEMO_FIRM, Plan, Report};
use domain::search::{Among, Field, Population, Search};
use sqlx::PgConnection;
use store::testing::TestDb;
use store::{Session, Store, auth, company, contact, selection};

async fn count(owner: &mut PgConnection, query: &'static str) -> i64 {
    sqlx::query_scalar(query)
        .fetch_one(owner)
        .await
        .expect("a count")
}

fn rows(report: &Report, table: &str) -> i64 {
    let found = report.rows.iter().find(|(name, _)| *name == table);
    found.map_or(0, |(_, count)| i64::try_from(*count).expect("a count"))
}

async fn johan(store: &Store) -> Session {
    let email = "johan.ek@bergslagensvarme.example";
    let token = auth::demo_sign_in(store, email, IpAddr::V4(Ipv4Addr::LOCALHOST), "test")
        .await
        .expect("a demo user");
    Session::new(store.clone(), token)
}

#[tokio::test]
async fn a_loaded_firm_is_whole() {
    let db = TestDb::new().await.expect("a database");
    let plan = Plan::new(400, None, 1);
    let report = demo::load(&db.owner_url, &plan).await.expect("loaded");
    assert_eq!(
        (rows(&report, "contact"), rows(&report, "company")),
        (400, 80)
    );
    assert!(report.to_string().contains(DEMO_FIRM));

    let mut owner = db.owner().await.expect("a connection");
    untouched_by_the_load(&mut owner).await;
    journalled(&mut owner, &report).await;
    visible_as_it_should_be(&mut owner).await;
    found_by_the_users(&db.store().await.expect("a store")).await;

    let again = demo::load(&db.owner_url, &plan).await.expect("left alone");
    assert!(again.rows.is_empty() && again.to_string().ends_with("is there already."));
    assert_eq!(
        count(&mut owner, "select count(*) from crm.contact").await,
        400
    );
    db.drop().await.expect("removed");
}

/// Rights and triggers are as the migrations made them.
async fn untouched_by_the_load(owner: &mut PgConnection) {
    let open = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('crm', 'journal') and c.relkind in ('r', 'p') and not c.relforcerowsecurity";
    assert_eq!(count(owner, open).await, 0);
    assert_eq!(
        count(
            owner,
            "select count(*) from pg_trigger where tgenabled = 'D'"
        )
        .await,
        0
    );
    assert_eq!(
        count(
            owner,
            "select count(*) from pg_constraint where not convalidated"
        )
        .await,
        0
    );
}

/// One insert for every row, and the same columns as the trigger would have written.
async fn journalled(owner: &mut PgConnection, report: &Report) {
    let loaded: i64 = report
        .rows
        .iter()
        .map(|(table, _)| rows(report, table))
        .sum();
    assert_eq!(
        count(
            owner,
            "select count(*) from journal.change where source = 'seed'"
        )
        .await,
        loaded
    );
    let missing = "select count(*) from crm.contact c where not exists (
        select from journal.change_contact k where k.tenant_id = c.tenant_id and k.contact_id = c.id)";
    assert_eq!(count(owner, missing).await, 0);
    let keys = "select count(*) from journal.change where table_name = 'contact'
        and not (after ? 'last_name' and not after ?| array['tenant_id', 'version', 'name_folded', 'vis_owner'])";
    assert_eq!(count(owner, keys).await, 0);
}

/// What hangs on a private contact is as private as it is, in the journal too.
async fn visible_as_it_should_be(owner: &mut PgConnection) {
    assert!(count(owner, "select count(*) from crm.contact where private").await >= 2);
    let wrong = "select
        (select count(*) from crm.contact_point p join crm.contact c on c.tenant_id = p.tenant_id and c.id = p.contact_id
            where p.vis_owner is distinct from c.vis_owner)
        + (select count(*) from crm.note p join crm.contact c on c.tenant_id = p.tenant_id and c.id = p.contact_id
            where p.vis_owner is distinct from c.vis_owner)
        + (select count(*) from crm.customer p join crm.contact c on c.tenant_id = p.tenant_id and c.id = p.contact_id
            where p.vis_owner is distinct from c.vis_owner)
        + (select count(*) from journal.change_contact p
            join crm.contact c on c.tenant_id = p.tenant_id and c.id = p.contact_id
            where p.vis_owner is distinct from c.vis_owner)";
    assert_eq!(count(owner, wrong).await, 0);
    let next = "select min(s.next_number) - max(k.number) from crm.customer_series s
        join crm.customer k on k.tenant_id = s.tenant_id";
    assert!(count(owner, next).await > 0);
}

/// The people of the design are found, and their cards open.
async fn found_by_the_users(store: &Store) {
    assert_eq!(auth::demo_users(store).await.expect("users").len(), 3);
    let session = johan(store).await;
    let search = Search {
        text: "karin söderström".to_owned(),
        field: Field::Name,
        ..Search::default()
    };
    let page = contact::search(&session, &search).await.expect("hits");
    let karin = page
        .items
        .iter()
        .find(|hit| hit.last_name == "Söderström")
        .expect("Karin");
    let card = contact::card(&session, karin.id).await.expect("her card");
    assert_eq!(card.customer.map(|customer| customer.number), Some(20_418));
    assert_eq!(
        card.companies.first().map(|company| company.name.as_str()),
        Some("Norrsken Fastigheter AB")
    );
    assert_eq!(card.changed_by, "Maryam Haddad");

    let search = Search {
        text: "norrsken".to_owned(),
        among: Among::Companies,
        ..Search::default()
    };
    let page = company::search(&session, &search).await.expect("companies");
    assert!(
        page.items
            .iter()
            .any(|hit| hit.name == "Norrsken Fastigheter AB")
    );

    let selections = selection::list(&session).await.expect("selections");
    assert_eq!(selections.len(), 2);
    let saved = Search::from_query(&selections[0].query);
    assert_eq!(saved.population, Population::Customers);
    assert!(
        !contact::search(&session, &saved)
            .await
            .expect("hits")
            .items
            .is_empty()
    );
}

#[tokio::test]
async fn a_large_load_puts_indexes_and_keys_back() {
    let db = TestDb::new().await.expect("a database");
    let mut owner = db.owner().await.expect("a connection");
    let made = "select count(*) from pg_constraint c join pg_namespace n on n.oid = c.connamespace
        where n.nspname in ('crm', 'journal') and c.contype = 'f'";
    let indexes = "select count(*) from pg_indexes where schemaname in ('crm', 'journal')";
    let before = (
        count(&mut owner, made).await,
        count(&mut owner, indexes).await,
    );
    let plan = Plan {
        aside: true,
        ..Plan::new(300, Some("Stora Firman AB".to_owned()), 2)
    };
    demo::load(&db.owner_url, &plan).await.expect("loaded");
    assert_eq!(
        (
            count(&mut owner, made).await,
            count(&mut owner, indexes).await
        ),
        before
    );
    untouched_by_the_load(&mut owner).await;
    assert_eq!(
        auth::demo_users(&db.store().await.expect("a store"))
            .await
            .expect("users")
            .len(),
        0
    );
    db.drop().await.expect("removed");
}
