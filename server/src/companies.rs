//! The new-company form, posted without JavaScript.

use app::boot::{Boot, CompanyFormState, Kept};
use app::card::form::failure_of;
use app::companies::form::after_saving;
use app::companies::form_data::Posted;
use app::companies::save::save;
use app::error::Error;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Invalid;
use http::{StatusCode, request};
use store::Session;

use crate::documents::{self, status_of};
use crate::state::AppState;

/// `POST /companies/new`: saves and goes on to the card, or shows the form again as it was typed.
pub async fn create(
    State(state): State<AppState>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Ok(posted) = Posted::read(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    match save(&session, &posted.draft, &posted.key).await {
        Ok(created) => Redirect::to(&after_saving(&created)).into_response(),
        Err(error) => again(state, parts, posted, error).await,
    }
}

async fn again(state: AppState, parts: request::Parts, posted: Posted, error: Error) -> Response {
    let status = status_of(&error);
    let (invalid, failed) = match error {
        Error::Invalid(invalid) => (invalid, None),
        Error::SignedOut => return Redirect::to("/sign-in?next=/companies/new").into_response(),
        error => (Invalid::default(), Some(failure_of(&error))),
    };
    let form = CompanyFormState {
        draft: posted.draft,
        invalid,
        failed,
        key: posted.key,
    };
    let boot = Boot {
        company_form: Some(Kept::of(&form)),
        ..Boot::default()
    };
    documents::again(state, parts, boot, status).await
}
