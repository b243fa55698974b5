//! The stages that need the whole application.

use super::Scratch;
use crate::end2end;
use crate::failure::Result;
use crate::process;
use crate::serving::{How, Server, free_port};
use crate::site::{self, Profile};
use crate::tools::chromium;

/// As many as a person gets from `cargo xtask run`.
const CONTACTS: u32 = 5_000;

/// Server, WASM and style, in debug.
pub fn build(_: &mut Scratch, _: &[String]) -> Result {
    site::build(Profile::Debug).map(drop)
}

/// Playwright against a server with a demo firm. Builds first where that has not been done.
pub fn tests(scratch: &mut Scratch, arguments: &[String]) -> Result {
    let chromium = chromium::ready()?;
    let site = site::build(Profile::Debug)?;
    let database = scratch.database()?;
    database.migrate(&site)?;
    database.demo(&site, CONTACTS, None)?;
    let how = How {
        port: free_port()?,
        log: false,
        environment: Vec::new(),
    };
    let server = Server::start(&site, database, &how)?;
    let mut playwright = end2end::playwright(&server.address(), &chromium, arguments)?;
    process::run(&mut playwright, "playwright")
}
