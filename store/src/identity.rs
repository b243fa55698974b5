//! Personal numbers of private customers.
//!
//! The database keeps them sealed and decides who may have them; only this server, with its key,
//! can read them. Every showing is written down in the same transaction, before it is opened.

mod key;

use std::time::{SystemTime, UNIX_EPOCH};

use domain::date::Date;
use domain::identity::PersonalNumber;
use domain::search::{Field, Search};
use domain::{ContactId, CustomerId, Invalid, Problem, TenantId};
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session};

pub use key::{IdentityKey, VARIABLE};

/// Today, as far as the century of a number is concerned (UTC).
#[must_use]
pub fn today() -> Date {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i32::try_from(since.as_secs() / 86_400).ok())
        .and_then(|days| Date::from_days(days).ok())
        .unwrap_or(Date::EPOCH)
}

/// The number in full, to somebody who asked to see it: `19640823-3234`.
///
/// # Errors
/// [`Error::Forbidden`] without the right, [`Error::NotFound`] when there is none, or none that the
/// reader may see; [`Error::Invalid`] when this server has no key, [`Error::Setup`] when it has another.
pub async fn show(session: &Session, customer: CustomerId) -> Result<String, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let tenant = tenant(&mut tx).await?;
        let sealed: Option<Vec<u8>> = sqlx::query_scalar("select crm.show_identity($1)")
            .bind(customer.0)
            .fetch_one(&mut *tx)
            .await?;
        let sealed = sealed.ok_or(Error::NotFound)?;
        let number = open(&session, tenant, customer, &sealed)?;
        tx.commit().await?;
        Ok(number)
    })
    .await
}

/// Keeps the number of a customer in this transaction, or forgets it.
pub(crate) async fn keep(
    session: &Session,
    tx: &mut Tx,
    customer: CustomerId,
    number: Option<&PersonalNumber>,
) -> Result<(), Error> {
    let (mut sealed, mut hash, mut masked) = (None, None, None);
    if let Some(number) = number {
        let key = session.store.identity.as_deref().ok_or_else(no_key)?;
        let tenant = tenant(tx).await?;
        sealed = Some(
            key.seal((tenant, customer), number)
                .ok_or(Error::BrokenOff)?,
        );
        hash = Some(key.hash(tenant, number));
        masked = Some(number.masked());
    }
    let kept: bool = sqlx::query_scalar("select crm.save_identity($1, $2, $3, $4)")
        .bind(customer.0)
        .bind(sealed)
        .bind(hash)
        .bind(masked)
        .fetch_one(&mut **tx)
        .await?;
    if kept { Ok(()) } else { Err(Error::NotFound) }
}

/// Opens what the database gave out.
pub(crate) fn open(
    session: &Session,
    tenant: TenantId,
    customer: CustomerId,
    sealed: &[u8],
) -> Result<String, Error> {
    let key = session.store.identity.as_deref().ok_or_else(no_key)?;
    let digits = key.open((tenant, customer), sealed).ok_or_else(|| {
        Error::Setup(format!(
            "a personal number cannot be opened: {VARIABLE} is another one than it was sealed with"
        ))
    })?;
    match PersonalNumber::parse(&digits, today()) {
        Ok(number) => Ok(number.formatted()),
        Err(_) => Err(Error::BrokenOff),
    }
}

/// The firm of the session.
pub(crate) async fn tenant(tx: &mut Tx) -> Result<TenantId, Error> {
    let tenant = sqlx::query_scalar("select auth.tenant_id()")
        .fetch_one(&mut **tx)
        .await?;
    Ok(TenantId(tenant))
}

fn no_key() -> Error {
    tracing::error!(
        "a personal number was to be kept or shown, but {VARIABLE} is not set: give it 32 random bytes in \
         base64 (`openssl rand -base64 32`), keep a copy, and start the server again"
    );
    Error::Invalid(Invalid::one("personal_number", Problem::NoIdentityKey))
}

/// Private customers whose number is just what was typed, with the number masked: when it is a whole
/// number, the search looks at such, and this is its first page or any other.
pub(crate) async fn typed_whole(
    session: &Session,
    tx: &mut Tx,
    search: &Search,
) -> Result<Option<Vec<(ContactId, String)>>, Error> {
    let looks = matches!(search.field, Field::Everything | Field::Number);
    let Some(key) = session.store.identity.as_deref().filter(|_| looks) else {
        return Ok(None);
    };
    let Ok(number) = PersonalNumber::parse(&search.text, today()) else {
        return Ok(None);
    };
    let tenant = tenant(tx).await?;
    let categories: Vec<Uuid> = search.categories.iter().map(|id| id.0).collect();
    let found: Vec<(Uuid, String)> =
        sqlx::query_as("select contact, masked from crm.search_identity($1, $2, $3, $4)")
            .bind(key.hash(tenant, &number))
            .bind(search.population.as_str())
            .bind(categories)
            .bind(search.combine.as_str())
            .fetch_all(&mut **tx)
            .await?;
    Ok(Some(
        found
            .into_iter()
            .map(|(id, masked)| (ContactId(id), masked))
            .collect(),
    ))
}

/// Whether what was typed can be nothing but a personal number: with its century, or with a sign
/// where only such a number has one. It is then not searched for in any other way, and so stands in
/// no statement.
pub(crate) fn nothing_else(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    digits == 12 || !typed.starts_with('0') && typed.contains(['-', '+'])
}
