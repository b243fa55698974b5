//! Loads a plan: one transaction, by COPY, as the owner of the tables.

use std::time::{Duration, Instant};

use sqlx::{Connection, PgConnection};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::firm::{CATEGORIES, PASSWORD, USERS};
use crate::generate::{self, Portion};
use crate::journal;
use crate::meeting;
use crate::mention;
use crate::plan::{Plan, Report};
use crate::project;
use crate::settle;
use crate::suspend::{self, Suspended};
use crate::tables::{COPIES, Keys, NAMES};
use crate::task;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The firm or its users could not be made.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The rows could not be written.
    #[error("the rows could not be written: {0}")]
    Database(#[from] sqlx::Error),
    /// The generator broke off.
    #[error("the rows could not be made")]
    Generator,
}

/// Loads the plan's firm, or leaves it alone when it is there.
///
/// Takes the business tables for itself meanwhile: nobody reads or writes them until it is done.
///
/// # Errors
/// When the database cannot be reached or written; nothing has been changed then.
pub async fn load(url: &str, plan: &Plan) -> Result<Report, Error> {
    let mut owner = store::admin::owner(url).await?;
    let mut report = Report {
        firm: plan.firm.clone(),
        rows: Vec::new(),
        steps: Vec::new(),
    };
    let mut tx = owner.begin().await?;
    // Two at once: the second waits, and finds the firm.
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind("kundkort demo")
        .execute(&mut *tx)
        .await?;
    if exists(&mut tx, &plan.firm).await? {
        return Ok(report);
    }
    let mut clock = Clock::default();
    settle::open(&mut tx).await?;
    let suspended = match plan.aside {
        true => suspend::suspend(&mut tx).await?,
        false => Suspended::default(),
    };
    let keys = firm(&mut tx, plan).await?;
    clock.lap("firm");
    let (counts, next_number) = copy(&mut tx, plan, keys.clone()).await?;
    let tasks = match plan.aside {
        true => 0,
        false => task::write(&mut tx, &keys).await?,
    };
    settle::series(&mut tx, keys.tenant, next_number).await?;
    let meetings = match plan.aside {
        true => 0,
        false => meeting::book(&mut tx, &keys).await?,
    };
    let projects = match plan.aside {
        true => [("project", 0); 3],
        false => project::write(&mut tx, &keys).await?,
    };
    if !plan.aside {
        mention::name(&mut tx, &keys).await?;
    }
    clock.lap("rows");
    // Before the journal and search, which plan by them: of a second firm the old ones know nothing,
    // and ten thousand rows were joined with ten thousand others one by one.
    settle::analyze(&mut tx).await?;
    clock.lap("statistics");
    journal::write(&mut tx, keys.tenant, plan).await?;
    clock.lap("journal");
    suspended.restore(&mut tx).await?;
    clock.lap("indexes and keys");
    settle::close(&mut tx).await?;
    settle::search(&mut tx, keys.tenant).await?;
    tx.commit().await?;
    clock.lap("search");
    owner.close().await?;
    report.rows = NAMES.into_iter().zip(counts).collect();
    report.rows.extend([("task", tasks), ("meeting", meetings)]);
    report.rows.extend(projects);
    report.steps = clock.laps;
    Ok(report)
}

/// Times the steps.
struct Clock {
    since: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            laps: Vec::new(),
        }
    }
}

impl Clock {
    fn lap(&mut self, step: &'static str) {
        self.laps.push((step, self.since.elapsed()));
        self.since = Instant::now();
    }
}

async fn exists(owner: &mut PgConnection, firm: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select exists (select from auth.tenant where name = $1)")
        .bind(firm)
        .fetch_one(owner)
        .await
}

/// The firm, its people and its categories.
async fn firm(owner: &mut PgConnection, plan: &Plan) -> Result<Keys, Error> {
    let tenant = store::admin::new_firm(owner, &plan.firm, plan.demo).await?;
    let mut users = Vec::with_capacity(USERS.len());
    for user in USERS {
        let email = format!("{}@{}", user.mailbox(), plan.domain());
        let id =
            store::admin::new_user(owner, tenant, user.name, &email, user.role, PASSWORD).await?;
        if user.quit {
            settle::deactivate(owner, tenant.0, id.0).await?;
        }
        users.push(id.0);
    }
    let mut categories: Vec<Uuid> = Vec::with_capacity(CATEGORIES.len());
    for (name, color, for_contacts, for_companies) in CATEGORIES {
        categories.push(
            settle::category(owner, tenant.0, name, color, for_contacts, for_companies).await?,
        );
    }
    let keys = Keys {
        tenant: tenant.0,
        users,
        categories,
    };
    settle::selections(owner, &keys).await?;
    Ok(keys)
}

/// Sends every row; they are made on another core meanwhile. Gives rows by table, and the next
/// customer number.
async fn copy(owner: &mut PgConnection, plan: &Plan, keys: Keys) -> Result<([u64; 9], i64), Error> {
    // Two portions wait at most: that is what bounds the memory.
    let (give, mut take) = mpsc::channel::<Portion>(2);
    let plan = plan.clone();
    let maker = tokio::task::spawn_blocking(move || {
        generate::everything(&plan, keys, |portion| give.blocking_send(portion).is_ok())
    });
    let mut counts = [0; 9];
    while let Some(portion) = take.recv().await {
        for ((statement, rows), count) in COPIES.into_iter().zip(portion).zip(&mut counts) {
            if rows.count > 0 {
                let mut copy = owner.copy_in_raw(statement).await?;
                copy.send(rows.text.into_bytes()).await?;
                *count += copy.finish().await?;
            }
        }
    }
    let next_number = maker.await.map_err(|_| Error::Generator)?;
    Ok((counts, next_number))
}
