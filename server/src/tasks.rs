//! The forms of tasks, posted without JavaScript.

use app::error::Error;
use app::form_body::{FormBody, Refused};
use app::tasks::manage::{manage as act, remember};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::search::form_encode;
use domain::task::TaskQuery;
use http::request;
use store::Session;

use crate::documents::{again_at, status_of};
use crate::guard::local_path;
use crate::state::AppState;

/// Where somebody is led who does not say where they come from.
const MINE: &str = "/tasks";

/// `POST /tasks`: does what the form says and goes back, or shows its page again as it was typed.
pub async fn manage(
    State(state): State<AppState>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let form = FormBody::read(&body);
    let back = page_of(form.get("back"));
    if form.get("act") == "show" {
        return match remember(&session, form.all("status")).await {
            Ok(()) => Redirect::to(&with_statuses(&back, &form)).into_response(),
            Err(error) => again(state, parts, body, error, back).await,
        };
    }
    match act(&session, &body).await {
        Ok(done) => {
            let (path, query) = back.split_once('?').unwrap_or((&back, ""));
            let back = app::undo::address(path, query);
            let mark = if back.contains('?') { '&' } else { '?' };
            Redirect::to(&format!("{back}{mark}saved={}", done.command)).into_response()
        }
        Err(error) => {
            let at = match form.get("at") {
                "" => back,
                at => page_of(at),
            };
            again(state, parts, body, error, at).await
        }
    }
}

/// An address of ours that shows tasks.
fn page_of(address: &str) -> String {
    let address = local_path(address);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_card = ["/contacts/", "/companies/", "/projects/"]
        .iter()
        .any(|list| path.starts_with(list));
    match is_card || path == MINE {
        true => address.to_owned(),
        false => MINE.to_owned(),
    }
}

/// The list with the statuses that were ticked.
fn with_statuses(back: &str, form: &FormBody) -> String {
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let chosen = form.all("status").filter_map(|word| word.parse().ok());
    let query_of = TaskQuery {
        statuses: Some(chosen.collect()),
        ..TaskQuery::from_query(query).list()
    };
    format!(
        "{path}{}{}",
        query_of.address(),
        app::card::tabs::rest_of(query)
    )
}

async fn again(
    state: AppState,
    parts: request::Parts,
    body: String,
    error: Error,
    at: String,
) -> Response {
    if error == Error::SignedOut {
        return Redirect::to(&format!("/sign-in?next={}", form_encode(&at))).into_response();
    }
    let status = status_of(&error);
    again_at(state, parts, Refused { body, error }, status, at).await
}
