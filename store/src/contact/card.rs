//! The contact window, in one statement.

use domain::ContactId;
use domain::contact::ContactCard;
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
        let card: Option<Json<ContactCard>> = sqlx::query_scalar("select crm.contact_card($1)")
            .bind(id.0)
            .fetch_one(&mut *tx)
            .await?;
        card.map(|Json(card)| card).ok_or(Error::NotFound)
    })
    .await
}
