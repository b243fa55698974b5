//! Live updates: `GET /events` tells an open page which cards have changed, by their ids.
//!
//! One task per server reads the journal, only while somebody listens (docs/adr/0008). What it
//! finds goes to every stream; each passes on what its own reader may know of. The same task asks,
//! in one question for all streams, whose sessions are still alive.

mod stream;
mod watch;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::sse::Sse;
use axum::response::{IntoResponse, Response};
use domain::TenantId;
use http::StatusCode;
use serde::Deserialize;
use store::live::{Change, Listener, Mark, living, mark};
use store::{Session, Store};
use tokio::sync::{broadcast, watch as signal};

use crate::guard::Unavailable;
use crate::state::AppState;
use stream::frames;

/// Looks at the journal that a stream may be behind before it is told to read everything again.
const BACKLOG: usize = 64;
/// How long what was told is kept, for a page that begins to listen a while after it was made.
const MEMORY: Duration = Duration::from_secs(60);
/// Most of it that is kept.
const MOST_KEPT: usize = 200;

/// What one look at the journal found of one firm.
#[derive(Debug)]
struct Batch {
    /// The firm; `None` for all of them.
    tenant: Option<TenantId>,
    /// What was changed; nothing when it was too much to name.
    changes: Vec<Change>,
}

/// The live updates of this server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    store: Store,
    batches: broadcast::Sender<Arc<Batch>>,
    listening: Mutex<Listening>,
    /// Set when the server is to stop.
    stopped: signal::Sender<bool>,
}

#[derive(Debug, Default)]
struct Listening {
    /// The next stream's number.
    next: u64,
    streams: BTreeMap<u64, Open>,
    /// The task that reads the journal is at work.
    watched: bool,
    /// Since when it has missed nothing, and what it has told since then.
    since: Option<Instant>,
    told: VecDeque<(Instant, Arc<Batch>)>,
}

impl Listening {
    /// What was told in the last so long; that anything may have happened when that is not known. A
    /// feed that has yet to start will say so itself.
    fn told_since(&self, from: Option<Instant>) -> Vec<Arc<Batch>> {
        let Some(since) = self.since else {
            return Vec::new();
        };
        match from {
            Some(from) if from >= since => {
                let late = self.told.iter().filter(|(at, _)| *at >= from);
                late.map(|(_, batch)| Arc::clone(batch)).collect()
            }
            _ => vec![Arc::new(Batch {
                tenant: None,
                changes: Vec::new(),
            })],
        }
    }
}

/// An open stream.
#[derive(Debug)]
struct Open {
    mark: Mark,
    who: Listener,
    /// Dropped or set: it is to end.
    end: signal::Sender<bool>,
}

/// A stream's place among those that listen; gives it up when the browser has gone.
#[derive(Debug)]
struct Seat {
    live: Live,
    number: u64,
    who: Listener,
    /// What was told between the making of the page and now.
    missed: Vec<Arc<Batch>>,
    batches: broadcast::Receiver<Arc<Batch>>,
    end: signal::Receiver<bool>,
    stopped: signal::Receiver<bool>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.live.listening().streams.remove(&self.number);
    }
}

impl Live {
    /// Nobody listens yet.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self(Arc::new(Shared {
            store,
            batches: broadcast::Sender::new(BACKLOG),
            listening: Mutex::default(),
            stopped: signal::Sender::new(false),
        }))
    }

    /// Ends every stream, and those that come: the server is to stop, and an open stream would hold
    /// it up.
    pub fn stop(&self) {
        self.0.stopped.send_replace(true);
    }

    /// How many listen.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listening().streams.len()
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        self.0
            .listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// To every stream; each knows what of it is for its reader.
    fn tell(&self, tenant: Option<TenantId>, changes: Vec<Change>) {
        let batch = Arc::new(Batch { tenant, changes });
        let mut listening = self.listening();
        let now = Instant::now();
        listening.told.push_back((now, Arc::clone(&batch)));
        while listening.told.len() > MOST_KEPT
            || listening
                .told
                .front()
                .is_some_and(|(at, _)| now.duration_since(*at) > MEMORY)
        {
            let gone = listening.told.pop_front();
            if let (Some((at, _)), Some(since)) = (gone, &mut listening.since) {
                *since = (*since).max(at);
            }
        }
        // Under the lock, so that whoever sits down meanwhile hears it once. An error says that
        // nobody listens.
        let _ = self.0.batches.send(batch);
    }

    /// Begins to listen, and sees to it that the journal is read. `from` is when what the reader
    /// has before them was made.
    fn sit_down(&self, mark: Mark, who: Listener, from: Option<Instant>) -> Seat {
        let (end, ended) = signal::channel(false);
        let mut listening = self.listening();
        let number = listening.next;
        listening.next += 1;
        let seat = Seat {
            live: self.clone(),
            number,
            who,
            missed: listening.told_since(from),
            batches: self.0.batches.subscribe(),
            end: ended,
            stopped: self.0.stopped.subscribe(),
        };
        listening.streams.insert(number, Open { mark, who, end });
        if !std::mem::replace(&mut listening.watched, true) {
            tokio::spawn(watch::watch(self.clone()));
        }
        seat
    }
}

/// What a page says of itself when it begins to listen.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// How many milliseconds ago the page was asked for.
    #[serde(default)]
    age: u64,
}

/// `GET /events`: ids of what changes, as server-sent events, until the session ends.
pub async fn events(
    State(state): State<AppState>,
    Extension(session): Extension<Session>,
    Query(page): Query<Page>,
) -> Response {
    // A look more, for what was on its way when the page was made.
    let age = Duration::from_millis(page.age).saturating_add(watch::LOOK * 2);
    let from = Instant::now().checked_sub(age);
    let mark = mark(&session);
    let who = match living(&state.store, std::slice::from_ref(&mark)).await {
        Ok(found) => found.into_iter().next().map(|(_, who)| who),
        Err(error) => {
            tracing::error!(%error, "live");
            return Unavailable.into_response();
        }
    };
    let Some(who) = who else {
        return (StatusCode::UNAUTHORIZED, "\"SignedOut\"").into_response();
    };
    let seat = state.live.sit_down(mark, who, from);
    // A proxy in front is not to hold frames back until it has many.
    let through = [("x-accel-buffering", "no")];
    (through, Sse::new(frames(seat))).into_response()
}
