//! Undoing without JavaScript.

use app::undo::address;
use axum::Form;
use axum::extract::Extension;
use axum::response::{IntoResponse, Redirect, Response};
use domain::CommandId;
use domain::command::Undone;
use serde::Deserialize;
use store::{Error, Session};

use crate::guard::{Unavailable, local_path};

/// What to undo, and where to go on.
#[derive(Debug, Deserialize)]
pub struct UndoForm {
    command: CommandId,
    #[serde(default)]
    back: String,
}

/// `POST /undo`: back to the page, which says how it went.
pub async fn undo(Extension(session): Extension<Session>, Form(form): Form<UndoForm>) -> Response {
    let said = match store::journal::undo(&session, form.command).await {
        Ok(undone) => said(&undone),
        Err(Error::NoSession) => return Redirect::to("/sign-in").into_response(),
        Err(Error::NotFound | Error::Forbidden) => "undone=no".to_owned(),
        Err(error) => {
            tracing::error!(%error, "undo");
            return Unavailable.into_response();
        }
    };
    let back = local_path(&form.back);
    let back = back.split('#').next().unwrap_or_default();
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let back = address(path, query);
    let mark = if back.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{back}{mark}{said}")).into_response()
}

/// The new command, and the fields that were left.
fn said(undone: &Undone) -> String {
    let mut kept: Vec<&str> = undone
        .blocked
        .iter()
        .map(|blocked| {
            if blocked.field.is_empty() {
                "row"
            } else {
                &*blocked.field
            }
        })
        .collect();
    kept.dedup();
    let command = undone.command;
    if kept.is_empty() {
        format!("undone={command}")
    } else {
        format!("undone={command}&kept={}", kept.join(","))
    }
}
