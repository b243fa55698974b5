//! What has changed, for those who listen: ids from the journal, in the order of its numbers.
//!
//! A number is drawn before its row is committed, so a later one can be seen before an earlier one.
//! [`Feed`] remembers the numbers that it has passed without seeing their rows, and asks for them
//! until they come or nobody can be writing them any more.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::user::Role;
use domain::{CommandId, TenantId, UserId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::auth::word;
use crate::session::unit;
use crate::{Error, Session, Store, password};

/// How long a number may be on its way: no transaction lives as long.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Rows read at a time.
const MOST_ROWS: i32 = 2_000;
/// Numbers that may be waited for. More are on their way only while something very large is.
const MOST_GAPS: usize = 20_000;
/// How many numbers back transactions may be at work when the feed starts.
const LOOK_BACK: i64 = 1_000;

/// One changed row: which cards it concerns, and who may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The firm.
    pub tenant: TenantId,
    /// What it was part of.
    pub command: CommandId,
    /// Who did it; nobody when the database keeps itself.
    pub actor: Option<UserId>,
    /// Contacts and companies; of other rows, their own id.
    pub ids: Vec<Uuid>,
    /// Its only reader; `None` when everyone at the firm sees it.
    seen_by: Option<UserId>,
    /// Administrators see it too.
    for_admins: bool,
    /// Who could see it until now, when that may just have changed.
    was_seen_by: Option<Option<UserId>>,
}

impl Change {
    /// Whether somebody of the firm may be told: they see it, or did until now, and what they have
    /// open is to close.
    #[must_use]
    pub fn is_for(&self, user: UserId, role: Role) -> bool {
        let admin = role == Role::Administrator && self.for_admins;
        let sees = |only: Option<UserId>| only.is_none_or(|only| only == user);
        admin || sees(self.seen_by) || self.was_seen_by.is_some_and(sees)
    }
}

/// What one look at the journal gave.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What has been committed since the last look, none of it told before.
    pub changes: Vec<Change>,
    /// More may have changed than this says.
    pub incomplete: bool,
    /// There is more to read at once.
    pub more: bool,
}

/// The journal as it grows.
#[derive(Debug)]
pub struct Feed {
    store: Store,
    /// The highest number that has been seen.
    seen: i64,
    /// Lower numbers whose rows have not been seen, and since when they have been waited for.
    gaps: BTreeMap<i64, Instant>,
    /// When the journal was last read.
    read_at: Instant,
}

#[derive(FromRow)]
struct Row {
    seq: i64,
    tenant_id: i64,
    command: Uuid,
    actor_id: Option<Uuid>,
    ids: Vec<Uuid>,
    vis_owner: Option<Uuid>,
    for_admins: bool,
    moved: bool,
    was_vis_owner: Option<Uuid>,
}

impl Feed {
    /// From now on.
    ///
    /// # Errors
    /// [`Error::Busy`] when the database cannot be reached.
    pub async fn start(store: Store) -> Result<Self, Error> {
        let pool = store.pool.clone();
        let latest: i64 = unit(async move {
            Ok(sqlx::query_scalar("select journal.live_start()")
                .fetch_one(&pool)
                .await?)
        })
        .await?;
        let mut feed = Self {
            store,
            seen: (latest - LOOK_BACK).max(0),
            gaps: BTreeMap::new(),
            read_at: Instant::now(),
        };
        // What is there already is no news; what is not may be on its way.
        while feed.read(Instant::now()).await?.more {}
        Ok(feed)
    }

    /// What has been committed since the last look.
    ///
    /// # Errors
    /// [`Error::Busy`] when the database cannot be reached; the next look gives what this one missed.
    pub async fn read(&mut self, now: Instant) -> Result<News, Error> {
        let gaps: Vec<i64> = self.gaps.keys().copied().collect();
        let (pool, after) = (self.store.pool.clone(), self.seen);
        let rows: Vec<Row> = unit(async move {
            Ok(sqlx::query_as("select * from journal.live($1, $2, $3)")
                .bind(after)
                .bind(gaps)
                .bind(MOST_ROWS)
                .fetch_all(&pool)
                .await?)
        })
        .await?;
        // The journal is read two minutes back: after a longer break, something may have been missed.
        let mut incomplete = now.duration_since(self.read_at) > Duration::from_secs(60);
        self.read_at = now;
        let ahead = rows.iter().filter(|row| row.seq > after).count();
        for row in &rows {
            self.note(row.seq, now);
        }
        self.gaps
            .retain(|_, since| now.duration_since(*since) < PATIENCE);
        while self.gaps.len() > MOST_GAPS {
            self.gaps.pop_first();
            incomplete = true;
        }
        Ok(News {
            changes: rows.into_iter().map(change).collect(),
            incomplete,
            more: i32::try_from(ahead).is_ok_and(|ahead| ahead >= MOST_ROWS),
        })
    }

    /// The row with this number has been seen.
    fn note(&mut self, seq: i64, now: Instant) {
        if seq <= self.seen {
            self.gaps.remove(&seq);
            return;
        }
        // Of a jump that no crowd of writers makes, only the end can still be on its way.
        let from = (self.seen + 1).max(seq - i64::try_from(MOST_GAPS).unwrap_or(i64::MAX));
        self.gaps.extend((from..seq).map(|gap| (gap, now)));
        self.seen = seq;
    }
}

fn change(row: Row) -> Change {
    Change {
        tenant: TenantId(row.tenant_id),
        command: CommandId(row.command),
        actor: row.actor_id.map(UserId),
        ids: row.ids,
        seen_by: row.vis_owner.map(UserId),
        for_admins: row.for_admins,
        was_seen_by: row.moved.then_some(row.was_vis_owner.map(UserId)),
    }
}

/// What a session is known by to whoever only has to know whether it is alive: not its token.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark(Vec<u8>);

/// Who a living session belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listener {
    /// The firm.
    pub tenant: TenantId,
    /// The user.
    pub user: UserId,
    /// What they may do.
    pub role: Role,
}

/// The mark of a session.
#[must_use]
pub fn mark(session: &Session) -> Mark {
    Mark(password::token_hash(session.token()))
}

/// Those of the sessions that are alive, and whose they are: one question, however many.
///
/// # Errors
/// [`Error::Busy`] when the database cannot be reached.
pub async fn living(store: &Store, marks: &[Mark]) -> Result<Vec<(Mark, Listener)>, Error> {
    let pool = store.pool.clone();
    let hashes: Vec<Vec<u8>> = marks.iter().map(|mark| mark.0.clone()).collect();
    unit(async move {
        let rows: Vec<(Vec<u8>, i64, Uuid, String)> =
            sqlx::query_as("select token_hash, tenant_id, user_id, role from auth.living($1)")
                .bind(hashes)
                .fetch_all(&pool)
                .await?;
        rows.into_iter()
            .map(|(hash, tenant, user, role)| {
                let listener = Listener {
                    tenant: TenantId(tenant),
                    user: UserId(user),
                    role: word(&role)?,
                };
                Ok((Mark(hash), listener))
            })
            .collect()
    })
    .await
}
