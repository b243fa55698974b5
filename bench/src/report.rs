//! What was measured: as a table while it goes on, and as lines of JSON at the end.

use anyhow::{Context, Result};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

use crate::stats::Quantiles;

/// Where a time was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// From a connection to the database.
    Database,
    /// From a connection to the server.
    Http,
    /// In the browser.
    Page,
}

impl At {
    fn word(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Http => "http",
            Self::Page => "page",
        }
    }
}

/// The least it could have taken, measured in the same run.
#[derive(Debug, Clone, Serialize)]
pub struct Floor {
    /// What was done instead.
    pub what: &'static str,
    /// How long that took.
    pub times: Quantiles,
}

/// Times of one thing.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was done.
    pub what: String,
    /// Where the clock stood.
    pub at: At,
    /// Contacts of the firm.
    pub contacts: u32,
    /// How many did it at once.
    pub concurrency: usize,
    /// How long it took, in milliseconds.
    pub times: Quantiles,
    /// How many were done in a second.
    pub per_second: Option<f64>,
    /// What it could have been.
    pub floor: Option<Floor>,
}

impl Figure {
    /// How many times the floor it is, by the median and by the 95th percentile.
    pub fn ratio(&self) -> Option<(f64, f64)> {
        let floor = self.floor.as_ref()?.times;
        Some((self.times.p50 / floor.p50, self.times.p95 / floor.p95))
    }
}

/// A quantity that is no time.
#[derive(Debug, Clone, Serialize)]
pub struct Amount {
    /// Of what.
    pub what: String,
    /// How much.
    pub value: f64,
    /// Of which unit.
    pub unit: &'static str,
    /// How much without what is ours; of the same unit.
    pub floor: Option<f64>,
}

/// How a figure stands to its target.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// The target, as the issue says it.
    pub target: String,
    /// Reached. `None` when it was not measured.
    pub met: Option<bool>,
    /// What was measured.
    pub found: String,
}

/// Everything.
#[derive(Default)]
pub struct Report {
    /// Times.
    pub figures: Vec<Figure>,
    /// Quantities.
    pub amounts: Vec<Amount>,
    /// Targets.
    pub verdicts: Vec<Verdict>,
    lines: Vec<String>,
    heading: String,
}

#[derive(Serialize)]
struct Line<'a, T: Serialize> {
    kind: &'static str,
    #[serde(flatten)]
    content: &'a T,
}

/// One line. A closed pipe is no reason to stop.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

impl Report {
    /// The table that follows.
    pub fn heading(&mut self, title: &str) {
        if self.heading == title {
            return;
        }
        title.clone_into(&mut self.heading);
        say(&format!("\n{title}"));
        say(&format!(
            "  {:<22} {:>9} {:<8} {:>3} {:>6}  {:>8} {:>8} {:>8} {:>9}   {:>8} {:>8}  ratio p50, p95",
            "milliseconds",
            "contacts",
            "at",
            "c",
            "n",
            "p50",
            "p95",
            "p99",
            "per s",
            "floor50",
            "floor95"
        ));
    }

    /// Takes a figure, and shows it.
    pub fn figure(&mut self, figure: Figure) {
        let times = figure.times;
        let per_second = figure
            .per_second
            .map_or(String::new(), |n| format!("{n:.0}"));
        let floor = figure.floor.as_ref().map_or(String::new(), |floor| {
            let (p50, p95) = figure.ratio().unwrap_or_default();
            format!(
                "{:>8.2} {:>8.2}  {p50:.1}x, {p95:.1}x ({})",
                floor.times.p50, floor.times.p95, floor.what
            )
        });
        say(&format!(
            "  {:<22} {:>9} {:<8} {:>3} {:>6}  {:>8.2} {:>8.2} {:>8.2} {:>9}   {floor}",
            figure.what,
            figure.contacts,
            figure.at.word(),
            figure.concurrency,
            times.n,
            times.p50,
            times.p95,
            times.p99,
            per_second,
        ));
        self.line("figure", &figure);
        self.figures.push(figure);
    }

    /// Takes a quantity, and shows it.
    pub fn amount(&mut self, amount: Amount) {
        let floor = amount
            .floor
            .map_or(String::new(), |floor| format!("  (floor {floor:.1})"));
        say(&format!(
            "  {:<44} {:>10.1} {}{floor}",
            amount.what, amount.value, amount.unit
        ));
        self.line("amount", &amount);
        self.amounts.push(amount);
    }

    /// Takes a verdict, and shows it.
    pub fn verdict(&mut self, verdict: Verdict) {
        let word = match verdict.met {
            Some(true) => "met",
            Some(false) => "MISSED",
            None => "not measured",
        };
        say(&format!(
            "  {word:<12} {}: {}",
            verdict.target, verdict.found
        ));
        self.line("target", &verdict);
        self.verdicts.push(verdict);
    }

    /// Ten times as many contacts, alone, from one size to the next.
    pub fn growth(&mut self) {
        let pairs: Vec<(Figure, Figure)> = self
            .figures
            .iter()
            .filter_map(|small| Some((small.clone(), self.next_size(small)?.clone())))
            .collect();
        if !pairs.is_empty() {
            say("\nGrowth with ten times the contacts");
        }
        for (small, big) in pairs {
            self.amount(Amount {
                what: format!(
                    "{} at {}, {} to {}",
                    small.what,
                    small.at.word(),
                    small.contacts,
                    big.contacts
                ),
                value: big.times.p95 / small.times.p95,
                unit: "x (p95)",
                floor: None,
            });
        }
    }

    fn next_size(&self, small: &Figure) -> Option<&Figure> {
        self.figures.iter().find(|big| {
            small.concurrency == 1
                && big.concurrency == 1
                && big.at == small.at
                && big.what == small.what
                && Some(big.contacts) == small.contacts.checked_mul(10)
        })
    }

    /// Prints the lines of JSON, and writes them into a file.
    pub fn finish(&self, path: &Path) -> Result<()> {
        let text = self.lines.join("\n");
        say(&format!("\nJSON ({})\n{text}", path.display()));
        std::fs::write(path, text + "\n")
            .with_context(|| format!("cannot write {}", path.display()))
    }

    fn line(&mut self, kind: &'static str, content: &impl Serialize) {
        if let Ok(line) = serde_json::to_string(&Line { kind, content }) {
            self.lines.push(line);
        }
    }
}
