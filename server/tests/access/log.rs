//! What the server writes to its log while the canaries fly (trust.md §1.3, case 25).

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::canary::Canaries;

/// Everything that was logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

/// Listens at the level that somebody looking for a fault would set.
pub fn listen() -> Log {
    let log = Log::default();
    // Only the first test of a program can; the others write nothing.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("debug"))
        .with_writer(log.clone())
        .try_init();
    log
}

impl Log {
    /// Canaries and tokens that are in the log.
    pub fn leaks(&self, canaries: &Canaries, tokens: &[String]) -> Vec<String> {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let log = String::from_utf8_lossy(&log);
        // A log that nothing is written to would prove nothing.
        assert!(
            log.contains("sqlx::query"),
            "nothing was heard: {} bytes",
            log.len()
        );
        let found = canaries
            .iter()
            .filter(|canary| log.contains(&canary.text))
            .map(|canary| canary.what.as_str());
        let session = tokens
            .iter()
            .any(|token| log.contains(token))
            .then_some("a session's token");
        found
            .chain(session)
            .map(|what| format!("the log has {what}"))
            .collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
