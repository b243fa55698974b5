//! Doing it, for the page without JavaScript.

use std::time::Duration;

use domain::Invalid;
use domain::bulk::{Act, Progress};
use domain::search::Among;
use store::Session;
use store::bulk::{Chosen, start};

use super::BulkState;
use super::ask::{categories, owners};
use crate::error::Error;

/// Does what a page of ticked rows says.
///
/// # Errors
/// [`Error::Invalid`] for what is no act; what the database says otherwise.
pub async fn act(
    session: &Session,
    page: &BulkState,
    value: &str,
    patience: Duration,
) -> Result<Progress, Error> {
    let act = parse(&page.act, value)?;
    let chosen = Chosen::Ticked(page.among, page.ids.clone());
    Ok(start(session, act, chosen, patience).await?)
}

/// What can be chosen on that page: owners, categories that are offered, every category.
///
/// # Errors
/// When the database is busy.
pub async fn choices_for(
    session: &Session,
    among: Among,
) -> Result<[Vec<(String, String)>; 3], Error> {
    let colleagues = store::user::colleagues(session).await?;
    let all = store::category::list(session).await?;
    Ok([
        owners(colleagues),
        categories(all.clone(), among, false),
        categories(all, among, true),
    ])
}

/// What is to be done, from its word.
///
/// # Errors
/// [`Error::Invalid`] for what is no act, and for one that lacks its value.
pub fn parse(word: &str, value: &str) -> Result<Act, Error> {
    Act::parse(word, value).map_err(|problem| Error::Invalid(Invalid::one("value", problem)))
}
