//! What xtask itself prints. Errors of the terminal are ignored: a closed pipe must not stop a clean shutdown.

use std::io::Write;

/// One line of progress.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout(), "{}", line.as_ref());
}

/// One line of progress that stands out from the output of the tools around it.
pub fn step(line: impl AsRef<str>) {
    say(format!("» {}", line.as_ref()));
}

/// One line about what went wrong.
pub fn complain(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "error: {}", line.as_ref());
}
