//! What a server function needs from the request it runs in.

use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::error::Error;

/// The session of the request, put there by the server's guard.
///
/// # Errors
/// [`Error::SignedOut`] when there is none.
pub fn session() -> Result<store::Session, Error> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<store::Session>().cloned())
        .ok_or(Error::SignedOut)
        .map_err(report)
}

/// Gives the answer the status that fits the error.
pub fn report(error: impl Into<Error>) -> Error {
    let error = error.into();
    if let (Some(options), Ok(status)) = (
        use_context::<ResponseOptions>(),
        http::StatusCode::from_u16(error.status()),
    ) {
        options.set_status(status);
    }
    error
}

/// Sets the status of the document.
pub fn set_status(status: http::StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}
