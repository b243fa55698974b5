//! The obvious SQL for the same search, by a superuser: one LIKE for each field over the same
//! trigram index, sorted. Shown beside, since it is what the search functions are there to beat.

use anyhow::Result;
use domain::text;
use std::rc::Rc;
use std::time::Instant;
use uuid::Uuid;

use crate::draw::Class;
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Report};
use crate::stats::Quantiles;

/// Few: some of them take long.
const TIMES: usize = 60;

const SQL: &str = "
    select id from crm.contact_search
    where tenant_id = $1 and not trashed and (name like $2 or crm.search_letters(email) like crm.search_letters($2)
        or crm.search_letters(phone) like $3 or crm.search_letters(address) like crm.search_letters($2)
        or crm.search_letters(number) like crm.search_letters($2) or crm.search_letters(title) like crm.search_letters($2)
        or crm.search_letters(website) like crm.search_letters($2) or crm.search_letters(company) like crm.search_letters($2))
    order by name_sort, id limit 61";

/// Measures it, one at a time.
pub async fn measure(
    places: &Places,
    firm: &Firm,
    class: &Rc<Class>,
    report: &mut Report,
) -> Result<()> {
    let mut superuser = places.superuser().await?;
    let mut times = Vec::with_capacity(TIMES);
    for number in 0..TIMES {
        let typed = class.search(number).text;
        let folded = text::fold(&typed);
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let pattern = match class.three_letters {
            true => format!("%{folded}%"),
            // One or two letters are looked for at the beginning of a word.
            false => format!("% {folded}%"),
        };
        let phone = match digits.len() {
            0..3 => pattern.clone(),
            _ => format!("%{digits}%"),
        };
        let started = Instant::now();
        let _: Vec<Uuid> = sqlx::query_scalar(SQL)
            .bind(firm.tenant)
            .bind(pattern)
            .bind(phone)
            .fetch_all(&mut superuser)
            .await?;
        times.push(started.elapsed());
    }
    if let Some(times) = Quantiles::of(&times) {
        report.figure(Figure {
            what: format!("{} (plain LIKE)", class.name),
            at: At::Database,
            contacts: firm.contacts,
            concurrency: 1,
            times,
            per_second: None,
            floor: None,
        });
    }
    Ok(())
}
