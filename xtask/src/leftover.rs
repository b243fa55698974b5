//! A server that outlived its xtask: only SIGKILL leaves one, and it would hold the port.

use crate::failure::{Attempt, Result, fail};
use crate::process;
use crate::say::step;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

const NOTE: &str = "server.pid";

/// Notes in the data folder that the server `id` runs `program`.
pub fn note(folder: &Path, id: u32, program: &Path) -> Result {
    let file = folder.join(NOTE);
    let program = program
        .canonicalize()
        .attempt(format_args!("find {}", program.display()))?;
    fs::write(&file, format!("{id}\n{}\n", program.display()))
        .attempt(format_args!("write {}", file.display()))
}

/// The server has ended.
pub fn forget(folder: &Path) {
    let _ = fs::remove_file(folder.join(NOTE));
}

/// Stops the noted server if it still runs. To be called by whoever holds the lock of the folder.
pub fn stop(folder: &Path) -> Result {
    let Some((id, program)) = read(folder) else {
        return Ok(());
    };
    if still_runs(id, &program) {
        step("Stopping the server that an earlier run left behind");
        process::send("TERM", &id.to_string());
        let deadline = Instant::now() + Duration::from_secs(15);
        while still_runs(id, &program) && Instant::now() < deadline {
            sleep(Duration::from_millis(50));
        }
        if still_runs(id, &program) {
            return fail(format!(
                "the server of an earlier run does not stop: end process {id}"
            ));
        }
    }
    forget(folder);
    Ok(())
}

fn read(folder: &Path) -> Option<(u32, String)> {
    let text = fs::read_to_string(folder.join(NOTE)).ok()?;
    let (id, program) = text.trim_end().split_once('\n')?;
    Some((id.parse().ok()?, program.to_owned()))
}

/// Numbers are used again: it is ours only when it runs the same program.
fn still_runs(id: u32, program: &str) -> bool {
    process::program_of(id).is_some_and(|line| line.starts_with(program))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::{Ending, Group};
    use std::path::PathBuf;
    use std::process::Command;

    fn fresh(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_left_server_is_stopped() {
        let folder = fresh("left");
        let program = process::find("sleep").unwrap();
        let ending = Ending::Group(Duration::from_secs(1));
        let mut server = Group::start(Command::new(&program).arg("600"), "sleep", ending).unwrap();
        note(&folder, server.id(), &program).unwrap();
        let reaper = std::thread::spawn(move || {
            while server.ended().unwrap().is_none() {
                sleep(Duration::from_millis(10));
            }
        });
        stop(&folder).unwrap();
        reaper.join().unwrap();
        assert!(read(&folder).is_none());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn another_program_with_the_number_is_left_alone() {
        let folder = fresh("reused");
        note(
            &folder,
            std::process::id(),
            &process::find("sleep").unwrap(),
        )
        .unwrap();
        stop(&folder).unwrap();
        assert!(read(&folder).is_none());
        stop(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }
}
