//! One act on many contacts or companies (S5): in batches, under the rights of whoever asked.
//!
//! All batches are one command, so they are undone as one. Each is a transaction that also counts
//! itself, so what has been counted stands, whatever happens to the server after it.

mod rows;

use std::time::Duration;

use domain::bulk::{Act, MOST, MOST_TICKED, Progress};
use domain::search::{Among, Search};
use domain::{CommandId, Invalid, Problem};
use tracing::Instrument;
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session};

/// What an act is on.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// These.
    Ticked(Among, Vec<Uuid>),
    /// Whatever a search finds, for this reader.
    All(Search),
}

impl Chosen {
    fn among(&self) -> Among {
        match self {
            Self::Ticked(among, _) => *among,
            Self::All(search) => search.among,
        }
    }
}

/// How often a batch is tried again that met a deadlock or a lock.
const TRIES: u32 = 4;

/// Begins an act, and waits for its end for `patience` at most; it goes on by itself after that.
///
/// # Errors
/// [`Error::Forbidden`] for a reader, [`Error::Invalid`] for an owner or category that is not there,
/// for companies that were to be hidden, and for more rows than are done in one go.
pub async fn start(
    session: &Session,
    act: Act,
    chosen: Chosen,
    patience: Duration,
) -> Result<Progress, Error> {
    let ticked = match &chosen {
        Chosen::Ticked(_, ids) => ids.len(),
        Chosen::All(_) => 0,
    };
    if ticked > MOST_TICKED {
        return Err(Error::Invalid(too_many(MOST_TICKED)));
    }
    let command = begin(session, act, chosen.among(), ticked).await?;
    let work = run(session.clone(), command, act, chosen);
    // Not dropped when whoever asked hangs up.
    let work = tokio::spawn(work.instrument(tracing::Span::current()));
    if let Ok(Ok(Err(error))) = tokio::time::timeout(patience, work).await {
        return Err(error);
    }
    progress(session, command).await
}

/// How far an act has come. One that nobody has worked on for a minute went down with its server.
///
/// # Errors
/// [`Error::NotFound`] for one that is not the reader's.
pub async fn progress(session: &Session, command: CommandId) -> Result<Progress, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (total, done, refused, running): (i32, i32, i32, bool) = sqlx::query_as(
            "select total, done, refused, state = 'running' and updated_at > now() - interval '1 minute'
             from crm.bulk_act where id = $1",
        )
        .bind(command.0)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
        let count = |n: i32| u32::try_from(n).unwrap_or_default();
        Ok(Progress {
            command,
            total: count(total),
            done: count(done),
            refused: count(refused),
            running,
        })
    })
    .await
}

/// Stops an act after the batch it is at. What is done stands, and can be undone.
///
/// # Errors
/// [`Error::NotFound`] for one that is not the reader's.
pub async fn stop(session: &Session, command: CommandId) -> Result<Progress, Error> {
    set_state(session, command, "stopped").await?;
    progress(session, command).await
}

async fn begin(
    session: &Session,
    act: Act,
    among: Among,
    total: usize,
) -> Result<CommandId, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        rows::check(&mut tx, act, among).await?;
        sqlx::query("insert into crm.bulk_act (id, total) values ($1, $2)")
            .bind(command.0)
            .bind(i32::try_from(total).unwrap_or(i32::MAX))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(command)
    })
    .await
}

async fn run(session: Session, command: CommandId, act: Act, chosen: Chosen) -> Result<(), Error> {
    let done = work(&session, command, act, chosen).await;
    let state = match &done {
        Ok(()) => "finished",
        Err(error) => {
            tracing::warn!(%error, %command, "an act on many rows was broken off");
            "stopped"
        }
    };
    // The session may have ended meanwhile; then it is found to have stopped by its age.
    let _ = set_state(&session, command, state).await;
    done
}

async fn work(
    session: &Session,
    command: CommandId,
    act: Act,
    chosen: Chosen,
) -> Result<(), Error> {
    let among = chosen.among();
    let ids = match chosen {
        Chosen::Ticked(_, ids) => distinct(ids),
        Chosen::All(search) => {
            let ids = found(session, &search).await?;
            count_on(session, command, ids.len()).await?;
            ids
        }
    };
    for batch in ids.chunks(rows::batch_size(act)) {
        if !batch_again(session, command, act, among, batch).await? {
            break;
        }
    }
    Ok(())
}

/// Each id once, in the order of the key, so that two acts wait for each other and do not lock up.
fn distinct(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Everything that a search finds: under the reader's rights, from the functions of the search.
async fn found(session: &Session, search: &Search) -> Result<Vec<Uuid>, Error> {
    let (session, mut search) = (session.clone(), search.first_page());
    unit(async move {
        let mut ids = Vec::new();
        loop {
            // A few pages per transaction: none of them may take long.
            let mut tx = session.begin_read().await?;
            for _ in 0..20 {
                let (page, next) = crate::search::ids(&mut tx, &search).await?;
                ids.extend(page);
                search.after = next;
                if search.after.is_none() {
                    return Ok(distinct(ids));
                }
            }
            if ids.len() > MOST {
                return Err(Error::Invalid(too_many(MOST)));
            }
        }
    })
    .await
}

fn too_many(most: usize) -> Invalid {
    let max = i64::try_from(most).unwrap_or(i64::MAX);
    Invalid::one("chosen", Problem::Number { min: 1, max })
}

async fn count_on(session: &Session, command: CommandId, total: usize) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("update crm.bulk_act set total = $2 where id = $1")
            .bind(command.0)
            .bind(i32::try_from(total).unwrap_or(i32::MAX))
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// One batch, again when somebody was in the way; false when the act has been stopped.
async fn batch_again(
    session: &Session,
    command: CommandId,
    act: Act,
    among: Among,
    ids: &[Uuid],
) -> Result<bool, Error> {
    let mut wait = Duration::from_millis(100);
    for _ in 1..TRIES {
        match batch(session, command, act, among, ids.to_vec()).await {
            Err(Error::Busy(cause)) => {
                tracing::info!(error = %cause, %command, "a batch is tried again");
                tokio::time::sleep(wait).await;
                wait *= 4;
            }
            done => return done,
        }
    }
    batch(session, command, act, among, ids.to_vec()).await
}

async fn batch(
    session: &Session,
    command: CommandId,
    act: Act,
    among: Among,
    ids: Vec<Uuid>,
) -> Result<bool, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_as(command).await?;
        let reached = rows::apply(&mut tx, act, among, &ids).await?;
        // Indexed now, so that the row that is counted in is locked for a moment only.
        sqlx::query("set constraints all immediate")
            .execute(&mut *tx)
            .await?;
        if count_in(&mut tx, command, reached, ids.len()).await? {
            tx.commit().await?;
            return Ok(true);
        }
        Ok(false)
    })
    .await
}

async fn count_in(
    tx: &mut Tx,
    command: CommandId,
    reached: usize,
    of: usize,
) -> Result<bool, Error> {
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let counted = sqlx::query(
        "update crm.bulk_act set done = done + $2, refused = refused + $3 where id = $1 and state = 'running'",
    )
    .bind(command.0)
    .bind(number(reached))
    .bind(number(of.saturating_sub(reached)))
    .execute(&mut **tx)
    .await?;
    Ok(counted.rows_affected() == 1)
}

async fn set_state(
    session: &Session,
    command: CommandId,
    state: &'static str,
) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("update crm.bulk_act set state = $2 where id = $1 and state = 'running'")
            .bind(command.0)
            .bind(state)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}
