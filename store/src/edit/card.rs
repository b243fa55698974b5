//! Saving a whole card: fields of several rows, rows that go and rows that come, as one command.

use domain::Invalid;
use domain::command::Done;
use domain::edit::Holder;
use domain::edit::form::ReadChanges;
use uuid::Uuid;

use super::add::{New, To, add_in};
use super::remove::remove_in;
use super::{by_word, save_in};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::unit;
use crate::{Error, Session};

/// Saves what a form changes on a card, all or nothing. The same key and content again gives the
/// same answer and saves nothing.
///
/// # Errors
/// [`Error::Clash`] with every field that somebody else has changed; [`Error::Invalid`] by the names
/// of the controls; [`Error::NotFound`] alike for rows that are hidden, missing and in the trash;
/// [`Error::Forbidden`]; [`Error::Conflict`] for a key that came with other content.
pub async fn save_card(
    session: &Session,
    holder: Holder,
    changes: &ReadChanges,
    key: Uuid,
) -> Result<Done, Error> {
    let (session, changes) = (session.clone(), changes.clone());
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("card", &(holder, &changes));
        if let Claim::Answered(done) = claim(&mut tx, key, &hash).await? {
            return Ok(done);
        }
        let mut clashes = Vec::new();
        for edit in &changes.edits {
            let path = edit.target.path();
            match save_in(&mut tx, edit).await {
                Ok(()) => {}
                // All of them at once, so that the person chooses once.
                Err(Error::Clash(met)) => clashes.extend(met),
                Err(error) => return Err(at(&path, by_word(error, edit.target))),
            }
        }
        if !clashes.is_empty() {
            return Err(Error::Clash(clashes));
        }
        for target in &changes.removed {
            remove_in(&mut tx, *target).await?;
        }
        for (path, point) in &changes.points {
            let added = add_in(&mut tx, holder.into(), New::Point(point.clone())).await;
            added.map_err(|error| at(path, error))?;
        }
        for (path, link, point) in &changes.link_points {
            let added = add_in(&mut tx, To::Link(*link), New::Point(point.clone())).await;
            added.map_err(|error| at(path, error))?;
        }
        for (path, address) in &changes.addresses {
            let added = add_in(&mut tx, holder.into(), New::Address(address.clone())).await;
            added.map_err(|error| at(path, error))?;
        }
        let done = Done { command };
        answer(&mut tx, key, &done).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// What is wrong with a field, by the name of its control.
fn at(path: &str, error: Error) -> Error {
    let Error::Invalid(invalid) = error else {
        return error;
    };
    let problems = invalid.problems.into_iter();
    let problems = problems.map(|(field, problem)| (format!("{path}.{field}"), problem));
    Error::Invalid(Invalid {
        problems: problems.collect(),
    })
}
