//! What the commands need besides Rust, Node and git: found, or installed once per user into the cache.

pub mod cargo;
pub mod chromium;
pub mod npm;
mod prebuilt;
pub mod wasm_target;

use crate::failure::{Attempt, Result};
use crate::process;
use crate::{identity, lock, places};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Installs into `folder` (below the cache) unless that is done. `make` fills a folder beside it that is
/// renamed at the end: what is there is whole, and a half-finished install is begun anew.
fn install_once(folder: &Path, make: impl FnOnce(&Path) -> Result) -> Result {
    if folder.is_dir() {
        return Ok(());
    }
    let _lock = lock_cache()?;
    if folder.is_dir() {
        return Ok(());
    }
    let mut half = folder.as_os_str().to_owned();
    half.push(".half-made");
    let half = PathBuf::from(half);
    if half.exists() {
        fs::remove_dir_all(&half).attempt(format_args!("remove {}", half.display()))?;
    }
    fs::create_dir_all(&half).attempt(format_args!("create {}", half.display()))?;
    make(&half)?;
    if identity::is_root() {
        // PostgreSQL does not run as root: its user must be able to read what a strict umask closed.
        process::run(
            Command::new("chmod").args(["-R", "a+rX"]).arg(&half),
            "chmod",
        )?;
    }
    fs::rename(&half, folder).attempt(format_args!("put {} into place", folder.display()))
}

/// Two commands at once must not install the same thing: the second waits.
fn lock_cache() -> Result<File> {
    let cache = places::cache()?;
    fs::create_dir_all(&cache).attempt(format_args!(
        "create the cache folder {} (KUNDKORT_CACHE names another)",
        cache.display()
    ))?;
    lock::wait_for(
        &cache.join("install.lock"),
        "another cargo xtask that installs",
    )
}

/// Whether `program --version` runs and names `version` (any version when empty).
fn answers_version(program: &Path, version: &str) -> bool {
    let mut command = Command::new(program);
    // cargo-leptos and cargo-deny answer to `--version` directly as well as through cargo.
    command.arg("--version");
    if version.is_empty() {
        return process::succeeds_within(&mut command, Duration::from_secs(30));
    }
    process::capture(&mut command, "the version check")
        .is_ok_and(|said| said.split([' ', '\n', '(']).any(|word| word == version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_whole() {
        let folder = std::env::temp_dir().join(format!("xtask-version-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let program = folder.join("tool");
        fs::write(&program, "#!/bin/sh\necho 'tool 1.2.30'\n").unwrap();
        process::run(Command::new("chmod").arg("+x").arg(&program), "chmod").unwrap();
        assert!(answers_version(&program, "1.2.30"));
        assert!(!answers_version(&program, "1.2.3"));
        assert!(answers_version(&program, ""));
        assert!(!answers_version(&folder.join("missing"), ""));
        fs::remove_dir_all(&folder).unwrap();
    }
}
