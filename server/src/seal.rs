//! Sealing the journal: the days that are over, hour by hour (docs/adr/0012-sealed-journal.md).

use std::path::{Path, PathBuf};
use std::time::Duration;

use store::seal::Seal;
use store::{Error, Store};
use tokio::io::AsyncWriteExt;

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Goes on for as long as the server does. Each seal is said in the log and added to the file, so that
/// whoever changes the database does not change what it is compared with.
pub async fn run(store: Store, file: Option<PathBuf>) {
    loop {
        match store::seal::seal(&store).await {
            Ok(sealed) => {
                let more = !sealed.is_empty();
                for seal in &sealed {
                    tracing::info!(%seal, "sealed a day of the journal");
                }
                if let Some(file) = &file
                    && let Err(error) = add(file, &sealed).await
                {
                    tracing::error!(%error, file = %file.display(), "the seals could not be kept");
                }
                if more {
                    continue;
                }
            }
            Err(Error::Busy(error)) => tracing::warn!(%error, "the journal waits to be sealed"),
            Err(error) => tracing::error!(%error, "the journal could not be sealed"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn add(file: &Path, sealed: &[Seal]) -> std::io::Result<()> {
    if sealed.is_empty() {
        return Ok(());
    }
    let lines: String = sealed.iter().map(|seal| format!("{seal}\n")).collect();
    let mut file = tokio::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .await?;
    file.write_all(lines.as_bytes()).await?;
    file.sync_all().await
}
