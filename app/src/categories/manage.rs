//! The forms of the categories: one way in, with JavaScript and without.

use domain::category::NewCategory;
use domain::command::Done;
use domain::{CategoryId, Invalid, Problem};
use store::{Session, category};

use crate::error::Error;
use crate::form_body::FormBody;

/// Does what a form says: `act` is `create`, `change`, `merge`, `retire` or `restore`.
///
/// # Errors
/// [`Error::Invalid`] for the fields; what the database says otherwise.
pub async fn manage(session: &Session, body: &str) -> Result<Done, Error> {
    let form = FormBody::read(body);
    let id = |name: &str| {
        form.get(name)
            .parse::<CategoryId>()
            .map_err(|_| Error::Invalid(Invalid::one(name, Problem::Required)))
    };
    let new = || {
        NewCategory::parse(form.get("name"), form.get("color"), form.get("for"))
            .map_err(Error::Invalid)
    };
    let done = match form.get("act") {
        "create" => category::create(session, new()?).await,
        "change" => {
            let version = form.get("version").parse().map_err(|_| Error::Conflict)?;
            category::change(session, id("id")?, version, new()?).await
        }
        "merge" => category::merge(session, id("id")?, id("into")?).await,
        "retire" => category::retire(session, id("id")?, true).await,
        "restore" => category::retire(session, id("id")?, false).await,
        _ => return Err(Error::Invalid(Invalid::one("act", Problem::Choice))),
    };
    Ok(done?)
}
