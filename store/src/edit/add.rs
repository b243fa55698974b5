//! Adding one contact point or one address to a card, last of its kind.

use domain::address::NewAddress;
use domain::command::Done;
use domain::edit::{Holder, Target};
use domain::point::NewPoint;
use domain::{Invalid, LinkId, Problem};
use uuid::Uuid;

use super::{holder, row, why};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session};

const POINT_OF_CONTACT: &str =
    "insert into crm.contact_point (id, contact_id, kind, label, value, target, position)
     select $1, h.id, $3, $4, $5, $6,
        coalesce((select max(p.position) from crm.contact_point p where p.contact_id = h.id), -1) + 1
     from crm.contact h
     where h.id = $2 and h.deleted_at is null and not exists (
        select from crm.contact_point p
        where p.contact_id = h.id and p.link_id is null and p.kind = $3 and p.target = $6)";
const POINT_OF_COMPANY: &str =
    "insert into crm.contact_point (id, company_id, kind, label, value, target, position)
     select $1, h.id, $3, $4, $5, $6,
        coalesce((select max(p.position) from crm.contact_point p where p.company_id = h.id), -1) + 1
     from crm.company h
     where h.id = $2 and h.deleted_at is null and not exists (
        select from crm.contact_point p where p.company_id = h.id and p.kind = $3 and p.target = $6)";
const POINT_OF_LINK: &str =
    "insert into crm.contact_point (id, contact_id, link_id, kind, label, value, target, position)
     select $1, t.contact_id, t.id, $3, $4, $5, $6,
        coalesce((select max(p.position) from crm.contact_point p where p.link_id = t.id), -1) + 1
     from crm.contact_company t
     where t.id = $2
        and not exists (select from crm.contact h where h.id = t.contact_id and h.deleted_at is not null)
        and not exists (select from crm.company h where h.id = t.company_id and h.deleted_at is not null)
        and not exists (select from crm.contact_point p where p.link_id = t.id and p.kind = $3 and p.target = $6)";
const ADDRESS_OF_CONTACT: &str =
    "insert into crm.address (id, contact_id, kind, street, postcode, city, country, position)
     select $1, h.id, $3, $4, $5, $6, $7,
        coalesce((select max(a.position) from crm.address a where a.contact_id = h.id), -1) + 1
     from crm.contact h where h.id = $2 and h.deleted_at is null";
const ADDRESS_OF_COMPANY: &str =
    "insert into crm.address (id, company_id, kind, street, postcode, city, country, position)
     select $1, h.id, $3, $4, $5, $6, $7,
        coalesce((select max(a.position) from crm.address a where a.company_id = h.id), -1) + 1
     from crm.company h where h.id = $2 and h.deleted_at is null";

/// Adds a phone number or e-mail address. The same key again adds nothing and gives the same answer.
///
/// # Errors
/// [`Error::Invalid`] («value», taken) when the card has it already, [`Error::NotFound`] for a card
/// that is hidden, missing or in the trash, [`Error::Forbidden`] for a reader, [`Error::Conflict`]
/// for a key that came with other content.
pub async fn add_point(
    session: &Session,
    to: Holder,
    point: NewPoint,
    key: Uuid,
) -> Result<Done, Error> {
    let hash = request_hash("point", &(to, &point));
    add(session, to.into(), New::Point(point), key, hash).await
}

/// Adds a phone number or e-mail address that somebody has at a company.
///
/// # Errors
/// As [`add_point`].
pub async fn add_link_point(
    session: &Session,
    to: LinkId,
    point: NewPoint,
    key: Uuid,
) -> Result<Done, Error> {
    let hash = request_hash("link point", &(to, &point));
    add(session, To::Link(to), New::Point(point), key, hash).await
}

/// Adds a postal address.
///
/// # Errors
/// As [`add_point`].
pub async fn add_address(
    session: &Session,
    to: Holder,
    address: NewAddress,
    key: Uuid,
) -> Result<Done, Error> {
    let hash = request_hash("address", &(to, &address));
    add(session, to.into(), New::Address(address), key, hash).await
}

/// What is added.
pub(super) enum New {
    Point(NewPoint),
    Address(NewAddress),
}

/// What it is added to: a card, or a contact's role at a company, which has no addresses.
#[derive(Clone, Copy)]
pub(super) enum To {
    Card(Holder),
    Link(LinkId),
}

impl From<Holder> for To {
    fn from(holder: Holder) -> Self {
        Self::Card(holder)
    }
}

async fn add(session: &Session, to: To, new: New, key: Uuid, hash: Vec<u8>) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        if let Claim::Answered(done) = claim(&mut tx, key, &hash).await? {
            return Ok(done);
        }
        add_in(&mut tx, to, new).await?;
        let done = Done { command };
        answer(&mut tx, key, &done).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// The same within a command that does more.
pub(super) async fn add_in(tx: &mut Tx, to: To, new: New) -> Result<(), Error> {
    let card = match to {
        To::Card(to) => holder(to),
        To::Link(id) => row(Target::Link(id)),
    };
    let (statement, values) = match (new, to) {
        (New::Point(point), To::Card(Holder::Contact(_))) => (POINT_OF_CONTACT, of_point(point)),
        (New::Point(point), To::Card(Holder::Company(_))) => (POINT_OF_COMPANY, of_point(point)),
        (New::Point(point), To::Link(_)) => (POINT_OF_LINK, of_point(point)),
        (New::Address(address), To::Card(Holder::Contact(_))) => {
            (ADDRESS_OF_CONTACT, of_address(address))
        }
        (New::Address(address), To::Card(Holder::Company(_))) => {
            (ADDRESS_OF_COMPANY, of_address(address))
        }
        (New::Address(_), To::Link(_)) | (_, To::Card(Holder::Project(_))) => {
            return Err(Error::NotFound);
        }
    };
    let mut query = sqlx::query(statement).bind(Uuid::now_v7()).bind(card.id);
    for value in values {
        query = query.bind(value);
    }
    if query.execute(&mut **tx).await?.rows_affected() == 0 {
        why(tx, &card, true).await?;
        return Err(Error::Invalid(Invalid::one("value", Problem::Taken)));
    }
    Ok(())
}

fn of_point(point: NewPoint) -> Vec<String> {
    vec![
        point.kind.as_str().to_owned(),
        point.label.as_str().to_owned(),
        point.value,
        point.target,
    ]
}

fn of_address(address: NewAddress) -> Vec<String> {
    vec![
        address.kind.as_str().to_owned(),
        address.street,
        address.postcode,
        address.city,
        address.country,
    ]
}
