//! The load and the clock of `cargo xtask bench`, which starts what is measured and calls this twice:
//! `bench fill SIZES PARTS` and `bench measure SIZES PARTS`. docs/BENCH.md tells what the figures mean.
//! `bench faults SEED` is the load of `cargo xtask faults`.

mod card;
mod create;
mod draw;
mod faults;
mod fill;
mod floor;
mod http;
mod live;
mod load;
mod memory;
mod page;
mod places;
mod report;
mod save;
mod search;
mod stats;
mod tabs;
mod targets;

use anyhow::{Context, Result, bail};
use places::Places;
use report::Report;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let command = words.next().context("say fill, measure or faults")?;
    let number = words.next().context("say how many contacts, or a seed")?;
    let parts = words.next().unwrap_or_default();
    let parts: Vec<String> = parts
        .split(',')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    // One thread: the client takes as little as it can from the server it shares the machine with,
    // and no time passes while one thread wakes another.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let work = async {
        if command == "faults" {
            return faults::run(number.parse().context("a seed is a number")?).await;
        }
        let sizes = sizes(&number)?;
        match command.as_str() {
            "fill" => {
                let wanted = parts.is_empty() || parts.iter().any(|part| part == "tabs");
                let (owner, superuser) = (
                    places::variable("BENCH_OWNER")?,
                    places::variable("BENCH_SUPERUSER")?,
                );
                fill::fill(&owner, &superuser, &sizes, wanted).await
            }
            "measure" => measure(&sizes, &parts).await,
            other => bail!("there is no command `{other}`"),
        }
    };
    tokio::task::LocalSet::new().block_on(&runtime, work)
}

fn sizes(list: &str) -> Result<Vec<u32>> {
    let mut sizes = list
        .split(',')
        .map(str::parse)
        .collect::<Result<Vec<u32>, _>>()
        .context("sizes are numbers with commas between them")?;
    sizes.sort_unstable();
    sizes.dedup();
    Ok(sizes)
}

async fn measure(sizes: &[u32], parts: &[String]) -> Result<()> {
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|name| name == part);
    let places = Places::from_environment()?;
    let mut report = Report::default();
    for size in sizes {
        let firm = places.firm(*size).await?;
        if wanted("search") {
            search::measure(&places, &firm, &mut report).await?;
        }
        if wanted("card") {
            card::measure(&places, &firm, &mut report).await?;
        }
        if wanted("save") {
            save::measure(&places, &firm, &mut report).await?;
        }
        if wanted("live") {
            live::measure(&places, &firm, &mut report).await?;
        }
        if wanted("tabs") {
            tabs::measure(&places, &firm, &mut report).await?;
        }
        if wanted("create") {
            create::measure(&places, &firm, &mut report).await?;
        }
    }
    if wanted("page")
        && let Some(size) = sizes.last()
    {
        let firm = places.firm(*size).await?;
        page::measure(&places, &firm, &mut report).await?;
    }
    // Last, when the server has done everything.
    if wanted("memory") {
        memory::measure(&places, &mut report)?;
    }
    report.growth();
    targets::judge(&mut report);
    report.finish(&places.report)
}
