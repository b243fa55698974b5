//! The journal: before + the difference = after, for whatever is changed, by whoever did it.

use domain::ContactId;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, PgConnection};
use store::{Source, contact};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

type Row = Map<String, Value>;
type Change = (String, String, Uuid, Option<Value>, Option<Value>);

fn object(value: Option<Value>) -> Row {
    match value {
        Some(Value::Object(row)) => row,
        None => Row::new(),
        other => panic!("{other:?}"),
    }
}

/// What a row holds of what is journalled; nothing when there is no such row.
async fn state(connection: &mut PgConnection, table: &str, id: &str) -> Row {
    let statement = format!(
        "select to_jsonb(t) - (select convert_from(substring(g.tgargs for length(g.tgargs) - 1), 'UTF8')::text[]
            from pg_trigger g where g.tgrelid = 'crm.{table}'::regclass and g.tgname = 'zz_journal')
         from crm.{table} t where id = '{id}'"
    );
    object(
        sqlx::query_scalar(AssertSqlSafe(statement))
            .fetch_optional(connection)
            .await
            .unwrap(),
    )
}

async fn changes(connection: &mut PgConnection, id: &str) -> Vec<Change> {
    let statement = format!(
        "select op, source, command, before, after from journal.change where row_id = '{id}' order by seq"
    );
    sqlx::query_as(AssertSqlSafe(statement))
        .fetch_all(connection)
        .await
        .unwrap()
}

/// A statement on the contact or its phone; `None` for what sets a column to what it is.
fn any_update() -> impl Strategy<Value = (&'static str, String)> {
    let text =
        "[a-zåäö'\\\\\" \\n🦌]{0,8}".prop_map(|text| format!("'{}'", text.replace('\'', "''")));
    let date = prop_oneof![
        Just("null".to_owned()),
        (1..28_u8).prop_map(|day| format!("'1980-02-{day:02}'"))
    ];
    let contact = prop_oneof![
        (
            prop::sample::select(vec!["first_name", "nickname", "title", "comment"]),
            text
        )
            .prop_map(|(column, value)| format!("{column} = {value}")),
        date.prop_map(|value| format!("birth_date = {value}")),
        any::<bool>().prop_map(|private| format!("private = {private}")),
        any::<bool>().prop_map(|away| format!(
            "deleted_at = {}",
            if away { "'2026-01-01'" } else { "null" }
        )),
        Just("title = title".to_owned()),
        Just("first_name = 'A', title = 'B', comment = first_name".to_owned()),
    ];
    let point = prop_oneof![
        prop::sample::select(vec!["mobile", "home", "other"])
            .prop_map(|label| format!("label = '{label}'")),
        (0..4_i32).prop_map(|position| format!("position = {position}")),
    ];
    prop_oneof![3 => contact.prop_map(|set| ("contact", set)), 1 => point.prop_map(|set| ("contact_point", set))]
}

#[tokio::test]
async fn before_and_the_difference_make_after() {
    let world = World::new().await;
    let id = world.contact(false).await.to_string();
    let mut raw = world.raw(world.firm.seller).await;
    let point: Uuid = sqlx::query_scalar("select id from crm.contact_point where kind = 'phone'")
        .fetch_one(&mut raw)
        .await
        .unwrap();
    let point = point.to_string();
    let updates = prop::collection::vec(any_update(), 400)
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    for (table, set) in updates {
        let row = if table == "contact" { &id } else { &point };
        let (before, known) = (
            state(&mut raw, table, row).await,
            changes(&mut raw, row).await.len(),
        );
        let version = format!("select version::bigint from crm.{table} where id = '{row}'");
        let version_before = count(&mut raw, version.clone()).await;
        let done = outcome(
            &mut raw,
            format!("update crm.{table} set {set} where id = '{row}'"),
        )
        .await;
        assert_eq!(done, Ok(1), "{set}");
        assert_eq!(count(&mut raw, version).await, version_before + 1, "{set}");
        let (after, journal) = (
            state(&mut raw, table, row).await,
            changes(&mut raw, row).await,
        );
        if before == after {
            assert_eq!(journal.len(), known, "nothing changed: {set}");
            continue;
        }
        assert_eq!(journal.len(), known + 1, "{set}");
        let (op, _, _, was, is_now) = journal.last().unwrap().clone();
        let (was, is_now) = (object(was), object(is_now));
        assert_eq!(op, "update");
        assert!(was.keys().eq(is_now.keys()), "{set}");
        assert!(
            was.iter()
                .all(|(key, value)| before[key] == *value && is_now[key] != *value),
            "{set}"
        );
        let mut forward = before.clone();
        forward.extend(is_now);
        let mut backward = after.clone();
        backward.extend(was);
        assert_eq!((forward, backward), (after, before), "{set}");
    }
    world.end().await;
}

#[tokio::test]
async fn the_whole_history_of_a_row_adds_up() {
    let world = World::new().await;
    world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let id: Uuid = sqlx::query_scalar("select id from crm.address")
        .fetch_one(&mut raw)
        .await
        .unwrap();
    let id = id.to_string();
    for set in [
        "city = 'Falun'",
        "kind = 'visit', street = ''",
        "city = 'Mora'",
    ] {
        outcome(&mut raw, format!("update crm.address set {set}"))
            .await
            .unwrap();
    }
    let replay = |changes: Vec<Change>| {
        changes
            .into_iter()
            .fold(Row::new(), |mut row, (op, _, _, _, after)| {
                row.extend(object(after));
                if op == "delete" { Row::new() } else { row }
            })
    };
    assert_eq!(
        replay(changes(&mut raw, &id).await),
        state(&mut raw, "address", &id).await
    );
    let last = state(&mut raw, "address", &id).await;
    outcome(&mut raw, "delete from crm.address").await.unwrap();
    let changes = changes(&mut raw, &id).await;
    assert_eq!(
        object(changes.last().unwrap().3.clone()),
        last,
        "what was deleted can be made again"
    );
    assert_eq!(replay(changes), Row::new());
    world.end().await;
}

#[tokio::test]
async fn one_action_is_one_command_by_the_one_who_did_it() {
    let world = World::new().await;
    let session = world
        .session(world.firm.colleague)
        .await
        .with_source(Source::Api);
    let id = contact::create(&session, eva(), Uuid::now_v7(), true)
        .await
        .unwrap()
        .id;
    let rows: Vec<(String, Uuid, Uuid, String, Uuid)> = sqlx::query_as(
        "select c.table_name, c.command, c.actor_id, c.source, c.session_id
         from journal.change_contact k join journal.change c using (tenant_id, at, seq)
         where k.contact_id = $1 order by c.seq",
    )
    .bind(id.0)
    .fetch_all(&mut world.raw(world.firm.reader).await)
    .await
    .unwrap();
    let tables: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
    assert_eq!(
        tables,
        [
            "contact",
            "contact_point",
            "contact_point",
            "address",
            "customer"
        ]
    );
    assert!(
        rows.iter()
            .all(|row| row.1 == rows[0].1 && row.3 == "api" && row.4 == rows[0].4)
    );
    assert!(rows.iter().all(|row| row.2 == world.firm.colleague.0));
    let second = contact::create(&session, eva(), Uuid::now_v7(), false)
        .await
        .unwrap()
        .id;
    let commands = count(
        &mut world.db.owner().await.unwrap(),
        format!("select count(distinct command) from journal.change where row_id in ('{id}', '{second}')"),
    )
    .await;
    assert_eq!(commands, 2);
    world.end().await;
}

#[tokio::test]
async fn a_row_without_an_id_is_journalled_under_its_holder() {
    let world = World::new().await;
    let id: ContactId = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let category = "0194f000-0000-7000-8000-000000000002";
    outcome(
        &mut world.raw(world.firm.admin).await,
        format!("insert into crm.category (id, name) values ('{category}', 'Kund')"),
    )
    .await
    .unwrap();
    outcome(&mut raw, format!("insert into crm.contact_category (contact_id, category_id) values ('{id}', '{category}')"))
        .await
        .unwrap();
    outcome(&mut raw, "delete from crm.contact_category")
        .await
        .unwrap();
    let rows: Vec<(String, Option<Value>, Option<Value>)> = sqlx::query_as(
        "select op, before, after from journal.change where table_name = 'contact_category' and row_id = $1 order by seq",
    )
    .bind(id.0)
    .fetch_all(&mut raw)
    .await
    .unwrap();
    let link = serde_json::json!({ "contact_id": id, "category_id": category });
    assert_eq!(
        rows,
        [
            ("insert".to_owned(), None, Some(link.clone())),
            ("delete".to_owned(), Some(link), None)
        ]
    );
    world.end().await;
}

#[tokio::test]
async fn a_change_that_nobody_made_is_refused() {
    let world = World::new().await;
    world.contact(false).await;
    let mut owner = world.db.owner().await.unwrap();
    let nobody = outcome(&mut owner, "update crm.contact set title = 'x'").await;
    assert_eq!(nobody, Err("28000".to_owned()));
    let other = world.db.firm("Beta").await.unwrap();
    store::admin::act_as(&mut owner, other.tenant, other.admin)
        .await
        .unwrap();
    let stranger = outcome(&mut owner, "update crm.contact_point set position = 9").await;
    assert_eq!(stranger, Err("42501".to_owned()));
    world.end().await;
}
