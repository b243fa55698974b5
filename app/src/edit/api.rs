//! What is asked of the server to change a card. Each is one command, which can be undone.

#![expect(
    missing_docs,
    reason = "the fields of the structs that the server macro makes"
)]

use crate::wire::Json;
use domain::address::AddressDraft;
use domain::command::{Done, Undone};
use domain::edit::{Edit, Holder, Target};
use domain::point::{PointDraft, PointKind};
use domain::{CategoryId, CommandId};
use leptos::prelude::*;

use crate::error::Error;

/// Saves fields of one row, where they still are what they were: else [`Error::Clash`].
#[server(endpoint = "save_edit", input = Json, output = Json)]
pub async fn save_edit(edit: Edit) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    let edit = edit
        .parse()
        .map_err(|invalid| report(Error::Invalid(invalid)))?;
    store::edit::save(&session()?, &edit).await.map_err(report)
}

/// Undoes a command: a new one, that can be undone in its turn.
#[server(endpoint = "undo_command", input = Json, output = Json)]
pub async fn undo_command(command: CommandId) -> Result<Undone, Error> {
    use crate::ssr::{report, session};
    store::journal::undo(&session()?, command)
        .await
        .map_err(report)
}

/// Adds a phone number or e-mail address, last. The same key adds it once, however often it is sent.
/// What is wrong is said of «value» or «label».
#[server(endpoint = "add_point", input = Json, output = Json)]
pub async fn add_point(
    holder: Holder,
    kind: PointKind,
    draft: PointDraft,
    key: String,
) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    let read = match kind {
        PointKind::Phone => draft.phone(),
        PointKind::Email => draft.email(),
    };
    let point = read.map_err(|problem| {
        let field = match problem {
            domain::Problem::Choice => "label",
            _ => "value",
        };
        report(Error::Invalid(domain::Invalid::one(field, problem)))
    })?;
    store::edit::add_point(&session()?, holder, point, parse_key(&key)?)
        .await
        .map_err(report)
}

/// Adds an address, last.
#[server(endpoint = "add_address", input = Json, output = Json)]
pub async fn add_address(holder: Holder, draft: AddressDraft, key: String) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    let address = draft
        .read()
        .map_err(|invalid| report(Error::Invalid(invalid)))?;
    store::edit::add_address(&session()?, holder, address, parse_key(&key)?)
        .await
        .map_err(report)
}

/// Without a key the form was not ours, and a resend could not be told from a new row.
#[cfg(feature = "ssr")]
fn parse_key(key: &str) -> Result<uuid::Uuid, Error> {
    uuid::Uuid::parse_str(key).map_err(|_| crate::ssr::report(Error::Conflict))
}

/// Removes a contact point, an address or a role.
#[server(endpoint = "remove_row", input = Json, output = Json)]
pub async fn remove_row(target: Target) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    store::edit::remove_row(&session()?, target)
        .await
        .map_err(report)
}

/// Moves a row among its kind; place 0 is the main one.
#[server(endpoint = "move_row", input = Json, output = Json)]
pub async fn move_row(target: Target, to: u32) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    store::edit::move_row(&session()?, target, to)
        .await
        .map_err(report)
}

/// Puts a category on a card, or takes it off.
#[server(endpoint = "set_category", input = Json, output = Json)]
pub async fn set_category(holder: Holder, category: CategoryId, on: bool) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    store::edit::set_category(&session()?, holder, category, on)
        .await
        .map_err(report)
}

/// Puts a card in the trash.
#[server(endpoint = "trash", input = Json, output = Json)]
pub async fn trash(holder: Holder) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    store::trash::trash(&session()?, holder)
        .await
        .map_err(report)
}

/// Takes a card out of the trash.
#[server(endpoint = "restore", input = Json, output = Json)]
pub async fn restore(holder: Holder) -> Result<Done, Error> {
    use crate::ssr::{report, session};
    store::trash::restore(&session()?, holder)
        .await
        .map_err(report)
}

/// Deletes a card that lies in the trash, for good: the one thing that cannot be undone.
#[server(endpoint = "delete_for_good", input = Json, output = Json)]
pub async fn delete_for_good(holder: Holder) -> Result<(), Error> {
    use crate::ssr::{report, session};
    store::trash::delete_for_good(&session()?, holder)
        .await
        .map_err(report)
}
