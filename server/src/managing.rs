//! The forms of categories and saved selections, posted without JavaScript.

use app::boot::{Boot, Kept};
use app::error::Error;
use app::form_body::Refused;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::command::Done;
use http::{Method, StatusCode, request};
use store::Session;

use crate::documents;
use crate::state::AppState;

/// `POST /settings/categories`: does what the form says, or shows the page again as it was typed.
pub async fn categories(
    State(state): State<AppState>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    match app::categories::manage::manage(&session, &body).await {
        Ok(done) => done_at("/settings/categories", Some(done)),
        Err(error) => again(state, parts, body, error).await,
    }
}

/// `POST /selections`: the same for saved selections.
pub async fn selections(
    State(state): State<AppState>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    match app::selections::manage::manage(&session, &body).await {
        Ok(done) => done_at("/selections", done),
        Err(error) => again(state, parts, body, error).await,
    }
}

/// On to a page, which says what was done and how to take it back.
fn done_at(path: &str, done: Option<Done>) -> Response {
    let to = match done {
        Some(Done { command }) => format!("{path}?saved={command}"),
        None => path.to_owned(),
    };
    Redirect::to(&to).into_response()
}

async fn again(state: AppState, parts: request::Parts, body: String, error: Error) -> Response {
    if error == Error::SignedOut {
        return Redirect::to("/sign-in").into_response();
    }
    let status = documents::status_of(&error);
    let boot = Boot {
        refused: Some(Kept::of(&Refused { body, error })),
        ..Boot::default()
    };
    show(state, parts, boot, status).await
}

/// The page at the address of a form, with what came of it.
pub(crate) async fn show(
    state: AppState,
    parts: request::Parts,
    boot: Boot,
    status: StatusCode,
) -> Response {
    let mut request = Request::from_parts(parts, Body::empty());
    *request.method_mut() = Method::GET;
    let mut response = documents::render(state, request, boot).await;
    *response.status_mut() = status;
    response
}
