//! A release server on a database of its own, for measurements.

use crate::database::Database;
use crate::failure::Result;
use crate::places;
use crate::postgres::Purpose;
use crate::serving::{How, Server, free_port};
use crate::site::{self, Profile, Site};
use std::path::Path;

/// Builds the release, starts PostgreSQL on `folder` with all its care for the disk and `settings` besides
/// (such as `("shared_buffers", "2GB")`), migrates, lets `fill` put data in, starts the server with
/// `environment` and its log in a file, hands both to `work`, and stops them whatever comes of it.
///
/// What `fill` has put into `folder` is there the next time: it should look before it fills. As root, the
/// folder must be one that others can walk to; `places::data` knows such a place.
pub fn with_release_server<T>(
    folder: &Path,
    settings: &[(&str, &str)],
    environment: Vec<(String, String)>,
    fill: impl FnOnce(&Site, &Database) -> Result,
    work: impl FnOnce(&mut Server, &Database) -> Result<T>,
) -> Result<T> {
    let site = site::build(Profile::Release)?;
    let database = Database::separate(folder, Purpose::Data, settings)?;
    database.migrate(&site)?;
    fill(&site, &database)?;
    let how = How {
        port: free_port()?,
        log: Some(places::target()?.join("stand-server.log")),
        environment,
    };
    let mut server = Server::start(&site, &database, &how)?;
    work(&mut server, &database)
}
