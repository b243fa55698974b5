//! `cargo xtask run`: from nothing to a CRM in the browser.

use crate::args::{Run, Seed};
use crate::database::{Database, Folder, IDENTITY_KEY};
use crate::failure::Result;
use crate::say::{say, step};
use crate::serving::{self, How, Server};
use crate::site::{self, Profile};
use crate::{interrupt, leftover, places};
use std::thread::sleep;
use std::time::Duration;

/// Serves until the person stops it. Stopping is success.
pub fn run(run: &Run) -> Result {
    // What can be wrong at once is said before minutes of building.
    let folder = Folder::take(places::data(run.data.as_deref())?)?;
    leftover::stop(folder.path())?;
    serving::check_free(run.port)?;
    let site = site::build(Profile::Release)?;
    let mut database = Database::of(&folder)?;
    database.migrate(&site)?;
    if run.demo > 0 {
        database.demo(&site, run.demo, None)?;
    }
    let how = How {
        port: run.port,
        log: None,
        environment: vec![(IDENTITY_KEY.to_owned(), folder.identity_key()?)],
    };
    let mut server = Server::start(&site, &database, &how)?;
    leftover::note(folder.path(), server.id(), site.program())?;
    greet(&server.address(), run.demo > 0);
    let ended = wait(&mut server, &mut database);
    step("Stopping the server, then the database");
    drop(server);
    leftover::forget(folder.path());
    drop(database);
    ended?;
    say("Stopped.");
    Ok(())
}

/// `cargo xtask seed`, also while `run` is serving from the same folder.
pub fn seed(seed: &Seed) -> Result {
    let path = places::data(seed.data.as_deref())?;
    let site = site::build(Profile::Release)?;
    let Some(folder) = Folder::try_take(path.clone())? else {
        let database = Database::of_another(&path)?;
        return database.demo(&site, seed.contacts, seed.firm.as_deref());
    };
    let database = Database::of(&folder)?;
    database.migrate(&site)?;
    database.demo(&site, seed.contacts, seed.firm.as_deref())
}

fn greet(address: &str, demo: bool) {
    say("");
    say(format!("  Kundkort is ready: {address}"));
    if demo {
        say("  Sign in with one click on that page, or with");
        say(
            "    maryam.haddad@bergslagensvarme.example   password hjortron-2026   (administrator)",
        );
        say("    johan.ek@bergslagensvarme.example        password hjortron-2026   (seller)");
        say("    lisa.lindqvist@bergslagensvarme.example  password hjortron-2026   (read-only)");
    } else {
        say("  Add a firm and its users with `server firm add` and `server user add` (README.md).");
    }
    say("  Stop with Ctrl-C.");
    say("");
}

fn wait(server: &mut Server, database: &mut Database) -> Result {
    while !interrupt::asked() {
        server.check()?;
        database.check()?;
        sleep(Duration::from_millis(100));
    }
    Ok(())
}
