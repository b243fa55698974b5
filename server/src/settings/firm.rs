//! What the firm says of itself.

use app::settings::state::{Content, FirmForm};
use axum::Form;
use axum::response::Response;
use domain::firm::{FIELDS, Firm};
use http::StatusCode;
use store::Error;
use store::firm::Saved;

use super::show::{Administrator, Page, led};

/// The fields of the form whose names begin so: as typed, or with `was_` as it stood when the form
/// was drawn.
fn read(pairs: &[(String, String)], prefix: &str) -> Firm {
    let mut firm = Firm::default();
    for (field, value) in FIELDS.into_iter().zip(firm.values_mut()) {
        let sent = pairs
            .iter()
            .find(|(name, _)| name.strip_prefix(prefix) == Some(field));
        if let Some((_, sent)) = sent {
            value.clone_from(sent);
        }
    }
    firm
}

/// `GET /settings/firm`.
pub async fn page(Administrator(page): Administrator) -> Response {
    match store::firm::read(&page.session).await {
        Ok(firm) => {
            let form = FirmForm {
                was: firm.clone(),
                typed: firm,
                ..FirmForm::default()
            };
            show(page, form, StatusCode::OK).await
        }
        Err(error) => page.refuse(error).await,
    }
}

/// `POST /settings/firm`.
pub async fn save(
    Administrator(page): Administrator,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let mut form = FirmForm {
        was: read(&pairs, "was_"),
        typed: read(&pairs, ""),
        ..FirmForm::default()
    };
    let saved = match form.typed.parse() {
        Ok(firm) => store::firm::save(&page.session, form.was.clone(), firm).await,
        Err(invalid) => Err(Error::Invalid(invalid)),
    };
    match saved {
        Ok(Saved::Done) => led("/settings/firm", "saved"),
        Ok(Saved::Clash(theirs)) => {
            // Saved again, it is known what stands there.
            for (field, value) in FIELDS.into_iter().zip(form.was.values_mut()) {
                if let Some((_, theirs)) = theirs.iter().find(|(theirs, _)| *theirs == field) {
                    value.clone_from(theirs);
                }
            }
            form.theirs = theirs;
            show(page, form, StatusCode::CONFLICT).await
        }
        Err(Error::Invalid(invalid)) => {
            form.invalid = invalid;
            show(page, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => page.refuse(error).await,
    }
}

async fn show(page: Page, form: FirmForm, status: StatusCode) -> Response {
    match store::firm::time_zones(&page.session).await {
        Ok(zones) => {
            let form = FirmForm { zones, ..form };
            page.show(Content::Firm(Box::new(form)), status).await
        }
        Err(error) => page.refuse(error).await,
    }
}
