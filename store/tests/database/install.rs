//! Installing takes no superuser, and can be done again.

use sqlx::Connection;
use store::testing::TestDb;

#[tokio::test]
async fn migrating_again_changes_nothing() {
    let db = TestDb::new().await.unwrap();
    store::admin::migrate(&db.owner_url, None).await.unwrap();
    let mut owner = db.owner().await.unwrap();
    let made: i32 = sqlx::query_scalar("select journal.ensure_partitions()")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(made, 0);
    db.drop().await.unwrap();
}

#[tokio::test]
async fn an_owner_that_is_no_superuser_installs() {
    let db = TestDb::new().await.unwrap();
    let mut root = db.owner().await.unwrap();
    let role = format!("kundkort_test_owner_{}", uuid::Uuid::new_v4().simple());
    let database = format!("{role}_db");
    let statements = [
        format!("create role {role} login createrole password 'owner'"),
        // What an administrator does where another installation made the roles.
        format!("grant kundkort_definer to {role} with admin true, inherit true, set true"),
        format!("grant kundkort_web to {role} with admin true, inherit false, set true"),
        format!("grant {role} to current_user with inherit false, set true"),
        format!("create database {database} owner {role}"),
    ];
    for statement in statements {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
            .execute(&mut root)
            .await
            .unwrap();
    }
    let url = with(&db.owner_url, &role, &database);
    store::admin::migrate(&url, None).await.unwrap();
    let firm = store::admin::firm_add(&url, "Rörmokarna").await.unwrap();
    assert_eq!(store::admin::firm_list(&url).await.unwrap()[0].id, firm);
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("set role {role}")))
        .execute(&mut root)
        .await
        .unwrap();
    store::testing::drop_database(&mut root, &database)
        .await
        .unwrap();
    for statement in [
        format!("drop owned by {role}"),
        "reset role".to_owned(),
        format!("drop role {role}"),
    ] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
            .execute(&mut root)
            .await
            .unwrap();
    }
    root.close().await.unwrap();
    db.drop().await.unwrap();
}

fn with(url: &str, role: &str, database: &str) -> String {
    use std::str::FromStr;

    use sqlx::ConnectOptions;
    let options = sqlx::postgres::PgConnectOptions::from_str(url).unwrap();
    options
        .username(role)
        .password("owner")
        .database(database)
        .to_url_lossy()
        .to_string()
}

#[tokio::test]
async fn the_server_refuses_the_owner() {
    let db = TestDb::new().await.unwrap();
    let refusal = store::Store::connect(&db.owner_url).await.unwrap_err();
    assert!(matches!(refusal, store::Error::Setup(_)), "{refusal}");
    assert!(refusal.to_string().contains("kundkort_web"), "{refusal}");
    db.drop().await.unwrap();
}

#[tokio::test]
async fn the_journals_default_partition_is_emptied_into_the_month() {
    let db = TestDb::new().await.unwrap();
    let firm = db.firm("Alfa").await.unwrap();
    let mut owner = db.owner().await.unwrap();
    sqlx::query(
        "insert into journal.change (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op)
         values ($1, '2020-02-29 23:30+00', $2, $3, $2, 'user', 'note', $2, 'insert')",
    )
    .bind(firm.tenant.0)
    .bind(uuid::Uuid::now_v7())
    .bind(firm.seller.0)
    .execute(&mut owner)
    .await
    .unwrap();
    let partition = "select tableoid::regclass::text from journal.change where at < '2021-01-01'";
    let before: String = sqlx::query_scalar(partition)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let made: i32 = sqlx::query_scalar("select journal.ensure_partitions('2020-02-01', 2)")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let after: String = sqlx::query_scalar(partition)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(
        (before.as_str(), made, after.as_str()),
        ("journal.change_default", 2, "journal.change_2020_02")
    );
    db.drop().await.unwrap();
}
