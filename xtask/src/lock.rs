//! Locks on files. The kernel gives them back when their holder ends, however it ends.

use crate::failure::{Attempt, Result};
use crate::interrupt;
use crate::say::step;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// Takes the lock, or says that `holder` has it and waits. By asking again and again: a thread that the
/// kernel lets wait for a lock does not hear Ctrl-C.
pub fn wait_for(path: &Path, holder: &str) -> Result<File> {
    let mut said = false;
    loop {
        if let Some(file) = try_now(path)? {
            return Ok(file);
        }
        if !said {
            step(format!("Waiting for {holder}"));
            said = true;
        }
        interrupt::check()?;
        sleep(Duration::from_millis(200));
    }
}

/// Takes the lock, unless somebody else has it.
pub fn try_now(path: &Path) -> Result<Option<File>> {
    let file = File::create(path).attempt(format_args!("write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => {
            Err(error).attempt(format_args!("lock {}", path.display()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_waits_for_the_first() {
        let path = std::env::temp_dir().join(format!("xtask-wait-{}", std::process::id()));
        let first = wait_for(&path, "nobody").unwrap();
        assert!(try_now(&path).unwrap().is_none());
        let other = path.clone();
        let second = std::thread::spawn(move || wait_for(&other, "the first").is_ok());
        drop(first);
        assert!(second.join().unwrap());
        std::fs::remove_file(&path).unwrap();
    }
}
