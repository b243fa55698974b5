//! What is asked of the server to change a card. Each is one command, which can be undone.

use domain::address::AddressDraft;
use domain::command::{Done, Undone};
use domain::edit::{Edit, Holder, Target};
use domain::point::{PointDraft, PointKind};
use domain::{CategoryId, CommandId, LinkId};

crate::api! {
    /// Saves fields of one row, where they still are what they were: else [`crate::error::Error::Clash`].
    pub fn save_edit(edit: Edit) -> Done = "save_edit" {
        let edit = edit
            .parse()
            .map_err(|invalid| report(crate::error::Error::Invalid(invalid)))?;
        store::edit::save(&session()?, &edit).await.map_err(report)
    }

    /// Undoes a command: a new one, that can be undone in its turn.
    pub fn undo_command(command: CommandId) -> Undone = "undo_command" {
        store::journal::undo(&session()?, command)
            .await
            .map_err(report)
    }

    /// Adds a phone number or e-mail address, last. The same key adds it once, however often it is sent.
    /// What is wrong is said of «value» or «label».
    pub fn add_point(
        holder: Holder,
        kind: PointKind,
        draft: PointDraft,
        key: String,
    ) -> Done = "add_point" {
        let point = read_point(kind, &draft)?;
        store::edit::add_point(&session()?, holder, point, parse_key(&key)?)
            .await
            .map_err(report)
    }

    /// The same for what somebody has at a company.
    pub fn add_link_point(
        link: LinkId,
        kind: PointKind,
        draft: PointDraft,
        key: String,
    ) -> Done = "add_link_point" {
        let point = read_point(kind, &draft)?;
        store::edit::add_link_point(&session()?, link, point, parse_key(&key)?)
            .await
            .map_err(report)
    }

    /// Adds an address, last.
    pub fn add_address(holder: Holder, draft: AddressDraft, key: String) -> Done = "add_address" {
        let address = draft
            .read()
            .map_err(|invalid| report(crate::error::Error::Invalid(invalid)))?;
        store::edit::add_address(&session()?, holder, address, parse_key(&key)?)
            .await
            .map_err(report)
    }

    /// Removes a contact point, an address or a role.
    pub fn remove_row(target: Target) -> Done = "remove_row" {
        store::edit::remove_row(&session()?, target)
            .await
            .map_err(report)
    }

    /// Moves a row among its kind; place 0 is the main one.
    pub fn move_row(target: Target, to: u32) -> Done = "move_row" {
        store::edit::move_row(&session()?, target, to)
            .await
            .map_err(report)
    }

    /// Puts a category on a card, or takes it off.
    pub fn set_category(holder: Holder, category: CategoryId, on: bool) -> Done = "set_category" {
        store::edit::set_category(&session()?, holder, category, on)
            .await
            .map_err(report)
    }

    /// Puts a card in the trash.
    pub fn trash(holder: Holder) -> Done = "trash" {
        store::trash::trash(&session()?, holder)
            .await
            .map_err(report)
    }

    /// Takes a card out of the trash.
    pub fn restore(holder: Holder) -> Done = "restore" {
        store::trash::restore(&session()?, holder)
            .await
            .map_err(report)
    }

    /// Deletes a card that lies in the trash, for good: the one thing that cannot be undone.
    pub fn delete_for_good(holder: Holder) -> () = "delete_for_good" {
        store::trash::delete_for_good(&session()?, holder)
            .await
            .map_err(report)
    }
}

#[cfg(feature = "ssr")]
fn read_point(
    kind: PointKind,
    draft: &PointDraft,
) -> Result<domain::point::NewPoint, crate::error::Error> {
    draft.read(kind).map_err(|problem| {
        let field = match problem {
            domain::Problem::Choice => "label",
            _ => "value",
        };
        let invalid = domain::Invalid::one(field, problem);
        crate::ssr::report(crate::error::Error::Invalid(invalid))
    })
}

/// Without a key the form was not ours, and a resend could not be told from a new row.
#[cfg(feature = "ssr")]
fn parse_key(key: &str) -> Result<uuid::Uuid, crate::error::Error> {
    uuid::Uuid::parse_str(key).map_err(|_| crate::ssr::report(crate::error::Error::Conflict))
}
