//! Bringing a database to this version. Runs as the owner of the tables.

use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgDatabaseError;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::Error;
use crate::connect::{options, reach};

/// The migrations, as they were when this was built.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Runs what has not been run yet, sees to the journal's partitions, and sets the password of the
/// web role when one is given. May be run at any time, by several at once.
///
/// # Errors
/// [`Error::Setup`] when a migration fails or the role may not do it.
pub async fn migrate(url: &str, web_password: Option<&str>) -> Result<(), Error> {
    let mut connection = reach(&options(url)?).await?;
    refuse_old_postgres(&mut connection).await?;
    refuse_without_createrole(&mut connection).await?;
    MIGRATIONS.run(&mut connection).await.map_err(explained)?;
    sqlx::query("select journal.ensure_partitions()")
        .execute(&mut connection)
        .await?;
    if let Some(password) = web_password {
        set_web_password(&mut connection, password).await?;
    }
    Ok(connection.close().await?)
}

fn explained(error: MigrateError) -> Error {
    let help = match &error {
        MigrateError::VersionMismatch(_) => {
            "the database was made by other migrations than these. In development, remove it and begin anew."
                .to_owned()
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            let postgres = error.as_database_error().and_then(|e| e.try_downcast_ref::<PgDatabaseError>());
            postgres.and_then(PgDatabaseError::hint).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    };
    Error::Setup(
        format!("a migration failed: {error}\n{help}")
            .trim_end()
            .to_owned(),
    )
}

/// `uuidv7()` and the builtin collations are those of PostgreSQL 18.
async fn refuse_old_postgres(connection: &mut PgConnection) -> Result<(), Error> {
    let version: String = sqlx::query_scalar("select current_setting('server_version')")
        .fetch_one(&mut *connection)
        .await?;
    let new_enough: bool =
        sqlx::query_scalar("select current_setting('server_version_num')::integer >= 180000")
            .fetch_one(connection)
            .await?;
    if new_enough {
        return Ok(());
    }
    Err(Error::Setup(format!(
        "MIGRATION_DATABASE_URL leads to PostgreSQL {version}; Kundkort needs 18 or newer."
    )))
}

async fn refuse_without_createrole(connection: &mut PgConnection) -> Result<(), Error> {
    let (role, able): (String, bool) = sqlx::query_as(
        "select current_user::text, rolsuper or rolcreaterole from pg_catalog.pg_roles where rolname = current_user",
    )
    .fetch_one(connection)
    .await?;
    if able {
        return Ok(());
    }
    Err(Error::Setup(format!(
        "MIGRATION_DATABASE_URL signs in as «{role}», which cannot make roles. \
         Let an administrator run: alter role \"{role}\" createrole"
    )))
}

async fn set_web_password(connection: &mut PgConnection, password: &str) -> Result<(), Error> {
    let statement: String =
        sqlx::query_scalar("select format('alter role kundkort_web password %L', $1::text)")
            .bind(password)
            .fetch_one(&mut *connection)
            .await?;
    // Roles belong to the whole cluster: another database's migration may be at the same row.
    let mut tries = 10;
    loop {
        match sqlx::raw_sql(AssertSqlSafe(statement.clone()))
            .execute(&mut *connection)
            .await
        {
            Ok(_) => return Ok(()),
            Err(error) if tries > 0 && is_concurrent(&error) => tries -= 1,
            Err(error) => return Err(error.into()),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// «tuple concurrently updated» has no code of its own.
fn is_concurrent(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.code().as_deref() == Some("XX000"))
}
