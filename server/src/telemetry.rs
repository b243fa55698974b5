//! The log: text for people, JSON for machines, never what users typed.

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error. `KUNDKORT_LOG=json` gives JSON lines; `RUST_LOG` filters.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second start (in tests) is not an error.
    let _ = match std::env::var("KUNDKORT_LOG").as_deref() {
        Ok("json") => builder.json().try_init(),
        _ => builder.try_init(),
    };
}
