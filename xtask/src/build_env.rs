//! The environment of the compilers and tools we call.

use crate::failure::Result;
use crate::places;
use std::process::Command;

/// Cargo sets these for the program it runs (us). Passed on, they would make build scripts believe that
/// their surroundings had changed, and compile everything again.
const OF_CARGO_RUN: &[&str] = &[
    "CARGO",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_TARGET_TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "OUT_DIR",
];

/// Takes from `command` what cargo gave us for ourselves.
pub fn clean(command: &mut Command) {
    let prefixed = std::env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    });
    for name in prefixed {
        command.env_remove(name);
    }
    for name in OF_CARGO_RUN {
        command.env_remove(name);
    }
}

/// A call of a program of the Rust toolchain, in the checkout.
pub fn tool(name: &str) -> Result<Command> {
    let mut command = Command::new(name);
    clean(&mut command);
    command.current_dir(places::checkout()?);
    Ok(command)
}

/// A call of cargo, in the checkout.
pub fn cargo() -> Result<Command> {
    tool("cargo")
}
