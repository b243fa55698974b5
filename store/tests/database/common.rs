//! What the tests share.

use domain::address::{AddressKind, NewAddress};
use domain::contact::NewContact;
use domain::point::{Label, NewPoint, PointKind};
use domain::{ContactId, TenantId, UserId};
use sqlx::{AssertSqlSafe, PgConnection};
use store::testing::{TestDb, TestFirm};
use store::{Session, Store};
use uuid::Uuid;

/// A database with one firm in it.
pub struct World {
    pub db: TestDb,
    pub store: Store,
    pub firm: TestFirm,
}

impl World {
    pub async fn new() -> Self {
        let db = TestDb::new().await.unwrap();
        let store = db.store().await.unwrap();
        let firm = db.firm("Alfa").await.unwrap();
        Self { db, store, firm }
    }

    /// A session of a user of the firm.
    pub async fn session(&self, user: UserId) -> Session {
        self.session_at(self.firm.tenant, user).await
    }

    pub async fn session_at(&self, tenant: TenantId, user: UserId) -> Session {
        self.db.session(&self.store, tenant, user).await.unwrap()
    }

    /// A bare connection of the web role that acts as a user of the firm: what somebody could do who
    /// had found an SQL injection.
    pub async fn raw(&self, user: UserId) -> PgConnection {
        self.raw_at(self.firm.tenant, user).await
    }

    pub async fn raw_at(&self, tenant: TenantId, user: UserId) -> PgConnection {
        let token = self.db.token(tenant, user).await.unwrap();
        let mut connection = self.db.web().await.unwrap();
        sqlx::query("select set_config('app.session', $1, false)")
            .bind(token)
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    }

    /// A contact of the seller's.
    pub async fn contact(&self, private: bool) -> ContactId {
        self.contact_of(self.firm.seller, private).await
    }

    pub async fn contact_of(&self, owner: UserId, private: bool) -> ContactId {
        let new = NewContact { private, ..eva() };
        store::contact::create(&self.session(owner).await, new, Uuid::now_v7(), true)
            .await
            .unwrap()
            .id
    }

    pub async fn end(self) {
        self.db.drop().await.unwrap();
    }
}

/// Somebody with one of everything.
pub fn eva() -> NewContact {
    let point = |kind, label, value: &str, target: &str| NewPoint {
        kind,
        label,
        value: value.to_owned(),
        target: target.to_owned(),
    };
    NewContact {
        first_name: "Eva".to_owned(),
        last_name: "Öberg".to_owned(),
        birth_date: Some("1971-02-28".parse().unwrap()),
        comment: "Ringer helst före tio.".to_owned(),
        points: vec![
            point(
                PointKind::Phone,
                Label::Mobile,
                "070-174 06 12",
                "+46701740612",
            ),
            point(
                PointKind::Email,
                Label::Work,
                "eva.oberg@ek.example",
                "eva.oberg@ek.example",
            ),
        ],
        addresses: vec![NewAddress {
            kind: AddressKind::Post,
            street: "Storgatan 1".to_owned(),
            postcode: "793 31".to_owned(),
            city: "Leksand".to_owned(),
            country: "SE".to_owned(),
        }],
        ..NewContact::default()
    }
}

/// How a statement ended: the number of rows, or the SQLSTATE.
pub async fn outcome(
    connection: &mut PgConnection,
    statement: impl Into<String>,
) -> Result<u64, String> {
    sqlx::raw_sql(AssertSqlSafe(statement.into()))
        .execute(connection)
        .await
        .map(|done| done.rows_affected())
        .map_err(|error| code(&error))
}

/// The SQLSTATE of an error, and the constraint if one was broken.
pub fn code(error: &sqlx::Error) -> String {
    let Some(error) = error.as_database_error() else {
        return error.to_string();
    };
    let code = error.code().unwrap_or_default();
    match error.constraint() {
        Some(constraint) => format!("{code} {constraint}"),
        None => code.into_owned(),
    }
}

/// One number.
pub async fn count(connection: &mut PgConnection, statement: impl Into<String>) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(statement.into()))
        .fetch_one(connection)
        .await
        .unwrap()
}

/// Tables that hold rows of a contact.
pub const CHILDREN: [&str; 6] = [
    "contact_company",
    "contact_point",
    "address",
    "customer",
    "contact_category",
    "note",
];
