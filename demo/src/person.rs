//! Contacts: each is a function of the seed and its place in the row.

mod habits;

use domain::address::AddressKind;
use domain::customer::Delivery;
use domain::date::Date;
use domain::point::Label;
use uuid::Uuid;

use self::habits::{COMMENTS, OTHERS, nickname, period, share_of_women};
use crate::calendar;
use crate::company::{self, Company, Kind, category};
use crate::firm;
use crate::mailbox;
use crate::names::{self, Name};
use crate::note::{About, Note, Subject, note};
use crate::place::{self, Fictional, Place, Town};
use crate::rng::Rng;
use crate::trade::Title;

/// The link to a company.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub company: Uuid,
    pub role: String,
    pub department: String,
    pub primary: bool,
    pub started: Option<Date>,
    pub ended: Option<Date>,
}

/// The customer row of a private customer.
#[derive(Debug, Clone)]
pub(crate) struct Customer {
    /// `None`: the next of the series.
    pub number: Option<i64>,
    pub delivery: Delivery,
    pub payment_terms_days: i16,
}

/// A contact, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub id: Uuid,
    pub created: i64,
    /// When it was last changed, and by whom.
    pub updated: (i64, usize),
    pub first_name: String,
    pub last_name: String,
    pub nickname: String,
    pub title: String,
    pub birth_date: Option<Date>,
    pub language: &'static str,
    pub website: String,
    pub comment: &'static str,
    pub owner: usize,
    pub private: bool,
    pub links: Vec<Link>,
    pub phones: Vec<(Label, Fictional)>,
    pub emails: Vec<(Label, String)>,
    pub addresses: Vec<(AddressKind, Place)>,
    pub customer: Option<Customer>,
    pub categories: Vec<usize>,
    pub notes: Vec<Note>,
}

/// Stream of chance for contacts.
const STREAM: u64 = 1;

/// Where a contact stands, and among what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub seed: u64,
    pub contact: u64,
    pub contacts: u64,
    pub companies: u64,
}

/// What a person is to the firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Works somewhere; no customer.
    Contact,
    /// Private customer who works nowhere that we know of.
    Customer,
    /// Both.
    Both,
    /// Neither: somebody one may need to call.
    Other,
}

/// The contact at a place in the row.
pub(crate) fn person(row: Row) -> Person {
    let mut rng = Rng::of(row.seed, STREAM, row.contact);
    let part = match rng.below(1_000) {
        0..200 => Part::Customer,
        200..250 => Part::Other,
        250..350 => Part::Both,
        _ => Part::Contact,
    };
    let works = matches!(part, Part::Contact | Part::Both);
    let companies = if works {
        companies(row, &mut rng)
    } else {
        Vec::new()
    };
    let name = names::person(share_of_women(companies.first()), &mut rng);
    let created = calendar::moment(row.contact, row.contacts);
    let home = match companies.first() {
        Some(company) if rng.per_mille(860) => company.place.town,
        _ => Town::draw(&mut rng),
    };
    let mut person = blank(name, created, home, part, &mut rng);
    for company in &companies {
        person.join(company, &mut rng);
    }
    person.reach(companies.first(), home, part, &mut rng);
    if matches!(part, Part::Customer | Part::Both) {
        person.invoice(home, &mut rng);
    }
    person.remember(companies.first(), home, part, &mut rng);
    person
}

fn blank(name: Name, created: i64, home: &'static Town, part: Part, rng: &mut Rng) -> Person {
    let owner = firm::owner(rng);
    let changed = rng
        .per_mille(350)
        .then(|| (calendar::lately(created, rng), firm::author(rng)));
    let birth_share = if part == Part::Contact { 80 } else { 600 };
    Person {
        id: calendar::id(created, rng),
        created,
        updated: changed.unwrap_or((created, owner)),
        birth_date: rng
            .per_mille(birth_share)
            .then(|| birthday(name.born, rng))
            .flatten(),
        nickname: nickname(&name, rng),
        first_name: name.first,
        last_name: name.last,
        title: if part == Part::Other {
            rng.pick(&OTHERS).to_string()
        } else {
            String::new()
        },
        language: if rng.per_mille(18) { "en" } else { "" },
        website: String::new(),
        comment: if rng.per_mille(70) {
            rng.pick(&COMMENTS)
        } else {
            ""
        },
        owner,
        private: rng.per_mille(15),
        links: Vec::new(),
        phones: Vec::new(),
        emails: Vec::new(),
        addresses: if part == Part::Other && rng.per_mille(500) {
            vec![(AddressKind::Post, place::place(home, rng))]
        } else {
            Vec::new()
        },
        customer: None,
        categories: Vec::new(),
        notes: Vec::new(),
    }
}

fn birthday(year: i32, rng: &mut Rng) -> Option<Date> {
    let month = rng.between(1, 12) as u8;
    let day = rng.between(1, 28) as u8;
    i16::try_from(year)
        .ok()
        .and_then(|year| Date::new(year, month, day).ok())
}

/// One to three companies, older than the contact itself, so that each was there when it was
/// linked. The very first contacts may find too few.
fn companies(row: Row, rng: &mut Rng) -> Vec<Company> {
    let reach = row.companies as f64 * (row.contact as f64 + 0.5) / row.contacts.max(1) as f64;
    let wanted = match rng.below(100) {
        0..80 => 1,
        80..95 => 2,
        _ => 3,
    };
    let mut rows: Vec<u64> = Vec::new();
    for _ in 0..wanted {
        let at = ((reach * rng.unit()) as u64).min(row.companies.saturating_sub(1));
        if !rows.contains(&at) {
            rows.push(at);
        }
    }
    rows.into_iter()
        .map(|at| company::company(row.seed, at, row.companies))
        .collect()
}

impl Person {
    fn join(&mut self, company: &Company, rng: &mut Rng) {
        let title = match company.kind {
            Kind::SoleTrader => Title {
                decides: true,
                ..Title::plain("Innehavare")
            },
            _ => rng.pick(&company.trade.titles),
        };
        let first = self.links.is_empty();
        // The main company is a present one; some of the others are past.
        let past = !first && rng.per_mille(320);
        let (started, ended) = period(self.created, past, rng);
        let department = company
            .trade
            .department_of(title)
            .filter(|_| rng.per_mille(500));
        self.links.push(Link {
            company: company.id,
            role: title.name.to_owned(),
            department: department.unwrap_or_default().to_owned(),
            primary: first,
            started,
            ended,
        });
        if !past {
            self.categorise(company, title, rng);
        }
    }

    fn categorise(&mut self, company: &Company, title: Title, rng: &mut Rng) {
        let wanted = [
            (title.decides && rng.per_mille(700), category::DECIDES),
            (title.buys && rng.per_mille(850), category::BUYS),
            (
                company.trade.supplier && rng.per_mille(600),
                category::SUPPLIER,
            ),
            (title.on_board() && rng.per_mille(800), category::BOARD),
            (
                company.categories.contains(&category::AGREEMENT) && rng.per_mille(400),
                category::AGREEMENT,
            ),
        ];
        for (_, category) in wanted.into_iter().filter(|(wanted, _)| *wanted) {
            self.categorise_as(category);
        }
    }

    fn categorise_as(&mut self, category: usize) {
        if !self.categories.contains(&category) {
            self.categories.push(category);
        }
    }

    /// Phones and e-mail, at work and at home.
    fn reach(&mut self, company: Option<&Company>, home: &'static Town, part: Part, rng: &mut Rng) {
        let (first, last) = (self.first_name.clone(), self.last_name.clone());
        if rng.per_mille(930) {
            self.phones.push((Label::Mobile, place::mobile(rng)));
        }
        let at_office = company.filter(|company| !spare_time(company.kind));
        match at_office {
            Some(company) if rng.per_mille(380) => {
                let label = if rng.per_mille(500) {
                    Label::Switchboard
                } else {
                    Label::Work
                };
                let number = if label == Label::Switchboard {
                    company.phone.clone()
                } else {
                    place::landline(company.place.town.region, rng)
                };
                self.phones.push((label, number));
            }
            None if rng.per_mille(160) => self
                .phones
                .push((Label::Home, place::landline(home.region, rng))),
            _ => {}
        }
        if let Some(company) = at_office.filter(|_| rng.per_mille(880)) {
            self.emails.push((
                Label::Work,
                mailbox::at_work(&first, &last, &company.domain),
            ));
        }
        let private_share = if at_office.is_none() || part == Part::Both {
            780
        } else {
            60
        };
        if rng.per_mille(private_share) {
            self.emails.push((
                Label::Home,
                mailbox::at_home(&first, &last, self.birth_date, rng),
            ));
        }
    }

    /// Makes a private customer of somebody.
    fn invoice(&mut self, home: &'static Town, rng: &mut Rng) {
        let house = place::place(home, rng);
        let away = rng.per_mille(90);
        self.addresses.push((
            if away {
                AddressKind::Post
            } else {
                AddressKind::Invoice
            },
            house,
        ));
        if away {
            // A second home, which is what we heat.
            let cottage = place::place(Town::draw(rng), rng);
            self.addresses.push((AddressKind::Visit, cottage));
        }
        let delivery = match (self.emails.is_empty(), rng.below(100)) {
            (false, 0..62) => Delivery::Email,
            (_, 62..80) => Delivery::EInvoice,
            _ => Delivery::Letter,
        };
        let payment_terms_days = if rng.per_mille(60) { 15 } else { 30 };
        self.customer = Some(Customer {
            number: None,
            delivery,
            payment_terms_days,
        });
        if rng.per_mille(480) {
            self.categorise_as(category::HEAT_PUMP);
        }
        if rng.per_mille(260) {
            self.categorise_as(category::AGREEMENT);
        }
    }

    fn remember(
        &mut self,
        company: Option<&Company>,
        home: &'static Town,
        part: Part,
        rng: &mut Rng,
    ) {
        let count = match rng.below(100) {
            0..62 => 0,
            62..84 => 1,
            84..94 => 2,
            _ => 3,
        };
        for _ in 0..count {
            let about = match (part, company) {
                (Part::Customer, _) => About::Home,
                (Part::Both, _) if rng.per_mille(600) => About::Home,
                (_, Some(company)) if spare_time(company.kind) || company.trade.supplier => {
                    About::of(company)
                }
                (_, Some(_)) => About::Work,
                (_, None) => break,
            };
            let town = company.map_or(home, |company| company.place.town);
            let subject = Subject {
                about,
                first_name: &self.first_name,
                town,
                created: self.created,
                owner: self.owner,
            };
            let note = note(&subject, rng);
            // The same thing is not written twice.
            if !self.notes.iter().any(|known| known.body == note.body) {
                self.notes.push(note);
            }
        }
    }
}

/// One is on its board in one's spare time, so it has no switchboard and no mailboxes.
fn spare_time(kind: Kind) -> bool {
    matches!(kind, Kind::CoOperative | Kind::Association)
}
