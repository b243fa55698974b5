//! What a new contact and a new company have alike: points, addresses, categories.

use domain::address::NewAddress;
use domain::edit::Holder;
use domain::point::NewPoint;
use domain::{CategoryId, Invalid};
use uuid::Uuid;

use crate::Error;
use crate::edit::refused;
use crate::session::Tx;

/// The two keys of a row that belongs to a card: one of them is set.
fn keys(holder: Holder) -> (Option<Uuid>, Option<Uuid>) {
    match holder {
        Holder::Contact(id) => (Some(id.0), None),
        Holder::Company(id) => (None, Some(id.0)),
        Holder::Project(_) => (None, None),
    }
}

/// The contact points of a new card, in their order.
pub(crate) async fn insert_points(
    tx: &mut Tx,
    holder: Holder,
    points: &[NewPoint],
) -> Result<(), Error> {
    if points.is_empty() {
        return Ok(());
    }
    let (contact, company) = keys(holder);
    let column = |of: fn(&NewPoint) -> &str| points.iter().map(of).collect::<Vec<_>>();
    sqlx::query(
        "insert into crm.contact_point (contact_id, company_id, kind, label, value, target, position)
         select $1, $2, p.kind, p.label, p.value, p.target, p.position
         from unnest($3::text[], $4::text[], $5::text[], $6::text[])
            with ordinality as p (kind, label, value, target, position)",
    )
    .bind(contact)
    .bind(company)
    .bind(column(|point| point.kind.as_str()))
    .bind(column(|point| point.label.as_str()))
    .bind(column(|point| &point.value))
    .bind(column(|point| &point.target))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The postal addresses of a new card, in their order.
pub(crate) async fn insert_addresses(
    tx: &mut Tx,
    holder: Holder,
    addresses: &[NewAddress],
) -> Result<(), Error> {
    if addresses.is_empty() {
        return Ok(());
    }
    let (contact, company) = keys(holder);
    let column = |of: fn(&NewAddress) -> &str| addresses.iter().map(of).collect::<Vec<_>>();
    sqlx::query(
        "insert into crm.address (contact_id, company_id, kind, street, postcode, city, country, position)
         select $1, $2, a.kind, a.street, a.postcode, a.city, a.country, a.position
         from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
            with ordinality as a (kind, street, postcode, city, country, position)",
    )
    .bind(contact)
    .bind(company)
    .bind(column(|address| address.kind.as_str()))
    .bind(column(|address| &address.street))
    .bind(column(|address| &address.postcode))
    .bind(column(|address| &address.city))
    .bind(column(|address| &address.country))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The categories of a new card; all of them must be offered for its kind.
pub(crate) async fn insert_categories(
    tx: &mut Tx,
    holder: Holder,
    categories: &[CategoryId],
) -> Result<(), Error> {
    if categories.is_empty() {
        return Ok(());
    }
    let mut wanted: Vec<Uuid> = categories.iter().map(|category| category.0).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (statement, id) = match holder {
        Holder::Contact(id) => (
            "insert into crm.contact_category (contact_id, category_id)
             select $1, g.id from crm.category g where g.id = any ($2) and g.for_contacts and g.retired_at is null",
            id.0,
        ),
        // A project has none.
        Holder::Project(_) => return Err(Error::NotFound),
        Holder::Company(id) => (
            "insert into crm.company_category (company_id, category_id)
             select $1, g.id from crm.category g where g.id = any ($2) and g.for_companies and g.retired_at is null",
            id.0,
        ),
    };
    let known = sqlx::query(statement)
        .bind(id)
        .bind(&wanted)
        .execute(&mut **tx)
        .await?
        .rows_affected();
    if known == wanted.len() as u64 {
        return Ok(());
    }
    let problem = refused(tx, &wanted).await?;
    Err(Error::Invalid(Invalid::one("categories", problem)))
}
