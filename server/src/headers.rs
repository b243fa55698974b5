//! Headers that every answer carries.

use axum::extract::Request;
use axum::extract::State;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

use crate::state::AppState;

/// Files whose names carry a hash of their contents.
pub const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Files that keep their names from one release to the next: asked about again each hour.
const HOURLY: HeaderValue = HeaderValue::from_static("public, max-age=3600");
/// Everything about people.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");

/// Adds the headers, where a handler has not set its own.
pub async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let public = is_public_file(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    set(
        headers,
        CACHE_CONTROL,
        if public { HOURLY } else { PRIVATE },
    );
    set(
        headers,
        X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // Not no-referrer: without JavaScript, forms find their way back by it.
    set(
        headers,
        REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    set(
        headers,
        HeaderName::from_static("x-frame-options"),
        HeaderValue::from_static("DENY"),
    );
    set(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    set(
        headers,
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    if state.config.secure() {
        set(
            headers,
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

fn is_public_file(path: &str) -> bool {
    path.starts_with("/pkg/")
        || path.starts_with("/fonts/")
        || [
            "/favicon.svg",
            "/icons.svg",
            "/apple-touch-icon.png",
            "/manifest.webmanifest",
        ]
        .contains(&path)
}
