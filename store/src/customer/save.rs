//! Saving the customer form: a new customer, one that comes back, or one that is changed.

use domain::CommandId;
use domain::address::NewAddress;
use domain::customer::{CustomerDraft, NewCustomer, Saved};
use domain::edit::{Clash, Field, Holder};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{place, saved};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::session::{Tx, unit};
use crate::{Error, Session, identity};

/// The columns of the row that the form has, in one order everywhere.
const FIELDS: [Field; 6] = [
    Field::InvoiceEmail,
    Field::PaymentTermsDays,
    Field::Delivery,
    Field::Language,
    Field::Currency,
    Field::Blocked,
];
const ADDRESS: [Field; 4] = [Field::Street, Field::Postcode, Field::City, Field::Country];

/// Makes a contact or company a customer, with the firm's next number or the one it had, or changes
/// how it is invoiced. `was` is what stood in the form when it was opened: of somebody who is a
/// customer already, a field is changed only where that still stands.
///
/// `key` comes with the form: the same key and content again gives the same answer and saves nothing.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such contact or company, [`Error::Forbidden`] for a
/// reader, [`Error::Clash`] when somebody else changed the same fields, [`Error::Conflict`] for a key
/// that came with other content, [`Error::Invalid`] for a personal number without a key to keep it.
pub async fn save(
    session: &Session,
    holder: Holder,
    new: NewCustomer,
    was: CustomerDraft,
    key: Uuid,
) -> Result<Saved, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let hash = request_hash("customer", &(holder, &new));
        if let Claim::Answered(done) = claim(&mut tx, key, &hash).await? {
            return Ok(done);
        }
        lock(&mut tx, holder).await?;
        let done = match row(&mut tx, holder).await? {
            None => insert(&mut tx, holder, &new, command).await?,
            Some(row) => update(&mut tx, row, &new, &was, command).await?,
        };
        keep_address(&mut tx, holder, &new.address, &was).await?;
        if new.personal_number.is_some() {
            identity::keep(&session, &mut tx, done.id, new.personal_number.as_ref()).await?;
        } else if new.remove_personal_number {
            identity::keep(&session, &mut tx, done.id, None).await?;
        }
        answer(&mut tx, key, &done).await?;
        tx.commit().await?;
        Ok(done)
    })
    .await
}

/// Two who make the same contact a customer come one after the other: a number that is drawn in
/// vain would leave a gap.
async fn lock(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    let statement = match holder {
        Holder::Contact(_) => {
            "select id from crm.contact where id = $1 and deleted_at is null for no key update"
        }
        // A project has none: as of a company that is not there.
        Holder::Company(_) | Holder::Project(_) => {
            "select id from crm.company where id = $1 and deleted_at is null for no key update"
        }
    };
    let found: Option<Uuid> = sqlx::query_scalar(statement)
        .bind(place(holder).1)
        .fetch_optional(&mut **tx)
        .await?;
    found.map(drop).ok_or(Error::NotFound)
}

/// The customer row as it stands.
struct Row {
    id: Uuid,
    number: i64,
    active: bool,
    values: [String; 6],
}

async fn row(tx: &mut Tx, holder: Holder) -> Result<Option<Row>, Error> {
    let (column, id) = place(holder);
    type Columns = (
        Uuid,
        i64,
        bool,
        String,
        String,
        String,
        String,
        String,
        String,
    );
    let found: Option<Columns> = sqlx::query_as(AssertSqlSafe(format!(
        "select id, number, ended_at is null, invoice_email, payment_terms_days::text, delivery, language,
            currency, blocked::text
         from crm.customer where {column} = $1 for no key update"
    )))
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.map(|(id, number, active, a, b, c, d, e, f)| Row {
        id,
        number,
        active,
        values: [a, b, c, d, e, f],
    }))
}

fn values(new: &NewCustomer) -> [String; 6] {
    [
        new.invoice_email.clone(),
        new.payment_terms_days.clone(),
        new.delivery.as_str().to_owned(),
        new.language.clone(),
        new.currency.clone(),
        new.blocked.to_string(),
    ]
}

fn before(was: &CustomerDraft) -> [String; 6] {
    [
        was.invoice_email.clone(),
        was.payment_terms_days.clone(),
        was.delivery.clone(),
        was.language.clone(),
        was.currency.clone(),
        was.blocked.to_string(),
    ]
}

async fn insert(
    tx: &mut Tx,
    holder: Holder,
    new: &NewCustomer,
    command: CommandId,
) -> Result<Saved, Error> {
    let (column, holder) = place(holder);
    let [email, days, delivery, language, currency, blocked] = values(new);
    let (id, number): (Uuid, i64) = sqlx::query_as(AssertSqlSafe(format!(
        "insert into crm.customer
            ({column}, invoice_email, payment_terms_days, delivery, language, currency, blocked)
         values ($1, $2, $3::smallint, $4, $5, $6, $7::boolean)
         returning id, number"
    )))
    .bind(holder)
    .bind(email)
    .bind(days)
    .bind(delivery)
    .bind(language)
    .bind(currency)
    .bind(blocked)
    .fetch_one(&mut **tx)
    .await?;
    Ok(saved(id, number, command))
}

/// Changes what was changed in the form; of one that comes back, everything.
async fn update(
    tx: &mut Tx,
    row: Row,
    new: &NewCustomer,
    was: &CustomerDraft,
    command: CommandId,
) -> Result<Saved, Error> {
    let was = if row.active {
        before(was)
    } else {
        row.values.clone()
    };
    let changed = merge(&FIELDS, &was, &values(new), &row.values);
    let changed = match changed {
        Ok(changed) => changed,
        Err(clashes) => return Err(Error::Clash(by(tx, row.id, clashes).await?)),
    };
    if changed.iter().any(Option::is_some) || !row.active {
        let [email, days, delivery, language, currency, blocked] = changed;
        sqlx::query(
            "update crm.customer set
                invoice_email = coalesce($2, invoice_email),
                payment_terms_days = coalesce($3::smallint, payment_terms_days),
                delivery = coalesce($4, delivery), language = coalesce($5, language),
                currency = coalesce($6, currency), blocked = coalesce($7::boolean, blocked), ended_at = null
             where id = $1",
        )
        .bind(row.id)
        .bind(email)
        .bind(days)
        .bind(delivery)
        .bind(language)
        .bind(currency)
        .bind(blocked)
        .execute(&mut **tx)
        .await?;
    }
    Ok(saved(row.id, row.number, command))
}

/// What is to be written: where mine is another one than it was, and theirs is not.
fn merge<const N: usize>(
    fields: &[Field; N],
    was: &[String; N],
    mine: &[String; N],
    theirs: &[String; N],
) -> Result<[Option<String>; N], Vec<Clash>> {
    let mut clashes = Vec::new();
    let changed = std::array::from_fn(|at| {
        let (was, mine, theirs) = (&was[at], &mine[at], &theirs[at]);
        if mine == was || mine == theirs {
            return None;
        }
        if theirs == was {
            return Some(mine.clone());
        }
        clashes.push(Clash {
            field: fields[at],
            was: was.clone(),
            mine: mine.clone(),
            theirs: theirs.clone(),
            by: String::new(),
        });
        None
    });
    if clashes.is_empty() {
        Ok(changed)
    } else {
        Err(clashes)
    }
}

/// The clashes, with who changed each field last.
async fn by(tx: &mut Tx, row: Uuid, mut clashes: Vec<Clash>) -> Result<Vec<Clash>, Error> {
    for clash in &mut clashes {
        let name: Option<String> = sqlx::query_scalar(
            "select u.name from journal.change j
             join auth.user_account u on u.tenant_id = j.tenant_id and u.id = j.actor_id
             where j.tenant_id = (select auth.tenant_id()) and j.row_id = $1 and j.after ? $2
             order by j.at desc, j.seq desc limit 1",
        )
        .bind(row)
        .bind(clash.field.as_str())
        .fetch_optional(&mut **tx)
        .await?;
        clash.by = name.unwrap_or_default();
    }
    Ok(clashes)
}

/// The invoice address: the card's own of that kind, changed where it was changed; a new one when the
/// invoice went to another address of the card until now. Emptied, it goes there again.
async fn keep_address(
    tx: &mut Tx,
    holder: Holder,
    new: &NewAddress,
    was: &CustomerDraft,
) -> Result<(), Error> {
    let (column, id) = place(holder);
    let found: Option<(Uuid, bool, String, String, String, String)> =
        sqlx::query_as(AssertSqlSafe(format!(
            "select id, kind = 'invoice', street, postcode, city, country from crm.address
             where {column} = $1 order by kind <> 'invoice', position, id limit 1"
        )))
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    let mine = [
        new.street.clone(),
        new.postcode.clone(),
        new.city.clone(),
        new.country.clone(),
    ];
    let was = [
        was.street.clone(),
        was.postcode.clone(),
        was.city.clone(),
        was.country.clone(),
    ];
    let blank = mine[..3].iter().all(String::is_empty);
    let (row, invoice, theirs) = match found {
        Some((row, invoice, a, b, c, d)) => (row, invoice, [a, b, c, d]),
        None => (Uuid::nil(), false, Default::default()),
    };
    if mine == theirs || mine == was || (blank && !invoice) {
        return Ok(());
    }
    if !invoice {
        return insert_address(tx, holder, new).await;
    }
    let changed = match merge(&ADDRESS, &was, &mine, &theirs) {
        Ok(changed) => changed,
        Err(clashes) => return Err(Error::Clash(by(tx, row, clashes).await?)),
    };
    if blank {
        sqlx::query("delete from crm.address where id = $1")
            .bind(row)
            .execute(&mut **tx)
            .await?;
        return Ok(());
    }
    let [street, postcode, city, country] = changed;
    sqlx::query(
        "update crm.address set street = coalesce($2, street), postcode = coalesce($3, postcode),
            city = coalesce($4, city), country = coalesce($5, country)
         where id = $1",
    )
    .bind(row)
    .bind(street)
    .bind(postcode)
    .bind(city)
    .bind(country)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_address(tx: &mut Tx, holder: Holder, new: &NewAddress) -> Result<(), Error> {
    let (column, id) = place(holder);
    sqlx::query(AssertSqlSafe(format!(
        "insert into crm.address ({column}, kind, street, postcode, city, country, position)
         select $1, 'invoice', $2, $3, $4, $5,
            coalesce((select max(a.position) + 1 from crm.address a where a.{column} = $1), 0)"
    )))
    .bind(id)
    .bind(&new.street)
    .bind(&new.postcode)
    .bind(&new.city)
    .bind(&new.country)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_fields_merge_and_the_same_one_clashes() {
        let texts = |texts: [&str; 3]| texts.map(str::to_owned);
        let fields = [Field::Street, Field::Postcode, Field::City];
        let was = texts(["a", "b", "c"]);
        let changed = merge(
            &fields,
            &was,
            &texts(["A", "b", "c"]),
            &texts(["a", "B", "c"]),
        );
        assert_eq!(changed.unwrap(), [Some("A".to_owned()), None, None]);
        // Both meant the same.
        let changed = merge(
            &fields,
            &was,
            &texts(["A", "b", "c"]),
            &texts(["A", "b", "c"]),
        );
        assert_eq!(changed.unwrap(), [None, None, None]);
        let clashes = merge(
            &fields,
            &was,
            &texts(["A", "b", "c"]),
            &texts(["Å", "b", "c"]),
        );
        let clashes = clashes.unwrap_err();
        assert_eq!(clashes.len(), 1);
        assert_eq!((&*clashes[0].mine, &*clashes[0].theirs), ("A", "Å"));
    }
}
