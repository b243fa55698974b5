//! A form of a task that the page sends itself.

use domain::command::Done;
use domain::edit::Holder;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::api::manage_task;
use crate::error::Error;
use crate::form_body::{FormBody, hidden, take};

/// What is done when the answer has come: the form as it was sent, and what the server said.
pub(super) type Then = Callback<(String, Result<Done, Error>)>;

/// Sends the form whose event it is. Without JavaScript the browser posts it.
pub(super) fn send(event: &SubmitEvent, then: Then) {
    let Some((_, body)) = take(event) else {
        return;
    };
    spawn_local_scoped(async move {
        let said = manage_task(body.clone()).await;
        let _ = then.try_run((body, said));
    });
}

/// Controls that say which card it is about.
pub(super) fn of_holder(holder: Holder) -> AnyView {
    let (name, id) = match holder {
        Holder::Contact(id) => ("contact", id.to_string()),
        Holder::Company(id) => ("company", id.to_string()),
        Holder::Project(id) => ("project", id.to_string()),
    };
    hidden(name, id)
}

/// The act that a form asked for.
pub(super) fn read(body: &str) -> FormBody {
    FormBody::read(body)
}
