//! The calendar that others subscribe to: one address for each user, known by the hash of its token.

use serde::Deserialize;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::password::{self, token_hash};
use crate::session::unit;
use crate::{Error, Session, Store};

/// Longest token that is looked at; ours have 43 characters.
const MAX_TOKEN_BYTES: usize = 100;

/// Somebody's meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Whose.
    pub name: String,
    /// `sv` or `en`.
    pub language: String,
    /// From three months back, in their order.
    pub events: Vec<Event>,
}

/// A meeting as calendars write it (RFC 5545).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Event {
    pub id: Uuid,
    pub version: i64,
    pub subject: String,
    pub place: String,
    pub description: String,
    pub all_day: bool,
    /// UTC.
    pub starts: String,
    pub ends: String,
    pub first_day: String,
    pub after_last_day: String,
    pub changed: String,
    /// How it repeats; empty when it does not.
    #[serde(default)]
    pub rrule: String,
    /// Days on which it would be and is not.
    #[serde(default)]
    pub exdates: Vec<String>,
    pub time_zone: String,
    /// On the clock of its zone, `20261124T130000`.
    pub local_start: String,
    pub local_end: String,
    /// The meeting that repeats and the day of it that this one stands in the place of.
    pub from_id: Option<Uuid>,
    pub from_day: Option<String>,
    /// What the card is called, and where it is.
    pub card: String,
    pub path: String,
}

/// The meetings of whoever's address it is, as they may see them now.
///
/// # Errors
/// [`Error::NotFound`] alike for an address that never was, is no more, or whose user has no account.
pub async fn feed(store: &Store, token: &str) -> Result<Feed, Error> {
    if token.len() > MAX_TOKEN_BYTES {
        return Err(Error::NotFound);
    }
    let (pool, hash) = (store.pool.clone(), token_hash(token));
    unit(async move {
        let (known, name, language, Json(events)): (bool, String, String, Json<Vec<Event>>) =
            sqlx::query_as("select known, owner_name, language, events from crm.calendar_feed($1)")
                .bind(hash)
                .fetch_one(&pool)
                .await?;
        match known {
            true => Ok(Feed {
                name,
                language,
                events,
            }),
            false => Err(Error::NotFound),
        }
    })
    .await
}

/// That a zone's clocks are changed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ZoneChange {
    /// The moment, UTC: `20261025T010000`.
    pub at: String,
    /// Its time of day on the clock that is changed.
    pub local: String,
    /// Minutes from UTC before and after.
    pub was: i32,
    /// After.
    pub becomes: i32,
}

/// The changes of a zone's clocks from a day on, ten years from now; and minutes from UTC on that day.
///
/// # Errors
/// When the database is busy, or knows no such zone.
pub async fn zone_changes(
    store: &Store,
    zone: &str,
    since: &str,
) -> Result<(i32, Vec<ZoneChange>), Error> {
    let (pool, zone, since) = (store.pool.clone(), zone.to_owned(), since.to_owned());
    unit(async move {
        let first: i32 = sqlx::query_scalar(
            "select (extract(epoch from (d.at at time zone $1) - (d.at at time zone 'UTC')) / 60)::int
             from (select to_date($2, 'YYYYMMDD')::timestamp at time zone 'UTC' as at) d",
        )
        .bind(&zone)
        .bind(&since)
        .fetch_one(&pool)
        .await?;
        let changes = sqlx::query_as(
            "select to_char(c.at at time zone 'UTC', 'YYYYMMDD\"T\"HH24MISS') as at,
                to_char(c.at at time zone 'UTC' + make_interval(mins => c.was), 'YYYYMMDD\"T\"HH24MISS') as local,
                c.was, c.becomes
             from crm.zone_changes($1, to_date($2, 'YYYYMMDD'), (now() + interval '10 years')::date) c",
        )
        .bind(&zone)
        .bind(&since)
        .fetch_all(&pool)
        .await?;
        Ok((first, changes))
    })
    .await
}

/// Makes an address, and gives its token, which is kept nowhere; an address from before dies.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn make_feed(session: &Session) -> Result<String, Error> {
    let (token, hash) = password::token()?;
    set(session, Some(hash)).await?;
    Ok(token)
}

/// Takes the address away.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn revoke_feed(session: &Session) -> Result<(), Error> {
    set(session, None).await
}

async fn set(session: &Session, hash: Option<Vec<u8>>) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("select auth.set_calendar_feed($1)")
            .bind(hash)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// The day that the reader's address was made; nothing without one.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn feed_made(session: &Session) -> Result<Option<String>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        Ok(sqlx::query_scalar("select auth.calendar_feed_made()")
            .fetch_one(&mut *tx)
            .await?)
    })
    .await
}
