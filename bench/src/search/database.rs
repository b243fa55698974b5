//! The statements of `store::contact::search` on connections of the web role: ids by the search
//! function, then the rows of the page, under row-level security.

use anyhow::Result;
use domain::page::PAGE_SIZE;
use domain::text;
use sqlx::{AssertSqlSafe, PgConnection};
use std::cell::RefCell;
use std::rc::Rc;
use uuid::Uuid;

use crate::draw::Class;
use crate::load;
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Floor, Report};

const FIND: &str =
    "select ids, next from crm.search_contacts($1, $2, $3, 'all', '{}', 'any', $4, $5)";
/// The store's own.
const ROWS: &str = include_str!("../../../store/src/search/contact_hits.sql");
/// As often as the store goes on for one page.
const MOST_ROUNDS: usize = 4;
/// Searches before the clock runs.
const WARM_UP: usize = 40;

/// Measures one class, each time with so many at once.
pub async fn measure(
    places: &Places,
    firm: &Firm,
    class: &Rc<Class>,
    crowds: &[(usize, usize)],
    report: &mut Report,
) -> Result<()> {
    let mut web = places.web(firm).await?;
    for number in 0..WARM_UP {
        search(&mut web, class, number).await?;
    }
    for &(concurrency, count) in crowds {
        let connections = places.webs(firm, concurrency).await?;
        // The ids that were found, for the floor: the same rows.
        let found = Rc::new(RefCell::new(vec![Vec::new(); count]));
        let (asked, keep) = (Rc::clone(class), Rc::clone(&found));
        let load = load::run(
            connections,
            count,
            async move |web: &mut PgConnection, n| {
                keep.borrow_mut()[n] = search(web, &asked, n).await?;
                Ok(())
            },
        )
        .await?;
        let floor = by_key(places, firm, class, found.take(), concurrency).await?;
        report.figure(Figure {
            what: class.name.clone(),
            at: At::Database,
            contacts: firm.contacts,
            concurrency,
            times: load.times,
            per_second: Some(load.per_second),
            floor: Some(floor),
        });
    }
    Ok(())
}

/// One page: its ids.
async fn search(web: &mut PgConnection, class: &Class, number: usize) -> Result<Vec<Uuid>> {
    let search = class.search(number);
    let (mut ids, mut after) = (Vec::new(), None::<String>);
    for _ in 0..MOST_ROUNDS {
        let missing = PAGE_SIZE - u32::try_from(ids.len())?;
        let (found, next): (Vec<Uuid>, Option<String>) = sqlx::query_as(FIND)
            .bind(&search.text)
            .bind(class.field.as_str())
            .bind(class.how.as_str())
            .bind(&after)
            .bind(i32::try_from(missing)?)
            .fetch_one(&mut *web)
            .await?;
        ids.extend(found);
        after = next;
        if after.is_none() || ids.len() >= PAGE_SIZE as usize {
            break;
        }
    }
    rows(web, ROWS, &ids, class, &search.text).await?;
    Ok(ids)
}

async fn rows(
    connection: &mut PgConnection,
    sql: &str,
    ids: &[Uuid],
    class: &Class,
    typed: &str,
) -> Result<()> {
    // The store's statement, or the one below.
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .bind(ids)
        .bind(text::words(typed))
        .bind(domain::phone::digits(typed))
        .bind(class.field.as_str())
        .fetch_all(connection)
        .await?;
    Ok(())
}

/// The same rows by the same statement, when the ids are known already and nobody asks whose they are.
async fn by_key(
    places: &Places,
    firm: &Firm,
    class: &Rc<Class>,
    found: Vec<Vec<Uuid>>,
    concurrency: usize,
) -> Result<Floor> {
    // Without the policy the firm must be named, or the key would not be used.
    let sql = ROWS.replace(
        "on c.id = f.id",
        &format!("on c.tenant_id = {} and c.id = f.id", firm.tenant),
    );
    anyhow::ensure!(sql != ROWS, "contact_hits.sql joins in another way now");
    let mut connections = Vec::with_capacity(concurrency);
    for _ in 0..concurrency {
        connections.push(places.superuser().await?);
    }
    let (class, count) = (Rc::clone(class), found.len());
    let load = load::run(
        connections,
        count,
        async move |one: &mut PgConnection, n| {
            rows(one, &sql, &found[n], &class, &class.search(n).text).await
        },
    )
    .await?;
    Ok(Floor {
        what: "rows by key, no RLS",
        times: load.times,
    })
}
