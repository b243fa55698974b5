//! What the page of the categories asks the server.

use domain::category::Managed;
use domain::command::Done;

crate::api! {
    /// The categories with how many cards carry each; for administrators.
    pub fn list_managed_categories() -> Vec<Managed> = "list_managed_categories" {
        store::category::managed(&session()?).await.map_err(report)
    }

    /// What one of the forms of the page says.
    pub fn manage_category(body: String) -> Done = "manage_category" {
        crate::categories::manage::manage(&session()?, &body)
            .await
            .map_err(report)
    }
}
