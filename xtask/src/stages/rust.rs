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
    cargo("fmt --all --check", &[], None)
}

/// Lints of everything that runs on the server, and of the tests.
pub fn clippy_server(_: &mut Scratch, _: &[String]) -> Result {
    let what = "clippy --quiet --keep-going --all-targets --features app/ssr";
    let whose = "-p domain -p store -p demo -p app -p server -p xtask -p bench";
    cargo(&format!("{what} {whose} -- -D warnings"), &[], None)
}

/// Lints of everything that runs in the browser.
pub fn clippy_wasm(_: &mut Scratch, _: &[String]) -> Result {
    wasm_target::ready()?;
    let what = "clippy --quiet --keep-going --target wasm32-unknown-unknown --features app/hydrate";
    cargo(
        &format!("{what} -p domain -p app -p frontend -- -D warnings"),
        &[],
        None,
    )
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

/// Tests that need nothing but a processor, and those of xtask.
pub fn unit(_: &mut Scratch, arguments: &[String]) -> Result {
    cargo(&tests_of("-p domain -p xtask"), arguments, None)
}

/// Tests of the schema, of access and of the queries.
pub fn store(scratch: &mut Scratch, arguments: &[String]) -> Result {
    let address = scratch.database()?.owner_url();
    cargo(
        &tests_of("-p store -p demo -p bench"),
        arguments,
        Some(address),
    )
}

/// Tests that render pages in the process.
pub fn app(scratch: &mut Scratch, arguments: &[String]) -> Result {
    let address = scratch.database()?.owner_url();
    cargo(
        &tests_of("-p app --features app/ssr"),
        arguments,
        Some(address),
    )
}

/// Tests of the routes, the command line and who may do what.
pub fn server(scratch: &mut Scratch, arguments: &[String]) -> Result {
    let address = scratch.database()?.owner_url();
    cargo(&tests_of("-p server"), arguments, Some(address))
}

/// All failures at once: the next run takes minutes.
fn tests_of(packages: &str) -> String {
    format!("test --no-fail-fast {packages} --")
}

/// Cargo with the words of `line`, then `arguments`; tests find PostgreSQL at `database`.
fn cargo(line: &str, arguments: &[String], database: Option<&str>) -> Result {
    let mut command = build_env::cargo()?;
    command.args(line.split(' ')).args(arguments);
    if let Some(address) = database {
        command.env(DATABASE, address);
    }
    let name: Vec<&str> = line.split(' ').take(1).collect();
    process::run(&mut command, &format!("cargo {}", name.concat()))
}
