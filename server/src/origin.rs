//! Cross-site request forgery: a change must come from our own pages (trust.md §1.3, case 19).

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode};

use crate::state::AppState;

/// Lets a request through if it cannot change anything, or if the browser says that it comes from
/// our own pages. A request that says neither is refused: every browser of the last years says one.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_own(request.headers(), &state.config.origin) {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "The request does not come from this site.",
    )
        .into_response()
}

fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("origin"), text("sec-fetch-site")) {
        (_, Some(site)) if site != "same-origin" && site != "none" => false,
        (Some(found), _) => found == origin || is_host(found, text("host")),
        (None, Some(_)) => true,
        (None, None) => false,
    }
}

/// The origin names the very host that was called: so a server on a port of its own works without
/// configuration. Another site cannot make a browser send our Host with its Origin.
fn is_host(origin: &str, host: Option<&str>) -> bool {
    let bare = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    bare.is_some() && bare == host
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderName;

    fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect::<HeaderMap>();
        is_own(&headers, "https://crm.example")
    }

    #[test]
    fn our_own_pages_may_change_things() {
        assert!(allowed(&[("origin", "https://crm.example")]));
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[
            ("origin", "http://127.0.0.1:3000"),
            ("host", "127.0.0.1:3000")
        ]));
    }

    #[test]
    fn others_may_not() {
        assert!(!allowed(&[]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(!allowed(&[("origin", "https://crm.example.evil.example")]));
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("host", "crm.example")
        ]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
        assert!(!allowed(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://crm.example")
        ]));
    }
}
