//! The stages that need the whole application.

use super::Scratch;
use crate::database::{IDENTITY_KEY, random_identity_key};
use crate::end2end;
use crate::failure::{Failure, Result, fail};
use crate::serving::{How, Server, free_port};
use crate::site::{self, Profile};
use crate::tools::chromium;
use crate::{places, process};

/// As many as a person gets from `cargo xtask run`.
const CONTACTS: u32 = 5_000;

/// Server, WASM and style, in debug.
pub fn build(_: &mut Scratch, _: &[String]) -> Result {
    site::build(Profile::Debug).map(drop)
}

/// The short form of `cargo xtask faults`.
pub fn faults(scratch: &mut Scratch, _: &[String]) -> Result {
    crate::faults::run(scratch, crate::faults::SHORT, 1)
}

/// Playwright against a server with a demo firm. Builds first where that has not been done.
pub fn tests(scratch: &mut Scratch, arguments: &[String]) -> Result {
    let chromium = chromium::ready()?;
    let site = site::build(Profile::Debug)?;
    let database = scratch.database()?;
    database.migrate(&site)?;
    database.demo(&site, CONTACTS, None)?;
    let log = places::target()?.join("e2e-server.log");
    let how = How {
        port: free_port()?,
        log: Some(log.clone()),
        environment: vec![(IDENTITY_KEY.to_owned(), random_identity_key()?)],
    };
    let server = Server::start(&site, database, &how)?;
    let mut playwright = end2end::playwright(&server.address(), &chromium, arguments)?;
    let result = process::run(&mut playwright, "playwright");
    if let Err(Failure::Message(text)) = result {
        return fail(format!("{text}; the server's log is {}", log.display()));
    }
    result
}
