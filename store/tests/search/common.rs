//! What the tests share: a firm, and people in it.

use domain::address::{AddressKind, NewAddress};
use domain::contact::{ContactHit, NewContact};
use domain::page::Page;
use domain::point::{Label, NewPoint, PointKind};
use domain::search::{Field, How, Population, Search};
use domain::{ContactId, UserId};
use sqlx::PgConnection;
use store::testing::{TestDb, TestFirm};
use store::{Session, Store, contact};
use uuid::Uuid;

/// A database with one firm, and its seller's session.
pub struct World {
    pub db: TestDb,
    pub store: Store,
    pub firm: TestFirm,
    pub seller: Session,
}

impl World {
    pub async fn new() -> Self {
        let db = TestDb::new().await.unwrap();
        let store = db.store().await.unwrap();
        let firm = db.firm("Alfa").await.unwrap();
        let seller = db.session(&store, firm.tenant, firm.seller).await.unwrap();
        Self {
            db,
            store,
            firm,
            seller,
        }
    }

    pub async fn session(&self, user: UserId) -> Session {
        self.db
            .session(&self.store, self.firm.tenant, user)
            .await
            .unwrap()
    }

    /// A bare connection that acts as a user.
    pub async fn raw(&self, user: UserId) -> PgConnection {
        let token = self.db.token(self.firm.tenant, user).await.unwrap();
        let mut web = self.db.web().await.unwrap();
        sqlx::query("select set_config('app.session', $1, false)")
            .bind(token)
            .execute(&mut web)
            .await
            .unwrap();
        web
    }

    pub async fn add(&self, new: NewContact) -> ContactId {
        self.save(new, false).await
    }

    pub async fn save(&self, new: NewContact, customer: bool) -> ContactId {
        contact::create(&self.seller, new, Uuid::now_v7(), customer)
            .await
            .unwrap()
            .id
    }

    /// People by «first last».
    pub async fn people(&self, names: &[&str]) {
        for name in names {
            self.add(person(name)).await;
        }
    }

    /// A company that some contacts have a role at.
    pub async fn company(
        &self,
        name: &str,
        organisation_number: &str,
        contacts: &[(ContactId, &str)],
    ) -> Uuid {
        let mut web = self.raw(self.firm.seller).await;
        let id = Uuid::now_v7();
        sqlx::query("insert into crm.company (id, name, organisation_number) values ($1, $2, $3)")
            .bind(id)
            .bind(name)
            .bind(organisation_number)
            .execute(&mut web)
            .await
            .unwrap();
        for (contact, role) in contacts {
            sqlx::query("insert into crm.contact_company (contact_id, company_id, role, is_primary) values ($1, $2, $3, true)")
                .bind(contact.0).bind(id).bind(role).execute(&mut web).await.unwrap();
        }
        id
    }

    pub async fn end(self) {
        self.db.drop().await.unwrap();
    }
}

/// «first last», split at the first space.
pub fn person(name: &str) -> NewContact {
    let (first, last) = name.split_once(' ').unwrap_or(("", name));
    NewContact {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        ..NewContact::default()
    }
}

pub fn email(address: &str) -> NewPoint {
    NewPoint {
        kind: PointKind::Email,
        label: Label::Work,
        value: address.to_owned(),
        target: address.to_owned(),
    }
}

pub fn phone(number: &str) -> NewPoint {
    let phone = domain::phone::parse(number).unwrap();
    NewPoint {
        kind: PointKind::Phone,
        label: Label::Mobile,
        value: phone.national(),
        target: phone.e164,
    }
}

pub fn address(street: &str, postcode: &str, city: &str) -> NewAddress {
    NewAddress {
        kind: AddressKind::Post,
        street: street.to_owned(),
        postcode: postcode.to_owned(),
        city: city.to_owned(),
        country: "SE".to_owned(),
    }
}

pub fn find(text: &str) -> Search {
    Search {
        text: text.to_owned(),
        ..Search::default()
    }
}

pub fn find_in(field: Field, how: How, text: &str) -> Search {
    Search {
        field,
        how,
        ..find(text)
    }
}

pub fn among(population: Population, text: &str) -> Search {
    Search {
        population,
        ..find(text)
    }
}

pub async fn page(session: &Session, search: &Search) -> Page<ContactHit> {
    contact::search(session, search).await.unwrap()
}

/// The names found, in order.
pub async fn names(session: &Session, search: &Search) -> Vec<String> {
    page(session, search)
        .await
        .items
        .into_iter()
        .map(|hit| domain::contact::full_name(&hit.first_name, &hit.last_name))
        .collect()
}
