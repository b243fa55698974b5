//! Draws the settings pages, and turns what the store refuses into an answer.

use app::boot::Boot;
use app::settings::frame::title;
use app::settings::state::{Content, Done, SettingsState, Undo};
use axum::body::Body;
use axum::extract::{FromRequestParts, Query, Request};
use axum::response::{IntoResponse, Redirect, Response};
use domain::user::{Role, Viewer};
use http::request::Parts;
use http::{Method, StatusCode, Uri};
use leptos::prelude::provide_context;
use serde::Deserialize;
use store::{Error, Session};

use crate::documents;
use crate::guard::Unavailable;
use crate::state::AppState;

/// A request for a settings page: who asks, and for what.
pub struct Page {
    /// The server.
    pub state: AppState,
    parts: Parts,
    /// The session of whoever asks; the guard has put it there.
    pub session: Session,
    /// Who asks.
    pub viewer: Viewer,
}

/// What has just been done, in the address that one is led to afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    done: String,
    contacts: i64,
    companies: i64,
    command: String,
    undone: String,
    kept: String,
}

impl FromRequestParts<AppState> for Page {
    type Rejection = Redirect;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let session = parts.extensions.get::<Session>().cloned();
        let viewer = parts.extensions.get::<Viewer>().cloned();
        match (session, viewer) {
            (Some(session), Some(viewer)) => Ok(Self {
                state: state.clone(),
                parts: parts.clone(),
                session,
                viewer,
            }),
            _ => Err(Redirect::to("/sign-in")),
        }
    }
}

/// The same, for administrators only; everybody else is told so. The database asks again.
pub struct Administrator(pub Page);

impl FromRequestParts<AppState> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let page = Page::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        if page.viewer.role == Role::Administrator {
            Ok(Self(page))
        } else {
            Err(page.show(Content::Refused, StatusCode::FORBIDDEN).await)
        }
    }
}

impl Page {
    /// What the request says of itself.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Draws the page.
    pub async fn show(self, content: Content, status: StatusCode) -> Response {
        let boot = Boot {
            title: title(&content, self.viewer.language),
            ..Boot::default()
        };
        let done = (status == StatusCode::OK)
            .then(|| done(&self.parts.uri))
            .flatten();
        let drawn = SettingsState { content, done };
        let mut request = Request::from_parts(self.parts, Body::empty());
        *request.method_mut() = Method::GET;
        let provide = move || provide_context(drawn.clone());
        let mut response = documents::render_with(self.state, request, boot, provide).await;
        if status != StatusCode::OK {
            *response.status_mut() = status;
        }
        response
    }

    /// Answers for what the store refused.
    pub async fn refuse(self, error: Error) -> Response {
        match error {
            Error::NoSession => Redirect::to("/sign-in").into_response(),
            Error::Forbidden => self.show(Content::Refused, StatusCode::FORBIDDEN).await,
            Error::NotFound => {
                let mut request = Request::from_parts(self.parts, Body::empty());
                *request.method_mut() = Method::GET;
                documents::not_found(axum::extract::State(self.state), request).await
            }
            error => {
                tracing::error!(%error, "settings");
                Unavailable.into_response()
            }
        }
    }
}

/// Leads on to a page that tells what was done.
pub fn led(path: &str, done: &str) -> Response {
    Redirect::to(&format!("{path}?done={done}")).into_response()
}

fn done(uri: &Uri) -> Option<Done> {
    let Query(told) = Query::<Told>::try_from_uri(uri).ok()?;
    // `POST /undo` leads back to the page with this.
    if told.undone == "no" {
        return Some(Done::NotUndone);
    }
    if uuid(&told.undone) {
        let all = told.kept.is_empty();
        return Some(Done::Undone { all });
    }
    Some(match told.done.as_str() {
        "saved" => Done::Saved,
        "password" => Done::Password,
        "closed" => Done::SessionClosed,
        "no_calendar" => Done::NoCalendar,
        "role" => Done::Role,
        "identity" => Done::IdentityReader(true),
        "no_identity" => Done::IdentityReader(false),
        "tasks" => Done::TaskAdministrator(true),
        "no_tasks" => Done::TaskAdministrator(false),
        "deactivated" => Done::Deactivated,
        "activated" => Done::Activated,
        "handed" | "left" if uuid(&told.command) => Done::HandedOver {
            deactivated: told.done == "left",
            contacts: told.contacts,
            companies: told.companies,
            command: Undo {
                command: told.command,
                back: uri.path().to_owned(),
            },
        },
        _ => return None,
    })
}

fn uuid(text: &str) -> bool {
    text.parse::<domain::CommandId>().is_ok()
}
