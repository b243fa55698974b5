//! The first load and a keystroke, in headless Chromium: bench/page.mjs measures, this reports.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::process::Stdio;

use crate::draw::Sample;
use crate::floor;
use crate::http::Encoding;
use crate::places::{Firm, Places};
use crate::report::{Amount, At, Figure, Floor, Report, say};
use crate::stats::Quantiles;

/// Cold loads of each kind.
const LOADS: usize = 12;
/// Texts that are typed, three keystrokes of each with the clock on.
const TYPED: usize = 50;

/// Names of the figures, for the targets.
pub const FIRST_PAINT: &str = "first paint (FCP)";
/// Until the page answers to more than links and forms.
pub const ALIVE: &str = "interactive";
/// From a key to its hits on the screen, without the 100 ms that typing is waited for.
pub const KEYSTROKE: &str = "keystroke to hits";
/// The sum of all bytes.
pub const IN_ALL: &str = "first load, in all";
/// Rows of the hit list before any code runs.
pub const ROWS_WITHOUT: &str = "hits shown without WASM";

/// What bench/page.mjs says. Times in milliseconds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    loads: Vec<Load>,
    without_wasm: Vec<Load>,
    keystrokes: Vec<f64>,
    fetches: Vec<f64>,
    encodings: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Load {
    fcp: f64,
    lcp: f64,
    interactive: f64,
    rows: u32,
    bytes: BTreeMap<String, f64>,
}

/// One of the times of a load.
type Time = fn(&Load) -> f64;

/// Loads and types.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    let file = example(places, firm).await?;
    let said = run(places, firm, &file).await?;
    report.heading("Cold first load of /contacts, and typing");
    let figures: [(&str, Time); 3] = [
        (FIRST_PAINT, |load| load.fcp),
        ("largest paint (LCP)", |load| load.lcp),
        (ALIVE, |load| load.interactive),
    ];
    for (what, of) in figures {
        let floor = said.without_wasm.iter().map(of).collect();
        let times = said.loads.iter().map(of).collect();
        figure(report, firm, what, times, ("without WASM", floor))?;
    }
    let floor = ("same bytes, one frame", said.fetches);
    figure(report, firm, KEYSTROKE, said.keystrokes, floor)?;
    bytes(&said.loads, &said.without_wasm, report);
    for (kind, names) in said.encodings {
        say(&format!("  {kind} came as: {}", names.join(", ")));
    }
    Ok(())
}

/// An answer to a search, as a file.
async fn example(places: &Places, firm: &Firm) -> Result<String> {
    let mut clients = places.clients(firm, 1).await?;
    let client = clients.first_mut().context("no client")?;
    let search = domain::search::Search {
        text: "ann".to_owned(),
        ..Default::default()
    };
    let body = serde_json::to_vec(&json!({ "search": search }))?;
    let answer = client
        .post("/api/search_contacts", &body, Encoding::Plain)
        .await?;
    floor::put(places, "page", answer)
}

async fn run(places: &Places, firm: &Firm, file: &str) -> Result<Said> {
    ensure!(
        !places.chromium.is_empty(),
        "BENCH_CHROMIUM is not set: use cargo xtask bench"
    );
    let mut superuser = places.superuser().await?;
    let sample = Sample::read(&mut superuser, firm.tenant).await?;
    let task = json!({
        "address": format!("http://{}", places.server),
        "token": firm.token,
        "chromium": places.chromium,
        "packages": places.checkout.join("end2end"),
        "loads": LOADS,
        "names": sample.names_to_type(TYPED),
        "file": file,
    });
    let output = tokio::process::Command::new("node")
        .arg(places.checkout.join("bench/page.mjs"))
        .env("BENCH_TASK", task.to_string())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .context("cannot start node")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "bench/page.mjs: {}",
        complaint.trim()
    );
    serde_json::from_slice(&output.stdout).context("bench/page.mjs said something else")
}

fn figure(
    report: &mut Report,
    firm: &Firm,
    what: &str,
    times: Vec<f64>,
    floor: (&'static str, Vec<f64>),
) -> Result<()> {
    let quantiles = |times| Quantiles::of_milliseconds(times).context("nothing was measured");
    report.figure(Figure {
        what: what.to_owned(),
        at: At::Page,
        contacts: firm.contacts,
        concurrency: 1,
        times: quantiles(times)?,
        per_second: None,
        floor: Some(Floor {
            what: floor.0,
            times: quantiles(floor.1)?,
        }),
    });
    Ok(())
}

fn bytes(loads: &[Load], without: &[Load], report: &mut Report) {
    say("\nBytes on the wire of a cold first load of /contacts");
    let (Some(load), Some(floor)) = (loads.last(), without.last()) else {
        return;
    };
    let mut amount = |what: String, value: f64, floor: f64| {
        report.amount(Amount {
            what,
            value: value / 1000.0,
            unit: "kB",
            floor: Some(floor / 1000.0),
        });
    };
    for (kind, value) in &load.bytes {
        let floor = floor.bytes.get(kind).copied().unwrap_or_default();
        amount(format!("first load, {kind}"), *value, floor);
    }
    let sum = |load: &Load| load.bytes.values().sum();
    amount(IN_ALL.to_owned(), sum(load), sum(floor));
    report.amount(Amount {
        what: ROWS_WITHOUT.to_owned(),
        value: f64::from(floor.rows),
        unit: "rows",
        floor: None,
    });
}
