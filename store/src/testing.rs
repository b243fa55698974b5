//! Databases for tests: each test has one of its own, copied from a migrated template in a tenth of
//! a second. Behind the feature `testing`, so that it is never in a server.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::user::Role;
use domain::{TenantId, UserId};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::connect::options;
use crate::migrate::{MIGRATIONS, migrate};
use crate::{Error, Session, Store, admin, password};

/// The environment variable with the address of the owner's role (CREATEROLE and CREATEDB; any database).
pub const URL: &str = "KUNDKORT_TEST_DATABASE_URL";
/// What the web role signs in with in test clusters.
pub const WEB_PASSWORD: &str = "kundkort-test";
/// How long anything may take in a test: no test is decided by how busy the machine is.
const PATIENCE: Duration = Duration::from_secs(120);
/// Test databases older than this are left over from a test that was broken off.
const LEFT_OVER_SECONDS: u64 = 3_600;

/// A database of a test's own.
#[derive(Debug)]
pub struct TestDb {
    /// Address for the owner of the tables.
    pub owner_url: String,
    /// Address for the web role.
    pub web_url: String,
    name: String,
}

/// A firm with one user of each role.
#[derive(Debug, Clone, Copy)]
pub struct TestFirm {
    /// The firm.
    pub tenant: TenantId,
    /// Its administrator.
    pub admin: UserId,
    /// A user who writes.
    pub seller: UserId,
    /// Another one.
    pub colleague: UserId,
    /// A user who only reads.
    pub reader: UserId,
}

impl TestDb {
    /// A migrated, empty database.
    ///
    /// # Errors
    /// [`Error::Setup`] when [`URL`] is not set or what it names cannot make databases.
    pub async fn new() -> Result<Self, Error> {
        let template = template().await?;
        let name = format!("kundkort_test_{}_{}", now(), Uuid::new_v4().simple());
        let mut root = root().await?;
        for statement in [
            format!("create database \"{name}\" template \"{template}\""),
            // What migration 1 does to the database itself is not copied with its content.
            format!("revoke all on database \"{name}\" from public"),
            format!("grant connect on database \"{name}\" to kundkort_web"),
            patient(&name, "statement_timeout"),
            patient(&name, "lock_timeout"),
            patient(&name, "idle_in_transaction_session_timeout"),
            patient(&name, "transaction_timeout"),
        ] {
            execute(&mut root, statement).await?;
        }
        Ok(Self {
            owner_url: url_of(&name, None)?,
            web_url: url_of(&name, Some("kundkort_web"))?,
            name,
        })
    }

    /// The way in as the web role.
    ///
    /// # Errors
    /// As [`Store::connect`].
    pub async fn store(&self) -> Result<Store, Error> {
        Store::connect_within(&self.web_url, PATIENCE).await
    }

    /// A connection as the owner of the tables.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn owner(&self) -> Result<PgConnection, Error> {
        admin::owner(&self.owner_url).await
    }

    /// A bare connection as the web role, for what no function here would do.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn web(&self) -> Result<PgConnection, Error> {
        Ok(options(&self.web_url)?.connect().await?)
    }

    /// A firm with its users; their e-mails are `admin@`, `seller@`, `colleague@` and `reader@`
    /// the firm's name in lower case and `.example`. They have no password that works.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn firm(&self, name: &str) -> Result<TestFirm, Error> {
        let mut owner = self.owner().await?;
        let tenant = admin::new_firm(&mut owner, name, false).await?;
        let mut users = Vec::new();
        for (who, role) in [
            ("admin", Role::Administrator),
            ("seller", Role::User),
            ("colleague", Role::User),
            ("reader", Role::ReadOnly),
        ] {
            let id: Uuid = sqlx::query_scalar(
                "insert into auth.user_account (tenant_id, name, email, role, salt, verifier)
                 values ($1, $2, $3, $4, $5, $6) returning id",
            )
            .bind(tenant.0)
            .bind(format!("{who} {name}"))
            .bind(format!("{who}@{}.example", name.to_lowercase()))
            .bind(role.as_str())
            .bind(vec![0_u8; 16])
            .bind(vec![0_u8; 32])
            .fetch_one(&mut owner)
            .await?;
            users.push(UserId(id));
        }
        let [admin, seller, colleague, reader] = users[..] else {
            return Err(Error::BrokenOff);
        };
        Ok(TestFirm {
            tenant,
            admin,
            seller,
            colleague,
            reader,
        })
    }

    /// A living session of a user, without a password.
    ///
    /// # Errors
    /// When there is no such user.
    pub async fn session(
        &self,
        store: &Store,
        tenant: TenantId,
        user: UserId,
    ) -> Result<Session, Error> {
        Ok(Session::new(store.clone(), self.token(tenant, user).await?))
    }

    /// The token of a new session of a user.
    ///
    /// # Errors
    /// When there is no such user.
    pub async fn token(&self, tenant: TenantId, user: UserId) -> Result<String, Error> {
        let (token, hash) = password::token()?;
        sqlx::query(
            "insert into auth.session (tenant_id, user_id, token_hash, expires_at)
             values ($1, $2, $3, now() + interval '12 hours')",
        )
        .bind(tenant.0)
        .bind(user.0)
        .bind(hash)
        .execute(&mut self.owner().await?)
        .await?;
        Ok(token)
    }

    /// Removes the database. One that is left is removed by a later run.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub async fn drop(self) -> Result<(), Error> {
        let mut root = root().await?;
        let mut tries = 20;
        loop {
            // Again and again, since a pool that is still there may connect again.
            self.disconnect_web().await?;
            match drop_database(&mut root, &self.name).await {
                Err(Error::Forbidden) if tries > 0 => tries -= 1,
                done => return done,
            }
        }
    }

    /// Breaks every other connection of the web role, as a restart of the database would.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn disconnect_web(&self) -> Result<i64, Error> {
        // As the web role: the owner may not, unless it is a superuser.
        let ended = sqlx::query_scalar(
            "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and usename = current_user and pid <> pg_backend_pid()",
        )
        .fetch_one(&mut self.web().await?)
        .await?;
        Ok(ended)
    }
}

/// Removes a database and breaks what connections there are to it. Those of the web role, which only
/// a superuser may break, must be closed; one that was just closed takes a moment.
///
/// # Errors
/// When it cannot be removed.
pub async fn drop_database(root: &mut PgConnection, name: &str) -> Result<(), Error> {
    let mut tries = 10;
    loop {
        match execute(
            root,
            format!("drop database if exists \"{name}\" with (force)"),
        )
        .await
        {
            Err(Error::Forbidden) if tries > 0 => tries -= 1,
            done => return done,
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Gives the web role more time in a test's database than migration 1 does.
fn patient(database: &str, setting: &str) -> String {
    let seconds = PATIENCE.as_secs();
    format!("alter role kundkort_web in database \"{database}\" set {setting} = '{seconds}s'")
}

/// The migrated template of this version's migrations; made by whoever comes first.
async fn template() -> Result<&'static str, Error> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_try_init(make_template)
        .await
        .map(String::as_str)
}

async fn make_template() -> Result<String, Error> {
    let mut hash = Sha256::new();
    MIGRATIONS
        .iter()
        .for_each(|migration| hash.update(&*migration.checksum));
    let version: String = hash
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("kundkort_template_{version}");
    let mut root = root().await?;
    // Several test programs may start at once. The lock ends with the connection.
    sqlx::query("select pg_advisory_lock(7_214_600_118)")
        .execute(&mut root)
        .await?;
    remove_left_overs(&mut root).await?;
    let there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(&name)
            .fetch_one(&mut root)
            .await?;
    if !there {
        let draft = format!("{name}_draft");
        execute(
            &mut root,
            format!("drop database if exists \"{draft}\" with (force)"),
        )
        .await?;
        execute(&mut root, format!("create database \"{draft}\"")).await?;
        migrate(&url_of(&draft, None)?, Some(WEB_PASSWORD)).await?;
        execute(
            &mut root,
            format!("alter database \"{draft}\" rename to \"{name}\""),
        )
        .await?;
    }
    root.close().await?;
    Ok(name)
}

async fn remove_left_overs(root: &mut PgConnection) -> Result<(), Error> {
    let names: Vec<String> = sqlx::query_scalar(
        "select datname::text from pg_database
         where datname ~ '^kundkort_test_[0-9]+_' and split_part(datname, '_', 3)::bigint < $1",
    )
    .bind(i64::try_from(now().saturating_sub(LEFT_OVER_SECONDS)).unwrap_or(0))
    .fetch_all(&mut *root)
    .await?;
    for name in names {
        execute(
            root,
            format!("drop database if exists \"{name}\" with (force)"),
        )
        .await?;
    }
    Ok(())
}

async fn execute(root: &mut PgConnection, statement: String) -> Result<(), Error> {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(root)
        .await?;
    Ok(())
}

async fn root() -> Result<PgConnection, Error> {
    Ok(options(&root_url()?)?.connect().await?)
}

fn root_url() -> Result<String, Error> {
    std::env::var(URL).map_err(|_| {
        Error::Setup(format!(
            "{URL} is not set: run `cargo xtask test`, or give the address of a role with CREATEROLE and CREATEDB"
        ))
    })
}

fn url_of(database: &str, role: Option<&str>) -> Result<String, Error> {
    let options = options(&root_url()?)?.database(database);
    let options = match role {
        Some(role) => options.username(role).password(WEB_PASSWORD),
        None => options,
    };
    Ok(options.to_url_lossy().to_string())
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
