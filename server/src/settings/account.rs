//! Who one is, and how the pages look.

use app::settings::state::{Content, NameForm};
use axum::Form;
use axum::response::Response;
use domain::{Invalid, Problem, text};
use http::StatusCode;
use serde::Deserialize;

use super::show::{Page, led};

/// One's own name.
#[derive(Debug, Deserialize)]
pub struct Name {
    #[serde(default)]
    name: String,
}

/// `GET /settings`.
pub async fn index(page: Page) -> Response {
    draw(page, Content::Index).await
}

/// `GET /settings/account`.
pub async fn page(page: Page) -> Response {
    draw(page, Content::Account).await
}

async fn draw(page: Page, content: fn(NameForm) -> Content) -> Response {
    let name = page.viewer.name.clone();
    let invalid = Invalid::default();
    page.show(content(NameForm { name, invalid }), StatusCode::OK)
        .await
}

/// `GET /settings/appearance`.
pub async fn appearance(page: Page) -> Response {
    page.show(Content::Appearance, StatusCode::OK).await
}

/// `POST /settings/account`: one's own name.
pub async fn save_name(page: Page, Form(form): Form<Name>) -> Response {
    let saved = match name(&form.name) {
        Ok(name) => store::account::set_name(&page.session, name).await,
        Err(problem) => Err(store::Error::Invalid(Invalid::one("name", problem))),
    };
    match saved {
        Ok(()) => led("/settings/account", "saved"),
        Err(store::Error::Invalid(invalid)) => {
            let name = form.name;
            let form = Content::Account(NameForm { name, invalid });
            page.show(form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => page.refuse(error).await,
    }
}

/// The name of a user.
pub(super) fn name(typed: &str) -> Result<String, Problem> {
    match text::line(typed, 200) {
        Ok(name) if name.is_empty() => Err(Problem::Required),
        other => other,
    }
}
