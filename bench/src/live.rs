//! A saved field, until each of two hundred open pages has heard of it (issue 3).

use anyhow::{Context, Result};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

use crate::http::{Client, Encoding};
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Report};
use crate::save;
use crate::stats::Quantiles;

/// What it is called in the report.
pub const LIVE: &str = "heard of by an open page";
/// How many pages are open.
const PAGES: usize = 200;
/// How many fields are saved, one after the other.
const SAVES: usize = 20;
/// A page that has not heard by then never will.
const PATIENCE: Duration = Duration::from_secs(30);

type Heard = (String, Instant);

/// Saves, and listens.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    report.heading("Live updates");
    let ids = save::untitled(places, firm, SAVES).await?;
    let (say, mut heard) = unbounded_channel();
    let pages = places.clients(firm, PAGES).await?;
    let pages: Vec<_> = pages
        .into_iter()
        .map(|page| tokio::task::spawn_local(listen(page, say.clone())))
        .collect();
    // Every page says so when its stream has begun.
    hear(&mut heard, "").await?;
    let mut writer = places.clients(firm, 1).await?.pop().context("a client")?;
    let mut times = Vec::new();
    for id in &ids {
        let started = Instant::now();
        let body = save::body(*id)?;
        writer.post(save::PATH, &body, Encoding::Browser).await?;
        let arrived = hear(&mut heard, &id.to_string()).await?;
        times.extend(arrived.into_iter().map(|at| at - started));
    }
    pages.iter().for_each(tokio::task::JoinHandle::abort);
    save::clear(places, firm, &ids).await?;
    report.figure(Figure {
        what: LIVE.to_owned(),
        at: At::Http,
        contacts: firm.contacts,
        concurrency: PAGES,
        times: Quantiles::of(&times).context("nothing was heard")?,
        per_second: None,
        floor: None,
    });
    Ok(())
}

/// When each page heard of it.
async fn hear(heard: &mut UnboundedReceiver<Heard>, what: &str) -> Result<Vec<Instant>> {
    let mut arrived = Vec::with_capacity(PAGES);
    while arrived.len() < PAGES {
        let next = timeout(PATIENCE, heard.recv()).await;
        let (ids, at) = next
            .with_context(|| format!("{} of {PAGES} pages heard of «{what}»", arrived.len()))?
            .context("every page hung up")?;
        if ids.contains(what) {
            arrived.push(at);
        }
    }
    Ok(arrived)
}

async fn listen(mut page: Client, say: UnboundedSender<Heard>) -> Result<()> {
    page.listen("/events").await?;
    loop {
        let line = page.hear().await?;
        if let Some(ids) = line.strip_prefix("data:") {
            let _ = say.send((ids.to_owned(), Instant::now()));
        }
    }
}
