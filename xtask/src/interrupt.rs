//! Ctrl-C, SIGTERM and SIGHUP: noted here, acted on where a child is waited for.

use crate::failure::{Attempt, Failure, Result};
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on a signal is a wish to stop in good order instead of the end of the process.
pub fn listen() -> Result {
    ctrlc::set_handler(|| ASKED.store(true, Ordering::SeqCst)).attempt("listen for Ctrl-C")
}

/// Whether the person has asked us to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Returns early from long work once the person has asked us to stop.
pub fn check() -> Result {
    if asked() {
        Err(Failure::Stopped)
    } else {
        Ok(())
    }
}
