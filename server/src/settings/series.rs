//! The customer number series.

use app::settings::state::{Content, SeriesForm};
use axum::Form;
use axum::response::Response;
use domain::{Invalid, Problem};
use http::StatusCode;
use serde::Deserialize;

use super::show::{Administrator, Page, led};

/// Highest number that a series can be raised to; the database has the same.
const MAX_NUMBER: i64 = 999_999_999_999_999;

/// The next number, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// `GET /settings/series`.
pub async fn page(Administrator(page): Administrator) -> Response {
    show(page, None).await
}

/// `POST /settings/series`: raises it.
pub async fn raise(Administrator(page): Administrator, Form(form): Form<Next>) -> Response {
    let digits: String = form.next.chars().filter(|c| !c.is_whitespace()).collect();
    let raised = match digits.parse::<i64>() {
        Ok(next) => store::firm::raise_series(&page.session, next).await,
        Err(_) => Ok(false),
    };
    match raised {
        Ok(true) => led("/settings/series", "saved"),
        Ok(false) => show(page, Some(form.next)).await,
        Err(error) => page.refuse(error).await,
    }
}

async fn show(page: Page, refused: Option<String>) -> Response {
    let next = match store::firm::next_number(&page.session).await {
        Ok(next) => next,
        Err(error) => return page.refuse(error).await,
    };
    let (status, typed, invalid) = match refused {
        None => (StatusCode::OK, String::new(), Invalid::default()),
        Some(typed) => {
            let range = Problem::Number {
                min: next,
                max: MAX_NUMBER,
            };
            let invalid = Invalid::one("next", range);
            (StatusCode::UNPROCESSABLE_ENTITY, typed, invalid)
        }
    };
    let form = SeriesForm {
        next,
        typed,
        invalid,
    };
    page.show(Content::Series(form), status).await
}
