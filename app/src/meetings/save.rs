//! The form of meetings: one way in, with JavaScript and without.

use domain::command::Done;
use domain::date::Date;
use domain::edit::{Edit, Holder, Target};
use domain::meeting::{MeetingDraft, NewMeeting, SavedMeeting};
use domain::{Invalid, MeetingId, Problem, UserId};
use store::Session;
use store::meeting::{self, People};
use uuid::Uuid;

use crate::error::Error;
use crate::form_body::FormBody;

/// Does what a form says: `act` is `save`, `skip`, `trash` or `owner`.
///
/// # Errors
/// [`Error::Invalid`] by the names of the controls; [`Error::Clash`]; what the database says otherwise.
pub async fn act(
    session: &Session,
    holder: Option<Holder>,
    body: &str,
) -> Result<SavedMeeting, Error> {
    // Whoever asks is somebody, also when what they ask makes no sense.
    store::auth::viewer(session).await?;
    let form = FormBody::read(body);
    match form.get("act") {
        "save" if form.get("id").is_empty() => {
            let holder = holder.ok_or(Error::NotFound)?;
            let new = draft(&form).parse().map_err(Error::Invalid)?;
            // Without a key the form was not ours, and a resend could not be told from a new one.
            let key = Uuid::parse_str(form.get("key")).map_err(|_| Error::Conflict)?;
            Ok(meeting::create(session, holder, new, key).await?)
        }
        // One time of a meeting that repeats becomes a meeting of its own.
        "save" if !form.get("on").is_empty() => {
            let new = draft(&form).parse().map_err(Error::Invalid)?;
            let new = NewMeeting {
                repeat: None,
                ..new
            };
            Ok(meeting::replace(session, id(&form)?, day(&form)?, new).await?)
        }
        "skip" => Ok(meeting::skip(session, id(&form)?, day(&form)?).await?),
        "save" => change(session, id(&form)?, &form).await,
        "trash" => {
            let id = id(&form)?;
            let done = meeting::trash(session, id).await?;
            Ok(SavedMeeting { id, done })
        }
        "owner" => {
            let ids = form.all("id").map(|id| id.parse::<MeetingId>());
            let ids: Vec<MeetingId> = ids.collect::<Result<_, _>>().map_err(|_| Error::NotFound)?;
            let owner = form.get("owner_id").parse::<UserId>();
            let owner = owner.map_err(|_| invalid("owner_id", Problem::Required))?;
            let done: Done = meeting::hand_over(session, &ids, owner).await?;
            let id = ids.first().copied().unwrap_or(MeetingId(Uuid::nil()));
            Ok(SavedMeeting { id, done })
        }
        _ => Err(invalid("act", Problem::Choice)),
    }
}

fn invalid(field: &str, problem: Problem) -> Error {
    Error::Invalid(Invalid::one(field, problem))
}

fn id(form: &FormBody) -> Result<MeetingId, Error> {
    form.get("id").parse().map_err(|_| Error::NotFound)
}

/// Which time of a meeting that repeats.
fn day(form: &FormBody) -> Result<Date, Error> {
    form.get("on").parse().map_err(|_| Error::NotFound)
}

/// The form as a draft.
#[must_use]
pub fn draft(form: &FormBody) -> MeetingDraft {
    MeetingDraft::read(form.pairs())
}

async fn change(session: &Session, id: MeetingId, form: &FormBody) -> Result<SavedMeeting, Error> {
    let new = draft(form).parse().map_err(Error::Invalid)?;
    let was = |field: &str| form.get(&format!("was.{field}")).replace("\r\n", "\n");
    let edit = Edit {
        target: Target::Meeting(id),
        changes: new.changes(was),
    };
    let edit = edit.parse().map_err(Error::Invalid)?;
    // Who takes part is no field: those who were ticked and are not leave, and nobody else does.
    let before = |name: &str| form.all(name).map(str::to_owned).collect::<Vec<_>>();
    let (contacts, colleagues) = (before("was.contact"), before("was.colleague"));
    let came = |id: String, before: &[String]| !before.contains(&id);
    let coming = People {
        contacts: new
            .contacts
            .iter()
            .copied()
            .filter(|one| came(one.to_string(), &contacts))
            .collect(),
        colleagues: new
            .colleagues
            .iter()
            .copied()
            .filter(|one| came(one.to_string(), &colleagues))
            .collect(),
    };
    let gone = |ids: &[String]| {
        ids.iter()
            .filter_map(|id| Uuid::parse_str(id).ok())
            .collect::<Vec<_>>()
    };
    let leaving = People {
        contacts: gone(&contacts)
            .into_iter()
            .map(domain::ContactId)
            .filter(|one| !new.contacts.contains(one))
            .collect(),
        colleagues: gone(&colleagues)
            .into_iter()
            .map(UserId)
            .filter(|one| !new.colleagues.contains(one))
            .collect(),
    };
    Ok(meeting::save(session, id, edit, coming, leaving).await?)
}
