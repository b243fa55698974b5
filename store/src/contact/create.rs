//! Saving a new contact, and making it a private customer in the same breath.

use domain::contact::{Created, NewContact};
use domain::{ContactId, CustomerId, Invalid, Problem};
use uuid::Uuid;

use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session, identity};

/// Saves a contact; with `as_customer` also as a private customer, with the firm's next number.
///
/// `key` comes with the form: the same key and content again gives the same answer and saves nothing.
///
/// # Errors
/// [`Error::Conflict`] for a key that came with other content, [`Error::Forbidden`] for a reader,
/// [`Error::Invalid`] when an owner or category is gone.
pub async fn create(
    session: &Session,
    new: NewContact,
    key: Uuid,
    as_customer: bool,
) -> Result<Created, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let hash = request_hash("contact", &(as_customer, &new));
        if let Claim::Answered(created) = claim(&mut tx, key, &hash).await? {
            return Ok(created);
        }
        let id = insert_contact(&mut tx, &new).await?;
        insert_points(&mut tx, id, &new).await?;
        insert_addresses(&mut tx, id, &new).await?;
        insert_categories(&mut tx, id, &new).await?;
        let customer_number = match as_customer {
            true => Some(insert_customer(&session, &mut tx, id, &new).await?),
            false => None,
        };
        let created = Created {
            id,
            customer_number,
        };
        answer(&mut tx, key, &created).await?;
        tx.commit().await?;
        Ok(created)
    })
    .await
}

async fn insert_contact(tx: &mut Tx, new: &NewContact) -> Result<ContactId, Error> {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into crm.contact
            (id, first_name, last_name, nickname, title, birth_date, language, website, comment, owner_id, private)
         values ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, coalesce($10, (select auth.user_id())), $11)",
    )
    .bind(id)
    .bind(&new.first_name)
    .bind(&new.last_name)
    .bind(&new.nickname)
    .bind(&new.title)
    .bind(new.birth_date.map(String::from))
    .bind(&new.language)
    .bind(&new.website)
    .bind(&new.comment)
    .bind(new.owner.map(|owner| owner.0))
    .bind(new.private)
    .execute(&mut **tx)
    .await?;
    Ok(ContactId(id))
}

async fn insert_points(tx: &mut Tx, id: ContactId, new: &NewContact) -> Result<(), Error> {
    if new.points.is_empty() {
        return Ok(());
    }
    let column =
        |of: fn(&domain::point::NewPoint) -> &str| new.points.iter().map(of).collect::<Vec<_>>();
    sqlx::query(
        "insert into crm.contact_point (contact_id, kind, label, value, target, position)
         select $1, p.kind, p.label, p.value, p.target, p.position
         from unnest($2::text[], $3::text[], $4::text[], $5::text[])
            with ordinality as p (kind, label, value, target, position)",
    )
    .bind(id.0)
    .bind(column(|point| point.kind.as_str()))
    .bind(column(|point| point.label.as_str()))
    .bind(column(|point| &point.value))
    .bind(column(|point| &point.target))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_addresses(tx: &mut Tx, id: ContactId, new: &NewContact) -> Result<(), Error> {
    if new.addresses.is_empty() {
        return Ok(());
    }
    let column = |of: fn(&domain::address::NewAddress) -> &str| {
        new.addresses.iter().map(of).collect::<Vec<_>>()
    };
    sqlx::query(
        "insert into crm.address (contact_id, kind, street, postcode, city, country, position)
         select $1, a.kind, a.street, a.postcode, a.city, a.country, a.position
         from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            with ordinality as a (kind, street, postcode, city, country, position)",
    )
    .bind(id.0)
    .bind(column(|address| address.kind.as_str()))
    .bind(column(|address| &address.street))
    .bind(column(|address| &address.postcode))
    .bind(column(|address| &address.city))
    .bind(column(|address| &address.country))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_categories(tx: &mut Tx, id: ContactId, new: &NewContact) -> Result<(), Error> {
    if new.categories.is_empty() {
        return Ok(());
    }
    let mut wanted: Vec<Uuid> = new.categories.iter().map(|category| category.0).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let known = sqlx::query(
        "insert into crm.contact_category (contact_id, category_id)
         select $1, g.id from crm.category g where g.id = any ($2) and g.for_contacts",
    )
    .bind(id.0)
    .bind(&wanted)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if known == wanted.len() as u64 {
        return Ok(());
    }
    Err(Error::Invalid(Invalid::one("categories", Problem::Gone)))
}

/// What invoicing needs beyond the contact itself is taken from it: the invoice goes by e-mail when
/// there is an address, and by letter otherwise.
async fn insert_customer(
    session: &Session,
    tx: &mut Tx,
    id: ContactId,
    new: &NewContact,
) -> Result<i64, Error> {
    use domain::customer::Delivery;
    use domain::point::{Label, PointKind};

    let emails = || {
        new.points
            .iter()
            .filter(|point| point.kind == PointKind::Email)
    };
    let invoice_email = emails()
        .find(|point| point.label == Label::Invoice)
        .or_else(|| emails().next())
        .map(|point| &*point.target);
    let delivery = if invoice_email.is_some() {
        Delivery::Email
    } else {
        Delivery::Letter
    };
    let (customer, number): (Uuid, i64) = sqlx::query_as(
        "insert into crm.customer (contact_id, invoice_email, delivery, language) values ($1, $2, $3, $4)
         returning id, number",
    )
    .bind(id.0)
    .bind(invoice_email.unwrap_or_default())
    .bind(delivery.as_str())
    .bind(&new.language)
    .fetch_one(&mut **tx)
    .await?;
    if new.personal_number.is_some() {
        let customer = CustomerId(customer);
        identity::keep(session, tx, customer, new.personal_number.as_ref()).await?;
    }
    Ok(number)
}
