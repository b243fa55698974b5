//! Who is asking: finds the session, and keeps strangers out of documents and server functions.
//!
//! The guard only opens the door; what a reader may see is decided in the database.

use app::boot::{Boot, ResendState};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::edit::form::CardForm;
use domain::notice::Waiting;
use domain::user::Viewer;
use http::header::RETRY_AFTER;
use http::{HeaderMap, Method, StatusCode};
use store::Session;

use crate::router::MAX_BODY;
use crate::state::AppState;
use crate::{cookie, documents};

/// The session that the cookie names; not yet known to be alive.
#[must_use]
pub fn session(state: &AppState, headers: &HeaderMap) -> Option<Session> {
    let name = cookie::session_name(state.config.secure());
    let token = cookie::get(headers, name).filter(|token| !token.is_empty())?;
    Some(Session::new(state.store.clone(), token.to_owned()))
}

/// For documents: without a living session, on to the sign-in page and back here afterwards.
pub async fn documents(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    match viewer(&state, request.headers()).await {
        Ok(Some((session, viewer, waiting))) => {
            request.extensions_mut().insert(session);
            request.extensions_mut().insert(viewer);
            request.extensions_mut().insert(waiting);
            next.run(request).await
        }
        Ok(None) if is_typed(&request) => keep(state, request).await,
        Ok(None) => to_sign_in(&request).into_response(),
        Err(unavailable) => unavailable.into_response(),
    }
}

/// For server functions: without a cookie, 401. A dead session is found by the database.
pub async fn server_functions(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    match session(&state, request.headers()) {
        Some(session) => {
            request.extensions_mut().insert(session);
            next.run(request).await
        }
        None => (StatusCode::UNAUTHORIZED, "\"SignedOut\"").into_response(),
    }
}

/// The living session of a request, who it belongs to, and what waits for them.
///
/// # Errors
/// [`Unavailable`] when the database does not answer: nobody is sent to sign in for that.
pub async fn viewer(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<(Session, Viewer, Waiting)>, Unavailable> {
    let Some(session) = session(state, headers) else {
        return Ok(None);
    };
    match store::auth::arriving(&session).await {
        Ok((viewer, waiting)) => Ok(Some((session, viewer, waiting))),
        Err(store::Error::NoSession) => Ok(None),
        Err(error) => {
            tracing::error!(%error, "session");
            Err(Unavailable)
        }
    }
}

/// The database does not answer: 503. In both languages, since nobody knows the reader's.
#[derive(Debug, Clone, Copy)]
pub struct Unavailable;

impl IntoResponse for Unavailable {
    fn into_response(self) -> Response {
        let text = "Kundkort når inte sin databas just nu. Inget har sparats. Gå tillbaka och försök \
                    igen om en stund.\n\nKundkort cannot reach its database just now. Nothing has been \
                    saved. Go back and try again in a moment.\n";
        (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")], text).into_response()
    }
}

/// A form that somebody has typed much into.
fn is_typed(request: &Request) -> bool {
    let path = request.uri().path();
    // The tabs of a card have their forms at the card's own address.
    let of_card = |kind: &str| path.starts_with(kind) && request.uri().query().is_some();
    request.method() == Method::POST
        && (path.ends_with("/edit")
            || path.ends_with("/notes")
            || matches!(
                path,
                "/contacts/new" | "/companies/new" | "/tasks" | "/projects"
            )
            || of_card("/contacts/")
            || of_card("/companies/")
            || of_card("/projects/"))
}

/// Says that the session has ended, with the form ready to be sent again: nothing typed is lost.
async fn keep(state: AppState, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = CardForm::read(&String::from_utf8_lossy(&body));
    let resend = ResendState {
        action: parts
            .uri
            .path_and_query()
            .map_or_else(String::new, |address| address.as_str().to_owned()),
        pairs: form.pairs,
    };
    parts.method = Method::GET;
    let boot = Boot {
        resending: true,
        resend: Some(resend),
        ..Boot::default()
    };
    let mut response =
        documents::render(state, Request::from_parts(parts, Body::empty()), boot).await;
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    response
}

fn to_sign_in(request: &Request) -> Redirect {
    // The address of a form need not be one that can be read.
    if !request.method().is_safe() {
        return Redirect::to("/sign-in");
    }
    let here = request
        .uri()
        .path_and_query()
        .map_or("/", |found| found.as_str());
    if here == "/" || here == "/contacts" {
        return Redirect::to("/sign-in");
    }
    Redirect::to(&format!(
        "/sign-in?next={}",
        domain::search::form_encode(here)
    ))
}

/// A path on this server to go on to; anything else becomes the start page.
#[must_use]
pub fn local_path(next: &str) -> &str {
    let inside = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t'])
        && !next.starts_with("/sign-in");
    if inside { next } else { "/contacts" }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_paths_of_our_own_are_followed() {
        assert_eq!(
            local_path("/contacts?q=s%C3%B6der"),
            "/contacts?q=s%C3%B6der"
        );
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/\t/evil.example",
        ] {
            assert_eq!(local_path(elsewhere), "/contacts");
        }
    }
}
