//! What the company window asks the server.

use domain::company::{
    CompanyCard, CompanyContact, CompanyDraft, CompanyDuplicate, CreatedCompany,
};
use domain::user::Colleague;
use domain::{CompanyId, LinkId};
use serde::{Deserialize, Serialize};

use crate::contacts::api::FormParts;

/// What the form of a whole card needs before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditParts {
    /// The card.
    pub card: CompanyCard,
    /// Who may own it.
    pub colleagues: Vec<Colleague>,
    /// A new idempotency key.
    pub key: String,
}

crate::api! {
    /// The card of a company.
    pub fn read_company(id: CompanyId) -> CompanyCard = "read_company" {
        store::company::card(&session()?, id).await.map_err(report)
    }

    /// The same; its contacts begin after a link of it, when one is given.
    pub fn read_company_window(id: CompanyId, after: Option<LinkId>) -> CompanyCard = "read_company_window" {
        let session = session()?;
        let mut card = store::company::card(&session, id).await.map_err(report)?;
        if after.is_some() {
            card.contacts = store::company::contacts(&session, id, after).await.map_err(report)?;
        }
        Ok(card)
    }

    /// The contacts of a company after a link of it; none means that those were all.
    pub fn read_company_contacts(id: CompanyId, after: LinkId) -> Vec<CompanyContact> = "read_company_contacts" {
        store::company::contacts(&session()?, id, Some(after))
            .await
            .map_err(report)
    }

    /// Saves a new company. The same key gives the same company, however often it is sent.
    pub fn create_company(draft: CompanyDraft, key: String) -> CreatedCompany = "create_company" {
        crate::companies::save::save(&session()?, &draft, &key)
            .await
            .map_err(report)
    }

    /// Companies that may be the same as the one being typed; what cannot be parsed yet is left out.
    pub fn find_company_duplicates(draft: CompanyDraft) -> Vec<CompanyDuplicate> = "find_company_duplicates" {
        let number = domain::identity::OrganisationNumber::parse(&draft.organisation_number);
        let website = domain::website::parse(&draft.website);
        let probe = store::company::CompanyProbe {
            organisation_number: number.map(|number| number.formatted()).unwrap_or_default(),
            name: draft.name.trim().to_owned(),
            website_host: website
                .map(|website| domain::website::domain(&website.url).to_owned())
                .unwrap_or_default(),
        };
        store::company::duplicates(&session()?, &probe)
            .await
            .map_err(report)
    }

    /// What the form of a whole card needs before it is drawn.
    pub fn read_company_edit(id: CompanyId) -> EditParts = "read_company_edit" {
        let session = session()?;
        let card = store::company::card(&session, id).await.map_err(report)?;
        let colleagues = store::user::colleagues(&session).await.map_err(report)?;
        Ok(EditParts { card, colleagues, key: uuid::Uuid::now_v7().to_string() })
    }

    /// What the new-company window needs before it is drawn.
    pub fn read_company_form() -> FormParts = "read_company_form" {
        let session = session()?;
        let colleagues = store::user::colleagues(&session).await.map_err(report)?;
        let categories = store::category::list(&session).await.map_err(report)?;
        Ok(FormParts {
            colleagues,
            categories: categories
                .into_iter()
                .filter(|category| category.for_companies && !category.retired)
                .collect(),
            key: uuid::Uuid::now_v7().to_string(),
        })
    }
}
