//! Where things are: everything is told by xtask in the environment, which no list of processes shows.

use anyhow::{Context, Result};
use domain::user::Role;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection};
use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use crate::fill::firm_name;
use crate::http::Client;

/// A variable that must be set.
pub fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("{name} is not set: use cargo xtask bench"))
}

/// The running server, its database and its files.
pub struct Places {
    owner: String,
    web: String,
    superuser: String,
    /// Where the server listens.
    pub server: SocketAddr,
    /// The server's process.
    pub process: u32,
    /// The folder that the server gives files from; ours, so floors can be put there.
    pub site: PathBuf,
    /// What is printed goes there too.
    pub report: PathBuf,
    /// The checkout.
    pub checkout: PathBuf,
    /// A browser; empty when none is wanted.
    pub chromium: String,
}

/// The firm that is measured, and somebody of it.
pub struct Firm {
    /// Its contacts.
    pub contacts: u32,
    /// Its key.
    pub tenant: i64,
    /// Who asks: neither administrator nor read-only.
    pub user: uuid::Uuid,
    /// Their session.
    pub token: String,
}

impl Places {
    /// As xtask says.
    pub fn from_environment() -> Result<Self> {
        Ok(Self {
            owner: variable("BENCH_OWNER")?,
            web: variable("BENCH_WEB")?,
            superuser: variable("BENCH_SUPERUSER")?,
            server: variable("BENCH_SERVER")?
                .parse()
                .context("BENCH_SERVER is no address")?,
            process: variable("BENCH_PROCESS")?
                .parse()
                .context("BENCH_PROCESS is no number")?,
            site: variable("BENCH_SITE")?.into(),
            report: variable("BENCH_REPORT")?.into(),
            checkout: variable("BENCH_CHECKOUT")?.into(),
            chromium: env::var("BENCH_CHROMIUM").unwrap_or_default(),
        })
    }

    /// The firm of a size, with a new session in it.
    pub async fn firm(&self, contacts: u32) -> Result<Firm> {
        let mut owner = store::admin::owner(&self.owner).await?;
        let name = firm_name(contacts);
        let firms = store::admin::firm_list(&self.owner).await?;
        let firm = firms
            .into_iter()
            .find(|firm| firm.name == name)
            .with_context(|| format!("there is no firm «{name}»"))?;
        let users = store::admin::user_list(&self.owner).await?;
        let user = users
            .into_iter()
            .find(|user| user.firm == name && user.role == Role::User && user.active)
            .with_context(|| format!("«{name}» has no user"))?;
        let token = store::admin::act_as(&mut owner, firm.id, user.id).await?;
        Ok(Firm {
            contacts,
            tenant: firm.id.0,
            user: user.id.0,
            token,
        })
    }

    /// The pool that the server has.
    pub async fn store(&self) -> Result<store::Store> {
        Ok(store::Store::connect(&self.web).await?)
    }

    /// A connection as the server's role, in the session of the firm.
    pub async fn web(&self, firm: &Firm) -> Result<PgConnection> {
        let mut web = PgConnectOptions::from_str(&self.web)?.connect().await?;
        sqlx::query("select set_config('app.session', $1, false)")
            .bind(&firm.token)
            .execute(&mut web)
            .await?;
        Ok(web)
    }

    /// Several of them.
    pub async fn webs(&self, firm: &Firm, count: usize) -> Result<Vec<PgConnection>> {
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(self.web(firm).await?);
        }
        Ok(all)
    }

    /// A connection that row-level security does not concern.
    pub async fn superuser(&self) -> Result<PgConnection> {
        Ok(PgConnectOptions::from_str(&self.superuser)?
            .connect()
            .await?)
    }

    /// The same where no trigger and no foreign key is looked at: for floors.
    pub async fn without_triggers(&self) -> Result<PgConnection> {
        let mut superuser = self.superuser().await?;
        sqlx::query("set session_replication_role = replica")
            .execute(&mut superuser)
            .await?;
        Ok(superuser)
    }

    /// Connections to the server, signed in.
    pub async fn clients(&self, firm: &Firm, count: usize) -> Result<Vec<Client>> {
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(Client::connect(self.server, &firm.token).await?);
        }
        Ok(all)
    }
}
