//! Settings: plain forms, one address for each page and its form, so that a form that does not pass
//! is shown again as it was typed. Here language and theme; the language also for those who are not
//! signed in.

pub mod account;
pub mod calendar;
pub mod firm;
pub mod invite;
pub mod security;
pub mod series;
mod show;
pub mod user;
pub mod users;

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::user::{Language, Theme};
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::cookie;
use crate::guard::{self, Unavailable, local_path};
use crate::state::AppState;

/// A choice of language.
#[derive(Debug, Deserialize)]
pub struct LanguageForm {
    language: String,
    #[serde(default)]
    next: String,
}

/// A choice of theme.
#[derive(Debug, Deserialize)]
pub struct ThemeForm {
    theme: String,
    #[serde(default)]
    next: String,
}

/// `POST /language`.
pub async fn language(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form<LanguageForm>,
) -> Response {
    let Ok(language) = form.language.parse::<Language>() else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    if let Some(session) = guard::session(&state, &headers)
        && let Err(unavailable) = settle(store::auth::set_language(&session, language).await)
    {
        return unavailable.into_response();
    }
    let mut response = back(&form.next);
    if let Some(value) = cookie::language(state.config.secure(), language.as_str()) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// `POST /theme`.
pub async fn theme(
    State(state): State<AppState>,
    headers: HeaderMap,
    Form(form): Form<ThemeForm>,
) -> Response {
    let Ok(theme) = form.theme.parse::<Theme>() else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    let Some(session) = guard::session(&state, &headers) else {
        return Redirect::to("/sign-in").into_response();
    };
    match store::auth::set_theme(&session, theme).await {
        Err(store::Error::NoSession) => Redirect::to("/sign-in").into_response(),
        other => settle(other).map_or_else(IntoResponse::into_response, |()| back(&form.next)),
    }
}

fn back(next: &str) -> Response {
    // The sign-in page is the one page that local_path does not lead back to.
    let next = if next == "/sign-in" {
        next
    } else {
        local_path(next)
    };
    Redirect::to(next).into_response()
}

/// A dead session is no obstacle to choosing a language.
fn settle(result: Result<(), store::Error>) -> Result<(), Unavailable> {
    match result {
        Ok(()) | Err(store::Error::NoSession) => Ok(()),
        Err(error) => {
            tracing::error!(%error, "settings");
            Err(Unavailable)
        }
    }
}
