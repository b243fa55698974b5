//! What every handler shares. Nothing here that another server beside this one would need.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use store::Store;

use crate::live::Live;

/// The state of the router; cheap to clone.
#[derive(Debug, Clone, FromRef)]
pub struct AppState {
    /// The database.
    pub store: Store,
    /// Where the built site is.
    pub leptos: LeptosOptions,
    /// How this server is set up.
    pub config: Arc<Config>,
    /// Those who listen for changes.
    pub live: Live,
}

/// How this server is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address users see, without a path: `https://crm.example`.
    pub origin: String,
    /// A proxy in front sets X-Forwarded-For.
    pub trust_proxy: bool,
    /// Development pages are on.
    pub dev: bool,
    /// Longest time for an answer ([`crate::router::MAX_TIME`]); tests wait longer.
    pub max_time: Duration,
}

impl Config {
    /// Users come over https, so cookies can be `__Host-` and secure.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}
