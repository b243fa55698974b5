//! The dialog that links contacts and companies, posted without JavaScript.

use app::boot::{Boot, Kept, LinkFormState};
use app::companies::save::save as save_company;
use app::contacts::save::save as save_contact;
use app::error::Error;
use app::links::form_data::{PICK, Posted, QUERY, SAVED, names};
use app::links::save::save;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::company::CompanyDraft;
use domain::contact::ContactDraft;
use domain::edit::Holder;
use domain::search::form_encode;
use domain::{CompanyId, ContactId};
use http::{StatusCode, request};
use store::Session;
use uuid::Uuid;

use crate::documents;
use crate::state::AppState;

/// `POST /contacts/{id}/link`.
pub async fn of_contact(
    state: State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    let holder = id.parse().map(|id| Holder::Contact(ContactId(id)));
    link(state, holder.ok(), parts, body).await
}

/// `POST /companies/{id}/link`.
pub async fn of_company(
    state: State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    let holder = id.parse().map(|id| Holder::Company(CompanyId(id)));
    link(state, holder.ok(), parts, body).await
}

/// Links and goes on to the card; creates what is to be created and shows the dialog with it ticked;
/// or shows the dialog again as it was sent.
async fn link(
    State(state): State<AppState>,
    holder: Option<Holder>,
    parts: request::Parts,
    body: String,
) -> Response {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let Some(holder) = holder else {
        return documents::again(state, parts, Boot::default(), StatusCode::NOT_FOUND).await;
    };
    let posted = Posted::read(&body);
    let card = holder.path();
    let done = match &posted.create {
        Some(name) => create(&session, holder, name, &posted.key)
            .await
            .map(|id| with_tick(&card, &posted, id)),
        None => save(&session, holder, &posted.links, &posted.key)
            .await
            .map(|linked| match linked.links.first() {
                Some(first) => {
                    // The card confirms it, with a way to undo it.
                    let (command, row) = (linked.done.command, app::links::row_id(*first));
                    format!("{card}?saved={command}#{row}")
                }
                None => card.clone(),
            }),
    };
    match done {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(Error::SignedOut) => {
            Redirect::to(&format!("/sign-in?next={card}/link")).into_response()
        }
        Err(error) => {
            let status = documents::status_of(&error);
            let boot = Boot {
                link_form: Some(Kept::of(&LinkFormState { body, error })),
                ..Boot::default()
            };
            documents::again(state, parts, boot, status).await
        }
    }
}

/// What was searched for and not found.
async fn create(session: &Session, holder: Holder, name: &str, key: &str) -> Result<Uuid, Error> {
    // Not for a card that is not there.
    store::company_link::start(session, holder, &[]).await?;
    match holder {
        Holder::Contact(_) => {
            let draft = CompanyDraft {
                name: name.to_owned(),
                ..CompanyDraft::default()
            };
            Ok(save_company(session, &draft, key).await?.id.0)
        }
        Holder::Company(_) | Holder::Project(_) => {
            let (first_name, last_name) = names(name);
            let draft = ContactDraft {
                first_name,
                last_name,
                ..ContactDraft::default()
            };
            Ok(save_contact(session, &draft, key, false).await?.id.0)
        }
    }
}

/// The dialog as it was, with one more tick.
fn with_tick(card: &str, posted: &Posted, id: Uuid) -> String {
    let mut address = format!("{card}/link?{QUERY}={}", form_encode(&posted.query));
    if posted.saved {
        address.push_str(&format!("&{SAVED}"));
    }
    for link in &posted.links {
        let other = form_encode(&link.other);
        let (role, department) = (form_encode(&link.role), form_encode(&link.department));
        address.push_str(&format!(
            "&{PICK}={other}&role-{other}={role}&department-{other}={department}"
        ));
        if link.primary {
            address.push_str(&format!("&primary={other}"));
        }
    }
    address.push_str(&format!("&{PICK}={id}"));
    address
}
