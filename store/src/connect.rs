//! The pool of the web role.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgConnection, PgPool, Row};

use crate::Error;
use crate::identity::IdentityKey;

/// The way to the database: a pool of connections as the web role. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) pool: PgPool,
    /// What personal numbers are kept with; without it none is.
    pub(crate) identity: Option<Arc<IdentityKey>>,
}

/// How long a request waits for a connection before the answer is «busy».
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

impl Store {
    /// Connects as the web role.
    ///
    /// # Errors
    /// [`Error::Setup`] for a role that row-level security does not hold back, or a database that
    /// has not been migrated; [`Error::Busy`] when the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::connect_within(url, ACQUIRE_TIMEOUT).await
    }

    /// The same, with another wait for a connection than a request's.
    pub(crate) async fn connect_within(url: &str, acquire: Duration) -> Result<Self, Error> {
        let options = options(url)?;
        let mut connection = reach(&options).await?;
        refuse_unsafe_role(&mut connection).await?;
        refuse_unmigrated(&mut connection).await?;
        let pool = PgPoolOptions::new()
            .max_connections(pool_size())
            .acquire_timeout(acquire)
            // Costs a round trip per transaction; `Session::begin` tries another connection instead.
            .test_before_acquire(false)
            .after_release(|connection, _| Box::pin(is_clean(connection)))
            .connect_lazy_with(options);
        Ok(Self {
            pool,
            identity: None,
        })
    }

    /// The same, able to keep personal numbers.
    #[must_use]
    pub fn with_identity_key(self, key: IdentityKey) -> Self {
        Self {
            identity: Some(Arc::new(key)),
            ..self
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Busy`] when it does not.
    pub async fn ready(&self) -> Result<(), Error> {
        let pool = self.pool.clone();
        crate::session::unit(async move {
            sqlx::query("select 1").execute(&pool).await?;
            Ok(())
        })
        .await
    }
}

/// Opens a connection. What PostgreSQL says against it is about the address, never about somebody's
/// session, though it uses the same codes.
pub(crate) async fn reach(options: &PgConnectOptions) -> Result<PgConnection, Error> {
    options.connect().await.map_err(|error| match error {
        sqlx::Error::Database(error) => Error::Setup(format!(
            "PostgreSQL does not let us in: {}",
            error.message()
        )),
        error => error.into(),
    })
}

/// Two per core: more only makes them wait for each other inside the database.
fn pool_size() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    u32::try_from(cores * 2).unwrap_or(16).clamp(4, 64)
}

pub(crate) fn options(url: &str) -> Result<PgConnectOptions, Error> {
    let options = PgConnectOptions::from_str(url).map_err(|_| {
        Error::Setup("not a PostgreSQL address: postgres://user:password@host/database".to_owned())
    })?;
    Ok(options.application_name("kundkort"))
}

/// A connection with an open transaction would give the next request somebody else's session, and
/// a cancelled `begin` leaves one (sqlx issue 4385). Outside a transaction, its start is now.
///
/// A simple query: in the extended protocol each message has a time of its own.
async fn is_clean(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::raw_sql("select now() = statement_timestamp()")
        .fetch_one(connection)
        .await?;
    row.try_get(0)
}

async fn refuse_unsafe_role(connection: &mut PgConnection) -> Result<(), Error> {
    let (role, above_rules, owns): (String, bool, bool) = sqlx::query_as(
        "select current_user::text, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolreplication,
            exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('crm', 'auth', 'journal') and pg_has_role(current_user, c.relowner, 'member'))
            or pg_has_role(current_user, 'pg_read_all_data', 'member')
         from pg_catalog.pg_roles r where r.rolname = current_user",
    )
    .fetch_one(connection)
    .await?;
    if !above_rules && !owns {
        return Ok(());
    }
    Err(Error::Setup(format!(
        "DATABASE_URL signs in as «{role}», which row-level security does not hold back. \
         Use the role kundkort_web there, and the owner only in MIGRATION_DATABASE_URL."
    )))
}

async fn refuse_unmigrated(connection: &mut PgConnection) -> Result<(), Error> {
    let there: bool = sqlx::query_scalar(
        "select to_regclass('crm.contact') is not null and has_table_privilege('crm.contact', 'select')",
    )
    .fetch_one(connection)
    .await
    .unwrap_or(false);
    if there {
        return Ok(());
    }
    Err(Error::Setup(
        "the database has not been migrated: run `server migrate` with MIGRATION_DATABASE_URL"
            .to_owned(),
    ))
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use std::time::Duration;

    use crate::testing::TestDb;

    /// sqlx issue 4385, provoked: a `begin` that is cancelled leaves the transaction open on the
    /// server while the client takes it for closed.
    #[tokio::test]
    async fn a_connection_with_an_open_transaction_is_thrown_away() {
        let db = TestDb::new().await.unwrap();
        let store = db.store().await.unwrap();
        for round in 0..200_u64 {
            let _ =
                tokio::time::timeout(Duration::from_micros(round * 2), store.pool.begin()).await;
        }
        let all = store.pool.options().get_max_connections();
        let mut held = Vec::new();
        for _ in 0..all {
            let mut connection = store.pool.acquire().await.unwrap();
            let clean = super::is_clean(&mut connection).await.unwrap();
            assert!(clean);
            held.push(connection);
        }
        drop(held);
        db.drop().await.unwrap();
    }

    /// Throwing away the others too would make a new connection for every request.
    #[tokio::test]
    async fn a_clean_connection_is_kept() {
        let db = TestDb::new().await.unwrap();
        let store = db.store().await.unwrap();
        let mut backends = std::collections::BTreeSet::new();
        for _ in 0..20 {
            let mut tx = store.pool.begin().await.unwrap();
            let backend: i32 = sqlx::query_scalar("select pg_backend_pid()")
                .fetch_one(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            backends.insert(backend);
        }
        let most = store.pool.options().get_max_connections() as usize;
        assert!(backends.len() <= most, "{backends:?}");
        db.drop().await.unwrap();
    }
}
