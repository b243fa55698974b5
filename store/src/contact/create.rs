//! Saving a new contact, and making it a private customer in the same breath.

use domain::contact::{Created, NewContact};
use domain::edit::Holder;
use domain::{ContactId, CustomerId};
use uuid::Uuid;

use crate::holder::{insert_addresses, insert_categories, insert_points};
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
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("contact", &(as_customer, &new));
        if let Claim::Answered(created) = claim(&mut tx, key, &hash).await? {
            return Ok(created);
        }
        let id = insert_contact(&mut tx, &new).await?;
        let holder = Holder::Contact(id);
        insert_points(&mut tx, holder, &new.points).await?;
        insert_addresses(&mut tx, holder, &new.addresses).await?;
        insert_categories(&mut tx, holder, &new.categories).await?;
        let customer_number = match as_customer {
            true => Some(insert_customer(&session, &mut tx, id, &new).await?),
            false => None,
        };
        let created = Created {
            id,
            customer_number,
            command: Some(command),
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
