//! The trash: cards lie there for thirty days with everything they have, and are then deleted.

use domain::command::Done;
use domain::edit::Holder;
use sqlx::AssertSqlSafe;

use crate::edit::{holder, why};
use crate::session::unit;
use crate::{Error, Session, Store};

/// How many cards are deleted in one transaction.
const BATCH: i32 = 100;

/// Puts a card in the trash, with everything it has. What lies there already stays.
///
/// # Errors
/// [`Error::NotFound`] for a card that is hidden or missing, [`Error::Forbidden`] for a reader.
pub async fn trash(session: &Session, card: Holder) -> Result<Done, Error> {
    set(session, card, "now()", "t.deleted_at is null").await
}

/// Takes a card out of the trash.
///
/// # Errors
/// As [`trash`].
pub async fn restore(session: &Session, card: Holder) -> Result<Done, Error> {
    set(session, card, "null", "t.deleted_at is not null").await
}

async fn set(
    session: &Session,
    card: Holder,
    value: &'static str,
    when: &'static str,
) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let row = holder(card);
        let statement = format!(
            "update {} t set deleted_at = {value} where t.id = $1 and {when}",
            row.table
        );
        let changed = sqlx::query(AssertSqlSafe(statement))
            .bind(row.id)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if changed == 0 {
            why(&mut tx, &row, false).await?;
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Deletes a card that lies in the trash, for good: nothing of it can be had back, and the journal
/// keeps that it was, but not what stood on it.
///
/// # Errors
/// [`Error::Forbidden`] unless the asker is an administrator, [`Error::NotFound`] for what does not
/// lie in the trash.
pub async fn delete_for_good(session: &Session, card: Holder) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let row = holder(card);
        let deleted: bool = sqlx::query_scalar("select crm.delete_for_good($1, $2)")
            .bind(row.name)
            .bind(row.id)
            .fetch_one(&mut *tx)
            .await?;
        if !deleted {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    })
    .await
}

/// Deletes what has lain in the trash of any firm for thirty days; gives how much. Needs no session:
/// it can do nothing else.
///
/// # Errors
/// When the database is out of reach.
pub async fn purge(store: &Store) -> Result<u32, Error> {
    let pool = store.pool.clone();
    unit(async move {
        let mut all = 0;
        loop {
            let deleted: i32 = sqlx::query_scalar("select crm.purge_trash($1)")
                .bind(BATCH)
                .fetch_one(&pool)
                .await?;
            if deleted == 0 {
                return Ok(all);
            }
            all += u32::try_from(deleted).unwrap_or_default();
        }
    })
    .await
}
