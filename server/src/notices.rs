//! Opening a notice, and the form of the page of notices.

use app::boot::Boot;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::NoticeId;
use http::{StatusCode, request};
use store::{Error, Session};

use crate::documents;
use crate::guard::Unavailable;
use crate::state::AppState;

/// `GET /notices/{id}`: leads to the note, and the notice is read. That is all that is changed, and only for
/// whoever it is for, so a link will do: it opens in a new tab as others do.
pub async fn open(
    State(state): State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let found = match id.parse::<NoticeId>() {
        Ok(id) => store::notice::open(&session, id).await,
        Err(_) => Err(Error::NotFound),
    };
    match found {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(Error::NoSession) => Redirect::to("/sign-in").into_response(),
        Err(Error::NotFound) => {
            let boot = Boot {
                missing: true,
                ..Boot::default()
            };
            documents::again(state, parts, boot, StatusCode::NOT_FOUND).await
        }
        Err(error) => failed(&error),
    }
}

/// `POST /notices`: all of them are read.
pub async fn read_all(parts: request::Parts) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    match store::notice::read_all(&session).await {
        Ok(()) => Redirect::to("/notices").into_response(),
        Err(Error::NoSession) => Redirect::to("/sign-in").into_response(),
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> Response {
    tracing::error!(%error, "notices");
    Unavailable.into_response()
}
