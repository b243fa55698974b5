//! Meetings without JavaScript: the form of a card's tab, and giving several to somebody else.

use std::str::FromStr;

use app::boot::{Boot, Kept};
use app::error::Error;
use app::form_body::{FormBody, Refused};
use app::meetings::save::act;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Invalid;
use domain::edit::Holder;
use http::{StatusCode, request};
use store::Session;

use crate::documents::{self, status_of};
use crate::state::AppState;

/// `POST /contacts/{id}` and `POST /companies/{id}`, the form of the tab at the tab's own address:
/// saves and goes back to the list, or shows the form again as it was typed.
pub async fn of_card<Id: FromStr + Into<Holder>>(
    state: State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    match id.parse::<Id>() {
        Ok(id) => answer(state, Some(id.into()), parts, body).await,
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `POST /meetings`: the same for one's own, of all cards.
pub async fn mine(state: State<AppState>, parts: request::Parts, body: String) -> Response {
    answer(state, None, parts, body).await
}

async fn answer(
    State(state): State<AppState>,
    holder: Option<Holder>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let list = match holder {
        Some(holder) => format!("{}?tab=meetings", holder.path()),
        None => "/meetings".to_owned(),
    };
    // Asked for by a button of the form, which is then shown with the answer.
    if matches!(
        FormBody::read(&body).all("act").last(),
        Some("find" | "check")
    ) {
        let error = Error::Invalid(Invalid::default());
        return again(state, parts, Refused { body, error }, StatusCode::OK).await;
    }
    match act(&session, holder, &body).await {
        Ok(saved) => {
            let mark = if list.contains('?') { '&' } else { '?' };
            let command = saved.done.command;
            Redirect::to(&format!("{list}{mark}saved={command}")).into_response()
        }
        Err(Error::SignedOut) => Redirect::to(&format!("/sign-in?next={list}")).into_response(),
        Err(error) => {
            let status = status_of(&error);
            again(state, parts, Refused { body, error }, status).await
        }
    }
}

async fn again(
    state: AppState,
    parts: request::Parts,
    refused: Refused,
    status: StatusCode,
) -> Response {
    let boot = Boot {
        refused: Some(Kept::of(&refused)),
        ..Boot::default()
    };
    documents::again(state, parts, boot, status).await
}
