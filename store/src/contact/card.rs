//! The contact window, in one statement.

use domain::ContactId;
use domain::contact::ContactCard;
use domain::overview::Overview;
use sqlx::types::Json;

use crate::session::unit;
use crate::{Error, Session};

/// Everything in the upper part of the contact window, and the companies below it.
///
/// # Errors
/// [`Error::NotFound`] alike when there is none and when the reader may not see it.
pub async fn card(session: &Session, id: ContactId) -> Result<ContactCard, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (card, Json(overview)): (Option<Json<ContactCard>>, Json<Overview>) =
            sqlx::query_as("select crm.contact_card($1), crm.card_overview(false, $1)")
                .bind(id.0)
                .fetch_one(&mut *tx)
                .await?;
        let Json(card) = card.ok_or(Error::NotFound)?;
        Ok(ContactCard { overview, ..card })
    })
    .await
}
