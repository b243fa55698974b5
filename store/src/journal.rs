//! What was changed, and undoing it.

use domain::CommandId;
use domain::command::{Blocked, Undone};
use serde::Deserialize;
use sqlx::types::Json;

use crate::session::unit;
use crate::{Error, Session};

/// What the database says of an undoing.
#[derive(Deserialize)]
struct Outcome {
    restored: u32,
    blocked: Vec<Blocked>,
}

/// Undoes a command: a new one, which puts every field back that still stands as the command left it.
///
/// # Errors
/// [`Error::NotFound`] when the asker sees nothing of it, [`Error::Forbidden`] when somebody else did
/// it and the asker is no administrator.
pub async fn undo(session: &Session, command: CommandId) -> Result<Undone, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, own) = session.begin_command().await?;
        // A command may have changed ten thousand rows, and what is undone is indexed when it commits.
        sqlx::query("set local statement_timeout = '14s'")
            .execute(&mut *tx)
            .await?;
        let outcome: Option<Json<Outcome>> = sqlx::query_scalar("select journal.undo($1)")
            .bind(command.0)
            .fetch_one(&mut *tx)
            .await?;
        let Json(Outcome { restored, blocked }) = outcome.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(Undone {
            command: own,
            restored,
            blocked,
        })
    })
    .await
}
