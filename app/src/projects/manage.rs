//! The forms of projects: one way in, with JavaScript and without.

use domain::edit::{Edit, Field, Target};
use domain::project::{self, ProjectDraft, SavedProject};
use domain::search::{Among, Search};
use domain::text::fold;
use domain::{CompanyId, Invalid, ParticipantId, Problem, ProjectId};
use store::Session;
use store::project::Joining;
use uuid::Uuid;

use super::api::ProjectForm;
use super::{FIELDS, ProjectTexts};
use crate::error::Error;
use crate::form_body::FormBody;
use crate::links::picks::contacts_called;

/// Most of each kind that a search gives.
const MOST: usize = 8;

/// Does what a form says: `act` is `create`, `save`, `join` or `leave`.
///
/// # Errors
/// [`Error::Invalid`] and [`Error::Clash`] by field; what the database says otherwise.
pub async fn manage(session: &Session, body: &str) -> Result<SavedProject, Error> {
    // Whoever asks is somebody, also when what they ask makes no sense.
    store::auth::viewer(session).await?;
    let form = FormBody::read(body);
    match form.get("act") {
        "create" => {
            let new = draft(&form).parse().map_err(Error::Invalid)?;
            // Without a key the form was not ours, and a resend could not be told from a new one.
            let key = Uuid::parse_str(form.get("key")).map_err(|_| Error::Conflict)?;
            Ok(store::project::create(session, new, key).await?)
        }
        "save" => save(session, &form).await,
        "join" => {
            let id = id(&form)?;
            let who = joining(form.get("who"))?;
            let role = project::role(form.get("role")).map_err(|problem| wrong("role", problem))?;
            let done = store::project::add(session, id, who, role).await?;
            Ok(SavedProject { id, done })
        }
        "leave" => {
            let id = id(&form)?;
            let part = form.get("part").parse::<ParticipantId>();
            let part = Target::Participant(part.map_err(|_| Error::NotFound)?);
            let done = store::edit::remove_row(session, part).await?;
            Ok(SavedProject { id, done })
        }
        _ => Err(wrong("act", Problem::Choice)),
    }
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::Invalid(Invalid::one(field, problem))
}

fn id(form: &FormBody) -> Result<ProjectId, Error> {
    form.get("id").parse().map_err(|_| Error::NotFound)
}

fn draft(form: &FormBody) -> ProjectDraft {
    let value = |field: Field| form.get(field.as_str()).to_owned();
    ProjectDraft {
        name: value(Field::Name),
        company_id: value(Field::CompanyId),
        status: value(Field::Status),
        starts_on: value(Field::StartsOn),
        ends_on: value(Field::EndsOn),
        owner_id: value(Field::OwnerId),
        description: value(Field::Description),
    }
}

async fn save(session: &Session, form: &FormBody) -> Result<SavedProject, Error> {
    let id = id(form)?;
    // That it ends before it begins is seen before the database does.
    draft(form).parse().map_err(Error::Invalid)?;
    let edit = Edit {
        target: Target::Project(id),
        changes: form.changes(&FIELDS),
    };
    let edit = edit.parse().map_err(Error::Invalid)?;
    let done = store::edit::save(session, &edit).await?;
    Ok(SavedProject { id, done })
}

/// `contact.{id}` or `user.{id}`, as [`found`] gives them.
fn joining(who: &str) -> Result<Joining, Error> {
    let problem = || wrong("participants", Problem::Required);
    let (kind, id) = who.split_once('.').ok_or_else(problem)?;
    let id = Uuid::parse_str(id).map_err(|_| problem())?;
    match kind {
        "contact" => Ok(Joining::Contact(domain::ContactId(id))),
        "user" => Ok(Joining::Colleague(domain::UserId(id))),
        _ => Err(problem()),
    }
}

/// What the form is drawn with.
///
/// # Errors
/// [`Error::NotFound`] when there is no such project.
pub async fn form(
    session: &Session,
    id: Option<ProjectId>,
    company: Option<CompanyId>,
    find: String,
) -> Result<ProjectForm, Error> {
    let project = match id {
        Some(id) => Some(store::project::card(session, id).await?),
        None => None,
    };
    let mut companies = Vec::new();
    if let Some((id, name)) = project.as_ref().and_then(|project| project.company.clone()) {
        companies.push((id.to_string(), name));
    } else if let Some(id) = company
        && let Ok(card) = store::company::card(session, id).await
    {
        companies.push((id.to_string(), card.name));
    }
    for pick in found(session, "companies", find).await? {
        if !companies.contains(&pick) {
            companies.push(pick);
        }
    }
    Ok(ProjectForm {
        project,
        colleagues: store::user::colleagues(session).await?,
        companies,
        key: Uuid::now_v7().to_string(),
    })
}

/// Contacts and colleagues (`people`) or companies that are called something: value and name. Less than
/// two letters find nothing.
///
/// # Errors
/// What the database says.
pub async fn found(
    session: &Session,
    what: &str,
    text: String,
) -> Result<Vec<(String, String)>, Error> {
    let text = text.trim().to_owned();
    if text.chars().count() < 2 {
        store::auth::viewer(session).await?;
        return Ok(Vec::new());
    }
    if what == "companies" {
        let search = Search::from_pairs([("q", text)]).among(Among::Companies);
        let page = store::company::search(session, &search).await?;
        let hits = page.items.into_iter().take(MOST);
        return Ok(hits.map(|hit| (hit.id.to_string(), hit.name)).collect());
    }
    let wanted = fold(&text);
    let contacts = contacts_called(session, text).await?;
    let contacts = contacts
        .into_iter()
        .take(MOST)
        .map(|(id, name)| (format!("contact.{id}"), name));
    let colleague = ProjectTexts::here().colleague;
    let colleagues = store::user::colleagues(session).await?;
    let colleagues = colleagues
        .into_iter()
        .filter(|one| one.active && fold(&one.name).contains(&wanted))
        .take(MOST)
        .map(|one| {
            (
                format!("user.{}", one.id),
                format!("{} · {colleague}", one.name),
            )
        });
    Ok(contacts.chain(colleagues).collect())
}
