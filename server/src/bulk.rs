//! Acts on ticked hits, posted without JavaScript.

use std::time::Duration;

use app::boot::Boot;
use app::bulk::{BulkState, act, choices_for};
use app::error::Error;
use app::form_body::FormBody;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::{StatusCode, request};
use store::Session;

use crate::guard::local_path;
use crate::managing::show;
use crate::state::AppState;

/// How long a page waits for the end of an act.
const PATIENCE: Duration = Duration::from_secs(12);

/// `POST /bulk`: with an act, does it; without, asks which.
pub async fn bulk(State(state): State<AppState>, parts: request::Parts, body: String) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let form = FormBody::read(&body);
    let mut page = BulkState {
        among: form.get("among").parse().unwrap_or_default(),
        trash: form.get("trash") == "true",
        ids: form.all("id").filter_map(|id| id.parse().ok()).collect(),
        back: local_path(form.get("back")).to_owned(),
        act: form.get("act").to_owned(),
        choices: Default::default(),
        progress: None,
        error: None,
    };
    if !page.act.is_empty() {
        match act(&session, &page, form.get(&page.act), PATIENCE).await {
            Ok(progress) => page.progress = Some(progress),
            Err(Error::SignedOut) => return Redirect::to("/sign-in").into_response(),
            Err(error) => page.error = Some(error),
        }
    }
    if page.progress.is_none() {
        match choices_for(&session, page.among).await {
            Ok(choices) => page.choices = choices,
            Err(error) => page.error = Some(error),
        }
    }
    let status = page
        .error
        .as_ref()
        .and_then(|error| StatusCode::from_u16(error.status()).ok())
        .unwrap_or(StatusCode::OK);
    let boot = Boot {
        bulk: Some(page),
        ..Boot::default()
    };
    show(state, parts, boot, status).await
}
