//! The people at the firm.

mod manage;

pub use manage::{
    HandedOver, User, activate, deactivate, hand_over, invite, new_link, owned,
    set_identity_reader, set_role, set_task_administrator, users,
};

use domain::UserId;
use domain::user::Colleague;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session};

/// Everybody at the firm, by name; those without an account any more last.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn colleagues(session: &Session) -> Result<Vec<Colleague>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<(Uuid, String, bool)> = sqlx::query_as(
            "select id, name, deactivated_at is null from auth.user_account
             order by deactivated_at is not null, crm.sort_key(name) collate \"C\", id",
        )
        .fetch_all(&mut *tx)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name, active)| Colleague {
                id: UserId(id),
                name,
                active,
            })
            .collect())
    })
    .await
}
