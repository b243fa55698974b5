//! Work, done so often by so many at once, with the time of each piece.

use anyhow::{Result, anyhow};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::stats::Quantiles;

/// What came of it.
pub struct Load {
    /// Of single pieces of work.
    pub times: Quantiles,
    /// Pieces a second, all workers together.
    pub per_second: f64,
}

/// Pieces of work 0..`count`, each taken by the worker that is free: as many at once as there are workers.
pub async fn run<W, F>(workers: Vec<W>, count: usize, work: F) -> Result<Load>
where
    W: 'static,
    F: AsyncFn(&mut W, usize) -> Result<()> + 'static,
{
    let (work, next) = (Rc::new(work), Rc::new(Cell::new(0)));
    let started = Instant::now();
    let running: Vec<_> = workers
        .into_iter()
        .map(|worker| {
            tokio::task::spawn_local(one(worker, count, Rc::clone(&work), Rc::clone(&next)))
        })
        .collect();
    let mut times = Vec::with_capacity(count);
    for worker in running {
        times.extend(worker.await??);
    }
    let took = started.elapsed();
    Ok(Load {
        times: Quantiles::of(&times).ok_or_else(|| anyhow!("nothing was measured"))?,
        per_second: count as f64 / took.as_secs_f64(),
    })
}

async fn one<W, F>(
    mut worker: W,
    count: usize,
    work: Rc<F>,
    next: Rc<Cell<usize>>,
) -> Result<Vec<Duration>>
where
    F: AsyncFn(&mut W, usize) -> Result<()>,
{
    let mut times = Vec::new();
    loop {
        let piece = next.get();
        if piece >= count {
            return Ok(times);
        }
        next.set(piece + 1);
        let started = Instant::now();
        work(&mut worker, piece).await?;
        times.push(started.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[tokio::test(flavor = "current_thread")]
    async fn every_piece_is_done_once() {
        let done = Rc::new(RefCell::new(Vec::new()));
        let seen = Rc::clone(&done);
        let load = tokio::task::LocalSet::new()
            .run_until(run(vec![(); 3], 10, async move |(), piece| {
                tokio::task::yield_now().await;
                seen.borrow_mut().push(piece);
                Ok(())
            }))
            .await
            .unwrap();
        assert_eq!(load.times.n, 10);
        let mut done = done.take();
        done.sort_unstable();
        assert_eq!(done, (0..10).collect::<Vec<_>>());
    }
}
