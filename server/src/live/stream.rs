//! One stream: what it passes on, and when it ends.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::time::Duration;

use axum::response::sse::Event;
use futures_util::stream::{Stream, unfold};
use store::live::{Change, Listener};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::{Batch, Seat};

/// How often something is said when nothing happens, so that a dead connection is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How soon a browser comes back after a stream has broken off.
const RETRY: Duration = Duration::from_secs(2);
/// Anything may have changed. Not nothing at all: a frame without data is none to a browser.
const ANYTHING: &str = "*";
/// Most ids in one frame; more than that is «anything».
const MOST_IDS: usize = 50;

/// The frames of a stream: a greeting, then what changes. Each names cards by their ids, parted by
/// spaces, with the command after a bar when the reader did it; a star means anything.
pub(super) fn frames(seat: Seat) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(
        (seat, Vec::new(), false),
        async |(mut seat, mut ready, greeted)| {
            if !greeted {
                let hello = Event::default().event("hello").retry(RETRY).data("");
                let missed = std::mem::take(&mut seat.missed);
                ready = missed
                    .iter()
                    .flat_map(|batch| frames_of(batch, seat.who))
                    .collect();
                return Some((Ok(hello), (seat, ready, true)));
            }
            let frame = match ready.pop() {
                Some(data) => Event::default().data(data),
                None => {
                    ready = seat.wait().await?;
                    match ready.pop() {
                        Some(data) => Event::default().data(data),
                        None => Event::default().comment(""),
                    }
                }
            };
            Some((Ok(frame), (seat, ready, true)))
        },
    )
}

impl Seat {
    /// What to say next, last first; empty for a heartbeat. Nothing when the stream is to end.
    async fn wait(&mut self) -> Option<Vec<String>> {
        let heartbeat = tokio::time::sleep(HEARTBEAT);
        tokio::pin!(heartbeat);
        loop {
            tokio::select! {
                biased;
                // Set, or its sender is gone.
                _ = self.stopped.wait_for(|stopped| *stopped) => return None,
                _ = self.end.wait_for(|end| *end) => return None,
                heard = self.batches.recv() => match heard {
                    Ok(batch) => {
                        let frames = frames_of(&batch, self.who);
                        if !frames.is_empty() {
                            return Some(frames);
                        }
                    }
                    // It was too slow to hear everything.
                    Err(RecvError::Lagged(_)) => return Some(vec![ANYTHING.to_owned()]),
                    Err(RecvError::Closed) => return None,
                },
                () = &mut heartbeat => return Some(Vec::new()),
            }
        }
    }
}

/// What of a batch a reader is told.
fn frames_of(batch: &Batch, who: Listener) -> Vec<String> {
    if batch.tenant.is_some_and(|tenant| tenant != who.tenant) {
        return Vec::new();
    }
    if batch.changes.is_empty() {
        return vec![ANYTHING.to_owned()];
    }
    // What the reader did has its command with it, so that the page that did it knows it again.
    let mut by_command: BTreeMap<Option<Uuid>, Vec<Uuid>> = BTreeMap::new();
    let told = |change: &&Change| change.is_for(who.user, who.role);
    for change in batch.changes.iter().filter(told) {
        let own = (change.actor == Some(who.user)).then_some(change.command.0);
        let ids = by_command.entry(own).or_default();
        ids.extend(&change.ids);
    }
    by_command
        .into_iter()
        .map(|(command, mut ids)| {
            ids.sort_unstable();
            ids.dedup();
            if ids.len() > MOST_IDS {
                return ANYTHING.to_owned();
            }
            data(&ids, command)
        })
        .collect()
}

fn data(ids: &[Uuid], command: Option<Uuid>) -> String {
    let mut data = String::with_capacity(ids.len() * 37 + 37);
    for id in ids {
        if !data.is_empty() {
            data.push(' ');
        }
        let _ = write!(data, "{id}");
    }
    if let Some(command) = command {
        let _ = write!(data, "|{command}");
    }
    data
}
