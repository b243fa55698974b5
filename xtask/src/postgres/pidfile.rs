//! `postmaster.pid`: how PostgreSQL tells that it is ready (line 8), without a client program.

use crate::process;
use std::fs;
use std::path::Path;

/// Whether the server with process id `id` takes connections to the cluster in `data`.
pub fn ready(data: &Path, id: u32) -> bool {
    fs::read_to_string(data.join("postmaster.pid")).is_ok_and(|text| says_ready(&text, id))
}

/// Whether some server does.
pub fn any_ready(data: &Path) -> bool {
    let Ok(text) = fs::read_to_string(data.join("postmaster.pid")) else {
        return false;
    };
    id_of(&text).is_some_and(|id| says_ready(&text, id) && process::alive(id))
}

fn id_of(text: &str) -> Option<u32> {
    text.lines().next()?.trim().parse().ok()
}

fn says_ready(text: &str, id: u32) -> bool {
    let mut lines = text.lines().skip(1);
    id_of(text) == Some(id) && lines.nth(6).is_some_and(|line| line.trim() == "ready")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "4242\n/data/postgres\n1795000000\n5432\n/data/socket\n\n  123  456\nready   \n";

    #[test]
    fn only_our_own_server_counts() {
        assert!(says_ready(FILE, 4242));
        assert!(!says_ready(FILE, 4243), "left by an earlier server");
        assert!(!says_ready(&FILE.replace("ready   ", "starting"), 4242));
        assert!(!says_ready("4242\n/data", 4242), "still being written");
        assert!(!says_ready("", 4242));
    }
}
