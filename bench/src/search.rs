//! Searching: in the database as the store does it, and as the browser asks for it.

mod database;
mod http;
mod plain;

use anyhow::Result;

use crate::draw::Sample;
use crate::places::{Firm, Places};
use crate::report::Report;

/// Searches of each of the classes that the issue names, one at a time.
const ALONE: usize = 400;
/// The same, many at once.
const MANY: usize = 1600;
/// Searches of each other söktyp.
const EACH_KIND: usize = 100;
/// How many at once.
pub const CROWD: usize = 32;

/// All searches in one firm.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    let mut superuser = places.superuser().await?;
    let sample = Sample::read(&mut superuser, firm.tenant).await?;
    report.heading("Search in every field");
    for class in sample.main_classes(ALONE) {
        let class = std::rc::Rc::new(class);
        database::measure(places, firm, &class, &[(1, ALONE), (CROWD, MANY)], report).await?;
        plain::measure(places, firm, &class, report).await?;
        http::measure(places, firm, &class, &[(1, ALONE), (CROWD, MANY)], report).await?;
    }
    report.heading("Search by each söktyp");
    for class in sample.every_kind(EACH_KIND) {
        let class = std::rc::Rc::new(class);
        database::measure(places, firm, &class, &[(1, EACH_KIND)], report).await?;
        http::measure(places, firm, &class, &[(1, EACH_KIND)], report).await?;
    }
    Ok(())
}
