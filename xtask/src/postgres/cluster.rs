//! One private PostgreSQL: made, started, stopped. It listens on a Unix socket in a folder that only its
//! own user (and root) can enter, and on nothing else.

use super::program::Program;
use super::{pidfile, socket, url};
use crate::failure::{Attempt, Result, fail};
use crate::identity::DatabaseUser;
use crate::interrupt;
use crate::process::{Ending, Group, capture};
use crate::say::step;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The role the migrations run as: may create roles and databases, is no superuser.
const OWNER: &str = "kundkort_owner";
/// The database of the data folder.
const DATABASE: &str = "kundkort";

/// What a cluster is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Data that must survive.
    Data,
    /// Thrown away after the run: does not wait for the disk.
    Test,
}

impl Purpose {
    /// The settings that differ from PostgreSQL's own.
    fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Data => &[
                ("max_connections", "100"),
                ("shared_buffers", "512MB"),
                ("work_mem", "16MB"),
                ("maintenance_work_mem", "256MB"),
                ("max_wal_size", "4GB"),
                ("random_page_cost", "1.1"),
            ],
            Self::Test => &[
                ("max_connections", "300"),
                ("shared_buffers", "256MB"),
                ("max_wal_size", "2GB"),
                ("random_page_cost", "1.1"),
                ("fsync", "off"),
                ("synchronous_commit", "off"),
                ("full_page_writes", "off"),
            ],
        }
    }
}

/// A running cluster. Dropped, it is stopped.
pub struct Cluster {
    process: Group,
    socket: PathBuf,
}

impl Cluster {
    /// Starts the cluster in `folder`, making it first where there is none. `extra` settings win over
    /// those of the purpose.
    pub fn start(folder: &Path, purpose: Purpose, extra: &[(&str, &str)]) -> Result<Self> {
        let data = folder.join("postgres");
        let user = DatabaseUser::for_cluster(&data)?;
        fs::create_dir_all(folder).attempt(format_args!("create {}", folder.display()))?;
        user.check_reachable(&data)?;
        let program = Program::ready(user)?;
        if data.join("PG_VERSION").is_file() {
            stop_orphan(&program, &data)?;
        } else {
            initialise(&program, &data, purpose)?;
        }
        let socket = socket::folder_for(folder, user)?;
        let process = launch(&program, folder, &socket, purpose, extra)?;
        let mut cluster = Self { process, socket };
        cluster.wait_until_ready(&data, folder)?;
        Ok(cluster)
    }

    /// The owner's address of the database that another command has started in `folder`.
    pub fn running_in(folder: &Path) -> Result<String> {
        let data = folder.join("postgres");
        if !pidfile::any_ready(&data) {
            return fail(format!(
                "the database in {} is not ready: try again",
                folder.display()
            ));
        }
        let socket = socket::folder_for(folder, DatabaseUser::for_cluster(&data)?)?;
        Ok(url::on_socket(OWNER, DATABASE, &socket))
    }

    /// The owner's address of the database of the data folder.
    pub fn owner_url(&self) -> String {
        url::on_socket(OWNER, DATABASE, &self.socket)
    }

    /// The address of the superuser, for the floors of the bench.
    pub fn superuser_url(&self) -> String {
        url::on_socket("postgres", DATABASE, &self.socket)
    }

    /// Fails when the server has ended.
    pub fn check(&mut self) -> Result {
        match self.process.ended()? {
            Some(status) => fail(format!("PostgreSQL ended by itself ({status})")),
            None => Ok(()),
        }
    }

    /// Stops it in good order: open transactions are rolled back, everything is written down.
    pub fn stop(&mut self) {
        self.process.stop();
    }

    /// Kills it, as a crash would. Its backends end when they notice.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    fn wait_until_ready(&mut self, data: &Path, folder: &Path) -> Result {
        // Recovery after a crash of a big database takes its time.
        let deadline = Instant::now() + Duration::from_secs(300);
        while Instant::now() < deadline {
            interrupt::check()?;
            if self.process.ended()?.is_some() {
                let said = last_lines(&log_file(folder));
                return fail(format!(
                    "PostgreSQL did not start. Its log ends with:\n{said}"
                ));
            }
            if pidfile::ready(data, self.process.id()) {
                return Ok(());
            }
            sleep(Duration::from_millis(20));
        }
        fail(format!(
            "PostgreSQL was not ready within 5 minutes: see {}",
            log_file(folder).display()
        ))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("postgres.log")
}

/// `initdb` into a folder beside, then the owner and the database, then the rename: a cluster that is
/// there is a whole one.
fn initialise(program: &Program, data: &Path, purpose: Purpose) -> Result {
    if purpose == Purpose::Data {
        step(format!(
            "Creating an empty database in {} (once)",
            data.display()
        ));
    }
    let half = data.with_extension("half-made");
    if half.exists() {
        fs::remove_dir_all(&half).attempt(format_args!("remove {}", half.display()))?;
    }
    program.user().create_private(&half)?;
    let mut initdb = program.command("initdb");
    initdb.arg("-D").arg(&half).args([
        "--username=postgres",
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        // The same order and case rules on every machine, whatever its C library.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-instructions",
    ]);
    if purpose == Purpose::Test {
        initdb.arg("--no-sync");
    }
    capture(&mut initdb, "initdb")?;
    create_owner(program, &half)?;
    fs::rename(&half, data).attempt(format_args!("put {} into place", data.display()))
}

/// Single-user mode, one statement a line: no client program is needed.
fn create_owner(program: &Program, data: &Path) -> Result {
    let mut command = program.command("postgres");
    command
        .args(["--single", "-D"])
        .arg(data)
        .args(["-c", "fsync=off", "postgres"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().attempt("start postgres --single")?;
    if let Some(mut input) = child.stdin.take() {
        let statements = format!(
            "create role {OWNER} login createrole createdb\ncreate database {DATABASE} owner {OWNER}\n"
        );
        input
            .write_all(statements.as_bytes())
            .attempt("create the database")?;
    }
    let output = child.wait_with_output().attempt("create the database")?;
    let said = String::from_utf8_lossy(&output.stderr);
    // Single-user mode goes on after an error and ends with success.
    if output.status.success() && !said.contains("ERROR:") && !said.contains("FATAL:") {
        return Ok(());
    }
    fail(format!("cannot create the database: {}", said.trim()))
}

/// Stops what an earlier, killed run left behind in `folder`.
pub fn stop_left_behind(folder: &Path) -> Result {
    let data = folder.join("postgres");
    if !data.join("PG_VERSION").is_file() {
        return Ok(());
    }
    stop_orphan(&Program::ready(DatabaseUser::for_cluster(&data)?)?, &data)
}

/// After xtask was killed its database lives on. It is stopped, so that the new one has today's
/// settings and an end that we see.
fn stop_orphan(program: &Program, data: &Path) -> Result {
    let mut status = program.command("pg_ctl");
    status
        .args(["status", "-s", "-D"])
        .arg(data)
        .stdout(Stdio::null());
    if !status.status().attempt("start pg_ctl")?.success() {
        return Ok(());
    }
    step("Stopping the database that an earlier run left behind");
    let mut stop = program.command("pg_ctl");
    stop.args(["stop", "-s", "-w", "-m", "fast", "-t", "120", "-D"])
        .arg(data);
    capture(&mut stop, "pg_ctl stop").map(drop)
}

fn launch(
    program: &Program,
    folder: &Path,
    socket: &Path,
    purpose: Purpose,
    extra: &[(&str, &str)],
) -> Result<Group> {
    let path = log_file(folder);
    let log = File::create(&path).attempt(format_args!("write {}", path.display()))?;
    let log_too = log
        .try_clone()
        .attempt(format_args!("write {}", path.display()))?;
    let mut command = program.command("postgres");
    command.arg("-D").arg(folder.join("postgres"));
    command.arg("-c").arg("listen_addresses=");
    let mut setting = std::ffi::OsString::from("unix_socket_directories=");
    setting.push(socket);
    command.arg("-c").arg(setting);
    for (name, value) in purpose.settings().iter().chain(extra) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    command.stdout(log).stderr(log_too);
    Group::start(
        &mut command,
        "PostgreSQL",
        Ending::Leader(Duration::from_secs(120)),
    )
}

/// The end of a log, for a message.
fn last_lines(path: &Path) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(1500)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().unwrap_or_else(|error| format!("({}: {error})", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn fresh(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    /// The whole life of a cluster, in a folder whose name is hard for shells and addresses.
    #[test]
    fn a_cluster_starts_stops_and_starts_again() {
        let folder = fresh("cluster Åsa's data");
        let mut first = Cluster::start(&folder, Purpose::Test, &[]).unwrap();
        first.check().unwrap();
        let socket = first.socket.join(".s.PGSQL.5432");
        assert!(socket.exists());
        assert_eq!(
            first.socket.metadata().unwrap().permissions().mode() & 0o777,
            0o700
        );
        assert_eq!(
            folder
                .join("postgres")
                .metadata()
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o700
        );
        drop(first);
        assert!(!socket.exists(), "stopped in good order");
        let log = fs::read_to_string(log_file(&folder)).unwrap();
        assert!(log.contains("database system is shut down"), "{log}");
        drop(Cluster::start(&folder, Purpose::Test, &[]).unwrap());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn an_orphan_is_stopped_first() {
        let folder = fresh("orphan");
        let first = Cluster::start(&folder, Purpose::Test, &[]).unwrap();
        let orphan = first.process.id();
        // As after SIGKILL of xtask: nobody stops it.
        std::mem::forget(first);
        let second = Cluster::start(&folder, Purpose::Test, &[]).unwrap();
        assert_ne!(second.process.id(), orphan);
        drop(second);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_wrong_setting_shows_the_log() {
        let folder = fresh("setting");
        let said = Cluster::start(&folder, Purpose::Test, &[("work_mem", "lots")])
            .err()
            .unwrap();
        assert!(said.to_string().contains("work_mem"), "{said}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
