//! What the contact window asks the server.

use domain::ContactId;
use domain::category::Category;
use domain::contact::{ContactCard, ContactDraft, Created, Duplicate};
use domain::user::Colleague;
use serde::{Deserialize, Serialize};

/// What the new-contact window needs before it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormParts {
    /// Who may own it.
    pub colleagues: Vec<Colleague>,
    /// The firm's categories that are offered for contacts.
    pub categories: Vec<Category>,
    /// A new idempotency key.
    pub key: String,
}

/// What the form of a whole card needs before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditParts {
    /// The card.
    pub card: ContactCard,
    /// Who may own it.
    pub colleagues: Vec<Colleague>,
    /// A new idempotency key.
    pub key: String,
}

crate::api! {
    /// The card of a contact.
    pub fn read_contact(id: ContactId) -> ContactCard = "read_contact" {
        store::contact::card(&session()?, id).await.map_err(report)
    }

    /// Saves a new contact. The same key gives the same contact, however often it is sent.
    pub fn create_contact(draft: ContactDraft, key: String, as_customer: bool) -> Created = "create_contact" {
        crate::contacts::save::save(&session()?, &draft, &key, as_customer)
            .await
            .map_err(report)
    }

    /// Contacts that may be the same person as the one being typed; what cannot be parsed yet is left out.
    pub fn find_duplicates(draft: ContactDraft) -> Vec<Duplicate> = "find_duplicates" {
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

    /// What the form of a whole card needs before it is drawn.
    pub fn read_contact_edit(id: ContactId) -> EditParts = "read_contact_edit" {
        let session = session()?;
        let card = store::contact::card(&session, id).await.map_err(report)?;
        let colleagues = store::user::colleagues(&session).await.map_err(report)?;
        Ok(EditParts { card, colleagues, key: uuid::Uuid::now_v7().to_string() })
    }

    /// The people at the firm, to choose an owner among.
    pub fn list_colleagues() -> Vec<Colleague> = "list_colleagues" {
        store::user::colleagues(&session()?).await.map_err(report)
    }

    /// What the new-contact window needs before it is drawn.
    pub fn read_contact_form() -> FormParts = "read_contact_form" {
        let session = session()?;
        let colleagues = store::user::colleagues(&session).await.map_err(report)?;
        let categories = store::category::list(&session).await.map_err(report)?;
        Ok(FormParts {
            colleagues,
            categories: categories
                .into_iter()
                .filter(|category| category.for_contacts && !category.retired)
                .collect(),
            key: uuid::Uuid::now_v7().to_string(),
        })
    }
}
