//! Makes the rows of a plan, a portion at a time.

use crate::cast;
use crate::company;
use crate::names;
use crate::note::{self, About, Subject};
use crate::person::{self, Row};
use crate::plan::Plan;
use crate::rng::Rng;
use crate::rows::Rows;
use crate::tables::{Keys, Tables};

/// Rows of every table, in the order of [`crate::tables::COPIES`].
pub(crate) type Portion = [Rows; 9];

/// Contacts or companies in a portion: some megabytes.
const PORTION: u64 = 4_000;

/// Stream of chance for what is written about companies.
const NOTES: u64 = 3;

/// Makes everything, companies first, and hands over each portion until nobody takes them.
/// Gives the next customer number.
pub(crate) fn everything(plan: &Plan, keys: Keys, mut take: impl FnMut(Portion) -> bool) -> i64 {
    let mut tables = Tables::new(keys, plan.seed, &cast::NUMBERS);
    for (company, notes, number) in cast::companies(plan.seed) {
        tables.company(&company, &notes, number);
    }
    let companies = plan.companies.saturating_sub(10);
    for row in 0..companies {
        one_company(plan.seed, row, companies, &mut tables);
        if row % PORTION == PORTION - 1 && !take(std::mem::take(&mut tables.rows)) {
            return tables.next_number();
        }
    }
    let cast = cast::people(plan.seed);
    let contacts = plan.contacts.saturating_sub(cast.len() as u64);
    cast.iter().for_each(|person| tables.person(person));
    for contact in 0..contacts {
        tables.person(&person::person(Row {
            seed: plan.seed,
            contact,
            contacts,
            companies,
        }));
        if contact % PORTION == PORTION - 1 && !take(std::mem::take(&mut tables.rows)) {
            return tables.next_number();
        }
    }
    take(std::mem::take(&mut tables.rows));
    tables.next_number()
}

fn one_company(seed: u64, row: u64, of: u64, tables: &mut Tables) {
    let company = company::company(seed, row, of);
    let mut rng = Rng::of(seed, NOTES, row);
    let count = match rng.below(100) {
        0..45 => 0,
        45..78 => 1,
        78..92 => 2,
        _ => 3,
    };
    let caller = names::person(450, &mut rng).first;
    let subject = Subject {
        about: About::of(&company),
        first_name: &caller,
        town: company.place.town,
        created: company.created,
        owner: company.owner,
    };
    let mut notes: Vec<note::Note> = Vec::new();
    for _ in 0..count {
        let note = note::note(&subject, &mut rng);
        if !notes.iter().any(|known| known.body == note.body) {
            notes.push(note);
        }
    }
    tables.company(&company, &notes, None);
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::tables::NAMES;

    fn keys() -> Keys {
        let ids = |from: u128, count: usize| {
            (0..count as u128)
                .map(|n| Uuid::from_u128(from + n))
                .collect()
        };
        Keys {
            tenant: 1,
            users: ids(100, 7),
            categories: ids(200, 7),
        }
    }

    fn all(seed: u64) -> (Vec<String>, Vec<u64>, i64) {
        let plan = Plan::new(9_000, None, seed);
        let (mut texts, mut counts) = (vec![String::new(); 9], vec![0; 9]);
        let next = everything(&plan, keys(), |portion| {
            for (table, rows) in portion.iter().enumerate() {
                texts[table].push_str(&rows.text);
                counts[table] += rows.count;
            }
            true
        });
        (texts, counts, next)
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let (one, counts, _) = all(1);
        assert_eq!(one, all(1).0);
        assert_ne!(one, all(2).0);
        let count = |name: &str| {
            counts[NAMES
                .iter()
                .position(|known| *known == name)
                .expect("a table")]
        };
        assert_eq!((count("contact"), count("company")), (9_000, 1_800));
        assert!(count("customer") > 3_000 && count("note") > 4_000);
    }

    #[test]
    fn customer_numbers_are_given_once() {
        let (texts, _, next) = all(1);
        let number = |line: &str| {
            line.split('\t')
                .nth(2)
                .and_then(|number| number.parse::<i64>().ok())
        };
        let mut numbers: Vec<i64> = texts[5].lines().filter_map(number).collect();
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), count);
        assert!(numbers.last().is_some_and(|last| *last < next));
    }

    #[test]
    fn shares_are_as_intended() {
        let (texts, ..) = all(1);
        let contacts: Vec<Vec<&str>> = texts[1]
            .lines()
            .map(|line| line.split('\t').collect())
            .collect();
        let private = contacts.iter().filter(|row| row[11] == "t").count();
        assert!((90..180).contains(&private), "{private}");
        let linked: std::collections::BTreeSet<&str> = texts[2]
            .lines()
            .filter_map(|line| line.split('\t').nth(2))
            .collect();
        let without = contacts
            .iter()
            .filter(|row| !linked.contains(row[1]))
            .count();
        assert!((2_050..2_450).contains(&without), "{without}");
        let customers = texts[5]
            .lines()
            .filter(|line| line.split('\t').nth(3) != Some("\\N"))
            .count();
        assert!((2_500..2_900).contains(&customers), "{customers}");
    }

    #[test]
    fn it_stops_when_nobody_takes() {
        let mut taken = 0;
        everything(&Plan::new(50_000, None, 1), keys(), |_| {
            taken += 1;
            false
        });
        assert_eq!(taken, 1);
    }
}
