//! Removing one row of a card. Undoing puts it back.

use domain::command::Done;
use domain::edit::Target;
use sqlx::AssertSqlSafe;

use super::{row, why};
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Removes a contact point, an address, a role with its own contact points, or a part in a project; puts a note in the trash.
///
/// # Errors
/// [`Error::NotFound`] for what is hidden, missing, in the trash or removed in another way,
/// [`Error::Forbidden`] for a reader.
pub async fn remove_row(session: &Session, target: Target) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        remove_in(&mut tx, target).await?;
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// The same within a command that does more.
pub(super) async fn remove_in(tx: &mut Tx, target: Target) -> Result<(), Error> {
    let row = row(target);
    let statement = match target {
        Target::Point(_) | Target::Address(_) | Target::Link(_) | Target::Participant(_) => {
            format!(
                "delete from {} t where t.id = $1 and {}",
                row.table, row.alive
            )
        }
        Target::Note(_) => format!(
            "update {} t set deleted_at = now() where t.id = $1 and {}",
            row.table, row.alive
        ),
        _ => return Err(Error::NotFound),
    };
    let removed = sqlx::query(AssertSqlSafe(statement))
        .bind(row.id)
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if removed == 0 {
        why(tx, &row, true).await?;
        return Err(Error::NotFound);
    }
    Ok(())
}
