//! Saving fields where what stands there is still what it was (docs/adr/0006-edit-by-field-and-undo.md).
//!
//! One UPDATE per row compares and sets. Only when it finds no row is it asked why: the row is gone,
//! in the trash, or somebody else has changed the same field.

mod add;
mod card;
mod category;
mod clash;
mod column;
mod order;
mod remove;

use domain::command::Done;
use domain::edit::{Change, Edit, Field, Holder, Target};
use domain::{CompanyId, Invalid, Problem, ProjectId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session};
pub use add::{add_address, add_link_point, add_point};
pub use card::save_card;
pub(crate) use category::refused;
pub use category::set_category;
use column::{Column, Row, columns};
pub(crate) use column::{OWN_AND_HOLDER_ALIVE, chosen, holder, readable, row, why};
pub use order::move_row;
pub use remove::remove_row;

/// Saves the fields of an edit that `domain` has parsed, all or none.
///
/// What already stands as wanted counts as saved. What is in the trash cannot be changed.
///
/// # Errors
/// [`Error::Clash`] when somebody else has changed one of the fields, [`Error::NotFound`] alike for
/// what is hidden, missing and in the trash, [`Error::Forbidden`] for a reader and for what only the
/// owner may do, [`Error::Invalid`] by field word.
pub async fn save(session: &Session, edit: &Edit) -> Result<Done, Error> {
    let (session, edit) = (session.clone(), edit.clone());
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let done = save_in(&mut tx, &edit).await;
        done.map_err(|error| by_word(error, edit.target))?;
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// The same within a command that does more.
pub(crate) async fn save_in(tx: &mut Tx, edit: &Edit) -> Result<(), Error> {
    let row = row(edit.target);
    let changes: Vec<&Change> = edit.changes.iter().collect();
    check_primary(&changes)?;
    check_chosen(tx, &changes).await?;
    if set(tx, &row, edit.target, &changes).await? {
        return Ok(());
    }
    // The row is locked from here on, so what is left can be set for certain.
    let left = clash::what_is_left(tx, &row, edit.target, &changes).await?;
    if set(tx, &row, edit.target, &left).await? {
        return Ok(());
    }
    // Of fields that agree only one thing can still be in the way: the role has ended.
    Err(Error::Invalid(Invalid::one(
        Field::IsPrimary.as_str(),
        Problem::Choice,
    )))
}

/// Compares and sets; false when the row does not answer to the comparison.
async fn set(tx: &mut Tx, row: &Row, target: Target, changes: &[&Change]) -> Result<bool, Error> {
    if changes.is_empty() {
        return Ok(true);
    }
    let makes_primary = matches!(target, Target::Link(_)) && makes_primary(changes);
    if makes_primary {
        give_up_primary(tx, row.id).await?;
    }
    let mut arguments: Vec<String> = Vec::new();
    let mut place = |text: &str| {
        // PostgreSQL has no NUL in text, so a field that has one is not what stands there.
        arguments.push(text.replace('\0', "\u{fffd}"));
        format!("${}", arguments.len() + 1)
    };
    let (mut sets, mut holds) = (Vec::new(), Vec::new());
    for change in changes {
        for Column { name, kind, value } in columns(target, change)? {
            sets.push(format!("{name} = {}", kind.write(&place(&value))));
        }
        let column = column::compared(change.field);
        holds.push(format!("{} = {}", column, place(&change.was)));
        holds.extend(column::only_of(change.field).map(str::to_owned));
    }
    if changes
        .iter()
        .any(|change| change.field == Field::EndedOn && !change.value.is_empty())
    {
        sets.push("is_primary = false".to_owned());
    } else if makes_primary {
        holds.push("t.ended_on is null".to_owned());
    }
    sets.extend(share_of(target, changes));
    let statement = format!(
        "update {} t set {} where t.id = $1 and {} and {}",
        row.table,
        sets.join(", "),
        holds.join(" and "),
        row.alive
    );
    // Every word of it stands in `column`; what came from outside is a parameter.
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind(row.id);
    for argument in arguments {
        query = query.bind(argument);
    }
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// What a task that is done, or is not done after all, has come to in per cent, unless that is changed too.
fn share_of(target: Target, changes: &[&Change]) -> Option<String> {
    let change = |field| changes.iter().find(|change| change.field == field);
    let status = match (target, change(Field::Percent)) {
        (Target::Task(_), None) => change(Field::Status)?,
        _ => return None,
    };
    let share = match (&*status.was, &*status.value) {
        (_, "done") => "percent = 100",
        ("done", _) => "percent = case t.percent when 100 then 0 else t.percent end",
        _ => return None,
    };
    Some(share.to_owned())
}

fn makes_primary(changes: &[&Change]) -> bool {
    changes
        .iter()
        .any(|change| change.field == Field::IsPrimary && change.value == "true")
}

/// A role that ends cannot be made the main one in the same breath.
fn check_primary(changes: &[&Change]) -> Result<(), Error> {
    let ends = changes
        .iter()
        .any(|change| change.field == Field::EndedOn && !change.value.is_empty());
    if ends && makes_primary(changes) {
        return Err(Error::Invalid(Invalid::one(
            Field::IsPrimary.as_str(),
            Problem::Choice,
        )));
    }
    Ok(())
}

/// A card that is chosen anew in a field is there and not in the trash. What stands there already may stay.
async fn check_chosen(tx: &mut Tx, changes: &[&Change]) -> Result<(), Error> {
    for change in changes.iter().filter(|change| change.was != change.value) {
        let Ok(id) = change.value.parse::<Uuid>() else {
            continue;
        };
        let card = match change.field {
            Field::CompanyId => Holder::Company(CompanyId(id)),
            Field::ProjectId => Holder::Project(ProjectId(id)),
            _ => continue,
        };
        chosen(tx, card, change.field).await?;
    }
    Ok(())
}

/// Takes the flag from the contact's other main company: there is one at most.
async fn give_up_primary(tx: &mut Tx, link: Uuid) -> Result<(), Error> {
    sqlx::query(
        "update crm.contact_company o set is_primary = false
         from crm.contact_company t
         where t.id = $1 and o.contact_id = t.contact_id and o.id <> t.id and o.is_primary and o.ended_on is null",
    )
    .bind(link)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The database speaks of the fields of the new-contact form; here they go by their words.
pub(crate) fn by_word(error: Error, target: Target) -> Error {
    let Error::Invalid(mut invalid) = error else {
        return error;
    };
    for (field, _) in &mut invalid.problems {
        let word = match (target, field.as_str()) {
            (
                Target::Contact(_)
                | Target::Company(_)
                | Target::Task(_)
                | Target::Meeting(_)
                | Target::Project(_),
                "owner",
            ) => Field::OwnerId.as_str(),
            (Target::Link(_), "primary") => Field::IsPrimary.as_str(),
            (Target::Project(_), "company") => Field::CompanyId.as_str(),
            (Target::Task(_) | Target::Meeting(_), "project") => Field::ProjectId.as_str(),
            _ => continue,
        };
        word.clone_into(field);
    }
    Error::Invalid(invalid)
}
