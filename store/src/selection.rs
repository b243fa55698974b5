//! Saved selections.

use domain::search::Search;
use domain::selection::Selection;
use domain::{Invalid, Problem, SelectionId};
use uuid::Uuid;

use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::unit;
use crate::{Error, Session};

/// Longest name of a selection, in characters.
const MAX_NAME_CHARS: usize = 100;

/// The reader's own selections and those that are shared, by name.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn list(session: &Session) -> Result<Vec<Selection>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<(Uuid, String, String, bool)> = sqlx::query_as(
            "select id, name, query, shared from crm.selection order by name_sort, id",
        )
        .fetch_all(&mut *tx)
        .await?;
        let selection = |(id, name, query, shared)| Selection {
            id: SelectionId(id),
            name,
            query,
            shared,
        };
        Ok(rows.into_iter().map(selection).collect())
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
) -> Result<SelectionId, Error> {
    let name = checked_name(name)?;
    let query = Search {
        after: None,
        selection: None,
        ..search.clone()
    }
    .to_query();
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let hash = request_hash("selection", &(&name, &query, shared));
        if let Claim::Answered(id) = claim(&mut tx, key, &hash).await? {
            return Ok(id);
        }
        let id = Uuid::now_v7();
        sqlx::query("insert into crm.selection (id, name, query, shared) values ($1, $2, $3, $4)")
            .bind(id)
            .bind(&name)
            .bind(&query)
            .bind(shared)
            .execute(&mut *tx)
            .await?;
        answer(&mut tx, key, &SelectionId(id)).await?;
        tx.commit().await?;
        Ok(SelectionId(id))
    })
    .await
}

fn checked_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    let problem = match name.chars().count() {
        0 => Some(Problem::Required),
        length if length > MAX_NAME_CHARS => Some(Problem::TooLong { max: 100 }),
        _ if name.chars().any(char::is_control) => Some(Problem::ControlCharacter),
        _ => None,
    };
    match problem {
        Some(problem) => Err(Error::Invalid(Invalid::one("name", problem))),
        None => Ok(name.to_owned()),
    }
}
