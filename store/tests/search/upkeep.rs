//! What is searched follows what is written.

use crate::common::{World, email, find, names, person};
use domain::contact::NewContact;

/// The search tables, as text.
const TABLES: &str = "
    select string_agg(x, E'\\n' order by x) from (
        select s::text as x from (select tenant_id, id, name_sort, words, name, email, phone, address, number, title, website,
            company, vis_owner, trashed, customer, linked_until, categories from crm.contact_search) s
        union all select s::text from (select tenant_id, id, name_sort, words, name, email, phone, address, number, title, website,
            trashed, customer, categories from crm.company_search) s
        union all select n::text from crm.search_name n) x";

#[tokio::test]
async fn every_change_is_found_and_a_rebuild_changes_nothing() {
    let world = World::new().await;
    let id = world
        .save(
            NewContact {
                points: vec![email("anna@ek.example")],
                ..person("Anna Berg")
            },
            true,
        )
        .await;
    let company = world.company("Rör AB", "", &[(id, "VD")]).await;
    let mut web = world.raw(world.firm.seller).await;
    for (statement, gone, found) in [
        (
            "update crm.contact set last_name = 'Öst' where $1 = id or $2 = id",
            "berg",
            "ost",
        ),
        (
            "update crm.contact set nickname = 'Annis' where $1 = id or $2 = id",
            "berg",
            "annis",
        ),
        (
            "update crm.contact_point set value = 'x@y.example', target = 'x@y.example' where $1 = contact_id or $2 = id",
            "ek.ex",
            "y.example",
        ),
        (
            "update crm.company set name = 'Plåt AB' where $1 = id or $2 = id",
            "rör",
            "plåt",
        ),
        (
            "update crm.contact_company set role = 'Ägare' where $1 = contact_id or $2 = company_id",
            "vd",
            "ägare",
        ),
        (
            "delete from crm.contact_company where $1 = contact_id or $2 = company_id",
            "plåt",
            "ost",
        ),
        (
            "delete from crm.contact_point where $1 = contact_id or $2 = company_id",
            "y.example",
            "ost",
        ),
    ] {
        sqlx::query(statement)
            .bind(id.0)
            .bind(company)
            .execute(&mut web)
            .await
            .unwrap();
        assert_eq!(
            names(&world.seller, &find(gone)).await,
            [""; 0],
            "{statement}"
        );
        assert_eq!(
            names(&world.seller, &find(found)).await,
            ["Anna Öst"],
            "{statement}"
        );
    }
    let mut owner = world.db.owner().await.unwrap();
    let (queued, before): (i64, String) = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select (select count(*) from crm.search_queue), ({TABLES})"
    )))
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(queued, 0);
    sqlx::query("select crm.rebuild_search($1)")
        .bind(world.firm.tenant.0)
        .execute(&mut owner)
        .await
        .unwrap();
    let after: String = sqlx::query_scalar(sqlx::AssertSqlSafe(TABLES))
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(before, after);
    world.end().await;
}

/// Two people at one card: the index has what both did, whoever commits last.
#[tokio::test]
async fn changes_at_the_same_time_are_both_found() {
    let world = World::new().await;
    let id = world.add(person("Anna Berg")).await;
    let (mut one, mut other) = (
        world.raw(world.firm.seller).await,
        world.raw(world.firm.colleague).await,
    );
    let add = "insert into crm.contact_point (contact_id, kind, value, target) values ($1, 'email', $2, $2)";
    for (connection, address) in [
        (&mut one, "one@ek.example"),
        (&mut other, "other@ek.example"),
    ] {
        sqlx::query("begin")
            .execute(&mut *connection)
            .await
            .unwrap();
        sqlx::query(add)
            .bind(id.0)
            .bind(address)
            .execute(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
    }
    sqlx::query("commit").execute(&mut one).await.unwrap();
    sqlx::query("commit").execute(&mut other).await.unwrap();
    for address in ["one@ek", "other@ek"] {
        assert_eq!(
            names(&world.seller, &find(address)).await,
            ["Anna Berg"],
            "{address}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn what_is_rolled_back_is_not_found() {
    let world = World::new().await;
    let mut web = world.raw(world.firm.seller).await;
    for end in ["rollback", "commit"] {
        sqlx::query("begin").execute(&mut web).await.unwrap();
        sqlx::query("insert into crm.contact (last_name) values ('Berg')")
            .execute(&mut web)
            .await
            .unwrap();
        sqlx::query(end).execute(&mut web).await.unwrap();
        assert_eq!(
            names(&world.seller, &find("berg")).await.len(),
            usize::from(end == "commit")
        );
    }
    world.end().await;
}
