//! The stages that cargo carries out.

use super::Scratch;
use crate::build_env;
use crate::failure::Result;
use crate::process;
use crate::tools::{cargo as cargo_tools, wasm_target};
use std::process::Command;

/// Where tests find a PostgreSQL.
const DATABASE: &str = "KUNDKORT_TEST_DATABASE_URL";

/// Is everything formatted?
pub fn format(_: &mut Scratch, _: &[String]) -> Result {
    process::run(
        build_env::cargo()?.args(["fmt", "--all", "--check"]),
        "cargo fmt",
    )
}

/// Lints of everything that runs on the server, and of the tests.
pub fn clippy_server(_: &mut Scratch, _: &[String]) -> Result {
    let mut command = build_env::cargo()?;
    command.args([
        "clippy",
        "--quiet",
        "--all-targets",
        "--features",
        "app/ssr",
    ]);
    command.args([
        "-p", "domain", "-p", "store", "-p", "demo", "-p", "app", "-p", "server",
    ]);
    command.args(["-p", "xtask", "-p", "bench", "--", "-D", "warnings"]);
    process::run(&mut command, "cargo clippy")
}

/// Lints of everything that runs in the browser.
pub fn clippy_wasm(_: &mut Scratch, _: &[String]) -> Result {
    wasm_target::ready()?;
    let mut command = build_env::cargo()?;
    command.args([
        "clippy",
        "--quiet",
        "--keep-going",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    command.args([
        "-p",
        "domain",
        "-p",
        "app",
        "-p",
        "frontend",
        "--features",
        "app/hydrate",
    ]);
    command.args(["--", "-D", "warnings"]);
    process::run(&mut command, "cargo clippy")
}

/// Licences and sources of the dependencies, and bans. Known vulnerabilities need a database that is
/// fetched over the network, so `cargo deny check advisories` is left to those who have it.
pub fn deny(_: &mut Scratch, _: &[String]) -> Result {
    let mut command = Command::new(cargo_tools::deny()?);
    build_env::clean(&mut command);
    command.current_dir(crate::places::checkout()?);
    command.args([
        "--log-level",
        "error",
        "check",
        "bans",
        "licenses",
        "sources",
    ]);
    process::run(&mut command, "cargo deny")
}

/// Tests that need nothing but a processor, and those of xtask and bench.
pub fn unit(_: &mut Scratch, arguments: &[String]) -> Result {
    let what = ["-p", "domain", "-p", "xtask", "-p", "bench"];
    cargo_test(&what, arguments, None)
}

/// Tests of the schema, of access and of the queries.
pub fn store(scratch: &mut Scratch, arguments: &[String]) -> Result {
    with_database(scratch, &["-p", "store", "-p", "demo"], arguments)
}

/// Tests that render pages in the process.
pub fn app(scratch: &mut Scratch, arguments: &[String]) -> Result {
    with_database(scratch, &["-p", "app", "--features", "app/ssr"], arguments)
}

/// Tests of the routes, the command line and who may do what.
pub fn server(scratch: &mut Scratch, arguments: &[String]) -> Result {
    with_database(scratch, &["-p", "server"], arguments)
}

fn with_database(scratch: &mut Scratch, what: &[&str], arguments: &[String]) -> Result {
    let address = scratch.database()?.owner_url().to_owned();
    cargo_test(what, arguments, Some(&address))
}

fn cargo_test(what: &[&str], arguments: &[String], database: Option<&str>) -> Result {
    let mut command = build_env::cargo()?;
    // All failures at once: the next run takes minutes.
    command
        .args(["test", "--no-fail-fast"])
        .args(what)
        .arg("--")
        .args(arguments);
    if let Some(address) = database {
        command.env(DATABASE, address);
    }
    process::run(&mut command, "cargo test")
}
