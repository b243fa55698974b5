//! The forms about saved selections: one way in, with JavaScript and without.

use domain::command::Done;
use domain::search::Search;
use domain::{Invalid, Problem, SelectionId};
use store::{Session, selection};
use uuid::Uuid;

use crate::error::Error;
use crate::form_body::FormBody;

/// Does what a form says: `act` is `create`, `rename`, `share`, `unshare`, `pin`, `unpin` or `remove`.
///
/// # Errors
/// [`Error::Invalid`] for the name; what the database says otherwise.
pub async fn manage(session: &Session, body: &str) -> Result<Option<Done>, Error> {
    let form = FormBody::read(body);
    if form.get("act") == "create" {
        let among = form.get("among").parse().unwrap_or_default();
        let search = Search::from_query(form.get("query")).among(among);
        let shared = form.get("shared") == "true";
        // Without a key the form was not ours, and a resend could not be told from a new one.
        let key = Uuid::parse_str(form.get("once")).map_err(|_| Error::Conflict)?;
        let (_, done) = selection::create(session, form.get("name"), &search, shared, key).await?;
        return Ok(Some(done));
    }
    let id: SelectionId = form.get("id").parse().map_err(|_| Error::NotFound)?;
    let done = match form.get("act") {
        "rename" => selection::rename(session, id, form.get("was"), form.get("name")).await,
        "share" => selection::share(session, id, true).await,
        "unshare" => selection::share(session, id, false).await,
        "remove" => selection::remove(session, id).await,
        act @ ("pin" | "unpin") => {
            selection::pin(session, id, act == "pin").await?;
            return Ok(None);
        }
        _ => return Err(Error::Invalid(Invalid::one("act", Problem::Choice))),
    };
    Ok(Some(done?))
}
