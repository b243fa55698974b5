//! What an act does with a batch of rows, in one statement.

use domain::bulk::Act;
use domain::search::Among;
use domain::{CategoryId, Invalid, Problem};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::Error;
use crate::edit::refused;
use crate::session::Tx;

/// Rows per batch. An owner is not searched; whatever is has to be indexed, row by row, when the
/// batch commits.
pub(super) fn batch_size(act: Act) -> usize {
    match act {
        Act::Owner(_) => 1_000,
        _ => 250,
    }
}

/// Whether the act can be done at all: said before anything is.
pub(super) async fn check(tx: &mut Tx, act: Act, among: Among) -> Result<(), Error> {
    let can_write: bool = sqlx::query_scalar("select auth.can_write()")
        .fetch_one(&mut **tx)
        .await?;
    if !can_write {
        return Err(Error::Forbidden);
    }
    let (statement, id) = match act {
        Act::Private(_) if among == Among::Companies => {
            return Err(Error::Invalid(Invalid::one("act", Problem::Choice)));
        }
        Act::Owner(id) => (
            "select exists (select from auth.user_account where id = $1 and deactivated_at is null)",
            id.0,
        ),
        Act::AddCategory(id) => (
            match among {
                Among::Contacts => {
                    "select exists (select from crm.category where id = $1 and for_contacts and retired_at is null)"
                }
                Among::Companies => {
                    "select exists (select from crm.category where id = $1 and for_companies and retired_at is null)"
                }
            },
            id.0,
        ),
        Act::RemoveCategory(CategoryId(id)) => {
            ("select exists (select from crm.category where id = $1)", id)
        }
        Act::Private(_) | Act::Trash | Act::Restore => return Ok(()),
    };
    let there: bool = sqlx::query_scalar(statement)
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    if there {
        return Ok(());
    }
    let problem = match act {
        Act::Owner(_) => no_owner(tx, id).await?,
        _ => refused(tx, &[id]).await?,
    };
    Err(Error::Invalid(Invalid::one("value", problem)))
}

/// Why somebody cannot be an owner.
async fn no_owner(tx: &mut Tx, id: Uuid) -> Result<Problem, Error> {
    let known: bool =
        sqlx::query_scalar("select exists (select from auth.user_account where id = $1)")
            .bind(id)
            .fetch_one(&mut **tx)
            .await?;
    Ok(if known {
        Problem::NoAccount
    } else {
        Problem::Gone
    })
}

/// Does it; gives how many rows are now as they were to be. The others are hidden or gone, or not the
/// reader's to change: which of these is not said.
pub(super) async fn apply(
    tx: &mut Tx,
    act: Act,
    among: Among,
    ids: &[Uuid],
) -> Result<usize, Error> {
    let table = match among {
        Among::Contacts => "contact",
        Among::Companies => "company",
    };
    let contacts = among == Among::Contacts;
    // Whoever gives away a hidden contact would not see it any more, and nobody but its owner and an
    // administrator hides one.
    let (may, change) = match act {
        Act::Owner(_) => (
            if contacts {
                "c.deleted_at is null and (c.vis_owner is null or c.vis_owner = $2 or (select auth.is_admin()))"
            } else {
                "c.deleted_at is null"
            },
            set(table, "owner_id = $2", "c.owner_id <> $2"),
        ),
        Act::Private(_) => (
            "c.deleted_at is null and (c.owner_id = (select auth.user_id()) or (select auth.is_admin()))",
            set(table, "private = $2", "c.private <> $2"),
        ),
        Act::Trash => (
            "$2",
            set(table, "deleted_at = now()", "c.deleted_at is null"),
        ),
        Act::Restore => (
            "$2",
            set(table, "deleted_at = null", "c.deleted_at is not null"),
        ),
        Act::AddCategory(_) => (
            "c.deleted_at is null",
            format!(
                "insert into crm.{table}_category ({table}_id, category_id)
                 select r.id, $2 from reached r on conflict do nothing"
            ),
        ),
        Act::RemoveCategory(_) => (
            "c.deleted_at is null",
            format!(
                "delete from crm.{table}_category g using reached r where g.{table}_id = r.id and g.category_id = $2"
            ),
        ),
    };
    let statement = format!(
        "with reached as materialized (
            select c.id from crm.{table} c where c.id = any ($1) and {may} order by c.id
         ), changed as ({change})
         select count(*) from reached"
    );
    // Made of words that stand here; what came from outside is a parameter.
    let query = sqlx::query_scalar(AssertSqlSafe(statement)).bind(ids);
    let query = match act {
        Act::Owner(id) => query.bind(id.0),
        Act::AddCategory(id) | Act::RemoveCategory(id) => query.bind(id.0),
        Act::Private(on) => query.bind(on),
        Act::Trash | Act::Restore => query.bind(true),
    };
    let reached: i64 = query.fetch_one(&mut **tx).await?;
    Ok(usize::try_from(reached).unwrap_or_default())
}

/// Sets a column of those that were reached, where it is not so already.
fn set(table: &str, column: &str, unless: &str) -> String {
    format!("update crm.{table} c set {column} from reached r where c.id = r.id and {unless}")
}
