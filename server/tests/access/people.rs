//! Fills a firm: contacts and companies with a canary in every field that holds text.

use domain::UserId;
use sqlx::PgConnection;
use store::testing::TestFirm;
use uuid::Uuid;

use crate::canary::{Canaries, Seen};

/// How a contact is kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept {
    /// Hidden from colleagues.
    pub private: bool,
    /// In the trash.
    pub trashed: bool,
}

/// Writes as a user of a firm, and keeps what was written.
pub struct Pen<'a> {
    /// Acts as the firm's seller or administrator.
    pub owner: &'a mut PgConnection,
    /// What was planted.
    pub canaries: &'a mut Canaries,
}

macro_rules! insert {
    ($pen:expr, $sql:literal, $($value:expr),+ $(,)?) => {
        sqlx::query($sql)$(.bind($value))+.execute(&mut *$pen.owner).await.expect($sql)
    };
}

impl Pen<'_> {
    /// A category.
    pub async fn category(&mut self, what: &str, seen: Seen) -> Uuid {
        let id = Uuid::now_v7();
        let name = self.canaries.plant(format!("{what}.category"), seen);
        insert!(
            self,
            "insert into crm.category (id, name) values ($1, $2)",
            id,
            name
        );
        id
    }

    /// An act on many rows, begun by the one who writes.
    pub async fn bulk_act(&mut self) -> Uuid {
        let id = Uuid::now_v7();
        insert!(
            self,
            "insert into crm.bulk_act (id, total) values ($1, 2)",
            id
        );
        id
    }

    /// A saved selection of the one who writes.
    pub async fn selection(&mut self, what: &str, shared: bool, seen: Seen) -> Uuid {
        let id = Uuid::now_v7();
        let name = self.canaries.plant(format!("{what}.name"), seen);
        let query = format!("q={}", self.canaries.plant(format!("{what}.query"), seen));
        insert!(
            self,
            "insert into crm.selection (id, name, query, shared) values ($1, $2, $3, $4)",
            id,
            name,
            query,
            shared
        );
        id
    }

    /// A company with everything a company has.
    pub async fn company(&mut self, what: &str, trashed: bool, category: Uuid, seen: Seen) -> Uuid {
        let id = Uuid::now_v7();
        let mut plant = |field: &str| self.canaries.plant(format!("{what}.{field}"), seen);
        let (name, industry, comment) = (plant("name"), plant("industry"), plant("comment"));
        let website = format!("https://{}.example", plant("website"));
        insert!(
            self,
            "insert into crm.company (id, name, industry, website, comment) values ($1, $2, $3, $4, $5)",
            id,
            name,
            industry,
            website,
            comment
        );
        insert!(
            self,
            "insert into crm.company_category (company_id, category_id) values ($1, $2)",
            id,
            category
        );
        let holder = Holder {
            what,
            contact: None,
            company: Some(id),
            link: None,
        };
        self.reach(&holder, seen).await;
        self.customer(&holder, seen).await;
        self.note(&holder, seen).await;
        if trashed {
            insert!(
                self,
                "update crm.company set deleted_at = now() where id = $1",
                id
            );
        }
        id
    }

    /// A contact with everything a contact has, and a role at a company.
    pub async fn contact(
        &mut self,
        what: &str,
        kept: Kept,
        company: Uuid,
        category: Uuid,
        seen: Seen,
    ) -> Uuid {
        let id = Uuid::now_v7();
        let mut plant = |field: &str| self.canaries.plant(format!("{what}.{field}"), seen);
        let (first, last, nickname) = (plant("first_name"), plant("last_name"), plant("nickname"));
        let (title, language, comment) = (plant("title"), plant("language"), plant("comment"));
        let website = format!("https://{}.example", plant("website"));
        insert!(
            self,
            "insert into crm.contact (id, first_name, last_name, nickname, title, language, website, comment, private)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id, first, last, nickname, title, language, website, comment, kept.private
        );
        insert!(
            self,
            "insert into crm.contact_category (contact_id, category_id) values ($1, $2)",
            id,
            category
        );
        let link = self.link(what, id, company, seen).await;
        self.reach(
            &Holder {
                what,
                contact: Some(id),
                company: None,
                link: None,
            },
            seen,
        )
        .await;
        let role = format!("{what}.link");
        self.reach_point(
            &Holder {
                what: &role,
                contact: Some(id),
                company: None,
                link: Some(link),
            },
            "phone",
            seen,
        )
        .await;
        let holder = Holder {
            what,
            contact: Some(id),
            company: None,
            link: None,
        };
        self.customer(&holder, seen).await;
        self.note(&holder, seen).await;
        if kept.trashed {
            insert!(
                self,
                "update crm.contact set deleted_at = now() where id = $1",
                id
            );
        }
        id
    }

    async fn link(&mut self, what: &str, contact: Uuid, company: Uuid, seen: Seen) -> Uuid {
        let id = Uuid::now_v7();
        let role = self.canaries.plant(format!("{what}.role"), seen);
        let department = self.canaries.plant(format!("{what}.department"), seen);
        insert!(
            self,
            "insert into crm.contact_company (id, contact_id, company_id, role, department, is_primary)
             values ($1, $2, $3, $4, $5, true)",
            id, contact, company, role, department
        );
        id
    }

    async fn reach(&mut self, holder: &Holder<'_>, seen: Seen) {
        self.reach_point(holder, "email", seen).await;
        self.reach_point(holder, "phone", seen).await;
        let mut plant = |field: &str| {
            self.canaries
                .plant(format!("{}.{field}", holder.what), seen)
        };
        let (street, city) = (plant("street"), plant("city"));
        let postcode = self
            .canaries
            .plant_short(format!("{}.postcode", holder.what), seen);
        insert!(
            self,
            "insert into crm.address (contact_id, company_id, street, postcode, city) values ($1, $2, $3, $4, $5)",
            holder.contact,
            holder.company,
            street,
            postcode,
            city
        );
    }

    async fn reach_point(&mut self, holder: &Holder<'_>, kind: &str, seen: Seen) {
        let value = self.canaries.plant(format!("{}.{kind}", holder.what), seen);
        let (value, target) = match kind {
            "email" => (format!("{value}@x.example"), format!("{value}@x.example")),
            // Shown in one way and dialled in another, so each is a text of its own.
            _ => (
                value,
                self.canaries
                    .plant_number(format!("{}.{kind}_target", holder.what), seen)
                    .to_string(),
            ),
        };
        insert!(
            self,
            "insert into crm.contact_point (contact_id, company_id, link_id, kind, label, value, target, position)
             values ($1, $2, $3, $4, 'work', $5, $6, case when $3 is null then 0 else 1 end)",
            holder.contact, holder.company, holder.link, kind, value, target
        );
    }

    async fn customer(&mut self, holder: &Holder<'_>, seen: Seen) {
        let number = self
            .canaries
            .plant_number(format!("{}.customer_number", holder.what), seen);
        let email = self
            .canaries
            .plant(format!("{}.invoice_email", holder.what), seen);
        let language = self
            .canaries
            .plant(format!("{}.invoice_language", holder.what), seen);
        insert!(
            self,
            "insert into crm.customer (number, contact_id, company_id, invoice_email, language) values ($1, $2, $3, $4, $5)",
            number,
            holder.contact,
            holder.company,
            email,
            language
        );
    }

    /// Something to be done for a contact or company, perhaps in a project: an object of its own.
    pub async fn task(
        &mut self,
        what: &str,
        contact: Option<Uuid>,
        company: Option<Uuid>,
        project: Option<Uuid>,
        seen: Seen,
    ) -> Uuid {
        let id = Uuid::now_v7();
        let mut plant = |field: &str| self.canaries.plant(format!("task of {what}.{field}"), seen);
        let (subject, description) = (plant("subject"), plant("description"));
        insert!(
            self,
            "insert into crm.task (id, contact_id, company_id, project_id, subject, description, remind_at)
             values ($1, $2, $3, $4, $5, $6, now())",
            id,
            contact,
            company,
            project,
            subject,
            description
        );
        id
    }

    /// A note that names somebody; gives it, and what they are told of it.
    pub async fn mention(
        &mut self,
        what: &str,
        contact: Uuid,
        named: UserId,
    ) -> (Uuid, Option<Uuid>) {
        let id = Uuid::now_v7();
        let seen = match what.starts_with("hidden") {
            true => Seen::Hidden,
            false => Seen::Firm,
        };
        let text = self.canaries.plant(format!("{what}.text"), seen);
        sqlx::query(
            // Not the latest, which is shown on the card.
            "insert into crm.note (id, contact_id, body, created_at)
             select $1, $2, '@' || u.name || ' ' || $3, now() - interval '1 day' from auth.user_account u where u.id = $4",
        )
        .bind(id)
        .bind(contact)
        .bind(text)
        .bind(named.0)
        .execute(&mut *self.owner)
        .await
        .expect("a note");
        let notice = sqlx::query_scalar("select id from crm.notice where note_id = $1")
            .bind(id)
            .fetch_optional(&mut *self.owner)
            .await
            .expect("a notice, or none");
        (id, notice)
    }

    /// A meeting on a contact's card and of a project, with others who take part.
    pub async fn meeting(
        &mut self,
        what: &str,
        contact: Uuid,
        project: Uuid,
        with: &[(Option<Uuid>, Option<Uuid>)],
        seen: Seen,
    ) -> Uuid {
        let id = Uuid::now_v7();
        let mut plant = |field: &str| self.canaries.plant(format!("{what}.{field}"), seen);
        let (subject, place) = (plant("subject"), plant("place"));
        let (description, outcome) = (plant("description"), plant("outcome"));
        insert!(
            self,
            "insert into crm.meeting
                (id, contact_id, project_id, subject, place, description, outcome, starts_at, ends_at)
             values ($1, $2, $3, $4, $5, $6, $7, '2126-11-26 13:00', '2126-11-26 14:00')",
            id,
            contact,
            project,
            subject,
            place,
            description,
            outcome
        );
        for (contact, user) in with {
            insert!(
                self,
                "insert into crm.meeting_participant (meeting_id, contact_id, user_id) values ($1, $2, $3)",
                id,
                contact,
                user
            );
        }
        id
    }

    /// A project of a company's, with a note on it.
    pub async fn project(&mut self, what: &str, company: Uuid, seen: Seen) -> Uuid {
        let id = Uuid::now_v7();
        let mut plant = |field: &str| self.canaries.plant(format!("{what}.{field}"), seen);
        let (name, description, note) = (plant("name"), plant("description"), plant("note"));
        insert!(
            self,
            "insert into crm.project (id, name, description, company_id) values ($1, $2, $3, $4)",
            id,
            name,
            description,
            company
        );
        insert!(
            self,
            "insert into crm.note (project_id, body) values ($1, $2)",
            id,
            note
        );
        id
    }

    /// A contact's part in a project.
    pub async fn part(&mut self, who: &str, project: Uuid, contact: Uuid, seen: Seen) {
        let role = self.canaries.plant(format!("part of {who}.role"), seen);
        insert!(
            self,
            "insert into crm.project_participant (project_id, contact_id, role) values ($1, $2, $3)",
            project,
            contact,
            role
        );
    }

    async fn note(&mut self, holder: &Holder<'_>, seen: Seen) {
        let body = self.canaries.plant(format!("{}.note", holder.what), seen);
        insert!(
            self,
            "insert into crm.note (contact_id, company_id, body) values ($1, $2, $3)",
            holder.contact,
            holder.company,
            body
        );
    }
}

/// What a row belongs to.
struct Holder<'a> {
    what: &'a str,
    contact: Option<Uuid>,
    company: Option<Uuid>,
    link: Option<Uuid>,
}

/// Gives the people of a firm, and the firm itself, names that are canaries.
pub async fn rename(
    owner: &mut PgConnection,
    canaries: &mut Canaries,
    name: &str,
    firm: &TestFirm,
    seen: Seen,
) {
    let firm_name = canaries.plant(format!("{name}.name"), seen);
    sqlx::query("update auth.tenant set name = $2 where id = $1")
        .bind(firm.tenant.0)
        .bind(firm_name)
        .execute(&mut *owner)
        .await
        .expect("a firm's name");
    let users = [
        ("admin", firm.admin),
        ("seller", firm.seller),
        ("colleague", firm.colleague),
        ("reader", firm.reader),
    ];
    for (user, id) in users {
        let new_name = canaries.plant(format!("{name}.{user}"), seen);
        sqlx::query("update auth.user_account set name = $2 where id = $1")
            .bind(id.0)
            .bind(new_name)
            .execute(&mut *owner)
            .await
            .expect("a user's name");
    }
}
