//! Links that let somebody choose a password: for whoever has one, with or without a session.

use app::boot::Boot;
use app::settings::invite::title;
use app::settings::state::InviteState;
use axum::Form;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Invalid;
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::prelude::provide_context;
use serde::Deserialize;
use store::link::{LinkAccount, LinkError, LinkKind, UseLink};

use super::account::name;
use super::security::{new_password, with_cookie};
use crate::guard::Unavailable;
use crate::state::AppState;
use crate::{client, cookie, documents};

/// The form. Without `Debug`, since a password is in it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Chosen {
    name: String,
    password: String,
    repeat: String,
}

/// `GET /invite/{token}`.
pub async fn page(
    State(state): State<AppState>,
    Path(token): Path<String>,
    parts: Parts,
) -> Response {
    match look(&state, &token, &parts).await {
        Ok(account) => {
            let name = account.name.clone();
            form(state, parts, &token, account, name, Invalid::default()).await
        }
        Err(error) => refuse(state, parts, error).await,
    }
}

/// `POST /invite/{token}`: sets the password, and signs in.
pub async fn accept(
    State(state): State<AppState>,
    Path(token): Path<String>,
    parts: Parts,
    Form(chosen): Form<Chosen>,
) -> Response {
    let account = match look(&state, &token, &parts).await {
        Ok(account) => account,
        Err(error) => return refuse(state, parts, error).await,
    };
    let mut invalid = Invalid::default();
    let own_name = match account.kind {
        LinkKind::Invite => invalid.check("name", name(&chosen.name)),
        LinkKind::Password => account.name.clone(),
    };
    let known = [account.email.as_str(), &own_name, &account.firm];
    new_password(&mut invalid, &chosen.password, &chosen.repeat, &known);
    if let Err(invalid) = invalid.or(()) {
        return form(state, parts, &token, account, chosen.name, invalid).await;
    }
    let link = UseLink {
        token,
        name: own_name,
        language: documents::language(&parts.headers),
        password: chosen.password,
        address: client::address(&parts.extensions, &parts.headers, state.config.trust_proxy),
        user_agent: client::user_agent(&parts.headers),
    };
    match store::link::accept(&state.store, link).await {
        Ok(token) => {
            let secure = state.config.secure();
            with_cookie(
                Redirect::to("/contacts"),
                cookie::session(secure, &token, false),
            )
        }
        Err(error) => refuse(state, parts, error).await,
    }
}

async fn look(state: &AppState, token: &str, parts: &Parts) -> Result<LinkAccount, LinkError> {
    let address = client::address(&parts.extensions, &parts.headers, state.config.trust_proxy);
    store::link::look(&state.store, token, address).await
}

async fn form(
    state: AppState,
    parts: Parts,
    token: &str,
    account: LinkAccount,
    name: String,
    invalid: Invalid,
) -> Response {
    let status = if invalid.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let drawn = InviteState::Form {
        action: format!("/invite/{token}"),
        account,
        name,
        invalid,
    };
    show(state, parts, drawn, status).await
}

async fn refuse(state: AppState, parts: Parts, error: LinkError) -> Response {
    match error {
        LinkError::Gone => show(state, parts, InviteState::Gone, StatusCode::NOT_FOUND).await,
        LinkError::TooMany { minutes } => {
            let drawn = InviteState::TooMany(minutes);
            show(state, parts, drawn, StatusCode::TOO_MANY_REQUESTS).await
        }
        LinkError::Store(error) => {
            tracing::error!(%error, "link");
            Unavailable.into_response()
        }
    }
}

async fn show(state: AppState, parts: Parts, drawn: InviteState, status: StatusCode) -> Response {
    let boot = Boot {
        title: title(&drawn, documents::language(&parts.headers)).to_owned(),
        ..Boot::default()
    };
    let mut request = Request::from_parts(parts, Body::empty());
    *request.method_mut() = Method::GET;
    let provide = move || provide_context(drawn.clone());
    let mut response = documents::render_with(state, request, boot, provide).await;
    if status != StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}
