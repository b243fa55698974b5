//! What the firm says of itself, and its customer number series.

use domain::firm::{FIELDS, Firm};
use sqlx::PgConnection;

use crate::session::unit;
use crate::{Error, Session};

/// How saving the firm ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// As asked.
    Done,
    /// Somebody else has changed these meanwhile: field and what stands there now. Nothing is saved.
    Clash(Vec<(&'static str, String)>),
}

/// The firm of whoever is signed in.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn read(session: &Session) -> Result<Firm, Error> {
    let session = session.clone();
    unit(async move { current(&mut *session.begin_read().await?).await }).await
}

/// Saves the fields where `now` is not `was`, each only if `was` still stands there.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::Invalid`] for a field.
pub async fn save(session: &Session, was: Firm, now: Firm) -> Result<Saved, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        // Nobody else changes the firm from here on.
        sqlx::query("select auth.administrator()")
            .execute(&mut *tx)
            .await?;
        let mut saved = current(&mut tx).await?;
        let mut theirs = Vec::new();
        let pairs = was.values().into_iter().zip(now.values());
        for ((field, stands), (was, now)) in FIELDS.into_iter().zip(saved.values_mut()).zip(pairs) {
            if now != was && stands != now {
                if stands != was {
                    theirs.push((field, stands.clone()));
                }
                now.clone_into(stands);
            }
        }
        if !theirs.is_empty() {
            return Ok(Saved::Clash(theirs));
        }
        let mut save = sqlx::query("select auth.set_firm($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
        for value in saved.values() {
            save = save.bind(value);
        }
        save.execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(Saved::Done)
    })
    .await
}

async fn current(tx: &mut PgConnection) -> Result<Firm, Error> {
    let values: Vec<String> = sqlx::query_scalar(
        "select array[name, organisation_number, street, postcode, city, phone, email, website, bankgiro, time_zone]
         from auth.tenant where id = (select auth.tenant_id())",
    )
    .fetch_one(tx)
    .await?;
    let mut firm = Firm::default();
    for (field, value) in firm.values_mut().into_iter().zip(values) {
        *field = value;
    }
    Ok(firm)
}

/// The time zones to choose among, Europe first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn time_zones(session: &Session) -> Result<Vec<String>, Error> {
    let session = session.clone();
    unit(async move {
        Ok(sqlx::query_scalar("select auth.time_zones()")
            .fetch_all(&mut *session.begin_read().await?)
            .await?)
    })
    .await
}

/// The number that the next customer gets.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator.
pub async fn next_number(session: &Session) -> Result<i64, Error> {
    let session = session.clone();
    unit(async move {
        let next: Option<i64> = sqlx::query_scalar("select crm.next_customer_number()")
            .fetch_one(&mut *session.begin_read().await?)
            .await?;
        Ok(next.unwrap_or(FIRST_NUMBER))
    })
    .await
}

/// Where a series begins.
const FIRST_NUMBER: i64 = 10_001;

/// Raises the series. False when it stands higher already, or such a number is used.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator.
pub async fn raise_series(session: &Session, next: i64) -> Result<bool, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let raised: bool = sqlx::query_scalar("select crm.raise_series($1)")
            .bind(next)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(raised)
    })
    .await
}
