//! The customer register, page by page, for the invoicing system.

use std::collections::HashMap;

use domain::CustomerId;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session, identity};

/// Customers in one page.
const PAGE: i64 = 500;

/// A line of the register.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Registered {
    id: Uuid,
    /// Customer number.
    pub number: i64,
    /// A private customer, no company.
    pub person: bool,
    /// Name.
    pub name: String,
    /// Personal number, masked unless it was asked for in full, or organisation number; or empty.
    pub identity: String,
    /// Invoice address.
    pub street: String,
    /// Invoice address.
    pub postcode: String,
    /// Invoice address.
    pub city: String,
    /// Invoice address.
    pub country: String,
    /// Where invoices are e-mailed.
    pub invoice_email: String,
    /// Days until an invoice is due.
    pub payment_terms_days: i16,
    /// A word of [`domain::customer::Delivery`].
    pub delivery: String,
    /// ISO 4217.
    pub currency: String,
    /// Language of invoices, or empty.
    pub language: String,
    /// No more deliveries until paid.
    pub blocked: bool,
}

/// Not derived: it may hold a whole personal number.
impl std::fmt::Debug for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registered")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// The customers after a number, in the order of their numbers; none when that was the last. With
/// `full`, personal numbers are in full, and written down as exported.
///
/// A transaction of its own for each page: whoever reads slowly holds nothing, and whose session
/// ends gets no more.
///
/// # Errors
/// [`Error::Forbidden`] for `full` without the right; [`Error::Invalid`] for it when this server has no key.
pub async fn register(session: &Session, after: i64, full: bool) -> Result<Vec<Registered>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let mut rows: Vec<Registered> = sqlx::query_as(include_str!("register.sql"))
            .bind(after)
            .bind(PAGE)
            .fetch_all(&mut *tx)
            .await?;
        if full {
            let tenant = identity::tenant(&mut tx).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
            let sealed: Vec<(Uuid, Vec<u8>)> =
                sqlx::query_as("select customer, sealed from crm.export_identities($1)")
                    .bind(ids)
                    .fetch_all(&mut *tx)
                    .await?;
            let mut opened = HashMap::new();
            for (id, sealed) in sealed {
                let number = identity::open(&session, tenant, CustomerId(id), &sealed)?;
                opened.insert(id, number);
            }
            for row in &mut rows {
                if let Some(number) = opened.remove(&row.id) {
                    row.identity = number;
                }
            }
        }
        tx.commit().await?;
        Ok(rows)
    })
    .await
}
