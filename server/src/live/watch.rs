//! The task that reads the journal and asks after the sessions, for all streams of this server.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use domain::TenantId;
use store::Error;
use store::live::{Change, Feed, Mark, living};

use super::{Live, MEMORY};

/// How often the journal is read.
pub(super) const LOOK: Duration = Duration::from_millis(250);
/// How often the sessions are asked after: a stream ends within five seconds of its session.
const CHECK: Duration = Duration::from_secs(3);
/// Rows of one firm in one look that are named; more are «anything».
const MOST_CHANGES: usize = 400;

/// Watches for as long as somebody listens, and a while longer: they may come back.
pub(super) async fn watch(live: Live) {
    let mut feed = None;
    let mut checked = Instant::now();
    let mut failing = false;
    let mut empty_since = Instant::now();
    let mut ticks = tokio::time::interval(LOOK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if is_over(&live, &mut empty_since) {
            return;
        }
        // First of all: nothing is told to somebody who is not known to be there.
        let done = match check_if_due(&live, &mut checked).await {
            Ok(()) => look(&live, &mut feed).await,
            Err(error) => Err(error),
        };
        if let (Err(error), false) = (&done, failing) {
            tracing::error!(%error, "live updates");
        }
        failing = done.is_err();
    }
}

/// Nobody has listened for a while, or the server stops.
fn is_over(live: &Live, empty_since: &mut Instant) -> bool {
    let mut listening = live.listening();
    if !listening.streams.is_empty() {
        *empty_since = Instant::now();
    }
    let over = empty_since.elapsed() > MEMORY || *live.0.stopped.borrow();
    if over {
        listening.watched = false;
        listening.since = None;
        listening.told.clear();
    }
    over
}

async fn look(live: &Live, feed: &mut Option<Feed>) -> Result<(), Error> {
    let Some(feed) = feed else {
        *feed = Some(Feed::start(live.0.store.clone()).await?);
        live.listening().since = Some(Instant::now());
        // What happened before the first look is not known.
        live.tell(None, Vec::new());
        return Ok(());
    };
    let mut firms: BTreeMap<TenantId, Vec<Change>> = BTreeMap::new();
    let mut crowded = BTreeSet::new();
    loop {
        let news = feed.read(Instant::now()).await?;
        if news.incomplete {
            live.tell(None, Vec::new());
        }
        for change in news.changes {
            if crowded.contains(&change.tenant) {
                continue;
            }
            let changes = firms.entry(change.tenant).or_default();
            if changes.len() < MOST_CHANGES {
                changes.push(change);
            } else {
                crowded.insert(change.tenant);
                firms.remove(&change.tenant);
            }
        }
        if !news.more {
            break;
        }
    }
    for tenant in crowded {
        live.tell(Some(tenant), Vec::new());
    }
    for (tenant, changes) in firms {
        live.tell(Some(tenant), changes);
    }
    Ok(())
}

/// Ends the streams whose session is over, or whose reader's role is another one.
async fn check_if_due(live: &Live, checked: &mut Instant) -> Result<(), Error> {
    if checked.elapsed() < CHECK {
        return Ok(());
    }
    let asked = Instant::now();
    let marks: BTreeSet<Mark> = {
        let listening = live.listening();
        listening
            .streams
            .values()
            .map(|open| open.mark.clone())
            .collect()
    };
    let marks: Vec<Mark> = marks.into_iter().collect();
    let alive: BTreeMap<_, _> = living(&live.0.store, &marks).await?.into_iter().collect();
    *checked = asked;
    for open in live.listening().streams.values() {
        // Not one that has come meanwhile: it was asked after when it came.
        let known = marks.binary_search(&open.mark).is_ok();
        if known && alive.get(&open.mark) != Some(&open.who) {
            open.end.send_replace(true);
        }
    }
    Ok(())
}
