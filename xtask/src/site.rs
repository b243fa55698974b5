//! Building server, WASM and style with cargo-leptos, when something has changed.

use crate::failure::{Attempt, Result, fail};
use crate::say::step;
use crate::tools::{cargo as cargo_tools, npm, wasm_target};
use crate::{build_env, lock, places, process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the build is made from. Anything else (end2end, docs, xtask) does not change it.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "domain",
    "store",
    "demo",
    "app",
    "server",
    "frontend",
    "migrations",
    "style",
    "public",
];

/// How it is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Fast to build, with checks: what the browser tests run against.
    Debug,
    /// Fast to run, precompressed: what people use and what is measured.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// A finished build.
#[derive(Clone, Debug)]
pub struct Site {
    server: PathBuf,
    root: PathBuf,
    profile: Profile,
}

impl Site {
    /// The server's program.
    pub fn program(&self) -> &Path {
        &self.server
    }

    /// The folder of what it gives to browsers.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A call of the server's program, told where its files are, without any database of ours.
    pub fn command(&self) -> Result<Command> {
        let mut command = Command::new(&self.server);
        build_env::clean(&mut command);
        for name in [
            "DATABASE_URL",
            "MIGRATION_DATABASE_URL",
            "KUNDKORT_WEB_PASSWORD",
            "KUNDKORT_IDENTITY_KEY",
        ] {
            command.env_remove(name);
        }
        command.current_dir(places::checkout()?);
        command
            .env("LEPTOS_OUTPUT_NAME", "kundkort")
            .env("LEPTOS_SITE_ROOT", &self.root);
        command
            .env("LEPTOS_SITE_PKG_DIR", "pkg")
            .env("LEPTOS_HASH_FILES", "true");
        let mode = if self.profile == Profile::Release {
            "PROD"
        } else {
            "DEV"
        };
        command.env("LEPTOS_ENV", mode);
        Ok(command)
    }
}

/// Builds unless the last build was made from the same sources.
pub fn build(profile: Profile) -> Result<Site> {
    let target = places::target()?;
    let name = profile.name();
    let site = Site {
        server: target.join(name).join("server"),
        // One folder a profile: cargo-leptos empties it, and `run` may be serving while `test` builds.
        root: target.join(format!("site-{name}")),
        profile,
    };
    let stamp = target.join(format!("site-{name}.stamp"));
    // Two builds into one folder would rename each other's files.
    let _lock = lock::wait_for(
        &target.join(format!("site-{name}.lock")),
        "another build of the same",
    )?;
    let sources = state_of_sources()?;
    let whole = site.server.is_file() && site.root.join("pkg").is_dir();
    if whole && fs::read_to_string(&stamp).is_ok_and(|last| last == sources) {
        return Ok(site);
    }
    let _ = fs::remove_file(&stamp);
    compile(profile, &site)?;
    if !site.server.is_file() {
        return fail(format!("cargo-leptos built no {}", site.server.display()));
    }
    fs::write(&stamp, sources).attempt(format_args!("write {}", stamp.display()))?;
    Ok(site)
}

fn compile(profile: Profile, site: &Site) -> Result {
    wasm_target::ready()?;
    let leptos = cargo_tools::leptos()?;
    let bindgen = cargo_tools::wasm_bindgen()?;
    let mut folders = vec![parent(&bindgen)];
    let mut command = Command::new(&leptos);
    build_env::clean(&mut command);
    command
        .current_dir(places::checkout()?)
        // The WASM in chunks: docs/adr/0009-small-wasm.md.
        .args(["leptos", "build", "--split"]);
    command.env("LEPTOS_SITE_ROOT", &site.root);
    if profile == Profile::Release {
        folders.push(npm::wasm_opt()?);
        command.args(["--release", "--precompress"]);
        // Says which version of wasm-opt it is, so that cargo-leptos does not ask the network for a newer.
        command.env("LEPTOS_WASM_OPT_VERSION", "version_132");
    }
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&old)));
    command.env("PATH", path.attempt("put the tools into PATH")?);
    step(format!(
        "Building Kundkort ({}): minutes the first time, seconds later",
        profile.name()
    ));
    process::run(&mut command, "cargo leptos build")
}

fn parent(program: &Path) -> PathBuf {
    program.parent().map(Path::to_owned).unwrap_or_default()
}

/// Name, size and time of every source file, folded into a short text.
fn state_of_sources() -> Result<String> {
    let root = places::checkout()?;
    let mut lines = Vec::new();
    for name in SOURCES {
        collect(&root.join(name), &mut lines)?;
    }
    lines.sort();
    let compiler = process::capture(build_env::tool("rustc")?.arg("--version"), "rustc")?;
    lines.push(compiler);
    lines.push(format!("{:?}", std::env::var_os("RUSTFLAGS")));
    Ok(format!(
        "{:016x}",
        places::fingerprint(lines.join("\n").as_bytes())
    ))
}

fn collect(path: &Path, lines: &mut Vec<String>) -> Result {
    let Ok(data) = path.metadata() else {
        return Ok(());
    };
    if data.is_file() {
        let time = data
            .modified()
            .attempt(format_args!("look at {}", path.display()))?;
        lines.push(format!("{} {} {time:?}", path.display(), data.len()));
        return Ok(());
    }
    for entry in fs::read_dir(path).attempt(format_args!("read {}", path.display()))? {
        collect(
            &entry
                .attempt(format_args!("read {}", path.display()))?
                .path(),
            lines,
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_exists() {
        let root = places::checkout().unwrap();
        for name in SOURCES {
            assert!(
                root.join(name).exists(),
                "{name} has moved: the build would not notice changes"
            );
        }
    }

    #[test]
    fn every_crate_of_the_build_is_a_source() {
        let root = places::checkout().unwrap();
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let members = manifest
            .lines()
            .find(|line| line.starts_with("members"))
            .unwrap();
        for member in members
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|name| !["xtask", "bench"].contains(name))
        {
            assert!(SOURCES.contains(&member), "{member} is missing in SOURCES");
        }
    }
}
