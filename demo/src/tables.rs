//! What each table is given, in the order of its COPY.

use domain::address::AddressKind;
use domain::customer::Delivery;
use domain::point::Label;
use uuid::Uuid;

use crate::calendar;
use crate::company::Company;
use crate::note::Note;
use crate::person::Person;
use crate::place::Place;
use crate::rng::Rng;
use crate::rows::Rows;

/// The statements, each with its buffer in [`Tables`], in an order that foreign keys allow.
pub(crate) const COPIES: [&str; 9] = [
    "copy crm.company (tenant_id, id, name, organisation_number, industry, website, owner_id, created_at, updated_at, updated_by) from stdin",
    "copy crm.contact (tenant_id, id, first_name, last_name, nickname, title, birth_date, language, website, comment, owner_id, private, version, created_at, updated_at, updated_by) from stdin",
    "copy crm.contact_company (tenant_id, id, contact_id, company_id, role, department, is_primary, started_on, ended_on, position, vis_owner, created_at, updated_at) from stdin",
    "copy crm.contact_point (tenant_id, id, contact_id, company_id, kind, label, value, target, position, vis_owner, created_at, updated_at) from stdin",
    "copy crm.address (tenant_id, id, contact_id, company_id, kind, street, postcode, city, position, vis_owner, created_at, updated_at) from stdin",
    "copy crm.customer (tenant_id, id, number, contact_id, company_id, invoice_email, payment_terms_days, delivery, vis_owner, created_at, updated_at) from stdin",
    "copy crm.contact_category (tenant_id, contact_id, category_id, vis_owner) from stdin",
    "copy crm.company_category (tenant_id, company_id, category_id) from stdin",
    "copy crm.note (tenant_id, id, contact_id, company_id, body, author_id, vis_owner, created_at, updated_at) from stdin",
];

/// The tables of [`COPIES`], by name.
pub(crate) const NAMES: [&str; 9] = [
    "company",
    "contact",
    "contact_company",
    "contact_point",
    "address",
    "customer",
    "contact_category",
    "company_category",
    "note",
];

const COMPANY: usize = 0;
const CONTACT: usize = 1;
const LINK: usize = 2;
const POINT: usize = 3;
const ADDRESS: usize = 4;
const CUSTOMER: usize = 5;
const CONTACT_CATEGORY: usize = 6;
const COMPANY_CATEGORY: usize = 7;
const NOTE: usize = 8;

/// Keys that the rows refer to.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    pub tenant: i64,
    /// In the order of [`crate::firm::USERS`].
    pub users: Vec<Uuid>,
    /// In the order of [`crate::firm::CATEGORIES`].
    pub categories: Vec<Uuid>,
}

/// Whose rows: of a contact or of a company, and who may see them.
#[derive(Clone, Copy)]
struct Holder {
    contact: Option<Uuid>,
    company: Option<Uuid>,
    seen_by: Option<Uuid>,
    created: i64,
}

/// Rows of all tables that wait to be sent.
#[derive(Debug)]
pub(crate) struct Tables {
    keys: Keys,
    /// For the keys of rows that have none of their own.
    rng: Rng,
    next_number: i64,
    reserved: &'static [i64],
    pub rows: [Rows; 9],
}

impl Tables {
    pub(crate) fn new(keys: Keys, seed: u64, reserved: &'static [i64]) -> Self {
        Self {
            keys,
            rng: Rng::of(seed, 7, 0),
            next_number: 10_001,
            reserved,
            rows: Default::default(),
        }
    }

    /// The number after the last one that was given.
    pub(crate) fn next_number(&self) -> i64 {
        self.reserved
            .iter()
            .map(|number| number + 1)
            .max()
            .unwrap_or(0)
            .max(self.next_number)
    }

    fn draw_number(&mut self) -> i64 {
        while self.reserved.contains(&self.next_number) {
            self.next_number += 1;
        }
        self.next_number += 1;
        self.next_number - 1
    }

    /// Begins a row: the firm, and a key of its own.
    fn begin(&mut self, table: usize, created: i64) -> &mut Rows {
        let id = calendar::id(created, &mut self.rng);
        self.rows[table].number(self.keys.tenant).uuid(id)
    }

    pub(crate) fn company(&mut self, company: &Company, notes: &[Note], number: Option<i64>) {
        let owner = self.keys.users[company.owner];
        let website = if company.has_website {
            format!("https://{}", company.domain)
        } else {
            String::new()
        };
        let rows = &mut self.rows[COMPANY];
        rows.number(self.keys.tenant)
            .uuid(company.id)
            .text(&company.name)
            .text(&company.organisation_number);
        rows.text(&company.industry).text(&website).uuid(owner);
        rows.time(company.created)
            .time(company.created)
            .uuid(owner)
            .end();

        let holder = Holder {
            contact: None,
            company: Some(company.id),
            seen_by: None,
            created: company.created,
        };
        let (shown, target) = &company.phone;
        self.point(holder, "phone", Label::Switchboard, shown, target, 0);
        let info = format!("info@{}", company.domain);
        self.point(holder, "email", Label::Work, &info, &info, 1);
        self.company_addresses(holder, company);
        if company.customer {
            let delivery = if company.organisation_number.is_empty() {
                Delivery::Letter
            } else {
                Delivery::EInvoice
            };
            let (delivery, email) = match self.rng.below(10) {
                0..5 => (Delivery::Email, format!("faktura@{}", company.domain)),
                _ => (delivery, String::new()),
            };
            self.customer(holder, number, &email, delivery, 30);
        }
        for category in &company.categories {
            let rows = &mut self.rows[COMPANY_CATEGORY];
            rows.number(self.keys.tenant)
                .uuid(company.id)
                .uuid(self.keys.categories[*category])
                .end();
        }
        self.notes(holder, notes);
    }

    fn company_addresses(&mut self, holder: Holder, company: &Company) {
        let Some(street) = &company.box_address else {
            self.address(holder, AddressKind::Post, &company.place, 0);
            return;
        };
        let post = Place {
            street: street.clone(),
            ..company.place.clone()
        };
        self.address(holder, AddressKind::Visit, &company.place, 0);
        self.address(holder, AddressKind::Invoice, &post, 1);
    }

    pub(crate) fn person(&mut self, person: &Person) {
        let owner = self.keys.users[person.owner];
        let seen_by = person.private.then_some(owner);
        let holder = Holder {
            contact: Some(person.id),
            company: None,
            seen_by,
            created: person.created,
        };
        self.contact(person, owner);
        self.links(person, seen_by);
        let mut position = 0;
        for (label, (shown, target)) in &person.phones {
            self.point(holder, "phone", *label, shown, target, position);
            position += 1;
        }
        for (label, address) in &person.emails {
            self.point(holder, "email", *label, address, address, position);
            position += 1;
        }
        for (place, (kind, address)) in person.addresses.iter().enumerate() {
            self.address(holder, *kind, address, place as i64);
        }
        if let Some(customer) = &person.customer {
            let email = match customer.delivery {
                Delivery::Email => person
                    .emails
                    .last()
                    .map(|(_, address)| address.as_str())
                    .unwrap_or_default(),
                _ => "",
            };
            self.customer(
                holder,
                customer.number,
                email,
                customer.delivery,
                customer.payment_terms_days,
            );
        }
        for category in &person.categories {
            let rows = &mut self.rows[CONTACT_CATEGORY];
            rows.number(self.keys.tenant)
                .uuid(person.id)
                .uuid(self.keys.categories[*category]);
            rows.uuid_or_null(seen_by).end();
        }
        self.notes(holder, &person.notes);
    }

    fn contact(&mut self, person: &Person, owner: Uuid) {
        let (updated, by) = person.updated;
        let version = if updated == person.created { 1 } else { 2 };
        let rows = &mut self.rows[CONTACT];
        rows.number(self.keys.tenant)
            .uuid(person.id)
            .text(&person.first_name)
            .text(&person.last_name);
        rows.text(&person.nickname)
            .text(&person.title)
            .date(person.birth_date)
            .text(person.language);
        rows.text(&person.website)
            .text(person.comment)
            .uuid(owner)
            .flag(person.private)
            .number(version);
        rows.time(person.created)
            .time(updated)
            .uuid(self.keys.users[by])
            .end();
    }

    fn links(&mut self, person: &Person, seen_by: Option<Uuid>) {
        for (position, link) in person.links.iter().enumerate() {
            let rows = self.begin(LINK, person.created);
            rows.uuid(person.id)
                .uuid(link.company)
                .text(&link.role)
                .text(&link.department)
                .flag(link.primary);
            rows.date(link.started)
                .date(link.ended)
                .number(position as i64)
                .uuid_or_null(seen_by);
            rows.time(person.created).time(person.created).end();
        }
    }

    fn point(
        &mut self,
        holder: Holder,
        kind: &str,
        label: Label,
        shown: &str,
        target: &str,
        position: i64,
    ) {
        let rows = self.begin(POINT, holder.created);
        rows.uuid_or_null(holder.contact)
            .uuid_or_null(holder.company)
            .text(kind)
            .text(label.as_str());
        rows.text(shown)
            .text(target)
            .number(position)
            .uuid_or_null(holder.seen_by);
        rows.time(holder.created).time(holder.created).end();
    }

    fn address(&mut self, holder: Holder, kind: AddressKind, place: &Place, position: i64) {
        let rows = self.begin(ADDRESS, holder.created);
        rows.uuid_or_null(holder.contact)
            .uuid_or_null(holder.company)
            .text(kind.as_str())
            .text(&place.street);
        rows.text(&place.postcode)
            .text(place.town.name)
            .number(position)
            .uuid_or_null(holder.seen_by);
        rows.time(holder.created).time(holder.created).end();
    }

    fn customer(
        &mut self,
        holder: Holder,
        number: Option<i64>,
        email: &str,
        delivery: Delivery,
        terms: i16,
    ) {
        let number = number.unwrap_or_else(|| self.draw_number());
        let rows = self.begin(CUSTOMER, holder.created);
        rows.number(number)
            .uuid_or_null(holder.contact)
            .uuid_or_null(holder.company)
            .text(email);
        rows.number(terms)
            .text(delivery.as_str())
            .uuid_or_null(holder.seen_by);
        rows.time(holder.created).time(holder.created).end();
    }

    fn notes(&mut self, holder: Holder, notes: &[Note]) {
        for note in notes {
            let author = self.keys.users[note.author];
            let rows = self.begin(NOTE, note.written);
            rows.uuid_or_null(holder.contact)
                .uuid_or_null(holder.company)
                .text(&note.body)
                .uuid(author);
            rows.uuid_or_null(holder.seen_by)
                .time(note.written)
                .time(note.written)
                .end();
        }
    }
}
