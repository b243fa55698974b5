//! A server with a firm at work.

use domain::UserId;
use domain::user::Language;
use sqlx::PgConnection;
use store::Session;
use store::testing::TestFirm;
use uuid::Uuid;

use crate::common::{Answer, Ask, ORIGIN, Site};

/// A firm, and a session of its seller.
pub struct Office {
    pub site: Site,
    pub firm: TestFirm,
    /// The seller's.
    pub token: String,
}

impl Office {
    /// Opens it.
    pub async fn open() -> Self {
        Self::at(ORIGIN).await
    }

    /// Opens it at an origin.
    pub async fn at(origin: &str) -> Self {
        // A test that fails shows what the server said of it.
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN);
        let _ = log.with_test_writer().try_init();
        let site = Site::with(origin, true).await;
        let firm = site.db.firm("Alfa").await.expect("a firm");
        let token = site
            .db
            .token(firm.tenant, firm.seller)
            .await
            .expect("a session");
        Self { site, firm, token }
    }

    /// A page, as the seller sees it.
    pub async fn get(&self, path: impl Into<String>) -> Answer {
        self.ask(Ask::get(path)).await
    }

    /// Asks as the seller.
    pub async fn ask(&self, ask: Ask) -> Answer {
        self.site.ask(ask.signed_in(&self.token)).await
    }

    /// A token of another user of the firm.
    pub async fn token_of(&self, user: UserId) -> String {
        self.site
            .db
            .token(self.firm.tenant, user)
            .await
            .expect("a session")
    }

    /// The language of the seller from now on.
    pub async fn speak(&self, language: Language) {
        let session = Session::new(self.site.store.clone(), self.token.clone());
        store::auth::set_language(&session, language)
            .await
            .expect("a language");
    }

    /// A connection that writes as the seller, past the forms and their checks: the way that an
    /// import or an older version may have written.
    pub async fn pen(&self) -> PgConnection {
        let mut owner = self.site.db.owner().await.expect("the owner");
        store::admin::act_as(&mut owner, self.firm.tenant, self.firm.seller)
            .await
            .expect("the seller");
        owner
    }
}

/// Writes one text into every field of a contact and a company that are linked.
pub async fn write_everywhere(pen: &mut PgConnection, text: &str) -> (Uuid, Uuid) {
    let (contact, company) = (Uuid::now_v7(), Uuid::now_v7());
    let category = Uuid::now_v7();
    let short: String = text.chars().take(20).collect();
    let unique: String = text
        .chars()
        .take(60)
        .chain(contact.simple().to_string().chars())
        .collect();
    for statement in [
        "insert into crm.category (id, name) select $3, $5",
        "insert into crm.company (id, name, industry, website, comment) select $2, $4, $4, $4, $4",
        "insert into crm.contact (id, first_name, last_name, nickname, title, language, website, comment)
         select $1, $4, $4, $4, $4, $6, $4, $4",
        "insert into crm.contact_company (contact_id, company_id, role, department, is_primary) select $1, $2, $4, $4, true",
        "insert into crm.contact_category (contact_id, category_id) select $1, $3",
        "insert into crm.company_category (company_id, category_id) select $2, $3",
        "insert into crm.contact_point (contact_id, kind, value, target) select $1, kind, $4, $4
         from unnest(array['email', 'phone']) kind",
        "insert into crm.contact_point (company_id, kind, value, target) select $2, kind, $4, $4
         from unnest(array['email', 'phone']) kind",
        "insert into crm.address (contact_id, street, postcode, city) select $1, $4, $6, $4",
        "insert into crm.address (company_id, street, postcode, city) select $2, $4, $6, $4",
        "insert into crm.customer (contact_id, invoice_email) select $1, $4",
        "insert into crm.customer (company_id, invoice_email) select $2, $4",
        "insert into crm.note (company_id, body) select $2, $4",
        "insert into crm.note (contact_id, body) select $1, $4",
        "insert into crm.selection (name, query, shared) select $5, $4, true",
    ] {
        // Every statement takes all six, so that there is one way to bind them.
        let statement = format!(
            "with every as (select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text) {statement}"
        );
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(contact)
            .bind(company)
            .bind(category)
            .bind(text)
            .bind(&unique)
            .bind(&short)
            .execute(&mut *pen)
            .await
            .unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
    (contact, company)
}
