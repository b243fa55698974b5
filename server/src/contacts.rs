//! The forms about a contact, posted without JavaScript.

use app::boot::{Boot, CardFormState, ContactFormState, FormFailure};
use app::card::form::{failure_of, name_of};
use app::contacts::form_data::Posted;
use app::contacts::save::save;
use app::error::Error;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::command::Done;
use domain::edit::Holder;
use domain::edit::form::CardForm;
use domain::{ContactId, Invalid};
use http::{StatusCode, request};
use store::Session;
use uuid::Uuid;

use crate::documents;
use crate::state::AppState;

/// `POST /contacts/new`: saves and goes on to the card, or shows the form again as it was typed.
pub async fn create(
    State(state): State<AppState>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Ok(posted) = Posted::read(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    match save(&session, &posted.draft, &posted.key, posted.as_customer).await {
        Ok(created) => {
            let query = parts.uri.query().unwrap_or_default();
            Redirect::to(&app::links::after_saving(created.id, query)).into_response()
        }
        Err(error) => again(state, parts, posted, error).await,
    }
}

async fn again(state: AppState, parts: request::Parts, posted: Posted, error: Error) -> Response {
    let status = status_of(&error);
    let (invalid, failed) = match error {
        Error::Invalid(invalid) => (invalid, None),
        Error::Forbidden => (Invalid::default(), Some(FormFailure::Forbidden)),
        Error::Conflict => (Invalid::default(), Some(FormFailure::Conflict)),
        Error::SignedOut => return Redirect::to("/sign-in?next=/contacts/new").into_response(),
        _ => (Invalid::default(), Some(FormFailure::Unavailable)),
    };
    let form = ContactFormState {
        draft: posted.draft,
        invalid,
        failed,
        key: posted.key,
    };
    let boot = Boot {
        contact_form: Some(form),
        ..Boot::default()
    };
    documents::again(state, parts, boot, status).await
}

/// `POST /contacts/{id}/edit`: saves what was changed and goes back to the card, or shows the form
/// again as it was typed.
pub async fn save_card(
    State(state): State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    let (Ok(id), Some(session)) = (id.parse::<ContactId>(), session(&parts)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let form = CardForm::read(&body);
    let key = form.value(app::card::form::KEY).unwrap_or_default();
    let holder = Holder::Contact(id);
    match app::card::save::save(&session, holder, &form, key).await {
        Ok(done) => to_card(id, done),
        Err(Error::SignedOut) => to_sign_in(id),
        // The page says so itself.
        Err(Error::NotFound) if !is_there(&session, id).await => {
            documents::again(state, parts, Boot::default(), StatusCode::NOT_FOUND).await
        }
        Err(error) => {
            let status = status_of(&error);
            let boot = Boot {
                card_form: Some(again_as_typed(form, error)),
                ..Boot::default()
            };
            documents::again(state, parts, boot, status).await
        }
    }
}

async fn is_there(session: &Session, id: ContactId) -> bool {
    store::contact::card(session, id).await.is_ok()
}

/// The form with what is wrong. After a conflict it knows theirs, and asks which of the three holds.
fn again_as_typed(mut form: CardForm, error: Error) -> CardFormState {
    let mut state = CardFormState::default();
    match error {
        Error::Invalid(invalid) => state.invalid = invalid,
        Error::Clash(clashes) => {
            for clash in clashes {
                let Some(name) = name_of(&form, &clash) else {
                    continue;
                };
                state.clashes.push((name, clash));
            }
            for (name, clash) in &state.clashes {
                form.set(&format!("was.{name}"), &clash.theirs);
            }
            // It is another request now, whatever is chosen.
            form.set(app::card::form::KEY, &Uuid::now_v7().to_string());
        }
        error => state.failed = Some(failure_of(&error)),
    }
    state.pairs = form.pairs;
    state
}

/// `POST /contacts/{id}/trash`.
pub async fn trash(Path(id): Path<String>, parts: request::Parts) -> Response {
    let (Ok(id), Some(session)) = (id.parse::<ContactId>(), session(&parts)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let done = store::trash::trash(&session, Holder::Contact(id)).await;
    moved(id, done.map_err(Error::from))
}

/// `POST /contacts/{id}/restore`.
pub async fn restore(Path(id): Path<String>, parts: request::Parts) -> Response {
    let (Ok(id), Some(session)) = (id.parse::<ContactId>(), session(&parts)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let done = store::trash::restore(&session, Holder::Contact(id)).await;
    moved(id, done.map_err(Error::from))
}

fn moved(id: ContactId, done: Result<Done, Error>) -> Response {
    match done {
        Ok(done) => to_card(id, done),
        Err(Error::SignedOut) => to_sign_in(id),
        Err(error @ (Error::NotFound | Error::Forbidden)) => status_of(&error).into_response(),
        Err(_) => crate::guard::Unavailable.into_response(),
    }
}

fn session(parts: &request::Parts) -> Option<Session> {
    parts.extensions.get::<Session>().cloned()
}

/// Back to the card, which says that it was done and how to undo it.
fn to_card(id: ContactId, done: Done) -> Response {
    Redirect::to(&format!("/contacts/{id}?saved={}", done.command)).into_response()
}

fn to_sign_in(id: ContactId) -> Response {
    Redirect::to(&format!("/sign-in?next=/contacts/{id}")).into_response()
}

fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
