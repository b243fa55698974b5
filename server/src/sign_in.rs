//! Signing in and out: plain forms, so that they work everywhere.

use app::boot::{Boot, DemoUser, Refusal, SignInState};
use axum::Form;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::SET_COOKIE;
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;
use store::auth::{SignIn, SignInError};

use crate::guard::{self, Unavailable, local_path};
use crate::state::AppState;
use crate::{client, cookie, documents};

/// Where to go on to.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// The sign-in form.
#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    remember: Option<String>,
    #[serde(default)]
    next: String,
}

/// The button of a demo user.
#[derive(Debug, Deserialize)]
pub struct Demo {
    email: String,
    #[serde(default)]
    next: String,
}

/// `GET /sign-in`. Who is signed in already is sent on.
pub async fn page(
    State(state): State<AppState>,
    Query(query): Query<Next>,
    request: Request,
) -> Response {
    if let Ok(Some(_)) = guard::viewer(&state, request.headers()).await {
        return Redirect::to(local_path(&query.next)).into_response();
    }
    let form = SignInState {
        next: query.next,
        ..SignInState::default()
    };
    show(state, request, form, StatusCode::OK).await
}

/// `POST /sign-in`.
pub async fn sign_in(
    State(state): State<AppState>,
    parts: http::request::Parts,
    Form(form): Form<Credentials>,
) -> Response {
    let remember = form.remember.is_some();
    let attempt = SignIn {
        email: form.email.clone(),
        password: form.password,
        remember,
        address: client::address(&parts.extensions, &parts.headers, state.config.trust_proxy),
        user_agent: client::user_agent(&parts.headers),
    };
    match store::auth::sign_in(&state.store, attempt).await {
        Ok(token) => welcome(&state, &token, remember, &form.next),
        Err(error) => {
            let (refusal, status) = refusal(error);
            let form = SignInState {
                email: form.email,
                refusal: Some(refusal),
                next: form.next,
                ..SignInState::default()
            };
            show(state, as_page(parts.headers), form, status).await
        }
    }
}

/// `POST /sign-in/demo`: signs in as a user of the demo firm, when one is loaded.
pub async fn demo(
    State(state): State<AppState>,
    parts: http::request::Parts,
    Form(form): Form<Demo>,
) -> Response {
    let address = client::address(&parts.extensions, &parts.headers, state.config.trust_proxy);
    let agent = client::user_agent(&parts.headers);
    match store::auth::demo_sign_in(&state.store, &form.email, address, &agent).await {
        Ok(token) => welcome(&state, &token, false, &form.next),
        Err(error) => {
            let (refusal, status) = refusal(error);
            let form = SignInState {
                refusal: Some(refusal),
                next: form.next,
                ..SignInState::default()
            };
            show(state, as_page(parts.headers), form, status).await
        }
    }
}

/// `POST /sign-out`: the session is dead at once, in every tab.
pub async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if let Some(session) = guard::session(&state, &headers)
        && let Err(error) = store::auth::sign_out(&session).await
        && !matches!(error, store::Error::NoSession)
    {
        tracing::error!(%error, "sign-out");
        return Unavailable.into_response();
    }
    let mut response = Redirect::to("/sign-in").into_response();
    set_cookie(&mut response, cookie::end_session(state.config.secure()));
    response
}

fn refusal(error: SignInError) -> (Refusal, StatusCode) {
    match error {
        SignInError::WrongPair => (Refusal::WrongPair, StatusCode::UNPROCESSABLE_ENTITY),
        SignInError::TooMany { minutes } => {
            (Refusal::TooMany(minutes), StatusCode::TOO_MANY_REQUESTS)
        }
        SignInError::Store(error) => {
            tracing::error!(%error, "sign-in");
            (Refusal::Unavailable, StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

fn welcome(state: &AppState, token: &str, remember: bool, next: &str) -> Response {
    let mut response = Redirect::to(local_path(next)).into_response();
    set_cookie(
        &mut response,
        cookie::session(state.config.secure(), token, remember),
    );
    response
}

fn set_cookie(response: &mut Response, value: Option<http::HeaderValue>) {
    if let Some(value) = value {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// The sign-in page as a request of its own, to answer a form that did not pass.
fn as_page(headers: HeaderMap) -> Request {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = http::Uri::from_static("/sign-in");
    *request.headers_mut() = headers;
    request
}

async fn show(
    state: AppState,
    request: Request,
    mut form: SignInState,
    status: StatusCode,
) -> Response {
    let users = store::auth::demo_users(&state.store)
        .await
        .unwrap_or_default();
    form.demo_users = users
        .into_iter()
        .map(|user| DemoUser {
            name: user.name,
            email: user.email,
            role: user.role,
        })
        .collect();
    let mut response = documents::render(
        state,
        request,
        Boot {
            sign_in: Some(form),
            ..Boot::default()
        },
    )
    .await;
    if status != StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}
