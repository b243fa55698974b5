//! Renders the pages of the application.

use std::time::{SystemTime, UNIX_EPOCH};

use app::boot::{Boot, Kept};
use app::form_body::Refused;
use app::shell::shell;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::Date;
use domain::notice::Waiting;
use domain::user::{Language, Viewer};
use http::{HeaderMap, Method, StatusCode, request};

use crate::cookie;
use crate::guard::local_path;
use crate::state::AppState;

/// `GET` of a page of the application.
pub async fn page(State(state): State<AppState>, request: Request) -> Response {
    render(state, request, Boot::default()).await
}

/// Renders a page from the given state, completed with what the request says.
pub async fn render(state: AppState, request: Request, boot: Boot) -> Response {
    render_with(state, request, boot, || ()).await
}

/// The same, with what a page that the server alone draws is drawn from.
pub async fn render_with(
    state: AppState,
    request: Request,
    boot: Boot,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let boot = complete(boot, &state, &request);
    let options = state.leptos.clone();
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            boot.clone().provide();
            provide();
        },
        move || shell(options.clone()),
    );
    handler(request).await
}

/// The page at `at`, an address of ours, for a form posted elsewhere that did not pass or asked for something.
pub async fn again_at(
    state: AppState,
    mut parts: request::Parts,
    refused: Refused,
    status: StatusCode,
    at: String,
) -> Response {
    let Ok(uri) = at.parse() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    parts.uri = uri;
    let boot = Boot {
        refused: Some(Kept::of(&refused)),
        at: Some(at),
        ..Boot::default()
    };
    again(state, parts, boot, status).await
}

/// The page of a form that did not pass, as the form's own address shows it.
pub async fn again(
    state: AppState,
    parts: request::Parts,
    boot: Boot,
    status: StatusCode,
) -> Response {
    let mut request = Request::from_parts(parts, Body::empty());
    *request.method_mut() = Method::GET;
    let mut response = render(state, request, boot).await;
    *response.status_mut() = status;
    response
}

/// A page for a path where nothing is; a slash too many is taken away first.
pub async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    if let Some(path) = without_slash(request.uri()) {
        return Redirect::permanent(path).into_response();
    }
    render(
        state,
        request.map(|_| Body::empty()),
        Boot {
            missing: true,
            ..Boot::default()
        },
    )
    .await
}

fn without_slash(uri: &http::Uri) -> Option<&str> {
    let path = uri.path().strip_suffix('/')?;
    // `//other.example/` must not lead there.
    (!path.is_empty() && local_path(path) == path).then_some(path)
}

fn complete(mut boot: Boot, state: &AppState, request: &Request) -> Boot {
    boot.dev = state.config.dev;
    boot.today = today();
    match request.extensions().get::<Viewer>() {
        Some(viewer) => {
            boot.language = viewer.language;
            boot.theme = viewer.theme;
            boot.viewer = Some(viewer.clone());
            let waiting = request.extensions().get::<Waiting>();
            boot.waiting = waiting.copied().unwrap_or_default();
        }
        None => boot.language = language(request.headers()),
    }
    boot
}

fn today() -> Option<Date> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_days(i32::try_from(since_1970.as_secs() / 86_400).ok()?).ok()
}

/// The language of someone who is not signed in: as chosen, else as the browser prefers.
pub fn language(headers: &HeaderMap) -> Language {
    if let Some(chosen) = cookie::get(headers, cookie::LANGUAGE).and_then(|word| word.parse().ok())
    {
        return chosen;
    }
    let accepted = headers
        .get("accept-language")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let first_known = accepted.split(',').find_map(|part| {
        let tag = part
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match tag.split('-').next() {
            Some("sv") => Some(Language::Sv),
            Some("en") => Some(Language::En),
            _ => None,
        }
    });
    first_known.unwrap_or_default()
}

/// The status of a page that shows an error.
#[must_use]
pub fn status_of(error: &app::error::Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn of(accept: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert("accept-language", HeaderValue::from_static(accept));
        language(&headers)
    }

    #[test]
    fn the_browsers_first_known_language_is_taken() {
        assert_eq!(of("en-GB,en;q=0.9,sv;q=0.8"), Language::En);
        assert_eq!(of("fi,sv;q=0.7"), Language::Sv);
        assert_eq!(of("de"), Language::Sv);
    }
}
