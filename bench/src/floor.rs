//! What HTTP is measured against: the same bytes from a file of the same server.

use anyhow::{Context, Result};
use std::fs;

use crate::http::{Client, Encoding};
use crate::load;
use crate::places::{Firm, Places};
use crate::report::Floor;

/// What a floor over HTTP is called in the tables.
pub const STATIC: &str = "static answer";

/// Puts an answer where the server gives files from, not compressed beforehand, since answers are
/// not either. Gives its address.
pub fn put(places: &Places, name: &str, body: &[u8]) -> Result<String> {
    let name = format!("floor-{}.json", name.replace([' ', ','], "-"));
    let path = places.site.join("pkg").join(&name);
    fs::write(&path, body).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(format!("/pkg/{name}"))
}

/// How long a file takes.
pub async fn measure(
    places: &Places,
    firm: &Firm,
    address: &str,
    concurrency: usize,
    count: usize,
) -> Result<Floor> {
    let address = address.to_owned();
    let clients = places.clients(firm, concurrency).await?;
    let load = load::run(clients, count, async move |client: &mut Client, _| {
        client.get(&address, Encoding::Browser).await.map(drop)
    })
    .await?;
    Ok(Floor {
        what: STATIC,
        times: load.times,
    })
}
