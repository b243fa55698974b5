//! Emptying the trash: what has lain there for thirty days is deleted, hour by hour.

use std::time::Duration;

use store::{Error, Store};

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Goes on for as long as the server does. Several servers share the work: none waits for another.
pub async fn run(store: Store) {
    loop {
        match store::trash::purge(&store).await {
            Ok(0) => {}
            Ok(deleted) => tracing::info!(deleted, "emptied the trash"),
            Err(Error::Busy(error)) => tracing::warn!(%error, "the trash waits"),
            Err(error) => tracing::error!(%error, "the trash could not be emptied"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
