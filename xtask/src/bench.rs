//! `cargo xtask bench`: starts what is measured; the load and the clock are the crate `bench`.

use crate::args::Bench;
use crate::database::{Database, Folder};
use crate::failure::{Attempt, Failure, Result, fail};
use crate::say::{say, step};
use crate::serving::Server;
use crate::tools::chromium;
use crate::{build_env, end2end, places, process, stand};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What can be measured alone.
pub const PARTS: &[&str] = &[
    "search", "card", "tabs", "save", "live", "create", "page", "memory",
];

/// Enough memory that a million contacts stay in it, and no checkpoint while the clock runs. Everything
/// else is as for `cargo xtask run`.
const SETTINGS: &[(&str, &str)] = &[
    ("shared_buffers", "2GB"),
    ("effective_cache_size", "8GB"),
    ("maintenance_work_mem", "1GB"),
    ("max_wal_size", "16GB"),
    ("checkpoint_timeout", "1h"),
    ("max_connections", "200"),
];

/// Measures. Figures never fail it, only errors do.
pub fn bench(options: &Bench) -> Result {
    let path = match &options.data {
        Some(given) => places::data(Some(given))?,
        None => places::data(None)?.join("bench"),
    };
    let folder = Folder::take(path)?;
    let browser = match wants(options, "page") {
        true => Some(browser()?),
        false => None,
    };
    let program = build()?;
    let files = folder.path().join("site");
    say(format!(
        "  The database is kept in {}; remove that folder to start anew.",
        folder.path().display()
    ));
    let environment = vec![("LEPTOS_SITE_ROOT".to_owned(), files.display().to_string())];
    let measured = stand::with_release_server(
        folder.path(),
        SETTINGS,
        environment,
        |site, database| {
            // A copy, since the bench adds files to compare answers with.
            let _ = fs::remove_dir_all(&files);
            copy(site.root(), &files)?;
            fill(&program, options, database)
        },
        |server, database| measure(&program, options, &browser, &files, server, database),
    );
    let _ = fs::remove_dir_all(&files);
    measured
}

fn wants(options: &Bench, part: &str) -> bool {
    options.only.is_empty() || options.only.iter().any(|name| name == part)
}

/// The browser's program, with the packages that drive it.
fn browser() -> Result<PathBuf> {
    end2end::ready()?;
    chromium::ready()
}

/// The crate `bench`, compiled for speed as the server is.
fn build() -> Result<PathBuf> {
    step("Building the bench");
    let mut cargo = build_env::cargo()?;
    cargo.args(["build", "--quiet", "--release", "--package", "bench"]);
    process::run(&mut cargo, "cargo build")?;
    Ok(places::target()?.join("release/bench"))
}

fn call(program: &Path, command: &str, options: &Bench, database: &Database) -> Result<Command> {
    let Some(superuser) = database.superuser_url() else {
        return fail("the bench needs a private database");
    };
    let sizes: Vec<String> = options.sizes.iter().map(ToString::to_string).collect();
    let mut call = Command::new(program);
    build_env::clean(&mut call);
    call.args([command, &sizes.join(","), &options.only.join(",")]);
    call.env("BENCH_OWNER", database.owner_url())
        .env("BENCH_SUPERUSER", superuser);
    Ok(call)
}

fn fill(program: &Path, options: &Bench, database: &Database) -> Result {
    step("Filling the firms that are not there yet: minutes for a million contacts, once");
    process::run(&mut call(program, "fill", options, database)?, "bench fill")
}

fn measure(
    program: &Path,
    options: &Bench,
    browser: &Option<PathBuf>,
    files: &Path,
    server: &mut Server,
    database: &Database,
) -> Result {
    let mut call = call(program, "measure", options, database)?;
    call.env("BENCH_WEB", database.web_url())
        .env("BENCH_SERVER", server.address().replace("http://", ""))
        .env("BENCH_PROCESS", server.id().to_string())
        .env("BENCH_SITE", files)
        .env("BENCH_REPORT", places::target()?.join("bench.jsonl"))
        .env("BENCH_CHECKOUT", places::checkout()?);
    if let Some(chromium) = browser {
        call.env("BENCH_CHROMIUM", chromium);
    }
    step("Measuring");
    let done = process::run(&mut call, "bench measure");
    if let (Err(Failure::Message(text)), Err(Failure::Message(reason))) = (&done, server.check()) {
        return fail(format!("{text}: {reason}"));
    }
    done
}

fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to).attempt(format_args!("create {}", to.display()))?;
    for entry in fs::read_dir(from).attempt(format_args!("read {}", from.display()))? {
        let path = entry
            .attempt(format_args!("read {}", from.display()))?
            .path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).attempt(format_args!("write {}", target.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_part() {
        assert!(crate::args::HELP.contains(&PARTS.join(" ")));
    }

    #[test]
    fn whole_folders_are_copied() {
        let from = std::env::temp_dir().join(format!("xtask-copy-{}", std::process::id()));
        let to = from.with_extension("to");
        fs::create_dir_all(from.join("pkg")).unwrap();
        fs::write(from.join("pkg/a.js"), "a").unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(to.join("pkg/a.js")).unwrap(), "a");
        fs::remove_dir_all(&from).unwrap();
        fs::remove_dir_all(&to).unwrap();
    }
}
