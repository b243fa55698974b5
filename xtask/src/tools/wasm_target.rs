//! The compiler's WASM target.

use crate::build_env;
use crate::failure::{Result, fail};
use crate::process::{self, capture, find};
use crate::say::step;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target through rustup, if rustup has not done so from rust-toolchain.toml.
pub fn ready() -> Result {
    let mut ask = build_env::tool("rustc")?;
    let sysroot = capture(ask.args(["--print", "sysroot"]), "rustc")?;
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    if find("rustup").is_none() {
        return fail(format!(
            "the Rust target {TARGET} is missing, and there is no rustup to add it"
        ));
    }
    step(format!(
        "Adding the Rust target {TARGET} (once, a small download)"
    ));
    let mut rustup = Command::new("rustup");
    process::run(rustup.args(["target", "add", TARGET]), "rustup target add")
}
