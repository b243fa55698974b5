//! Password and sessions.

use app::settings::state::{Content, Security};
use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Invalid, Problem, password};
use http::StatusCode;
use http::header::SET_COOKIE;
use serde::Deserialize;
use store::account::{PasswordChange, PasswordChanged};

use super::show::{Page, led};
use crate::{client, cookie};

const HERE: &str = "/settings/security";

/// What is done: `password`, `close` or `everywhere`. Without `Debug`, since passwords are in it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Act {
    act: String,
    current: String,
    password: String,
    repeat: String,
    session: String,
}

/// `GET /settings/security`.
pub async fn page(page: Page) -> Response {
    show(page, Security::default(), StatusCode::OK).await
}

/// `POST /settings/security`.
pub async fn act(page: Page, Form(act): Form<Act>) -> Response {
    let secure = page.state.config.secure();
    match act.act.as_str() {
        "password" => change(page, act).await,
        "everywhere" => match store::account::sign_out_everywhere(&page.session).await {
            Ok(()) => with_cookie(Redirect::to("/sign-in"), cookie::end_session(secure)),
            Err(error) => page.refuse(error).await,
        },
        "close" => {
            // What is no session has ended already.
            let closed = match act.session.parse() {
                Ok(id) => store::account::close(&page.session, id).await,
                Err(_) => Ok(()),
            };
            match closed {
                Ok(()) => led(HERE, "closed"),
                Err(error) => page.refuse(error).await,
            }
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}

async fn change(page: Page, act: Act) -> Response {
    let refused = |problems: Security| (problems, StatusCode::UNPROCESSABLE_ENTITY);
    let (problems, status) = match checked(&page, &act) {
        Err(invalid) => refused(Security {
            invalid,
            ..Security::default()
        }),
        Ok(()) => {
            let parts = page.parts();
            let trust_proxy = page.state.config.trust_proxy;
            let change = PasswordChange {
                current: act.current,
                new: act.password,
                address: client::address(&parts.extensions, &parts.headers, trust_proxy),
            };
            match store::account::change_password(&page.session, change).await {
                Ok(PasswordChanged::Done { token, remember }) => {
                    let secure = page.state.config.secure();
                    let to = Redirect::to(&format!("{HERE}?done=password"));
                    return with_cookie(to, cookie::session(secure, &token, remember));
                }
                Ok(PasswordChanged::Wrong) => refused(Security {
                    invalid: Invalid::one("current", Problem::PasswordWrong),
                    ..Security::default()
                }),
                Ok(PasswordChanged::TooMany { minutes }) => (
                    Security {
                        wait: Some(minutes),
                        ..Security::default()
                    },
                    StatusCode::TOO_MANY_REQUESTS,
                ),
                Err(error) => return page.refuse(error).await,
            }
        }
    };
    show(page, problems, status).await
}

fn checked(page: &Page, act: &Act) -> Result<(), Invalid> {
    let viewer = &page.viewer;
    let mut invalid = Invalid::default();
    if act.current.is_empty() {
        invalid.add("current", Problem::Required);
    }
    new_password(
        &mut invalid,
        &act.password,
        &act.repeat,
        &[&viewer.email, &viewer.name, &viewer.firm],
    );
    invalid.or(())
}

/// A new password, written twice.
pub(super) fn new_password(invalid: &mut Invalid, new: &str, repeat: &str, own: &[&str]) {
    invalid.check("password", password::check(new, own));
    if new != repeat {
        invalid.add("repeat", Problem::PasswordRepeat);
    }
}

/// An answer that sets a cookie.
pub(super) fn with_cookie(answer: Redirect, value: Option<http::HeaderValue>) -> Response {
    let mut response = answer.into_response();
    if let Some(value) = value {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

async fn show(page: Page, problems: Security, status: StatusCode) -> Response {
    match store::account::devices(&page.session).await {
        Ok(devices) => {
            let content = Content::Security(Security {
                devices,
                ..problems
            });
            page.show(content, status).await
        }
        Err(error) => page.refuse(error).await,
    }
}
