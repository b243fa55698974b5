//! The `server` command: serves Kundkort, and keeps its firms and users.

use std::process::ExitCode;

use clap::Parser;
use server::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line that says what to do; the chain of causes is joined, never a backtrace.
            #[expect(
                clippy::print_stderr,
                reason = "the last word of a command line program"
            )]
            {
                eprintln!("server: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}
