//! The people and companies of the design (shared/design/02-kontakter.html): always there, whatever
//! the seed and the number, so that pictures, tests and documentation can speak of them.

mod listed;

use domain::address::AddressKind;
use domain::customer::Delivery;
use domain::date::Date;
use domain::point::Label;
use domain::{identity, phone};

use self::listed::{COMPANIES, Firm, HOUSEHOLDERS, Householder, WORKERS, Worker};
use crate::calendar;
use crate::company::{self, Company, Kind, category};
use crate::firm::{JOHAN, MARYAM};
use crate::mailbox;
use crate::note::Note;
use crate::person::{Customer, Link, Person};
use crate::place::{Fictional, Place, Town};
use crate::rng::Rng;
use crate::trade::{CO_OPERATIVE, TRADES, Trade};

/// Numbers that the design shows, which the series passes over.
pub(crate) const NUMBERS: [i64; 3] = [20_391, 20_418, 30_127];

/// Stream of chance for the keys.
const STREAM: u64 = 5;

fn fictional(shown: &str) -> Fictional {
    let number = phone::parse(shown)
        .map(|phone| phone.e164)
        .unwrap_or_default();
    (shown.to_owned(), number)
}

fn place(street: &str, postcode: &str, town: &str) -> Place {
    Place {
        town: Town::named(town),
        street: street.to_owned(),
        postcode: postcode.to_owned(),
    }
}

fn trade(industry: &str) -> &'static Trade {
    TRADES
        .values()
        .iter()
        .find(|trade| trade.industry == industry)
        .unwrap_or(&CO_OPERATIVE)
}

fn moment(day: &str, hour: i64, minute: i64) -> i64 {
    let days = day.parse().map_or(0, |date: Date| i64::from(date.days()));
    // As the clock shows it in Sweden in winter.
    days * 86_400_000 + (hour - 1) * 3_600_000 + minute * 60_000
}

/// The companies, with their notes and customer numbers.
pub(crate) fn companies(seed: u64) -> Vec<(Company, Vec<Note>, Option<i64>)> {
    let row = |(index, firm): (usize, &Firm)| {
        let company = company(seed, index, firm);
        let notes = if index == 0 {
            vec![norrsken_note()]
        } else {
            Vec::new()
        };
        (company, notes, (index == 0).then_some(NUMBERS[2]))
    };
    COMPANIES.iter().enumerate().map(row).collect()
}

fn company(seed: u64, index: usize, firm: &Firm) -> Company {
    let (name, kind, industry, street, postcode, town, phone) = *firm;
    let mut rng = Rng::of(seed, STREAM, index as u64);
    let created = calendar::moment(0, 1) + index as i64 * 60_000;
    let nine = format!(
        "4{}6600{:02}",
        if kind == Kind::Limited { "55" } else { "76" },
        48 + index
    );
    let digits = format!("{nine}{}", identity::luhn_digit(&nine));
    let trade = if kind == Kind::CoOperative {
        &CO_OPERATIVE
    } else {
        trade(industry)
    };
    Company {
        id: calendar::id(created, &mut rng),
        created,
        name: name.to_owned(),
        organisation_number: format!("{}-{}", &digits[..6], &digits[6..]),
        industry: trade.industry.to_owned(),
        domain: if index == 0 {
            "norrsken.example".to_owned()
        } else {
            company::internet_domain(name)
        },
        has_website: kind != Kind::CoOperative,
        owner: JOHAN,
        kind,
        trade,
        place: place(street, postcode, town),
        box_address: None,
        phone: fictional(phone),
        customer: !trade.supplier,
        categories: match index {
            0 => vec![category::AGREEMENT, category::FRAME],
            _ if trade.supplier => vec![category::SUPPLIER],
            _ => vec![category::AGREEMENT],
        },
    }
}

fn norrsken_note() -> Note {
    Note {
        written: moment("2026-11-18", 10, 12),
        author: MARYAM,
        body: "Vill samla alla fastigheter i ett avtal från årsskiftet. Har budget, men styrelsen i Brf Björken måste godkänna sin del först.".to_owned(),
    }
}

/// The people.
pub(crate) fn people(seed: u64) -> Vec<Person> {
    let companies: Vec<Company> = companies(seed)
        .into_iter()
        .map(|(company, ..)| company)
        .collect();
    let workers = WORKERS
        .iter()
        .enumerate()
        .map(|(index, worker)| worker_of(seed, index, worker, &companies));
    let mut people: Vec<Person> = workers.collect();
    people.extend(
        HOUSEHOLDERS
            .iter()
            .enumerate()
            .map(|(index, person)| householder(seed, index, person)),
    );
    if let Some(daniel) = people.first().map(|_| daniel(seed, &companies)) {
        people.push(daniel);
    }
    particulars(&mut people, &companies);
    people
}

fn blank(seed: u64, index: usize, first: &str, last: &str) -> Person {
    let mut rng = Rng::of(seed, STREAM, 1_000 + index as u64);
    let created = calendar::moment(0, 1) + 3_600_000 + index as i64 * 60_000;
    Person {
        id: calendar::id(created, &mut rng),
        created,
        updated: (created, JOHAN),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        nickname: String::new(),
        title: String::new(),
        birth_date: None,
        language: "",
        website: String::new(),
        comment: "",
        owner: JOHAN,
        private: false,
        links: Vec::new(),
        phones: Vec::new(),
        emails: Vec::new(),
        addresses: Vec::new(),
        customer: None,
        categories: Vec::new(),
        notes: Vec::new(),
    }
}

fn link(company: &Company, role: &str, primary: bool) -> Link {
    Link {
        company: company.id,
        role: role.to_owned(),
        department: String::new(),
        primary,
        started: None,
        ended: None,
    }
}

fn worker_of(seed: u64, index: usize, worker: &Worker, companies: &[Company]) -> Person {
    let (first, last, role, at, phone) = *worker;
    let mut person = blank(seed, index, first, last);
    let company = &companies[at];
    person.links.push(link(company, role, true));
    let label = if phone.starts_with("070") {
        Label::Mobile
    } else {
        Label::Work
    };
    person.phones.push((label, fictional(phone)));
    person
        .emails
        .push((Label::Work, mailbox::at_work(first, last, &company.domain)));
    person
}

fn daniel(seed: u64, companies: &[Company]) -> Person {
    worker_of(
        seed,
        100,
        &("Daniel", "Ahlgren", "Ekonomichef", 0, "08-465 004 22"),
        companies,
    )
}

fn householder(seed: u64, index: usize, person: &Householder) -> Person {
    let (first, last, phone, street, postcode, town) = *person;
    let mut person = blank(seed, 50 + index, first, last);
    person.phones.push((Label::Mobile, fictional(phone)));
    person
        .addresses
        .push((AddressKind::Invoice, place(street, postcode, town)));
    person.customer = Some(private_customer(None));
    person.categories.push(category::HEAT_PUMP);
    person
}

fn private_customer(number: Option<i64>) -> Customer {
    Customer {
        number,
        delivery: Delivery::Letter,
        payment_terms_days: 30,
    }
}

/// What the design says about some of them and not the others.
fn particulars(people: &mut [Person], companies: &[Company]) {
    for person in people {
        match (person.first_name.as_str(), person.last_name.as_str()) {
            ("Karin", "Söderström") => karin(person, &companies[1]),
            ("Per-Olof", _) => {
                person.private = true;
                person
                    .emails
                    .push((Label::Home, "po.sodergren@fjallgard.example".to_owned()));
                person.categories.push(category::AGREEMENT);
                person.customer = Some(private_customer(Some(NUMBERS[0])));
            }
            ("Yasmin", _) => person.private = true,
            ("Gustav", _) => {
                person
                    .links
                    .push(link(&companies[1], "Styrelseledamot", true));
                person.categories.push(category::BOARD);
            }
            _ => {}
        }
    }
}

fn karin(person: &mut Person, co_operative: &Company) {
    person.links.push(link(co_operative, "Ordförande", false));
    person
        .phones
        .push((Label::Switchboard, fictional("08-465 004 20")));
    person
        .emails
        .push((Label::Home, "karin@soderstrom.example".to_owned()));
    person.addresses.push((
        AddressKind::Visit,
        place("Hamngatan 14", "111 47", "Stockholm"),
    ));
    person.addresses.push((
        AddressKind::Invoice,
        place("Tallstigen 3", "793 31", "Leksand"),
    ));
    person.customer = Some(private_customer(Some(NUMBERS[1])));
    person.website = "https://norrsken.example".to_owned();
    person.categories = vec![category::BUYS, category::DECIDES, category::AGREEMENT];
    person.updated = (moment("2026-11-18", 10, 14), MARYAM);
    person.notes.push(Note {
        written: moment("2026-10-08", 14, 40),
        author: JOHAN,
        body: "Fläkt FF2 låter. Karin ordnar tillträde via fastighetsskötaren, nyckel hämtas på Hamngatan.".to_owned(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_of_the_design_is_there() {
        let people = people(1);
        let hits = people
            .iter()
            .filter(|person| domain::text::fold(&person.last_name).contains("soder"));
        assert_eq!(hits.count(), 16);
        let karin = &people[0];
        assert_eq!(karin.emails[0].1, "karin.soderstrom@norrsken.example");
        assert_eq!(
            karin.phones[0].1,
            ("070-174 06 12".to_owned(), "+46701740612".to_owned())
        );
        assert!(
            people
                .iter()
                .flat_map(|p| &p.phones)
                .all(|(_, (_, e164))| e164.starts_with("+46"))
        );
        assert!(companies(1).iter().all(|(company, ..)| {
            identity::OrganisationNumber::parse(&company.organisation_number).is_ok()
        }));
    }
}
