//! Saving a note, with and without JavaScript.

use domain::edit::{Edit, Field, Holder, Target};
use domain::note::{self, Made};
use domain::{CommandId, Invalid, NoteId};
use store::Session;

use super::form_data::{Act, Posted};
use crate::error::Error;

/// Makes a note.
///
/// # Errors
/// [`Error::Invalid`] of «body»; else as [`store::note::create`].
pub async fn create(
    session: &Session,
    holder: Holder,
    body: &str,
    key: &str,
) -> Result<Made, Error> {
    let body = note::body(body).map_err(|problem| Error::Invalid(Invalid::one("body", problem)))?;
    let key = key.parse().map_err(|_| Error::Conflict)?;
    Ok(store::note::create(session, holder, body, key).await?)
}

/// Does what a form without JavaScript asks; gives what it can be undone by.
///
/// # Errors
/// As [`create`]; [`Error::Clash`] when the note says something else by now.
pub async fn carry_out(
    session: &Session,
    holder: Holder,
    posted: &Posted,
) -> Result<CommandId, Error> {
    let Some(id) = posted.note else {
        return Ok(create(session, holder, &posted.body, &posted.key)
            .await?
            .command);
    };
    let id = NoteId(id);
    let edit = match posted.act {
        Act::Trash => {
            let done = store::edit::remove_row(session, Target::Note(id)).await?;
            return Ok(done.command);
        }
        act => act
            .edit(id)
            .unwrap_or_else(|| Edit::one(Target::Note(id), Field::Body, &posted.was, &posted.body)),
    };
    let edit = edit.parse().map_err(Error::Invalid)?;
    Ok(store::edit::save(session, &edit).await?.command)
}
