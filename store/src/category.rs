//! Categories.

use domain::CategoryId;
use domain::category::Category;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session};

/// The firm's categories, by name.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn list(session: &Session) -> Result<Vec<Category>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<(Uuid, String, bool, bool)> = sqlx::query_as(
            "select id, name, for_contacts, for_companies from crm.category order by name_sort, id",
        )
        .fetch_all(&mut *tx)
        .await?;
        let category = |(id, name, for_contacts, for_companies)| Category {
            id: CategoryId(id),
            name,
            for_contacts,
            for_companies,
        };
        Ok(rows.into_iter().map(category).collect())
    })
    .await
}
