//! Which companies may already be there, while one is being typed in.

use domain::CompanyId;
use domain::company::{CompanyDuplicate, CompanyDuplicateReason};
use domain::text::fold;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session};

/// What is known so far of the company being typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanyProbe {
    /// Organisation number, `556600-4825`, or empty.
    pub organisation_number: String,
    /// Name.
    pub name: String,
    /// Domain of the website ([`domain::website::domain`]), or empty.
    pub website_host: String,
}

/// At most three companies that may be the same, the strongest reason first. Those in the trash are
/// no longer there.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn duplicates(
    session: &Session,
    probe: &CompanyProbe,
) -> Result<Vec<CompanyDuplicate>, Error> {
    let fields = [&probe.organisation_number, &probe.name, &probe.website_host];
    // PostgreSQL has no NUL in text, so no company has one in its name.
    if fields.iter().all(|field| field.is_empty())
        || fields.iter().any(|field| field.contains('\0'))
    {
        return Ok(Vec::new());
    }
    let (session, probe) = (session.clone(), probe.clone());
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<(Uuid, String, String, i32)> = sqlx::query_as(include_str!("duplicates.sql"))
            .bind(&probe.organisation_number)
            .bind(fold(&probe.name))
            .bind(&probe.website_host)
            .fetch_all(&mut *tx)
            .await?;
        Ok(rows.into_iter().map(duplicate).collect())
    })
    .await
}

fn duplicate((id, name, city, strength): (Uuid, String, String, i32)) -> CompanyDuplicate {
    let reason = match strength {
        1 => CompanyDuplicateReason::OrganisationNumber,
        2 => CompanyDuplicateReason::Name,
        _ => CompanyDuplicateReason::Website,
    };
    CompanyDuplicate {
        id: CompanyId(id),
        name,
        city,
        reason,
    }
}
