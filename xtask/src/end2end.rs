//! The tests in the browser and their npm packages.

use crate::failure::{Attempt, Result, fail};
use crate::process;
use crate::say::step;
use crate::tools::npm::npm;
use crate::{build_env, places};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the tests, with its packages installed as package-lock.json says.
pub fn ready() -> Result<PathBuf> {
    let folder = places::checkout()?.join("end2end");
    let path = folder.join("package-lock.json");
    let lock = fs::read_to_string(&path).attempt(format_args!("read {}", path.display()))?;
    // Inside node_modules, which `npm ci` empties first: a half-finished install has no mark.
    let mark = folder.join("node_modules/.kundkort-lock");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    step("Installing Playwright and axe from npm (once, a few seconds)");
    process::run(&mut npm(&folder, &["ci"])?, "npm ci")?;
    fs::write(&mark, lock).attempt(format_args!("write {}", mark.display()))?;
    Ok(folder)
}

/// Playwright on the server at `address`, with `arguments` of its own.
pub fn playwright(address: &str, chromium: &Path, arguments: &[String]) -> Result<Command> {
    let folder = ready()?;
    let program = folder.join("node_modules/.bin/playwright");
    if !program.is_file() {
        return fail(format!(
            "{} is missing: remove end2end/node_modules and try again",
            program.display()
        ));
    }
    let mut command = Command::new(program);
    build_env::clean(&mut command);
    command.current_dir(&folder).arg("test").args(arguments);
    command.env("BASE_URL", address).env("CHROMIUM", chromium);
    Ok(command)
}
