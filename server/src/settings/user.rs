//! One user: role, link, and in or out of use.

use app::settings::state::{Content, Link, OneUser};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::user::Role;
use domain::{Invalid, Problem, UserId};
use http::StatusCode;
use serde::Deserialize;
use store::Error;
use store::user::HandedOver;

use super::show::{Administrator, Page, led};
use super::users::link;

/// What is done: `role`, `identity`, `no_identity`, `tasks`, `no_tasks`, `link`, `deactivate`, `activate` or `hand_over`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Act {
    act: String,
    role: String,
    heir: String,
}

/// `GET /settings/users/{id}`.
pub async fn page(Path(id): Path<String>, Administrator(page): Administrator) -> Response {
    show(page, &id, Invalid::default(), None).await
}

/// `POST /settings/users/{id}`.
pub async fn act(
    Path(path): Path<String>,
    Administrator(page): Administrator,
    Form(act): Form<Act>,
) -> Response {
    let Ok(id) = path.parse::<UserId>() else {
        return page.refuse(Error::NotFound).await;
    };
    let here = format!("/settings/users/{id}");
    let session = &page.session;
    let done = match act.act.as_str() {
        "role" => match act.role.parse::<Role>() {
            Ok(role) => store::user::set_role(session, id, role)
                .await
                .map(|()| led(&here, "role")),
            Err(problem) => Err(wrong("role", problem)),
        },
        "identity" | "no_identity" => {
            store::user::set_identity_reader(session, id, act.act == "identity")
                .await
                .map(|()| led(&here, &act.act))
        }
        "tasks" | "no_tasks" => {
            store::user::set_task_administrator(session, id, act.act == "tasks")
                .await
                .map(|()| led(&here, &act.act))
        }
        "activate" => store::user::activate(session, id)
            .await
            .map(|()| led(&here, "activated")),
        "deactivate" => deactivate(&page, id, &act.heir, &here).await,
        "hand_over" => match act.heir.parse::<UserId>() {
            Ok(heir) => store::user::hand_over(session, id, heir)
                .await
                .map(|handed| told(&here, "handed", handed)),
            Err(_) => Err(wrong("heir", Problem::Required)),
        },
        "link" => match store::user::new_link(session, id).await {
            Ok((kind, token)) => {
                let link = link(&page.state.config, kind, String::new(), &token);
                return show(page, &path, Invalid::default(), Some(link)).await;
            }
            Err(error) => Err(error),
        },
        _ => Err(wrong("act", Problem::Choice)),
    };
    match done {
        Ok(led_on) => led_on,
        Err(Error::Invalid(invalid)) => show(page, &path, invalid, None).await,
        Err(error) => page.refuse(error).await,
    }
}

/// Whoever owns something is not taken out of use before it is said who takes over, or that nobody does.
async fn deactivate(page: &Page, id: UserId, heir: &str, here: &str) -> Result<Response, Error> {
    let owned = store::user::owned(&page.session, id).await?;
    let heir = match heir {
        "leave" => None,
        "" if owned == (0, 0) => None,
        heir => Some(
            heir.parse::<UserId>()
                .map_err(|_| wrong("heir", Problem::Required))?,
        ),
    };
    let handed = store::user::deactivate(&page.session, id, heir).await?;
    Ok(match handed {
        Some(handed) => told(here, "left", handed),
        None => led(here, "deactivated"),
    })
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::Invalid(Invalid::one(field, problem))
}

fn told(here: &str, done: &str, handed: HandedOver) -> Response {
    let HandedOver {
        contacts,
        companies,
        command,
    } = handed;
    Redirect::to(&format!(
        "{here}?done={done}&contacts={contacts}&companies={companies}&command={command}"
    ))
    .into_response()
}

async fn show(page: Page, id: &str, invalid: Invalid, link: Option<Link>) -> Response {
    let status = if invalid.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    match read(&page, id, invalid, link).await {
        Ok(user) => page.show(Content::User(Box::new(user)), status).await,
        Err(error) => page.refuse(error).await,
    }
}

async fn read(
    page: &Page,
    id: &str,
    invalid: Invalid,
    link: Option<Link>,
) -> Result<OneUser, Error> {
    let id = id.parse::<UserId>().map_err(|_| Error::NotFound)?;
    let users = store::user::users(&page.session).await?;
    let user = users
        .iter()
        .find(|user| user.id == id)
        .cloned()
        .ok_or(Error::NotFound)?;
    let heirs = users
        .into_iter()
        .filter(|heir| heir.active && heir.id != id && heir.role != Role::ReadOnly)
        .collect();
    let link = link.map(|link| Link {
        name: user.name.clone(),
        ..link
    });
    Ok(OneUser {
        own: id == page.viewer.id,
        owned: store::user::owned(&page.session, id).await?,
        user,
        heirs,
        invalid,
        link,
    })
}
