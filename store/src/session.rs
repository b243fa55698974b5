//! A session, and the unit of work that is done in it.

use domain::CommandId;
use sqlx::{Postgres, Transaction};
use tracing::Instrument;
use uuid::Uuid;

use crate::error::is_disconnect;
use crate::{Error, Store};

/// A transaction that the database has bound to the session.
pub(crate) type Tx = Transaction<'static, Postgres>;

/// Where a change came from, for the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// Somebody at the screen.
    #[default]
    User,
    /// A file that was read in.
    Import,
    /// Another program.
    Api,
    /// Demo data.
    Seed,
}

impl Source {
    fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Import => "import",
            Self::Api => "api",
            Self::Seed => "seed",
        }
    }
}

/// Somebody's session: the token they sent, and the way to the database. Cheap to clone.
///
/// Whether the token is good is for the database to say, in each transaction: a session that is
/// closed, or whose user is deactivated, stops at once.
#[derive(Clone)]
pub struct Session {
    pub(crate) store: Store,
    token: String,
    source: Source,
}

/// Not derived: the token is as good as a password.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// Longest token that is passed on; ours have 43 characters.
const MAX_TOKEN_BYTES: usize = 100;

impl Session {
    /// The session of a token, alive or not.
    #[must_use]
    pub fn new(store: Store, token: String) -> Self {
        Self {
            store,
            token,
            source: Source::User,
        }
    }

    /// The same session, with another source in the journal.
    #[must_use]
    pub fn with_source(self, source: Source) -> Self {
        Self { source, ..self }
    }

    /// The token, as it was sent.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Begins a transaction in which the database knows who is asking, and which is one command
    /// in the journal.
    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        Ok(self.begin_command().await?.0)
    }

    /// The same, with what the command is known by, so that it can be undone.
    pub(crate) async fn begin_command(&self) -> Result<(Tx, CommandId), Error> {
        let command = CommandId(Uuid::now_v7());
        Ok((self.begin_with("begin", command).await?, command))
    }

    /// Another transaction of a command that has begun already.
    pub(crate) async fn begin_as(&self, command: CommandId) -> Result<Tx, Error> {
        self.begin_with("begin", command).await
    }

    /// The same for reading: everything is read as it was at one moment.
    ///
    /// Needs no commit: dropped, it is rolled back while its connection goes back to the pool, and
    /// the answer does not wait for that.
    pub(crate) async fn begin_read(&self) -> Result<Tx, Error> {
        let begin = "begin isolation level repeatable read, read only";
        self.begin_with(begin, CommandId(Uuid::nil())).await
    }

    async fn begin_with(&self, begin: &'static str, command: CommandId) -> Result<Tx, Error> {
        // What is no token of ours is not worth a question, and a NUL would be an error of another kind.
        if self.token.len() > MAX_TOKEN_BYTES || self.token.contains('\0') {
            return Err(Error::NoSession);
        }
        // A connection may have died in the pool, say because the database was restarted. Nothing
        // has been done yet, so every other one can be tried; at last the pool makes a new one.
        let tries = self.store.pool.options().get_max_connections() + 1;
        let mut failed = sqlx::Error::PoolTimedOut;
        for _ in 0..tries {
            match self.try_begin(begin, command).await {
                Err(error) if is_disconnect(&error) => failed = error,
                done => return Ok(done?),
            }
        }
        Err(failed.into())
    }

    /// The token is a parameter, though a simple query would save a round trip: the text of a
    /// statement can be seen in `pg_stat_activity` by every connection of the same role.
    async fn try_begin(&self, begin: &'static str, command: CommandId) -> Result<Tx, sqlx::Error> {
        let mut tx = self.store.pool.begin_with(begin).await?;
        sqlx::query(
            "select set_config('app.session', $1, true), set_config('app.command', $2, true), \
             set_config('app.source', $3, true)",
        )
        .bind(&self.token)
        .bind(command.to_string())
        .bind(self.source.as_str())
        .execute(&mut *tx)
        .await?;
        Ok(tx)
    }
}

/// Does a unit of work to its end, even when nobody waits for the answer any more.
///
/// A future that is dropped half way can leave a transaction open on a pooled connection (sqlx
/// issue 4385), and the server drops futures whenever a browser hangs up.
pub(crate) async fn unit<T, F>(work: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    match tokio::spawn(work.instrument(tracing::Span::current())).await {
        Ok(done) => done,
        Err(_) => Err(Error::BrokenOff),
    }
}
