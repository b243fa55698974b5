//! The forms of tasks: one way in, with JavaScript and without.

use domain::command::Done;
use domain::edit::{Edit, Field, Holder, Target};
use domain::task::{Status, TaskDraft};
use domain::{Invalid, Problem, TaskId, UserId};
use store::{Session, edit, task};

use super::FIELDS;
use crate::error::Error;
use crate::form_body::FormBody;

/// Does what a form says: `act` is `create`, `save`, `complete`, `reopen`, `due:2026-11-25`,
/// `unremind`, `trash` or `owner`.
///
/// # Errors
/// [`Error::Invalid`] and [`Error::Clash`] by field; what the database says otherwise.
pub async fn manage(session: &Session, body: &str) -> Result<Done, Error> {
    let form = FormBody::read(body);
    let done = match form.get("act") {
        "create" => {
            let key = form.get("key").parse().map_err(|_| Error::Conflict)?;
            let new = draft(&form).parse().map_err(Error::Invalid)?;
            task::create(session, holder(&form)?, new, key).await
        }
        "save" => save(session, &form).await,
        "complete" => status(session, &form, Status::Done).await,
        "reopen" => status(session, &form, Status::NotStarted).await,
        "unremind" => {
            let was = form.get("was.remind_at");
            one(session, &form, Field::RemindAt, was, "").await
        }
        "trash" => task::trash(session, id(&form)?).await,
        "owner" => {
            let tasks: Vec<TaskId> = form.all("id").filter_map(|id| id.parse().ok()).collect();
            let to = form.get("owner_id").parse::<UserId>();
            let to = to.map_err(|_| wrong("owner_id", Problem::Choice))?;
            task::hand_over(session, &tasks, to).await
        }
        act => {
            let day = act
                .strip_prefix("due:")
                .ok_or(wrong("act", Problem::Choice))?;
            let was = form.get("was.due_on");
            one(session, &form, Field::DueOn, was, day).await
        }
    };
    Ok(done?)
}

/// Keeps which statuses the reader wants to see.
///
/// # Errors
/// What the database says.
pub async fn remember<'a>(
    session: &Session,
    words: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let chosen: Vec<Status> = words.filter_map(|word| word.parse().ok()).collect();
    let all = Status::ALL.iter().copied();
    let statuses: Vec<Status> = all.filter(|status| chosen.contains(status)).collect();
    Ok(task::remember_statuses(session, &statuses).await?)
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::Invalid(Invalid::one(field, problem))
}

fn id(form: &FormBody) -> Result<TaskId, Error> {
    form.get("id").parse().map_err(|_| Error::NotFound)
}

fn holder(form: &FormBody) -> Result<Holder, Error> {
    if let Ok(id) = form.get("contact").parse() {
        return Ok(Holder::Contact(id));
    }
    if let Ok(id) = form.get("project").parse() {
        return Ok(Holder::Project(id));
    }
    let company = form.get("company").parse().map_err(|_| Error::NotFound)?;
    Ok(Holder::Company(company))
}

fn draft(form: &FormBody) -> TaskDraft {
    let value = |field: Field| form.get(field.as_str()).to_owned();
    TaskDraft {
        subject: value(Field::Subject),
        description: value(Field::Description),
        status: value(Field::Status),
        percent: value(Field::Percent),
        priority: value(Field::Priority),
        due_on: value(Field::DueOn),
        remind_at: value(Field::RemindAt),
        owner_id: value(Field::OwnerId),
        project_id: value(Field::ProjectId),
    }
}

async fn save(session: &Session, form: &FormBody) -> Result<Done, store::Error> {
    let task = id(form).map_err(|_| store::Error::NotFound)?;
    let edit = Edit {
        target: Target::Task(task),
        changes: form.changes(&FIELDS),
    };
    edit::save(session, &edit.parse().map_err(store::Error::Invalid)?).await
}

async fn status(session: &Session, form: &FormBody, to: Status) -> Result<Done, store::Error> {
    let was = form.get("was.status");
    one(session, form, Field::Status, was, to.as_str()).await
}

async fn one(
    session: &Session,
    form: &FormBody,
    field: Field,
    was: &str,
    value: &str,
) -> Result<Done, store::Error> {
    let task = id(form).map_err(|_| store::Error::NotFound)?;
    let edit = Edit::one(Target::Task(task), field, was, value);
    edit::save(session, &edit.parse().map_err(store::Error::Invalid)?).await
}
