//! The forms of projects, posted without JavaScript.

use app::error::Error;
use app::form_body::{FormBody, Refused};
use app::projects::manage::manage as act;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Invalid;
use domain::search::form_encode;
use http::{StatusCode, request};
use store::Session;

use crate::documents::{again_at, status_of};
use crate::guard::local_path;
use crate::state::AppState;

/// Where somebody is led who does not say where they come from.
const LIST: &str = "/projects";

/// `POST /projects`: does what the form says and goes on to the project, or shows its page again as it
/// was typed.
pub async fn manage(
    State(state): State<AppState>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let form = FormBody::read(&body);
    let at = page_of(form.get("at"));
    // Asked for by a button of the form, which is then shown with the answer.
    if !form.get("find_now").is_empty() {
        let error = Error::Invalid(Invalid::default());
        return again_at(state, parts, Refused { body, error }, StatusCode::OK, at).await;
    }
    match act(&session, &body).await {
        Ok(saved) => {
            let created = if form.get("act") == "create" {
                "&created"
            } else {
                ""
            };
            let command = saved.done.command;
            Redirect::to(&format!("/projects/{}?saved={command}{created}", saved.id))
                .into_response()
        }
        Err(Error::SignedOut) => {
            Redirect::to(&format!("/sign-in?next={}", form_encode(&at))).into_response()
        }
        Err(error) => {
            let status = status_of(&error);
            again_at(state, parts, Refused { body, error }, status, at).await
        }
    }
}

/// An address of ours that shows projects.
fn page_of(address: &str) -> String {
    let address = local_path(address);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    match path == LIST || path.starts_with("/projects/") {
        true => address.to_owned(),
        false => LIST.to_owned(),
    }
}
