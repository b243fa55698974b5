//! Saved selections.

use domain::category::checked_name;
use domain::command::Done;
use domain::search::Search;
use domain::selection::{Count, Selection};
use domain::{CommandId, Invalid, SelectionId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// So many selections are counted; the rest have no number beside them.
const MOST_COUNTED: usize = 20;

/// The reader's own selections and those that are shared: first those that the reader has pinned, then by name.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn list(session: &Session) -> Result<Vec<Selection>, Error> {
    let session = session.clone();
    unit(async move { listed(&mut session.begin_read().await?).await }).await
}

async fn listed(tx: &mut Tx) -> Result<Vec<Selection>, Error> {
    #[derive(FromRow)]
    struct Row {
        id: Uuid,
        name: String,
        among: String,
        query: String,
        shared: bool,
        own: bool,
        pinned: bool,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select s.id, s.name, s.among, s.query, s.shared,
            s.owner_id = (select auth.user_id()) or (s.shared and (select auth.is_admin())) as own,
            p.selection_id is not null as pinned
         from crm.selection s left join crm.selection_pin p on p.selection_id = s.id
         order by p.selection_id is null, s.name_sort, s.id",
    )
    .fetch_all(&mut **tx)
    .await?;
    let selection = |row: Row| Selection {
        id: SelectionId(row.id),
        name: row.name,
        among: row.among.parse().unwrap_or_default(),
        query: row.query,
        shared: row.shared,
        own: row.own,
        pinned: row.pinned,
    };
    Ok(rows.into_iter().map(selection).collect())
}

/// How many each of the first selections finds, counted as its own list counts.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn counts(session: &Session) -> Result<Vec<Count>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let mut counts = Vec::new();
        for selection in listed(&mut tx).await?.into_iter().take(MOST_COUNTED) {
            let (count, more) = crate::search::count(&mut tx, &selection.search()).await?;
            counts.push(Count {
                id: selection.id,
                count,
                more,
            });
        }
        Ok(counts)
    })
    .await
}

/// Saves a search under a name. Where in the list one stood, and which selection it came from, is
/// no part of it.
///
/// # Errors
/// [`Error::Invalid`] for the name, [`Error::Conflict`] for a key that came with other content,
/// [`Error::Forbidden`] for a reader.
pub async fn create(
    session: &Session,
    name: &str,
    search: &Search,
    shared: bool,
    key: Uuid,
) -> Result<(SelectionId, Done), Error> {
    let name = named(name)?;
    let among = search.among.as_str();
    let query = Search {
        after: None,
        selection: None,
        ..search.clone()
    }
    .to_query();
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("selection", &(&name, among, &query, shared));
        let saved: (SelectionId, CommandId) = match claim(&mut tx, key, &hash).await? {
            Claim::Answered(saved) => saved,
            Claim::New => {
                let id = SelectionId(Uuid::now_v7());
                sqlx::query("insert into crm.selection (id, name, among, query, shared) values ($1, $2, $3, $4, $5)")
                    .bind(id.0)
                    .bind(&name)
                    .bind(among)
                    .bind(&query)
                    .bind(shared)
                    .execute(&mut *tx)
                    .await?;
                answer(&mut tx, key, &(id, command)).await?;
                tx.commit().await?;
                (id, command)
            }
        };
        Ok((saved.0, Done { command: saved.1 }))
    })
    .await
}

/// Gives it another name. `was` is the one that was on the screen.
///
/// # Errors
/// [`Error::Invalid`] for the name, [`Error::Conflict`] when somebody else renamed it meanwhile,
/// [`Error::NotFound`], [`Error::Forbidden`] for one that is not the reader's to change.
pub async fn rename(
    session: &Session,
    id: SelectionId,
    was: &str,
    name: &str,
) -> Result<Done, Error> {
    let (name, was) = (named(name)?, was.to_owned());
    let set = "update crm.selection set name = $2 where id = $1 and name = $3";
    let change = sqlx::query(set).bind(id.0).bind(name).bind(was);
    write(session, id, change).await
}

/// Shares it with everybody at the firm, or keeps it to its owner.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for one that is not the reader's to change.
pub async fn share(session: &Session, id: SelectionId, on: bool) -> Result<Done, Error> {
    let set = "update crm.selection set shared = $2 where id = $1";
    let change = sqlx::query(set).bind(id.0).bind(on);
    write(session, id, change).await
}

/// Removes it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for one that is not the reader's to change.
pub async fn remove(session: &Session, id: SelectionId) -> Result<Done, Error> {
    let gone = "delete from crm.selection where id = $1";
    let change = sqlx::query(gone).bind(id.0);
    write(session, id, change).await
}

/// Puts it first in this reader's list, or not.
///
/// # Errors
/// [`Error::NotFound`] for one that the reader does not see, [`Error::Forbidden`] for a reader.
pub async fn pin(session: &Session, id: SelectionId, on: bool) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let there: bool =
            sqlx::query_scalar("select exists (select from crm.selection where id = $1)")
                .bind(id.0)
                .fetch_one(&mut *tx)
                .await?;
        if !there {
            return Err(Error::NotFound);
        }
        let statement = if on {
            "insert into crm.selection_pin (selection_id) values ($1) on conflict do nothing"
        } else {
            "delete from crm.selection_pin where selection_id = $1"
        };
        sqlx::query(statement).bind(id.0).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// A statement with what it needs.
type Change = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// Changes one selection; says why when there was none to change.
async fn write(session: &Session, id: SelectionId, change: Change) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        if change.execute(&mut *tx).await?.rows_affected() == 1 {
            tx.commit().await?;
            return Ok(Done { command });
        }
        let own: Option<bool> = sqlx::query_scalar(
            "select owner_id = (select auth.user_id()) or (shared and (select auth.is_admin()))
             from crm.selection where id = $1",
        )
        .bind(id.0)
        .fetch_optional(&mut *tx)
        .await?;
        Err(match own {
            None => Error::NotFound,
            Some(false) => Error::Forbidden,
            Some(true) => Error::Conflict,
        })
    })
    .await
}

fn named(name: &str) -> Result<String, Error> {
    checked_name(name).map_err(|problem| Error::Invalid(Invalid::one("name", problem)))
}
