//! The forms of the notes tab, posted without JavaScript.

use std::str::FromStr;

use app::boot::{Boot, Kept};
use app::card::tabs::NOTES;
use app::error::Error;
use app::form_body::Refused;
use app::notes::form_data::Posted;
use app::notes::save::carry_out;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::edit::Holder;
use http::{StatusCode, request};
use store::Session;

use crate::documents;
use crate::state::AppState;

/// `POST /contacts/{id}/notes` and `POST /companies/{id}/notes`: makes, changes, pins or deletes a note
/// and goes back to the tab, or shows it again as it was written.
pub async fn post<Id: FromStr + Into<Holder>>(
    State(state): State<AppState>,
    Path(id): Path<String>,
    mut parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let Ok(holder) = id.parse::<Id>().map(Into::into) else {
        return documents::again(state, parts, Boot::default(), StatusCode::NOT_FOUND).await;
    };
    let posted = Posted::read(&body);
    let tab = format!("{}?tab={NOTES}", holder.path());
    match carry_out(&session, holder, &posted).await {
        Ok(command) => Redirect::to(&format!("{tab}&saved={command}")).into_response(),
        Err(Error::SignedOut) => Redirect::to("/sign-in").into_response(),
        Err(error) => {
            let status = documents::status_of(&error);
            let writing = match posted.note {
                Some(note) => format!("{tab}&edit={note}"),
                None => format!("{tab}&new"),
            };
            if let Ok(uri) = writing.parse() {
                parts.uri = uri;
            }
            let boot = Boot {
                note_form: Some(Kept::of(&Refused { body, error })),
                ..Boot::default()
            };
            documents::again(state, parts, boot, status).await
        }
    }
}
