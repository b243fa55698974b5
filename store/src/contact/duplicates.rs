//! Who may already be there, while somebody is being typed in.

use domain::ContactId;
use domain::contact::{Duplicate, DuplicateReason, full_name};
use domain::text::fold;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session};

/// What is known so far of the person being typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DuplicateProbe {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers, E.164.
    pub phones: Vec<String>,
}

/// At most three contacts that may be the same person, the strongest reason first.
///
/// Only among those that the reader may see: a hidden contact is not given away.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn duplicates(
    session: &Session,
    probe: &DuplicateProbe,
) -> Result<Vec<Duplicate>, Error> {
    let nothing = probe.emails.is_empty() && probe.phones.is_empty() && probe.last_name.is_empty();
    // PostgreSQL has no NUL in text, so nobody has a name with one.
    if nothing || probe.first_name.contains('\0') || probe.last_name.contains('\0') {
        return Ok(Vec::new());
    }
    let (session, probe) = (session.clone(), probe.clone());
    unit(async move {
        let mut tx = session.begin_read().await?;
        // Three branches, each with an index of its own, and none that looks at more than a few rows.
        let rows: Vec<(Uuid, String, String, String, i32)> =
            sqlx::query_as(include_str!("duplicates.sql"))
                .bind(fold(&probe.first_name))
                .bind(fold(&probe.last_name))
                .bind(
                    probe
                        .emails
                        .iter()
                        .map(|email| fold(email))
                        .collect::<Vec<_>>(),
                )
                .bind(&probe.phones)
                .fetch_all(&mut *tx)
                .await?;
        Ok(rows.into_iter().map(duplicate).collect())
    })
    .await
}

fn duplicate(
    (id, first_name, last_name, city, strength): (Uuid, String, String, String, i32),
) -> Duplicate {
    let reason = match strength {
        1 => DuplicateReason::Email,
        2 => DuplicateReason::Phone,
        _ => DuplicateReason::Name,
    };
    Duplicate {
        id: ContactId(id),
        name: full_name(&first_name, &last_name),
        city,
        reason,
    }
}
