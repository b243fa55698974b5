//! What stages share and the end of the run throws away: a database that does not wait for the disk.

use crate::database::Database;
use crate::failure::{Attempt, Result};
use crate::postgres::{Purpose, stop_left_behind};
use crate::process;
use crate::say::step;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const PREFIX: &str = "kundkort-test-";

/// Started when the first stage needs it; stopped and removed when dropped.
#[derive(Default)]
pub struct Scratch {
    database: Option<Database>,
    folders: Vec<PathBuf>,
}

impl Scratch {
    /// The database of this run.
    pub fn database(&mut self) -> Result<&Database> {
        if self.database.is_none() {
            let folder = self.folder("all")?;
            step("Starting PostgreSQL for the tests");
            self.database = Some(Database::separate(&folder, Purpose::Test, &[])?);
        }
        self.database
            .as_ref()
            .ok_or("the database is gone")
            .attempt("use the test database")
    }

    /// A folder that this run makes and removes at its end.
    pub fn folder(&mut self, name: &str) -> Result<PathBuf> {
        clear_left_behind();
        let folder = env::temp_dir().join(format!("{PREFIX}{}.{name}", std::process::id()));
        fs::create_dir_all(&folder).attempt(format_args!("create {}", folder.display()))?;
        self.folders.push(folder.clone());
        Ok(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.database = None;
        for folder in self.folders.drain(..) {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Databases of runs that were killed: stopped and removed. What cannot be is left; it harms nobody.
fn clear_left_behind() {
    let Ok(entries) = fs::read_dir(env::temp_dir()) else {
        return;
    };
    for folder in entries.flatten().map(|entry| entry.path()) {
        let Some(owner) = owner(&folder) else {
            continue;
        };
        if process::alive(owner) {
            continue;
        }
        if stop_left_behind(&folder).is_ok() {
            let _ = fs::remove_dir_all(&folder);
        }
    }
}

/// The process that made a folder, by its name.
fn owner(folder: &Path) -> Option<u32> {
    folder
        .file_name()?
        .to_str()?
        .strip_prefix(PREFIX)?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_folders_are_cleared() {
        assert_eq!(owner(Path::new("/tmp/kundkort-test-42")), Some(42));
        assert_eq!(owner(Path::new("/tmp/kundkort-test-42.faults")), Some(42));
        assert_eq!(owner(Path::new("/tmp/kundkort-test-42x")), None);
        assert_eq!(owner(Path::new("/tmp/kundkort-0123456789abcdef")), None);
    }
}
