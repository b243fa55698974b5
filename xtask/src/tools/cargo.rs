//! The tools written in Rust: prebuilt where that can be had, otherwise compiled from the registry.

use super::prebuilt::Release;
use crate::failure::{Attempt, Result, fail};
use crate::process::{self, find};
use crate::say::step;
use crate::{build_env, places};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Later ones name packages that want a newer Rust than rust-toolchain.toml's.
const LEPTOS: &str = "0.3.10";
const DENY: &str = "0.20.2";

struct Tool {
    program: &'static str,
    package: &'static str,
    version: String,
    /// With the lock file it was released with.
    locked: bool,
    minutes: &'static str,
    purpose: &'static str,
    release: Release,
}

/// `cargo-leptos`: builds server, WASM and style together.
pub fn leptos() -> Result<PathBuf> {
    ready(&Tool {
        program: "cargo-leptos",
        package: "cargo-leptos",
        version: LEPTOS.to_owned(),
        locked: true,
        minutes: "7 to 13 minutes",
        purpose: "builds server, WASM and style together",
        release: Release {
            address: "https://github.com/leptos-rs/cargo-leptos/releases/download/v{version}/cargo-leptos-{target}.tar.gz",
            targets: &[
                ("linux", "x86_64", "x86_64-unknown-linux-gnu"),
                ("linux", "aarch64", "aarch64-unknown-linux-gnu"),
                ("macos", "x86_64", "x86_64-apple-darwin"),
                ("macos", "aarch64", "aarch64-apple-darwin"),
            ],
        },
    })
}

/// `wasm-bindgen`, at exactly the version of the crate: the two speak a private format.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let lock = places::checkout()?.join("Cargo.lock");
    let text = fs::read_to_string(&lock).attempt(format_args!("read {}", lock.display()))?;
    let Some(version) = locked_version(&text, "wasm-bindgen") else {
        return fail("Cargo.lock names no wasm-bindgen");
    };
    ready(&Tool {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version,
        // The lock file of 0.2.130 names a package version that not every registry mirror has.
        locked: false,
        minutes: "2 to 4 minutes",
        purpose: "writes the JavaScript between the page and the WASM",
        release: Release {
            address: "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{target}.tar.gz",
            targets: &[
                ("linux", "x86_64", "x86_64-unknown-linux-musl"),
                ("linux", "aarch64", "aarch64-unknown-linux-musl"),
                ("macos", "x86_64", "x86_64-apple-darwin"),
                ("macos", "aarch64", "aarch64-apple-darwin"),
            ],
        },
    })
}

/// `cargo-deny`: licences, sources and doubled dependencies.
pub fn deny() -> Result<PathBuf> {
    ready(&Tool {
        program: "cargo-deny",
        package: "cargo-deny",
        version: DENY.to_owned(),
        locked: true,
        minutes: "4 to 8 minutes",
        purpose: "checks licences and sources of the dependencies",
        release: Release {
            address: "https://github.com/EmbarkStudios/cargo-deny/releases/download/{version}/cargo-deny-{version}-{target}.tar.gz",
            targets: &[
                ("linux", "x86_64", "x86_64-unknown-linux-musl"),
                ("linux", "aarch64", "aarch64-unknown-linux-musl"),
                ("macos", "x86_64", "x86_64-apple-darwin"),
                ("macos", "aarch64", "aarch64-apple-darwin"),
            ],
        },
    })
}

/// The path of the program: from PATH when it is the right version, else from the cache.
fn ready(tool: &Tool) -> Result<PathBuf> {
    if let Some(found) = find(tool.program)
        && super::answers_version(&found, &tool.version)
    {
        return Ok(found);
    }
    let folder = places::cache()?
        .join("tools")
        .join(format!("{}-{}", tool.program, tool.version));
    super::install_once(&folder, |half| {
        step(format!(
            "Installing {} {} (once): {}",
            tool.program, tool.version, tool.purpose
        ));
        if tool.release.fetch(tool.program, &tool.version, half) {
            return Ok(());
        }
        compile(tool, half)
    })?;
    Ok(folder.join("bin").join(tool.program))
}

fn compile(tool: &Tool, folder: &Path) -> Result {
    step(format!(
        "Its release page cannot be reached: compiling it, which takes {} on two cores",
        tool.minutes
    ));
    let build = folder.join("build");
    let mut command = build_env::cargo()?;
    // Outside the checkout, so that neither its flags nor its build folder are used.
    command.current_dir(folder).env("CARGO_TARGET_DIR", &build);
    command.env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback");
    command.args([
        "install",
        tool.package,
        "--version",
        &format!("={}", tool.version),
    ]);
    command
        .args(["--no-track", "--quiet", "--root"])
        .arg(folder);
    // Their own profiles optimise across the whole program, on one core, for many minutes.
    for quick in [
        "lto=\"off\"",
        "codegen-units=16",
        "opt-level=2",
        "debug=false",
    ] {
        command
            .arg("--config")
            .arg(format!("profile.release.{quick}"));
    }
    if tool.locked {
        command.arg("--locked");
    }
    quiet_path(&mut command, folder);
    process::run(
        &mut command,
        &format!("the installation of {}", tool.program),
    )?;
    fs::remove_dir_all(&build).attempt(format_args!("remove {}", build.display()))
}

/// With its folder in PATH, cargo does not warn that it is not.
fn quiet_path(command: &mut Command, folder: &Path) {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.join("bin")).chain(std::env::split_paths(&old));
    if let Ok(path) = std::env::join_paths(folders) {
        command.env("PATH", path);
    }
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn this_checkout_names_its_wasm_bindgen() {
        let lock = fs::read_to_string(places::checkout().unwrap().join("Cargo.lock")).unwrap();
        assert!(
            locked_version(&lock, "wasm-bindgen")
                .unwrap()
                .starts_with("0.2.")
        );
    }
}
