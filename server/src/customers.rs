//! Customers without JavaScript, and the register for the invoicing system.

mod csv;
mod excel;
mod register;

use app::boot::{Boot, CustomerFormState, FormFailure, Kept};
use app::customers::form_data::{Act, Posted};
use app::customers::save::save;
use app::customers::{form_path, take_theirs};
use app::error::Error;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Invalid;
use domain::edit::Holder;
use http::{Method, StatusCode, request};
use store::Session;
use uuid::Uuid;

use crate::documents;
use crate::state::AppState;

pub use register::{csv, excel};

/// `POST /contacts/{id}/customer`.
pub async fn of_contact(
    State(state): State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    let holder = Uuid::parse_str(&id).map(|id| Holder::Contact(domain::ContactId(id)));
    act(state, holder.ok(), parts, &body).await
}

/// `POST /companies/{id}/customer`.
pub async fn of_company(
    State(state): State<AppState>,
    Path(id): Path<String>,
    parts: request::Parts,
    body: String,
) -> Response {
    let holder = Uuid::parse_str(&id).map(|id| Holder::Company(domain::CompanyId(id)));
    act(state, holder.ok(), parts, &body).await
}

/// Does what the form asks for and goes back to the card, or shows the form again as it was typed.
async fn act(
    state: AppState,
    holder: Option<Holder>,
    parts: request::Parts,
    body: &str,
) -> Response {
    let Ok(posted) = Posted::read(body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Redirect::to("/sign-in").into_response();
    };
    let Some(holder) = holder else {
        return documents::not_found(State(state), page_request(parts)).await;
    };
    let done = match (posted.act, posted.customer) {
        (Act::Save, _) => save(&session, holder, &posted).await,
        (Act::End, Some(customer)) => store::customer::end(&session, customer)
            .await
            .map_err(Error::from),
        (Act::Show, Some(customer)) => {
            let shown = store::identity::show(&session, customer).await;
            return shown_or_not(state, parts, &session, holder, shown).await;
        }
        (_, None) => return StatusCode::BAD_REQUEST.into_response(),
    };
    match done {
        Ok(saved) => {
            let (card, command) = (holder.path(), saved.command);
            // Of one that is a customer now the card says the number.
            let new = if matches!(posted.act, Act::Save) {
                "&created"
            } else {
                ""
            };
            Redirect::to(&format!("{card}?saved={command}{new}")).into_response()
        }
        Err(Error::SignedOut) => {
            Redirect::to(&format!("/sign-in?next={}", form_path(holder))).into_response()
        }
        Err(Error::NotFound) => documents::not_found(State(state), page_request(parts)).await,
        Err(error) => again(state, parts, posted, error).await,
    }
}

/// The form as it is saved, with the number in full for whoever may see it.
async fn shown_or_not(
    state: AppState,
    parts: request::Parts,
    session: &Session,
    holder: Holder,
    shown: Result<String, store::Error>,
) -> Response {
    let form = match store::customer::form(session, holder).await {
        Ok(form) => form,
        Err(_) => return documents::not_found(State(state), page_request(parts)).await,
    };
    let mut page = CustomerFormState {
        was: form.draft.clone(),
        draft: form.draft,
        key: Uuid::now_v7().to_string(),
        ..CustomerFormState::default()
    };
    let status = match shown {
        Ok(number) => {
            page.shown = number;
            StatusCode::OK
        }
        Err(error) => {
            let error = Error::from(error);
            page.failed = Some(match error {
                Error::Forbidden => FormFailure::NoIdentity,
                _ => FormFailure::Unavailable,
            });
            if let Error::Invalid(invalid) = &error {
                page.failed = None;
                page.invalid = invalid.clone();
            }
            documents::status_of(&error)
        }
    };
    render(state, parts, page, status).await
}

async fn again(state: AppState, parts: request::Parts, posted: Posted, error: Error) -> Response {
    let status = documents::status_of(&error);
    let mut page = CustomerFormState {
        draft: posted.draft,
        was: posted.was,
        key: posted.key,
        ..CustomerFormState::default()
    };
    match error {
        Error::Invalid(invalid) => page.invalid = invalid,
        Error::Clash(clashes) => {
            take_theirs(&mut page.was, &clashes);
            page.clashes = clashes;
        }
        Error::Forbidden => page.failed = Some(FormFailure::Forbidden),
        Error::Conflict => page.failed = Some(FormFailure::Conflict),
        _ => page.failed = Some(FormFailure::Unavailable),
    }
    if page.invalid.of("customer").is_some() {
        // Ended meanwhile: the form says how it stands now.
        page.invalid = Invalid::default();
        page.failed = Some(FormFailure::Conflict);
    }
    render(state, parts, page, status).await
}

async fn render(
    state: AppState,
    parts: request::Parts,
    page: CustomerFormState,
    status: StatusCode,
) -> Response {
    let page = CustomerFormState {
        at: parts.uri.path().to_owned(),
        ..page
    };
    let boot = Boot {
        customer_form: Some(Kept::of(&page)),
        ..Boot::default()
    };
    let mut response = documents::render(state, page_request(parts), boot).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// The same address, to be shown.
fn page_request(parts: request::Parts) -> Request {
    let mut request = Request::from_parts(parts, Body::empty());
    *request.method_mut() = Method::GET;
    request
}
