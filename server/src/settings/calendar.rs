//! The address that calendars subscribe to: made, replaced and taken away by whose it is.

use app::settings::state::{Calendar, Content};
use axum::Form;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use store::meeting::{feed_made, make_feed, revoke_feed};

use super::show::{Page, led};

/// What is done: `make` or `revoke`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Act {
    act: String,
}

/// `GET /settings/calendar`.
pub async fn page(page: Page) -> Response {
    show(page, None).await
}

/// `POST /settings/calendar`: makes an address and shows it, this once; or takes it away.
pub async fn act(page: Page, Form(act): Form<Act>) -> Response {
    match act.act.as_str() {
        "make" => match make_feed(&page.session).await {
            Ok(token) => {
                // From how this server is set up, whatever host the request names.
                let link = format!("{}/calendar/{token}.ics", page.state.config.origin);
                show(page, Some(link)).await
            }
            Err(error) => page.refuse(error).await,
        },
        "revoke" => match revoke_feed(&page.session).await {
            Ok(()) => led("/settings/calendar", "no_calendar"),
            Err(error) => page.refuse(error).await,
        },
        _ => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}

async fn show(page: Page, link: Option<String>) -> Response {
    match feed_made(&page.session).await {
        Ok(made) => {
            page.show(Content::Calendar(Calendar { made, link }), StatusCode::OK)
                .await
        }
        Err(error) => page.refuse(error).await,
    }
}
