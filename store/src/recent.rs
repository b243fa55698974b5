//! The cards that somebody has opened last: each user's own, and nobody else's business.

use domain::search::Among;
use sqlx::FromRow;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session};

/// A card that was opened, as it may be shown now.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Recent {
    /// `contacts` or `companies`.
    pub among: String,
    /// The contact or company.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What tells it from another of the same name: role and company, or organisation number.
    pub sub: String,
}

/// Remembers that a card was opened. Nothing happens for one that the reader may not see.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn opened(session: &Session, among: Among, card: Uuid) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("select crm.note_opened($1, $2)")
            .bind(among.as_str())
            .bind(card)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// The cards that the reader has opened last and may still see, the latest first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn list(session: &Session, most: u32) -> Result<Vec<Recent>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        Ok(
            sqlx::query_as("select among, id, name, sub from crm.recent_cards($1)")
                .bind(i32::try_from(most).unwrap_or(i32::MAX))
                .fetch_all(&mut *tx)
                .await?,
        )
    })
    .await
}
