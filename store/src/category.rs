//! Categories: listing them, and what an administrator decides about them.

use domain::CategoryId;
use domain::category::{Category, Color, Managed, NewCategory};
use domain::command::Done;
use sqlx::FromRow;
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    for_contacts: bool,
    for_companies: bool,
    color: String,
    retired: bool,
}

impl From<Row> for Category {
    fn from(row: Row) -> Self {
        Self {
            id: CategoryId(row.id),
            name: row.name,
            for_contacts: row.for_contacts,
            for_companies: row.for_companies,
            // A word that a later version put there is shown in grey by this one.
            color: row.color.parse().unwrap_or(Color::Granit),
            retired: row.retired,
        }
    }
}

/// The firm's categories: those that are offered, then those that are retired, by name.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn list(session: &Session) -> Result<Vec<Category>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<Row> = sqlx::query_as(
            "select id, name, for_contacts, for_companies, color, retired_at is not null as retired
             from crm.category order by retired_at is not null, name_sort, id",
        )
        .fetch_all(&mut *tx)
        .await?;
        Ok(rows.into_iter().map(Category::from).collect())
    })
    .await
}

/// The same for whoever manages them: with how many cards carry each.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator.
pub async fn managed(session: &Session) -> Result<Vec<Managed>, Error> {
    #[derive(FromRow)]
    struct Counted {
        #[sqlx(flatten)]
        row: Row,
        version: i32,
        contacts: i64,
        companies: i64,
    }
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        for_administrator(&mut tx).await?;
        let rows: Vec<Counted> = sqlx::query_as(
            "select g.id, g.name, g.for_contacts, g.for_companies, g.color, g.retired_at is not null as retired,
                g.version,
                (select count(*) from crm.contact_category u join crm.contact c on c.id = u.contact_id
                    where u.category_id = g.id and c.deleted_at is null) as contacts,
                (select count(*) from crm.company_category u join crm.company c on c.id = u.company_id
                    where u.category_id = g.id and c.deleted_at is null) as companies
             from crm.category g order by g.retired_at is not null, g.name_sort, g.id",
        )
        .fetch_all(&mut *tx)
        .await?;
        let managed = |counted: Counted| Managed {
            category: counted.row.into(),
            version: counted.version,
            contacts: u32::try_from(counted.contacts).unwrap_or(u32::MAX),
            companies: u32::try_from(counted.companies).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(managed).collect())
    })
    .await
}

/// A new category.
///
/// # Errors
/// [`Error::Invalid`] for a name that is taken, [`Error::Forbidden`] for anybody but an administrator.
pub async fn create(session: &Session, new: NewCategory) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        sqlx::query("insert into crm.category (name, for_contacts, for_companies, color) values ($1, $2, $3, $4)")
            .bind(&new.name)
            .bind(new.for_contacts)
            .bind(new.for_companies)
            .bind(new.color.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Another name, colour or use. `version` is the one that was on the screen.
///
/// Cards that carry it keep it, also when it is no longer for their kind.
///
/// # Errors
/// [`Error::Conflict`] when somebody else has changed it meanwhile, else as [`create`].
pub async fn change(
    session: &Session,
    id: CategoryId,
    version: i32,
    new: NewCategory,
) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let changed = sqlx::query(
            "update crm.category set name = $3, for_contacts = $4, for_companies = $5, color = $6
             where id = $1 and version = $2",
        )
        .bind(id.0)
        .bind(version)
        .bind(&new.name)
        .bind(new.for_contacts)
        .bind(new.for_companies)
        .bind(new.color.as_str())
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(missing(&mut tx, id, Error::Conflict).await?);
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Retires a category, or offers it again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for anybody but an administrator.
pub async fn retire(session: &Session, id: CategoryId, on: bool) -> Result<Done, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let changed = sqlx::query(
            "update crm.category set retired_at = case when $2 then coalesce(retired_at, now()) end where id = $1",
        )
        .bind(id.0)
        .bind(on)
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

/// Every card that carries the one carries the other instead, and the one is gone. Saved selections
/// follow.
///
/// # Errors
/// [`Error::NotFound`] for one that is not there, [`Error::Conflict`] for one into itself,
/// [`Error::Forbidden`] for anybody but an administrator.
pub async fn merge(session: &Session, from: CategoryId, into: CategoryId) -> Result<Done, Error> {
    if from == into {
        return Err(Error::Conflict);
    }
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        for_administrator(&mut tx).await?;
        // Both are held, so that neither is removed or used anew meanwhile.
        let there: Vec<Uuid> = sqlx::query_scalar("select id from crm.category where id in ($1, $2) order by id for update")
            .bind(from.0)
            .bind(into.0)
            .fetch_all(&mut *tx)
            .await?;
        if there.len() != 2 {
            return Err(Error::NotFound);
        }
        for statement in [
            "insert into crm.contact_category (contact_id, category_id)
             select u.contact_id, $2 from crm.contact_category u where u.category_id = $1
             on conflict do nothing",
            "insert into crm.company_category (company_id, category_id)
             select u.company_id, $2 from crm.company_category u where u.category_id = $1
             on conflict do nothing",
            "delete from crm.contact_category where category_id = $1 and $2 = $2",
            "delete from crm.company_category where category_id = $1 and $2 = $2",
            "select crm.category_followed($1, $2)",
            // For whatever either was used for.
            "update crm.category g set for_contacts = g.for_contacts or f.for_contacts,
                for_companies = g.for_companies or f.for_companies
             from crm.category f where f.id = $1 and g.id = $2
                and (f.for_contacts, f.for_companies) is distinct from (g.for_contacts, g.for_companies)",
            "delete from crm.category where id = $1 and $2 <> $1",
        ] {
            sqlx::query(statement)
                .bind(from.0)
                .bind(into.0)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}

async fn for_administrator(tx: &mut Tx) -> Result<(), Error> {
    let is_admin: bool = sqlx::query_scalar("select auth.is_admin()")
        .fetch_one(&mut **tx)
        .await?;
    if is_admin {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

/// Why no row was changed.
async fn missing(tx: &mut Tx, id: CategoryId, otherwise: Error) -> Result<Error, Error> {
    let there: bool = sqlx::query_scalar("select exists (select from crm.category where id = $1)")
        .bind(id.0)
        .fetch_one(&mut **tx)
        .await?;
    Ok(if there { otherwise } else { Error::NotFound })
}
