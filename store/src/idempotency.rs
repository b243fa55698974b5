//! A create that is sent twice is carried out once.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

use crate::Error;
use crate::session::Tx;

/// The key is claimed or already answered.
pub(crate) enum Claim<T> {
    /// New: carry it out, then [`answer`].
    New,
    /// Carried out before: this was the answer.
    Answered(T),
}

/// What was asked, so that a key with other content is found out.
pub(crate) fn request_hash(what: &str, content: &impl std::fmt::Debug) -> Vec<u8> {
    // `Debug` of plain data names every field, and two servers of one version write it alike.
    Sha256::digest(format!("{what}\n{content:?}")).to_vec()
}

/// Claims a key in this transaction. Of two that come at once, one waits here for the other.
pub(crate) async fn claim<T>(tx: &mut Tx, key: Uuid, hash: &[u8]) -> Result<Claim<T>, Error>
where
    T: DeserializeOwned + Send + Unpin + 'static,
{
    let claimed = sqlx::query(
        "insert into crm.idempotency (key, request_hash, response) values ($1, $2, 'null')
         on conflict do nothing",
    )
    .bind(key)
    .bind(hash)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if claimed == 1 {
        return Ok(Claim::New);
    }
    let (known, Json(response)): (Vec<u8>, Json<Option<T>>) =
        sqlx::query_as("select request_hash, response from crm.idempotency where key = $1")
            .bind(key)
            .fetch_one(&mut **tx)
            .await?;
    match response {
        Some(response) if known == hash => Ok(Claim::Answered(response)),
        _ => Err(Error::Conflict),
    }
}

/// Keeps the answer, in the same transaction as the effect.
pub(crate) async fn answer<T>(tx: &mut Tx, key: Uuid, response: &T) -> Result<(), Error>
where
    T: Serialize + Sync,
{
    sqlx::query("update crm.idempotency set response = $2 where key = $1")
        .bind(key)
        .bind(Json(response))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
