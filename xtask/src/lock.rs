//! Locks on files. The kernel gives them back when their holder ends, however it ends.

use crate::failure::{Attempt, Result};
use crate::say::step;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Takes the lock, or says that `holder` has it and waits.
pub fn wait_for(path: &Path, holder: &str) -> Result<File> {
    if let Some(file) = try_now(path)? {
        return Ok(file);
    }
    step(format!("Waiting for {holder}"));
    let file = File::create(path).attempt(format_args!("write {}", path.display()))?;
    file.lock()
        .attempt(format_args!("lock {}", path.display()))?;
    Ok(file)
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
