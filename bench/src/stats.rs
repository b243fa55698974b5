//! Percentiles.

use serde::Serialize;
use std::time::Duration;

/// What a series of times comes to, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Quantiles {
    /// How many were taken.
    pub n: usize,
    /// Half of them took no longer.
    pub p50: f64,
    /// Nineteen of twenty took no longer.
    pub p95: f64,
    /// Ninety-nine of a hundred took no longer.
    pub p99: f64,
}

impl Quantiles {
    /// Of times; `None` of none.
    pub fn of(times: &[Duration]) -> Option<Self> {
        Self::of_milliseconds(
            times
                .iter()
                .map(|time| time.as_secs_f64() * 1000.0)
                .collect(),
        )
    }

    /// Of milliseconds.
    pub fn of_milliseconds(mut times: Vec<f64>) -> Option<Self> {
        times.sort_by(f64::total_cmp);
        Some(Self {
            n: times.len(),
            p50: nearest_rank(&times, 50)?,
            p95: nearest_rank(&times, 95)?,
            p99: nearest_rank(&times, 99)?,
        })
    }
}

/// The smallest of sorted values that `percent` of them do not exceed.
fn nearest_rank(sorted: &[f64], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_nearest() {
        let times = (1..=100).rev().map(f64::from).collect();
        let found = Quantiles::of_milliseconds(times).unwrap();
        assert_eq!(
            (found.n, found.p50, found.p95, found.p99),
            (100, 50.0, 95.0, 99.0)
        );
        let one = Quantiles::of_milliseconds(vec![7.0]).unwrap();
        assert_eq!((one.p50, one.p99), (7.0, 7.0));
        assert_eq!(Quantiles::of_milliseconds(Vec::new()), None);
    }
}
