//! `cargo xtask faults`: eight people work while the server and PostgreSQL are killed (issue 4). What they
//! do and what is checked is in the crate `bench` (`bench/src/faults.rs`).

use crate::args::Faults;
use crate::database::{Database, IDENTITY_KEY, random_identity_key};
use crate::failure::{Attempt, Failure, Result, fail};
use crate::postgres::Purpose;
use crate::process::{Ending, Group};
use crate::say::{say, step};
use crate::serving::{How, Server, free_port};
use crate::site::{self, Profile, Site};
use crate::stages::Scratch;
use crate::{build_env, interrupt, places, process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often something is killed in `cargo xtask test`.
pub const SHORT: u32 = 4;
/// Backends outlive their postmaster until they notice, and a new one waits for them.
const PATIENCE: Duration = Duration::from_secs(60);

/// The long form.
pub fn faults(options: &Faults) -> Result {
    run(&mut Scratch::default(), options.rounds, options.seed)
}

/// Kills something in each of `rounds` and checks at the end.
pub fn run(scratch: &mut Scratch, rounds: u32, seed: u64) -> Result {
    let site = site::build(Profile::Debug)?;
    let program = build()?;
    let folder = scratch.folder("faults")?;
    let mut world = World::start(site, folder)?;
    let end = world.folder.join("end");
    let mut people = world.people(&program, seed, &end)?;
    step(format!(
        "Killing the server or PostgreSQL {rounds} times while eight people work"
    ));
    for round in 0..rounds {
        // When, is anybody's guess, but the same one for a seed.
        let moment = 700 + (seed + u64::from(round)) * 7919 % 1700;
        wait(&mut people, Duration::from_millis(moment))?;
        match round % 2 {
            0 => world.kill_server()?,
            _ => world.kill_database()?,
        }
    }
    wait(&mut people, Duration::from_secs(1))?;
    fs::write(&end, "").attempt(format_args!("write {}", end.display()))?;
    let status = people.wait()?;
    if status.success() {
        return Ok(());
    }
    fail(format!(
        "with seed {seed} something is wrong ({status}): see above, and {}",
        world.log.display()
    ))
}

fn wait(people: &mut Group, time: Duration) -> Result {
    let until = Instant::now() + time;
    while Instant::now() < until {
        interrupt::check()?;
        if let Some(status) = people.ended()? {
            return fail(format!("the people stopped working ({status}): see above"));
        }
        sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn build() -> Result<PathBuf> {
    let mut cargo = build_env::cargo()?;
    cargo.args(["build", "--quiet", "--package", "bench"]);
    process::run(&mut cargo, "cargo build")?;
    Ok(places::target()?.join("debug/bench"))
}

/// What is killed and started again.
struct World {
    site: Site,
    folder: PathBuf,
    log: PathBuf,
    how: How,
    database: Database,
    server: Server,
}

impl World {
    fn start(site: Site, folder: PathBuf) -> Result<Self> {
        step("Starting a database that waits for the disk, and a server");
        let database = Database::separate(&folder, Purpose::Data, &[])?;
        database.migrate(&site)?;
        let log = places::target()?.join("faults-server.log");
        let how = How {
            port: free_port()?,
            log: Some(log.clone()),
            environment: vec![(IDENTITY_KEY.to_owned(), random_identity_key()?)],
        };
        let server = Server::start(&site, &database, &how)?;
        Ok(Self {
            site,
            folder,
            log,
            how,
            database,
            server,
        })
    }

    fn people(&self, program: &Path, seed: u64, end: &Path) -> Result<Group> {
        let Some(superuser) = self.database.superuser_url() else {
            return fail("faults need a private database");
        };
        let mut command = Command::new(program);
        build_env::clean(&mut command);
        command.args(["faults", &seed.to_string()]);
        command
            .env("BENCH_OWNER", self.database.owner_url())
            .env("BENCH_SUPERUSER", superuser)
            .env("BENCH_SERVER", self.server.address().replace("http://", ""))
            .env("BENCH_END", end);
        Group::start(
            &mut command,
            "the people",
            Ending::Group(Duration::from_secs(5)),
        )
    }

    fn kill_server(&mut self) -> Result {
        say("  killed: the server");
        self.server.kill();
        self.server = Server::start(&self.site, &self.database, &self.how)?;
        Ok(())
    }

    /// The server lives on, and must find its way back by itself.
    fn kill_database(&mut self) -> Result {
        say("  killed: PostgreSQL");
        self.database.kill();
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.database.start_again(&self.folder, Purpose::Data) {
                Err(Failure::Message(_)) if Instant::now() < deadline => {
                    sleep(Duration::from_millis(100));
                }
                other => return other.and_then(|()| self.server.wait_until_ready()),
            }
        }
    }
}
