//! The targets of «How good» in the issue that built this, each against what was measured.

use crate::memory::RESIDENT;
use crate::page;
use crate::report::{At, Figure, Report, Verdict, say};
use crate::tabs;

/// The size the targets speak of.
const MILLION: u32 = 1_000_000;

/// Says of each target whether it was met, and by how much not.
pub fn judge(report: &mut Report) {
    let biggest = report.figures.iter().map(|figure| figure.contacts).max();
    say("\nTargets");
    if biggest.is_some_and(|size| size != MILLION) {
        say(
            "  They are set for 1 000 000 contacts; this run went to fewer, so they prove nothing yet.",
        );
    }
    let biggest = biggest.unwrap_or_default();
    let verdicts = [
        most(
            report,
            "search, 3 letters or more, p95 in the database",
            10.0,
            "ms",
            |figure| is_search(figure, At::Database, biggest).then_some(figure.times.p95),
        ),
        most(
            report,
            "search, 3 letters or more, p95 at HTTP, one at a time",
            15.0,
            "ms",
            |figure| is_search(figure, At::Http, biggest).then_some(figure.times.p95),
        ),
        growth(report, At::Database),
        growth(report, At::Http),
        most(
            report,
            "open a card in the database, median to its floor",
            2.0,
            "x",
            |figure| card(figure, At::Database, biggest),
        ),
        most(
            report,
            "open a card at HTTP, median to its floor",
            2.0,
            "x",
            |figure| card(figure, At::Http, biggest),
        ),
        most(
            report,
            "open a card of 50 companies, 1 000 notes and 10 000 changes, median to an empty one",
            1.5,
            "x",
            |figure| ratio(figure, crate::card::FULL, biggest),
        ),
        most(
            report,
            "a tab of a card in the database, p95",
            15.0,
            "ms",
            |figure| lower(figure, At::Database, biggest, tabs::TAB),
        ),
        most(
            report,
            "a tab of a card at HTTP, p95",
            25.0,
            "ms",
            |figure| lower(figure, At::Http, biggest, tabs::TAB),
        ),
        most(
            report,
            "any page, any period of a history of 10 000 changes in the database, p95",
            15.0,
            "ms",
            |figure| {
                let time = lower(figure, At::Database, biggest, tabs::LONG)?;
                Some(time).filter(|_| !figure.what.ends_with(tabs::TEXT))
            },
        ),
        most(
            report,
            "the card as of a day in the database, p95",
            100.0,
            "ms",
            |figure| lower(figure, At::Database, biggest, tabs::AS_OF),
        ),
        most(
            report,
            "save one field with the journal, median to the same without",
            1.15,
            "x",
            |figure| ratio(figure, tabs::OVERHEAD, biggest),
        ),
        most(
            report,
            "saved until 200 open pages have heard of it, p95",
            1000.0,
            "ms",
            |figure| (figure.what == crate::live::LIVE).then_some(figure.times.p95),
        ),
        most(
            report,
            "save one field in the database, median to its floor",
            2.0,
            "x",
            |figure| {
                let this = figure.what == "save" && figure.at == At::Database;
                let ratio = figure
                    .ratio()
                    .filter(|_| this && figure.contacts == biggest)?;
                Some(ratio.0)
            },
        ),
        most(
            report,
            "keystroke to painted hits beyond the debounce, p95",
            50.0,
            "ms",
            |figure| (figure.what == page::KEYSTROKE).then_some(figure.times.p95),
        ),
        amount(report, "cold first load in all", page::IN_ALL, 400.0),
        before_wasm(report),
        amount(report, "server resident after the bench", RESIDENT, 80.0),
    ];
    for verdict in verdicts {
        report.verdict(verdict);
    }
}

/// Searches with the clock at one place; not the plain ones beside, and not of two letters.
fn is_search(figure: &Figure, at: At, contacts: u32) -> bool {
    let other = [
        "two letters",
        "card",
        crate::card::FULL,
        "save",
        "create",
        crate::live::LIVE,
    ]
    .contains(&&*figure.what)
        || figure.what.ends_with("(plain LIKE)")
        || figure.what == tabs::OVERHEAD
        || [tabs::TAB, tabs::LONG, tabs::AS_OF]
            .iter()
            .any(|part| figure.what.starts_with(part));
    figure.at == at && figure.contacts == contacts && figure.concurrency == 1 && !other
}

fn card(figure: &Figure, at: At, contacts: u32) -> Option<f64> {
    let this = figure.what == "card" && figure.at == at && figure.concurrency == 1;
    let ratio = figure
        .ratio()
        .filter(|_| this && figure.contacts == contacts)?;
    Some(ratio.0)
}

/// What is in the lower part of a card.
fn lower(figure: &Figure, at: At, contacts: u32, part: &str) -> Option<f64> {
    let this = figure.at == at && figure.contacts == contacts && figure.what.starts_with(part);
    this.then_some(figure.times.p95)
}

/// The worst of the figures that are chosen, against the most it may be.
fn most(
    report: &Report,
    target: &str,
    limit: f64,
    unit: &str,
    of: impl Fn(&Figure) -> Option<f64>,
) -> Verdict {
    let worst = report
        .figures
        .iter()
        .filter_map(|figure| Some((of(figure)?, figure)))
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    let target = format!("{target} at most {limit} {unit}");
    match worst {
        Some((value, figure)) => {
            let where_ = format!("{} at {} contacts", figure.what, figure.contacts);
            judged(target, value, limit, &format!("{unit} ({where_})"))
        }
        None => unknown(target),
    }
}

/// The median of a figure in the database to its floor's.
fn ratio(figure: &Figure, what: &str, contacts: u32) -> Option<f64> {
    let this = figure.what == what && figure.at == At::Database && figure.contacts == contacts;
    Some(figure.ratio().filter(|_| this)?.0)
}

fn judged(target: String, value: f64, limit: f64, words: &str) -> Verdict {
    let over = match value <= limit {
        true => String::new(),
        false => format!(", {:.0} % over", (value / limit - 1.0) * 100.0),
    };
    Verdict {
        target,
        met: Some(value <= limit),
        found: format!("{value:.2} {words}{over}"),
    }
}

fn unknown(target: String) -> Verdict {
    Verdict {
        target,
        met: None,
        found: "this part or size was not asked for".to_owned(),
    }
}

/// From 100 000 to 1 000 000, by p95, of the same searches.
fn growth(report: &Report, at: At) -> Verdict {
    let target = format!("search growing from 100 000 to 1 000 000 at {at:?}, p95, at most 2 x");
    let worst = report
        .figures
        .iter()
        .filter(|big| is_search(big, at, MILLION))
        .filter_map(|big| {
            let small = report
                .figures
                .iter()
                .find(|small| is_search(small, at, MILLION / 10) && small.what == big.what)?;
            Some((big.times.p95 / small.times.p95, &big.what))
        })
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    match worst {
        Some((value, what)) => judged(target, value, 2.0, &format!("x ({what})")),
        None => unknown(target),
    }
}

fn amount(report: &Report, target: &str, what: &str, limit: f64) -> Verdict {
    let found = report.amounts.iter().find(|amount| amount.what == what);
    match found {
        Some(amount) => {
            let target = format!("{target} at most {limit} {}", amount.unit);
            judged(target, amount.value, limit, amount.unit)
        }
        None => unknown(format!("{target} at most {limit}")),
    }
}

/// Hits are on the screen without any code, and painted before the code is there.
fn before_wasm(report: &Report) -> Verdict {
    let target = "readable and usable before the WASM is there".to_owned();
    let time = |what: &str| report.figures.iter().find(|figure| figure.what == what);
    let rows = report
        .amounts
        .iter()
        .find(|amount| amount.what == page::ROWS_WITHOUT);
    let (Some(paint), Some(alive), Some(rows)) = (time(page::FIRST_PAINT), time(page::ALIVE), rows)
    else {
        return unknown(target);
    };
    Verdict {
        target,
        met: Some(rows.value > 0.0 && paint.times.p50 < alive.times.p50),
        found: format!(
            "painted after {:.0} ms, interactive after {:.0} ms; {} hits without WASM",
            paint.times.p50, alive.times.p50, rows.value
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Quantiles;

    fn figure(what: &str, contacts: u32, p95: f64) -> Figure {
        Figure {
            what: what.to_owned(),
            at: At::Database,
            contacts,
            concurrency: 1,
            times: Quantiles {
                n: 1,
                p50: p95,
                p95,
                p99: p95,
            },
            per_second: None,
            floor: None,
        }
    }

    #[test]
    fn the_worst_search_counts_and_two_letters_do_not() {
        let mut report = Report::default();
        for (what, small, big) in [
            ("prefix", 2.0, 5.0),
            ("infix", 8.0, 12.0),
            ("two letters", 1.0, 40.0),
        ] {
            report.figures.push(figure(what, 100_000, small));
            report.figures.push(figure(what, MILLION, big));
        }
        judge(&mut report);
        assert_eq!(report.verdicts[0].met, Some(false));
        assert_eq!(
            report.verdicts[0].found,
            "12.00 ms (infix at 1000000 contacts), 20 % over"
        );
        assert_eq!(report.verdicts[1].met, None);
        assert_eq!(report.verdicts[2].found, "2.50 x (prefix), 25 % over");
    }
}
