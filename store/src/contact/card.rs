//! The contact window, in one statement.

use domain::ContactId;
use domain::contact::ContactCard;
use sqlx::types::Json;

use crate::session::unit;
use crate::{Error, Session};

/// One round trip: the database puts the card together, under the reader's policies, and what it
/// gives is the card as `domain` has it.
pub const CARD: &str = include_str!("card.sql");

/// Everything in the upper part of the contact window, and the companies below it.
///
/// # Errors
/// [`Error::NotFound`] alike when there is none and when the reader may not see it.
pub async fn card(session: &Session, id: ContactId) -> Result<ContactCard, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let Json(card) = sqlx::query_scalar::<_, Json<ContactCard>>(CARD)
            .bind(id.0)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(card)
    })
    .await
}
