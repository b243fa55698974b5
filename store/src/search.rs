//! Finding contacts and companies.
//!
//! The database finds ids, in order, in functions that know who asks (migrations/0100…, and
//! docs/adr/0005-search.md); the rows are then read again by key, under the policies, so that a
//! mistake in what is searched could never show a row.

use domain::company::CompanyHit;
use domain::contact::ContactHit;
use domain::page::{COUNT_CAP, Neighbours, PAGE_SIZE, Page};
use domain::search::{Among, MAX_QUERY_CHARS, Search};
use domain::{CompanyId, ContactId, text};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use uuid::Uuid;

use crate::session::{Tx, unit};
use crate::{Error, Session, identity};

/// How often the search goes on for one page. Each time does a bounded piece of work, and all but
/// the strangest searches fill their page in the first.
const MOST_ROUNDS: u32 = 4;

/// The most ids that the database finds at a time.
const IDS_PER_PAGE: u32 = 200;

const FIND_CONTACTS: &str =
    "select ids, next, count, more from crm.search_contacts($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND_COMPANIES: &str =
    "select ids, next, count, more from crm.search_companies($1, $2, $3, $4, $5, $6, $7, $8)";

/// One page of the contacts that a search finds.
pub(crate) async fn contacts(
    session: &Session,
    search: &Search,
) -> Result<Page<ContactHit>, Error> {
    let (mut page, pinned) = page(
        session,
        search,
        FIND_CONTACTS,
        include_str!("search/contact_hits.sql"),
        contact_hit,
    )
    .await?;
    for (id, masked) in pinned {
        if let Some(hit) = page.items.iter_mut().find(|hit| hit.id == id) {
            hit.matched = masked;
        }
    }
    Ok(page)
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
    .map(|(page, _)| page)
}

/// The first few ids that a search finds, for whoever types a name to get there.
const FEW: u32 = 6;

/// A handful of contacts.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn few_contacts(session: &Session, text: &str) -> Result<Vec<ContactHit>, Error> {
    let hits = include_str!("search/contact_hits.sql");
    few(session, text, FIND_CONTACTS, hits, contact_hit).await
}

/// A handful of companies.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn few_companies(session: &Session, text: &str) -> Result<Vec<CompanyHit>, Error> {
    let hits = include_str!("search/company_hits.sql");
    few(session, text, FIND_COMPANIES, hits, company_hit).await
}

async fn few<T: Send + 'static>(
    session: &Session,
    text: &str,
    find: &'static str,
    hits: &'static str,
    hit: fn(PgRow) -> Result<T, sqlx::Error>,
) -> Result<Vec<T>, Error> {
    let session = session.clone();
    let search = Search {
        text: text.to_owned(),
        ..Search::default()
    };
    unit(async move {
        let typed = typed(&search.text);
        let mut tx = session.begin_read().await?;
        let found = once(&mut tx, &search, &typed, find, None, FEW).await?;
        read_again(&mut tx, hits, &found.ids, &typed, &search, hit).await
    })
    .await
}

/// Where a card stands among the hits of a search, and its neighbours there; `None` when it is not
/// among the first thousand.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn neighbours(
    session: &Session,
    search: &Search,
    card: Uuid,
) -> Result<Option<Neighbours>, Error> {
    let (session, search) = (session.clone(), search.clone());
    unit(async move {
        let categories: Vec<Uuid> = search.categories.iter().map(|id| id.0).collect();
        let mut tx = session.begin_read().await?;
        let (place, count, more, previous, next): (
            Option<i32>,
            i32,
            bool,
            Option<Uuid>,
            Option<Uuid>,
        ) = sqlx::query_as(
            "select place, count, more, previous, next
                 from crm.search_neighbours($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(search.among.as_str())
        .bind(card)
        .bind(typed(&search.text))
        .bind(search.field.as_str())
        .bind(search.how.as_str())
        .bind(search.population.as_str())
        .bind(categories)
        .bind(search.combine.as_str())
        .fetch_one(&mut *tx)
        .await?;
        let number = |n: i32| u32::try_from(n).unwrap_or_default();
        Ok(place.map(|place| Neighbours {
            place: number(place),
            count: number(count).min(COUNT_CAP.max(number(place))),
            more,
            previous,
            next,
        }))
    })
    .await
}

/// How many a search finds, and whether there are more: as the first page of its list says.
pub(crate) async fn count(tx: &mut Tx, search: &Search) -> Result<(u32, bool), Error> {
    let found = fill(
        tx,
        &search.first_page(),
        &typed(&search.text),
        find(search.among),
    )
    .await?;
    let count = u32::try_from(found.count)
        .unwrap_or_default()
        .min(COUNT_CAP);
    Ok((count, found.more))
}

/// The ids that a search finds from its position on, and where to go on.
pub(crate) async fn ids(
    tx: &mut Tx,
    search: &Search,
) -> Result<(Vec<Uuid>, Option<String>), Error> {
    let after = search.after.as_deref();
    let find = find(search.among);
    let found = once(tx, search, &typed(&search.text), find, after, IDS_PER_PAGE).await?;
    Ok((found.ids, found.next))
}

fn find(among: Among) -> &'static str {
    match among {
        Among::Contacts => FIND_CONTACTS,
        Among::Companies => FIND_COMPANIES,
    }
}

/// What the database finds: ids in order, and where to go on.
#[derive(Default, FromRow)]
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
) -> Result<(Page<T>, Vec<(ContactId, String)>), Error> {
    let (session, search) = (session.clone(), search.clone());
    unit(async move {
        let mut typed = typed(&search.text);
        let mut tx = session.begin_read().await?;
        let whole = match search.among {
            Among::Contacts => identity::typed_whole(&session, &mut tx, &search).await?,
            Among::Companies => None,
        };
        let found = if whole.is_some() && identity::nothing_else(&typed) {
            typed.clear();
            Found::default()
        } else {
            fill(&mut tx, &search, &typed, find).await?
        };
        let pinned = whole.unwrap_or_default();
        let found = found.pin(&pinned, search.after.is_none());
        let items = read_again(&mut tx, hits, &found.ids, &typed, &search, hit).await?;
        tx.commit().await?;
        let page = Page {
            items,
            next: found.next,
            count: u32::try_from(found.count)
                .unwrap_or_default()
                .min(COUNT_CAP),
            more: found.more,
        };
        Ok((page, pinned))
    })
    .await
}

/// The rows of ids, under the reader's own rights.
async fn read_again<T>(
    tx: &mut Tx,
    hits: &'static str,
    ids: &[Uuid],
    typed: &str,
    search: &Search,
    hit: fn(PgRow) -> Result<T, sqlx::Error>,
) -> Result<Vec<T>, Error> {
    let rows = sqlx::query(hits)
        .bind(ids)
        .bind(text::words(typed))
        .bind(domain::phone::digits(typed))
        .bind(search.field.as_str())
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(hit).collect::<Result<_, _>>()?)
}

impl Found {
    /// Those whose personal number was typed come first, and once.
    fn pin(mut self, pinned: &[(ContactId, String)], first_page: bool) -> Self {
        let before = self.ids.len();
        self.ids
            .retain(|id| !pinned.iter().any(|(pinned, _)| pinned.0 == *id));
        if first_page {
            let again = i32::try_from(before - self.ids.len()).unwrap_or_default();
            self.count += i32::try_from(pinned.len()).unwrap_or_default() - again;
            self.ids.splice(0..0, pinned.iter().map(|(id, _)| id.0));
        }
        self
    }
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
