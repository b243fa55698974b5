//! What the company window asks the server.

use domain::CompanyId;
use domain::company::CompanyCard;

crate::api! {
    /// The card of a company.
    pub fn read_company(id: CompanyId) -> CompanyCard = "read_company" {
        store::company::card(&session()?, id).await.map_err(report)
    }
}
