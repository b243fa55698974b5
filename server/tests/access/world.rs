//! Two firms, and everyone who may ask.

use std::sync::{Mutex, PoisonError};

use domain::customer::CustomerDraft;
use domain::edit::Holder;
use domain::{ContactId, UserId};
use sqlx::PgConnection;
use store::admin::act_as;
use store::testing::TestFirm;
use uuid::Uuid;

use crate::canary::{Canaries, Seen, Who};
use crate::common::{Answer, Ask, Site};
use crate::people::{Kept, Pen, rename};

/// The database of the test, and what is in it.
pub struct World {
    pub site: Site,
    pub canaries: Canaries,
    /// The firm that everything is about.
    pub alfa: TestFirm,
    /// The firm of the stranger.
    pub beta: TestFirm,
    deactivated: UserId,
    objects: Vec<(String, Uuid)>,
    spares: Vec<Spare>,
    tokens: Mutex<Vec<(Who, String)>>,
}

impl World {
    /// Fills the database.
    pub async fn new() -> Self {
        Self::filled(&[]).await
    }

    /// The same, with contacts to change and to throw away.
    pub async fn with_spares() -> Self {
        Self::filled(&SPARES).await
    }

    async fn filled(spare: &[(&'static str, bool)]) -> Self {
        let site = Site::new().await;
        let alfa = site.db.firm("Alfa").await.expect("a firm");
        let beta = site.db.firm("Beta").await.expect("a firm");
        let mut owner = site.db.owner().await.expect("the owner");
        let mut canaries = Canaries::default();
        rename(&mut owner, &mut canaries, "alfa", &alfa, Seen::Firm).await;
        rename(
            &mut owner,
            &mut canaries,
            "beta",
            &beta,
            Seen::Only(Who::Stranger),
        )
        .await;
        let deactivated = leaver(&mut owner, &mut canaries, &alfa).await;
        let spare_user = spare_user(&mut owner, &mut canaries, &alfa).await;
        let (mut objects, mut spares) = (vec![("spare user".to_owned(), spare_user.0)], Vec::new());
        act_as(&mut owner, alfa.tenant, alfa.seller)
            .await
            .expect("the seller");
        fill_alfa(
            &mut Pen {
                owner: &mut owner,
                canaries: &mut canaries,
            },
            &mut objects,
        )
        .await;
        let mut pen = Pen {
            owner: &mut owner,
            canaries: &mut canaries,
        };
        meetings(&mut pen, &mut objects, alfa.colleague).await;
        mentions(&mut pen, &mut objects, alfa.colleague).await;
        for (name, private) in spare.iter().copied() {
            spares.push(Spare::new(&mut owner, name, private).await);
        }
        act_as(&mut owner, beta.tenant, beta.admin)
            .await
            .expect("the stranger");
        fill_beta(
            &mut Pen {
                owner: &mut owner,
                canaries: &mut canaries,
            },
            &mut objects,
        )
        .await;
        let world = Self {
            site,
            canaries,
            alfa,
            beta,
            deactivated,
            objects,
            spares,
            tokens: Mutex::default(),
        };
        world.with_personal_numbers().await
    }

    /// Every private customer of the firm has a personal number. Only the administrator may see one
    /// in full, also of what hides nothing else.
    async fn with_personal_numbers(mut self) -> Self {
        let token = self.new_token(Who::Seller).await.expect("a token");
        let session = store::Session::new(self.site.store.clone(), token);
        for what in ["public contact", "private contact"] {
            let number = self.canaries.plant_personal_number(
                &format!("number of {what}"),
                Seen::Only(Who::Administrator),
            );
            let was = CustomerDraft {
                country: "SE".to_owned(),
                delivery: "e_invoice".to_owned(),
                payment_terms_days: "30".to_owned(),
                currency: "SEK".to_owned(),
                ..CustomerDraft::default()
            };
            let draft = CustomerDraft {
                personal_number: number,
                ..was.clone()
            };
            let new = draft.parse(store::identity::today()).expect("valid");
            let holder = Holder::Contact(ContactId(self.id(what)));
            let saved = store::customer::save(&session, holder, new, was, Uuid::now_v7())
                .await
                .expect("a personal number");
            self.objects
                .push((format!("{what}'s customer"), saved.id.0));
        }
        self
    }

    /// The id of an object.
    pub fn id(&self, what: &str) -> Uuid {
        self.objects
            .iter()
            .find(|(name, _)| name == what)
            .unwrap_or_else(|| panic!("no {what}"))
            .1
    }

    /// Contacts of the seller's to change and to throw away: one for each asker that may, and the
    /// last for all the others.
    pub fn spares(&self, name: &str) -> impl Fn(Who) -> Spare + 'static {
        let all: Vec<Spare> = self
            .spares
            .iter()
            .filter(|spare| spare.name == name)
            .copied()
            .collect();
        move |who| {
            let place = match who {
                Who::Seller => 0,
                Who::Administrator => 1,
                Who::Colleague => 2,
                _ => 3,
            };
            all[place.min(all.len() - 1)]
        }
    }

    /// The session of somebody; nothing for the anonymous.
    pub async fn token(&self, who: Who) -> Option<String> {
        let known = self
            .tokens
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .rev()
            .find(|(one, _)| *one == who)
            .cloned();
        match known {
            Some((_, token)) => Some(token),
            None => self.new_token(who).await,
        }
    }

    /// Another session of somebody, from now on.
    pub async fn new_token(&self, who: Who) -> Option<String> {
        let (firm, user) = match who {
            Who::Anonymous => return None,
            Who::Seller => (&self.alfa, self.alfa.seller),
            Who::Colleague => (&self.alfa, self.alfa.colleague),
            Who::Administrator => (&self.alfa, self.alfa.admin),
            Who::Reader => (&self.alfa, self.alfa.reader),
            Who::Stranger => (&self.beta, self.beta.admin),
            Who::Deactivated => (&self.alfa, self.deactivated),
        };
        let token = self
            .site
            .db
            .token(firm.tenant, user)
            .await
            .expect("a session");
        self.tokens
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((who, token.clone()));
        Some(token)
    }

    /// Every token that was given out.
    pub fn tokens(&self) -> Vec<String> {
        self.tokens
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .map(|(_, token)| token.clone())
            .collect()
    }

    /// Asks as somebody, and demands that nothing leaks.
    pub async fn ask(&self, who: Who, ask: &Ask) -> Answer {
        let asked = match self.token(who).await {
            Some(token) => ask.clone().signed_in(&token),
            None => ask.clone(),
        };
        let answer = self.site.ask(asked).await;
        let leaked = self.canaries.leaked(who, ask, &answer);
        assert!(
            leaked.is_empty(),
            "{who:?} is shown {leaked:?} by {ask:?}: {}",
            answer.everything()
        );
        answer
    }
}

/// Somebody who worked at the firm.
async fn leaver(owner: &mut PgConnection, canaries: &mut Canaries, firm: &TestFirm) -> UserId {
    let name = canaries.plant("alfa.leaver", Seen::Firm);
    let id = sqlx::query_scalar(
        "insert into auth.user_account (tenant_id, name, email, role, salt, verifier, deactivated_at)
         values ($1, $2, 'leaver@alfa.example', 'administrator', $3, $4, now()) returning id",
    )
    .bind(firm.tenant.0)
    .bind(name)
    .bind(vec![0_u8; 16])
    .bind(vec![0_u8; 32])
    .fetch_one(owner)
    .await
    .expect("a leaver");
    UserId(id)
}

/// Somebody whose role and account others may change, without anybody of the tables being another.
async fn spare_user(owner: &mut PgConnection, canaries: &mut Canaries, firm: &TestFirm) -> UserId {
    let name = canaries.plant("alfa.spare", Seen::Firm);
    let id = sqlx::query_scalar(
        "insert into auth.user_account (tenant_id, name, email, salt, verifier)
         values ($1, $2, 'spare@alfa.example', $3, $4) returning id",
    )
    .bind(firm.tenant.0)
    .bind(name)
    .bind(vec![0_u8; 16])
    .bind(vec![0_u8; 32])
    .fetch_one(owner)
    .await
    .expect("a spare user");
    UserId(id)
}

async fn fill_alfa(pen: &mut Pen<'_>, objects: &mut Vec<(String, Uuid)>) {
    let category = pen.category("alfa", Seen::Firm).await;
    objects.push(("alfa category".to_owned(), category));
    let shared = pen.selection("shared selection", true, Seen::Firm).await;
    let own = pen
        .selection("own selection", false, Seen::Only(Who::Seller))
        .await;
    objects.push(("shared selection".to_owned(), shared));
    objects.push(("own selection".to_owned(), own));
    objects.push(("seller's act".to_owned(), pen.bulk_act().await));
    let company = pen
        .company("public company", false, category, Seen::Firm)
        .await;
    let trashed = pen
        .company("trashed company", true, category, Seen::Firm)
        .await;
    let free = pen
        .company("free company", false, category, Seen::Firm)
        .await;
    objects.push(("public company".to_owned(), company));
    objects.push(("trashed company".to_owned(), trashed));
    // Nobody is linked to it.
    objects.push(("free company".to_owned(), free));
    // Everybody sees it; of what stands on cards, and of who takes part, each what they see of the contacts.
    let project = pen.project("the project", company, Seen::Firm).await;
    objects.push(("the project".to_owned(), project));
    for (what, private, trashed) in [
        ("public contact", false, false),
        ("private contact", true, false),
        ("trashed contact", false, true),
        ("trashed private contact", true, true),
    ] {
        let seen = if private { Seen::Hidden } else { Seen::Firm };
        let id = pen
            .contact(what, Kept { private, trashed }, company, category, seen)
            .await;
        objects.push((what.to_owned(), id));
        let of = (!trashed).then_some(project);
        let task = pen.task(what, Some(id), None, of, seen).await;
        objects.push((format!("task of {what}"), task));
        if !trashed {
            pen.part(what, project, id, seen).await;
        }
    }
    pen.task("public company", None, Some(company), None, Seen::Firm)
        .await;
}

/// One that everybody sees, and one on a hidden card that a colleague and somebody whom everybody
/// sees take part in; both of the project.
async fn meetings(pen: &mut Pen<'_>, objects: &mut Vec<(String, Uuid)>, colleague: UserId) {
    let id = |objects: &[(String, Uuid)], what: &str| {
        let found = objects.iter().find(|(name, _)| name == what);
        found.map(|(_, id)| *id).expect("a contact")
    };
    let (public, hidden) = (
        id(objects, "public contact"),
        id(objects, "private contact"),
    );
    let project = id(objects, "the project");
    let colleague = (None, Some(colleague.0));
    for (what, card, with, seen) in [
        (
            "public meeting",
            public,
            [(Some(hidden), None), colleague],
            Seen::Firm,
        ),
        (
            "private meeting",
            hidden,
            [(Some(public), None), colleague],
            Seen::Hidden,
        ),
    ] {
        let meeting = pen.meeting(what, card, project, &with, seen).await;
        objects.push((what.to_owned(), meeting));
    }
}

/// The colleague is named in two notes that everybody sees, and in one on a hidden card.
async fn mentions(pen: &mut Pen<'_>, objects: &mut Vec<(String, Uuid)>, colleague: UserId) {
    for (what, card) in [
        ("notice", "public contact"),
        ("another notice", "public contact"),
        ("hidden mention", "private contact"),
    ] {
        let found = objects.iter().find(|(name, _)| name == card);
        let contact = found.map(|(_, id)| *id).expect("a contact");
        let (note, notice) = pen.mention(what, contact, colleague).await;
        objects.push((format!("note of {what}"), note));
        objects.extend(notice.map(|notice| (what.to_owned(), notice)));
    }
}

async fn fill_beta(pen: &mut Pen<'_>, objects: &mut Vec<(String, Uuid)>) {
    let seen = Seen::Only(Who::Stranger);
    let category = pen.category("beta", seen).await;
    let company = pen.company("beta company", false, category, seen).await;
    let contact = pen
        .contact("beta contact", Kept::default(), company, category, seen)
        .await;
    let task = pen
        .task("beta contact", Some(contact), None, None, seen)
        .await;
    let project = pen.project("beta project", company, seen).await;
    pen.selection("beta selection", true, seen).await;
    objects.push(("beta category".to_owned(), category));
    objects.push(("beta company".to_owned(), company));
    objects.push(("beta contact".to_owned(), contact));
    objects.push(("task of beta contact".to_owned(), task));
    objects.push(("beta project".to_owned(), project));
}

/// Which spare contacts there are, and whether they are hidden.
const SPARES: [(&str, bool); 34] = [
    ("edit", false),
    ("edit", false),
    ("edit", false),
    ("edit", false),
    ("hidden edit", true),
    ("hidden edit", true),
    ("hidden edit", true),
    ("undo", false),
    ("undo", false),
    ("undo", false),
    ("undo", false),
    ("hidden undo", true),
    ("hidden undo", true),
    ("hidden undo", true),
    ("undo form", false),
    ("undo form", false),
    ("undo form", false),
    ("undo form", false),
    ("hidden undo form", true),
    ("hidden undo form", true),
    ("card", false),
    ("card", false),
    ("card", false),
    ("card", false),
    ("hidden card", true),
    ("hidden card", true),
    ("hidden card", true),
    ("task", false),
    ("task", false),
    ("task", false),
    ("task", false),
    ("hidden task", true),
    ("hidden task", true),
    ("hidden task", true),
];

/// A contact and a company to change, without canaries.
#[derive(Debug, Clone, Copy)]
pub struct Spare {
    name: &'static str,
    /// The contact.
    pub contact: Uuid,
    /// A company, which everyone at the firm sees.
    pub company: Uuid,
    /// Its phone number.
    pub point: Uuid,
    /// Another one.
    pub other_point: Uuid,
    /// Something to be done for the contact.
    pub task: Uuid,
    /// The contact's role at a company; only of spares to edit.
    pub link: Uuid,
    /// A project that the contact takes part in.
    pub project: Uuid,
    /// Its part in that.
    pub part: Uuid,
    /// The command of the seller's that made the contact.
    pub command: Uuid,
}

impl Spare {
    async fn new(owner: &mut PgConnection, name: &'static str, private: bool) -> Self {
        let spare = Self {
            name,
            contact: Uuid::now_v7(),
            company: Uuid::now_v7(),
            point: Uuid::now_v7(),
            other_point: Uuid::now_v7(),
            task: Uuid::now_v7(),
            link: Uuid::now_v7(),
            project: Uuid::now_v7(),
            part: Uuid::now_v7(),
            command: Uuid::now_v7(),
        };
        sqlx::query("insert into crm.company (id, name) values ($1, 'Reserv AB')")
            .bind(spare.company)
            .execute(&mut *owner)
            .await
            .expect("a spare company");
        sqlx::query("insert into crm.project (id, name) values ($1, 'Reserv')")
            .bind(spare.project)
            .execute(&mut *owner)
            .await
            .expect("a spare project");
        sqlx::query("select set_config('app.command', $1, false)")
            .bind(spare.command.to_string())
            .execute(&mut *owner)
            .await
            .expect("a command");
        sqlx::query("insert into crm.contact (id, last_name, private) values ($1, 'Reserv', $2)")
            .bind(spare.contact)
            .bind(private)
            .execute(&mut *owner)
            .await
            .expect("a spare contact");
        for point in [spare.point, spare.other_point] {
            sqlx::query(
                "insert into crm.contact_point (id, contact_id, kind, value, target)
                 values ($1, $2, 'phone', '010-000', '+4610000')",
            )
            .bind(point)
            .bind(spare.contact)
            .execute(&mut *owner)
            .await
            .expect("a spare point");
        }
        sqlx::query("insert into crm.task (id, contact_id, subject) values ($1, $2, 'Reserv')")
            .bind(spare.task)
            .bind(spare.contact)
            .execute(&mut *owner)
            .await
            .expect("a spare task");
        sqlx::query("select set_config('app.command', '', false)")
            .execute(&mut *owner)
            .await
            .expect("no command");
        sqlx::query(
            "insert into crm.project_participant (id, project_id, contact_id) values ($1, $2, $3)",
        )
        .bind(spare.part)
        .bind(spare.project)
        .bind(spare.contact)
        .execute(&mut *owner)
        .await
        .expect("a spare part");
        if name.ends_with("edit") {
            sqlx::query(
                "insert into crm.contact_company (id, contact_id, company_id) values ($1, $2, $3)",
            )
            .bind(spare.link)
            .bind(spare.contact)
            .bind(spare.company)
            .execute(&mut *owner)
            .await
            .expect("a spare link");
        }
        spare
    }
}
