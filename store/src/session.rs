//! A session, and the unit of work that is done in it.

use sqlx::{AssertSqlSafe, Postgres, Transaction};
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

/// Longest token that is passed on; ours are 43 characters.
const MAX_TOKEN_CHARS: usize = 100;

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

    /// Begins a transaction in which the database knows who is asking, and which is one command
    /// in the journal.
    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        self.begin_as("read write").await
    }

    /// The same for reading: everything is read as it was at one moment.
    pub(crate) async fn begin_read(&self) -> Result<Tx, Error> {
        self.begin_as("isolation level repeatable read, read only")
            .await
    }

    async fn begin_as(&self, mode: &str) -> Result<Tx, Error> {
        // base64url only, so that it can stand in the statement and `begin` needs no second round trip.
        let sound = !self.token.is_empty()
            && self.token.len() <= MAX_TOKEN_CHARS
            && self
                .token
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if !sound {
            return Err(Error::NoSession);
        }
        let statement = format!(
            "begin {mode}; select set_config('app.session', '{}', true), set_config('app.command', '{}', true), \
             set_config('app.source', '{}', true)",
            self.token,
            Uuid::now_v7(),
            self.source.as_str(),
        );
        // A connection may have died in the pool, say because the database was restarted. Nothing
        // has been done yet, so every other one can be tried; at last the pool makes a new one.
        let tries = self.store.pool.options().get_max_connections() + 1;
        let mut failed = sqlx::Error::PoolTimedOut;
        for _ in 0..tries {
            match self
                .store
                .pool
                .begin_with(AssertSqlSafe(statement.clone()))
                .await
            {
                Ok(tx) => return Ok(tx),
                Err(error) if is_disconnect(&error) => failed = error,
                Err(error) => return Err(error.into()),
            }
        }
        Err(failed.into())
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
