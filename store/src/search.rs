//! Finding contacts and companies.
//!
//! The database finds ids, in order, in functions that know who asks (migrations/0100…, and
//! docs/adr/0005-search.md); the rows are then read again by key, under the policies, so that a
//! mistake in what is searched could never show a row.

use domain::company::CompanyHit;
use domain::contact::ContactHit;
use domain::page::{COUNT_CAP, PAGE_SIZE, Page};
use domain::search::{MAX_QUERY_CHARS, Search};
use domain::{CompanyId, ContactId, text};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session};

/// How often the search goes on for one page. Each time does a bounded piece of work, and all but
/// the strangest searches fill their page in the first.
const MOST_ROUNDS: u32 = 4;

const FIND_CONTACTS: &str =
    "select ids, next, count, more from crm.search_contacts($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND_COMPANIES: &str =
    "select ids, next, count, more from crm.search_companies($1, $2, $3, $4, $5, $6, $7, $8)";

/// One page of the contacts that a search finds.
pub(crate) async fn contacts(
    session: &Session,
    search: &Search,
) -> Result<Page<ContactHit>, Error> {
    page(
        session,
        search,
        FIND_CONTACTS,
        include_str!("search/contact_hits.sql"),
        contact_hit,
    )
    .await
}

/// One page of the companies that a search finds.
pub(crate) async fn companies(
    session: &Session,
    search: &Search,
) -> Result<Page<CompanyHit>, Error> {
    page(
        session,
        search,
        FIND_COMPANIES,
        include_str!("search/company_hits.sql"),
        company_hit,
    )
    .await
}

/// What the database finds: ids in order, and where to go on.
#[derive(FromRow)]
struct Found {
    ids: Vec<Uuid>,
    next: Option<String>,
    count: i32,
    more: bool,
}

async fn page<T: Send + 'static>(
    session: &Session,
    search: &Search,
    find: &'static str,
    hits: &'static str,
    hit: fn(PgRow) -> Result<T, sqlx::Error>,
) -> Result<Page<T>, Error> {
    let (session, search) = (session.clone(), search.clone());
    unit(async move {
        let typed = typed(&search.text);
        let mut tx = session.begin_read().await?;
        let found = fill(&mut tx, &search, &typed, find).await?;
        let items = sqlx::query(hits)
            .bind(&found.ids)
            .bind(text::words(&typed))
            .bind(domain::phone::digits(&typed))
            .bind(search.field.as_str())
            .fetch_all(&mut *tx)
            .await?
            .into_iter()
            .map(hit)
            .collect::<Result<_, _>>()?;
        tx.commit().await?;
        Ok(Page {
            items,
            next: found.next,
            count: u32::try_from(found.count)
                .unwrap_or_default()
                .min(COUNT_CAP),
            more: found.more,
        })
    })
    .await
}

/// Asks until the page is full, the list has ended, or it has been asked often enough.
async fn fill(
    tx: &mut Tx,
    search: &Search,
    typed: &str,
    find: &'static str,
) -> Result<Found, Error> {
    let mut found = once(tx, search, typed, find, search.after.as_deref(), PAGE_SIZE).await?;
    let size = PAGE_SIZE as usize;
    for _ in 1..MOST_ROUNDS {
        if found.ids.len() >= size || found.next.is_none() {
            break;
        }
        let missing = PAGE_SIZE - u32::try_from(found.ids.len()).unwrap_or(PAGE_SIZE);
        let more = once(tx, search, typed, find, found.next.as_deref(), missing).await?;
        found.ids.extend(more.ids);
        found.next = more.next;
    }
    if search.after.is_none() {
        // What was found on the way counts too; and a list that has ended has been counted.
        found.count = found
            .count
            .max(i32::try_from(found.ids.len()).unwrap_or(found.count));
        found.more &= found.next.is_some();
    }
    Ok(found)
}

async fn once(
    tx: &mut Tx,
    search: &Search,
    typed: &str,
    find: &'static str,
    after: Option<&str>,
    size: u32,
) -> Result<Found, Error> {
    let categories: Vec<Uuid> = search.categories.iter().map(|id| id.0).collect();
    let found = sqlx::query_as(find)
        .bind(typed)
        .bind(search.field.as_str())
        .bind(search.how.as_str())
        .bind(search.population.as_str())
        .bind(categories)
        .bind(search.combine.as_str())
        // PostgreSQL knows no NUL, and no cursor has one.
        .bind(after.filter(|cursor| !cursor.contains('\0')))
        .bind(i32::try_from(size).unwrap_or(i32::MAX))
        .fetch_one(&mut **tx)
        .await?;
    Ok(found)
}

/// The text that is searched for: as much of it as is looked at, without control characters.
fn typed(text: &str) -> String {
    text.chars()
        .take(MAX_QUERY_CHARS)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

fn contact_hit(row: PgRow) -> Result<ContactHit, sqlx::Error> {
    Ok(ContactHit {
        id: ContactId(row.try_get("id")?),
        first_name: row.try_get("first_name")?,
        last_name: row.try_get("last_name")?,
        title: row.try_get("title")?,
        company: row.try_get("company")?,
        phone: row.try_get("phone")?,
        city: row.try_get("city")?,
        customer: row.try_get("customer")?,
        private: row.try_get("private")?,
        matched: row.try_get("matched")?,
    })
}

fn company_hit(row: PgRow) -> Result<CompanyHit, sqlx::Error> {
    Ok(CompanyHit {
        id: CompanyId(row.try_get("id")?),
        name: row.try_get("name")?,
        organisation_number: row.try_get("organisation_number")?,
        phone: row.try_get("phone")?,
        city: row.try_get("city")?,
        customer: row.try_get("customer")?,
        matched: row.try_get("matched")?,
    })
}
