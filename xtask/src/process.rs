//! Children: each in a process group of its own, so that Ctrl-C reaches xtask alone and xtask
//! decides in which order things stop.

use crate::failure::{Attempt, Failure, Result, fail};
use crate::interrupt;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const POLL: Duration = Duration::from_millis(30);

/// How a child is asked to end.
#[derive(Clone, Copy, Debug)]
pub enum Ending {
    /// SIGTERM to it and all it started; killed when that takes longer.
    Group(Duration),
    /// SIGINT to it alone, which for PostgreSQL means to roll back, write down and end.
    Leader(Duration),
}

/// A running child and everything it started. Dropped while running, it is stopped.
pub struct Group {
    child: Child,
    name: String,
    ending: Ending,
}

impl Group {
    /// Starts `command` as the leader of a new process group. `name` is what messages call it.
    pub fn start(command: &mut Command, name: &str, ending: Ending) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .attempt(format_args!("start {name}"))?;
        Ok(Self {
            child,
            name: name.to_owned(),
            ending,
        })
    }

    /// The process id, which is also the id of the group.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child
            .try_wait()
            .attempt(format_args!("wait for {}", self.name))
    }

    /// Waits for the end; when the person asks us to stop, stops the child first.
    pub fn wait(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if interrupt::asked() {
                self.stop();
                return Err(Failure::Stopped);
            }
            sleep(POLL);
        }
    }

    /// Ends it and its group at once, as a crash would: nothing is rolled back or written down.
    pub fn kill(&mut self) {
        send("KILL", &format!("-{}", self.id()));
        let _ = self.child.wait();
    }

    /// Asks it to end, waits, and kills what is left.
    pub fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let (signal, receiver, patience) = match self.ending {
            Ending::Group(patience) => ("TERM", format!("-{}", self.id()), patience),
            Ending::Leader(patience) => ("INT", self.id().to_string(), patience),
        };
        send(signal, &receiver);
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            sleep(POLL);
        }
        self.kill();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Runs `command` to its end with its output on our terminal. Fails when it does.
pub fn run(command: &mut Command, name: &str) -> Result {
    let status = Group::start(command, name, Ending::Group(Duration::from_secs(10)))?.wait()?;
    if status.success() {
        Ok(())
    } else {
        fail(format!("{name} failed ({status})"))
    }
}

/// Runs `command` to its end and returns what it printed, without the last line break.
pub fn capture(command: &mut Command, name: &str) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .attempt(format_args!("start {name}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return fail(format!(
            "{name} failed ({}): {}",
            output.status,
            said.trim()
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command whose failure is an answer, silently; gives up after `limit`.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut group) = Group::start(command, "probe", Ending::Group(Duration::from_secs(1)))
    else {
        return false;
    };
    let deadline = Instant::now() + limit;
    while Instant::now() < deadline && !interrupt::asked() {
        if let Ok(Some(status)) = group.ended() {
            return status.success();
        }
        sleep(POLL);
    }
    false
}

/// Sends a signal to a process, or to the group `-id`. The shell's own `kill`, since not every machine has
/// another one and the standard library has none.
pub fn send(signal: &str, receiver: &str) {
    shell_kill(&format!("kill -s {signal} -- {receiver}"));
}

/// Whether a process with this id exists and may be signalled by us.
pub fn alive(id: u32) -> bool {
    shell_kill(&format!("kill -s 0 {id}"))
}

/// The path of the program that a running process runs, at least its beginning.
pub fn program_of(id: u32) -> Option<String> {
    if cfg!(target_os = "linux") {
        // Minimal systems have no `ps`.
        let program = std::fs::read_link(format!("/proc/{id}/exe")).ok()?;
        return Some(program.display().to_string());
    }
    capture(
        Command::new("ps").args(["-o", "command=", "-p", &id.to_string()]),
        "ps",
    )
    .ok()
}

fn shell_kill(line: &str) -> bool {
    Command::new("sh")
        .args(["-c", line])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether `program` is found in PATH (or is a path that exists).
pub fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_names_itself() {
        let error = run(Command::new("false").arg("x"), "the thing").unwrap_err();
        assert!(error.to_string().starts_with("the thing failed"), "{error}");
    }

    #[test]
    fn a_missing_program_is_one_line() {
        let error = run(&mut Command::new("/does/not/exist"), "nothing").unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot start nothing: No such file or directory (os error 2)"
        );
    }

    #[test]
    fn stopping_reaches_grandchildren() {
        let mut command = Command::new("sh");
        command
            .args(["-c", "sleep 60 & echo $!; wait"])
            .stdout(Stdio::piped());
        let mut group =
            Group::start(&mut command, "sh", Ending::Group(Duration::from_secs(5))).unwrap();
        let mut line = String::new();
        let output = group.child.stdout.take().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).unwrap();
        let grandchild: u32 = line.trim().parse().unwrap();
        assert!(alive(grandchild));
        group.stop();
        let deadline = Instant::now() + Duration::from_secs(5);
        while alive(grandchild) && Instant::now() < deadline {
            sleep(POLL);
        }
        assert!(!alive(grandchild));
    }

    #[test]
    fn a_probe_gives_up() {
        let started = Instant::now();
        let answer = succeeds_within(Command::new("sleep").arg("60"), Duration::from_millis(100));
        assert!(!answer && started.elapsed() < Duration::from_secs(10));
    }
}
