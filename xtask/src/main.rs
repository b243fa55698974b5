//! Developer commands: `cargo xtask run | test | check | seed | bench | faults`. README.md tells how to use them.

mod args;
mod bench;
mod build_env;
mod database;
mod end2end;
mod failure;
mod faults;
mod identity;
mod interrupt;
mod leftover;
mod lock;
mod places;
mod postgres;
mod process;
mod run;
mod say;
mod serving;
mod site;
mod stages;
mod stand;
mod tools;

use args::Task;
use failure::{Failure, Result};
use std::process::ExitCode;

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        // What shells report for a program that Ctrl-C ended.
        Err(Failure::Stopped) => ExitCode::from(130),
        Err(Failure::Message(text)) => {
            say::complain(text);
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result {
    let task = args::parse(std::env::args().skip(1))?;
    interrupt::listen()?;
    match task {
        Task::Run(options) => run::run(&options),
        Task::Test(options) => stages::test(&options),
        Task::Check => stages::check(),
        Task::Seed(options) => run::seed(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Faults(options) => faults::faults(&options),
        Task::Help => {
            say::say(args::HELP);
            Ok(())
        }
    }
}
