//! The forms of an open card, contact or company, posted without JavaScript: «Redigera», and to the
//! trash and back. Each handler is of a kind of card: `save::<ContactId>`.

use std::str::FromStr;

use app::boot::{Boot, CardFormState, Kept};
use app::card::form::{failure_of, name_of};
use app::error::Error;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::command::Done;
use domain::edit::Holder;
use domain::edit::form::CardForm;
use http::{StatusCode, request};
use store::Session;
use uuid::Uuid;

use crate::documents::{self, status_of};
use crate::state::AppState;

/// `POST …/{id}/edit`: saves what was changed and goes back to the card, or shows the form again as
/// it was typed.
pub async fn save<Id: FromStr + Into<Holder>>(
    State(state): State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some((holder, session)) = asked::<Id>(&id, &parts) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let form = CardForm::read(&body);
    let key = form.value(app::card::form::KEY).unwrap_or_default();
    match app::card::save::save(&session, holder, &form, key).await {
        Ok(done) => to_card(holder, done),
        Err(Error::SignedOut) => to_sign_in(holder),
        // The page says so itself.
        Err(Error::NotFound) if !is_there(&session, holder).await => {
            documents::again(state, parts, Boot::default(), StatusCode::NOT_FOUND).await
        }
        Err(error) => {
            let status = status_of(&error);
            let boot = Boot {
                card_form: Some(Kept::of(&again_as_typed(form, error))),
                ..Boot::default()
            };
            documents::again(state, parts, boot, status).await
        }
    }
}

/// `POST …/{id}/trash`.
pub async fn trash<Id: FromStr + Into<Holder>>(
    Path(id): Path<String>,
    parts: request::Parts,
) -> Response {
    let Some((holder, session)) = asked::<Id>(&id, &parts) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let done = store::trash::trash(&session, holder).await;
    moved(holder, done.map_err(Error::from))
}

/// `POST …/{id}/restore`.
pub async fn restore<Id: FromStr + Into<Holder>>(
    Path(id): Path<String>,
    parts: request::Parts,
) -> Response {
    let Some((holder, session)) = asked::<Id>(&id, &parts) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let done = store::trash::restore(&session, holder).await;
    moved(holder, done.map_err(Error::from))
}

/// The card that is asked about, and who asks.
fn asked<Id: FromStr + Into<Holder>>(
    id: &str,
    parts: &request::Parts,
) -> Option<(Holder, Session)> {
    let id = id.parse::<Id>().ok()?;
    let session = parts.extensions.get::<Session>().cloned()?;
    Some((id.into(), session))
}

fn moved(holder: Holder, done: Result<Done, Error>) -> Response {
    match done {
        Ok(done) => to_card(holder, done),
        Err(Error::SignedOut) => to_sign_in(holder),
        Err(error @ (Error::NotFound | Error::Forbidden)) => status_of(&error).into_response(),
        Err(_) => crate::guard::Unavailable.into_response(),
    }
}

async fn is_there(session: &Session, holder: Holder) -> bool {
    match holder {
        Holder::Contact(id) => store::contact::card(session, id).await.is_ok(),
        Holder::Company(id) => store::company::card(session, id).await.is_ok(),
        Holder::Project(id) => store::project::card(session, id).await.is_ok(),
    }
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

/// Back to the card, which says that it was done and how to undo it.
fn to_card(holder: Holder, done: Done) -> Response {
    Redirect::to(&format!("{}?saved={}", holder.path(), done.command)).into_response()
}

fn to_sign_in(holder: Holder) -> Response {
    Redirect::to(&format!("/sign-in?next={}", holder.path())).into_response()
}
