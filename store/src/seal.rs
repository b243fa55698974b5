//! The sealed journal (docs/adr/0012-sealed-journal.md): sealing the days that are over, and finding what
//! has been tampered with.

use std::fmt;

use domain::TenantId;

use crate::connect::{options, reach};
use crate::session::unit;
use crate::{Error, Store};

/// How many days of firms are sealed in one transaction.
const BATCH: i32 = 50;

/// A day of a firm (UTC) that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The firm.
    pub tenant: TenantId,
    /// The day, ISO 8601.
    pub day: String,
    /// How many changes there were.
    pub changes: i64,
    /// The digest (SHA-256) of theirs, after that of the day before, in hexadecimal.
    pub digest: String,
}

/// As a line of what is kept outside: `{firm} {day} {changes} {digest}`.
impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            tenant,
            day,
            changes,
            digest,
        } = self;
        write!(f, "{} {day} {changes} {digest}", tenant.0)
    }
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The firm.
    pub tenant: TenantId,
    /// The day, ISO 8601, UTC.
    pub day: String,
    /// The change: when, its number, and its table; unknown where only the day as a whole does not fit.
    pub change: Option<(String, i64, String)>,
    /// `changed`, `replaced`, `missing` or `added`.
    pub problem: String,
}

type SealRow = (i64, String, i64, String);

fn seal_of((tenant, day, changes, digest): SealRow) -> Seal {
    Seal {
        tenant: TenantId(tenant),
        day,
        changes,
        digest,
    }
}

/// Seals some of the days that are over; none are left when it gives none. Needs no session: it tells
/// nothing of what was written.
///
/// # Errors
/// When the database is out of reach.
pub async fn seal(store: &Store) -> Result<Vec<Seal>, Error> {
    let pool = store.pool.clone();
    unit(async move {
        let mut tx = pool.begin().await?;
        // A firm may have written very much before it was first sealed.
        sqlx::query(
            "select set_config('statement_timeout', '10min', true), set_config('transaction_timeout', '11min', true)",
        )
        .execute(&mut *tx)
        .await?;
        let sealed: Vec<SealRow> = sqlx::query_as(
            "select s.tenant_id, s.day::text, s.changes, encode(s.digest, 'hex') from journal.seal_days($1) s",
        )
        .bind(BATCH)
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(sealed.into_iter().map(seal_of).collect())
    })
    .await
}

/// Every seal, and what does not fit, as the owner of the tables.
///
/// # Errors
/// [`Error::Setup`] for an address that does not let us in.
pub async fn verify(url: &str) -> Result<(Vec<Seal>, Vec<Fault>), Error> {
    let mut owner = reach(&options(url)?).await?;
    let seals: Vec<SealRow> = sqlx::query_as(
        "select s.tenant_id, s.day::text, s.changes, encode(s.digest, 'hex') from journal.seal s
         order by s.tenant_id, s.day",
    )
    .fetch_all(&mut owner)
    .await?;
    type FaultRow = (i64, String, Option<String>, Option<i64>, String, String);
    let faults: Vec<FaultRow> = sqlx::query_as(
        "select v.tenant_id, v.day::text, v.at::text, v.seq, v.table_name, v.problem from journal.verify() v
         order by v.tenant_id, v.day, v.at",
    )
    .fetch_all(&mut owner)
    .await?;
    let fault = |(tenant, day, at, seq, table, problem): FaultRow| Fault {
        tenant: TenantId(tenant),
        day,
        change: at.zip(seq).map(|(at, seq)| (at, seq, table)),
        problem,
    };
    Ok((
        seals.into_iter().map(seal_of).collect(),
        faults.into_iter().map(fault).collect(),
    ))
}
