//! What the contact window asks the server.

#![expect(
    missing_docs,
    reason = "the fields of the structs that the server macro makes"
)]

use crate::wire::Json;
use domain::ContactId;
use domain::contact::{ContactCard, ContactDraft, Created, Duplicate};
use domain::user::Colleague;
use leptos::prelude::*;

use crate::error::Error;

/// The card of a contact.
#[server(endpoint = "read_contact", input = Json, output = Json)]
pub async fn read_contact(id: ContactId) -> Result<ContactCard, Error> {
    use crate::ssr::{report, session};
    store::contact::card(&session()?, id).await.map_err(report)
}

/// Saves a new contact. The same key gives the same contact, however often it is sent.
#[server(endpoint = "create_contact", input = Json, output = Json)]
pub async fn create_contact(
    draft: ContactDraft,
    key: String,
    as_customer: bool,
) -> Result<Created, Error> {
    use crate::ssr::{report, session};
    super::save::save(&session()?, &draft, &key, as_customer)
        .await
        .map_err(report)
}

/// Contacts that may be the same person as the one being typed; what cannot be parsed yet is left out.
#[server(endpoint = "find_duplicates", input = Json, output = Json)]
pub async fn find_duplicates(draft: ContactDraft) -> Result<Vec<Duplicate>, Error> {
    use crate::ssr::{report, session};
    let probe = store::contact::DuplicateProbe {
        first_name: draft.first_name.trim().to_owned(),
        last_name: draft.last_name.trim().to_owned(),
        emails: draft
            .emails
            .iter()
            .filter_map(|row| row.email().ok())
            .map(|point| point.target)
            .collect(),
        phones: draft
            .phones
            .iter()
            .filter_map(|row| row.phone().ok())
            .map(|point| point.target)
            .collect(),
    };
    store::contact::duplicates(&session()?, &probe)
        .await
        .map_err(report)
}

/// The people at the firm, to choose an owner among.
#[server(endpoint = "list_colleagues", input = Json, output = Json)]
pub async fn list_colleagues() -> Result<Vec<Colleague>, Error> {
    use crate::ssr::{report, session};
    store::user::colleagues(&session()?).await.map_err(report)
}

/// The firm's categories for contacts.
#[server(endpoint = "list_contact_categories", input = Json, output = Json)]
pub async fn list_contact_categories() -> Result<Vec<domain::category::Category>, Error> {
    use crate::ssr::{report, session};
    let all = store::category::list(&session()?).await.map_err(report)?;
    Ok(all
        .into_iter()
        .filter(|category| category.for_contacts)
        .collect())
}
