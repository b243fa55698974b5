//! Personal numbers: sealed in the database, found when typed whole, shown to few and written down.

use domain::contact::NewContact;
use domain::customer::CustomerDraft;
use domain::edit::Holder;
use domain::identity::PersonalNumber;
use domain::search::{Among, Field, Population, Search};
use domain::{ContactId, CustomerId, Problem, UserId};
use store::identity::{IdentityKey, today};
use store::{Error, Session, Store, contact, customer, identity};
use uuid::Uuid;

use crate::common::{World, code, eva, outcome};

const EVA: &str = "19640823-3234";
/// 32 bytes in base64.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const OTHER_KEY: &str = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";

pub fn number(text: &str) -> PersonalNumber {
    PersonalNumber::parse(text, today()).unwrap()
}

/// A firm and a server with a key.
struct Office {
    world: World,
    store: Store,
}

impl Office {
    async fn new() -> Self {
        let world = World::new().await;
        let store = world.store.clone();
        let store = store.with_identity_key(IdentityKey::read(KEY).unwrap());
        Self { world, store }
    }

    async fn session(&self, user: UserId) -> Session {
        let tenant = self.world.firm.tenant;
        let session = self.world.db.session(&self.store, tenant, user).await;
        session.unwrap()
    }

    /// A private customer of the seller's with the number, and the customer row.
    async fn customer(&self, private: bool) -> (ContactId, CustomerId) {
        let session = self.session(self.world.firm.seller).await;
        let new = NewContact {
            private,
            personal_number: Some(number(EVA)),
            ..eva()
        };
        let id = contact::create(&session, new, Uuid::now_v7(), true)
            .await
            .unwrap()
            .id;
        let card = contact::card(&session, id).await.unwrap();
        (id, card.customer.unwrap().id)
    }

    /// What an administrator reads of what was done with personal numbers.
    async fn acts(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select format('%s by %s', j.act, u.name) from journal.identity_act j
             join auth.user_account u on u.id = j.actor_id order by j.at, j.seq",
        )
        .fetch_all(&mut self.world.raw(self.world.firm.admin).await)
        .await
        .unwrap()
    }

    /// The whole database as text, sealed numbers as the server gives them.
    async fn dump(&self) -> String {
        let mut owner = self.world.db.owner().await.unwrap();
        sqlx::query("set role kundkort_definer")
            .execute(&mut owner)
            .await
            .unwrap();
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('%I.%I', n.nspname, c.relname) from pg_class c
             join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('crm', 'journal', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
                and has_table_privilege(c.oid, 'select')",
        )
        .fetch_all(&mut owner)
        .await
        .unwrap();
        assert!(tables.len() > 15, "{tables:?}");
        let mut dump = String::new();
        for table in tables {
            let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "select x::text from {table} x"
            )))
            .fetch_all(&mut owner)
            .await
            .unwrap();
            dump.push_str(&rows.join("\n"));
        }
        dump
    }
}

#[tokio::test]
async fn a_number_is_kept_sealed_and_is_nowhere_else() {
    let office = Office::new().await;
    let (id, customer) = office.customer(false).await;
    let session = office.session(office.world.firm.seller).await;
    // Changed once, and searched for, so that whatever those leave behind is there too.
    let form = customer::form(&session, Holder::Contact(id)).await.unwrap();
    assert_eq!(form.masked, "19640823-••••");
    let draft = CustomerDraft {
        personal_number: EVA.to_owned(),
        ..form.draft.clone()
    };
    let new = draft.parse(today()).unwrap();
    let key = Uuid::now_v7();
    customer::save(&session, Holder::Contact(id), new, form.draft, key)
        .await
        .unwrap();
    let admin = office.session(office.world.firm.admin).await;
    assert_eq!(identity::show(&admin, customer).await.unwrap(), EVA);
    let dump = office.dump().await;
    for text in [EVA, "196408233234", "6408233234", "640823-3234", "3234"] {
        // Four digits alone may stand in any id; with something of the number beside it, they do not.
        if text.len() > 4 {
            assert!(!dump.contains(text), "{text}");
        }
    }
    assert!(dump.contains("19640823-••••"));
    // Nor as bytes that are merely written in another way.
    let hex: String = EVA.bytes().map(|byte| format!("{byte:02x}")).collect();
    let hex_of_digits: String = "196408233234".bytes().map(|b| format!("{b:02x}")).collect();
    assert!(!dump.contains(&hex) && !dump.contains(&hex_of_digits));
    // The journal of changes does not know of it at all.
    let journalled: i64 = sqlx::query_scalar(
        "select count(*) from journal.change where before::text ~ '3234|••' or after::text ~ '••|sealed'",
    )
    .fetch_one(&mut office.world.raw(office.world.firm.admin).await)
    .await
    .unwrap();
    assert_eq!(journalled, 0);
    office.world.end().await;
}

#[tokio::test]
async fn it_is_shown_to_those_with_the_right_and_each_showing_is_written_down() {
    let office = Office::new().await;
    let firm = office.world.firm;
    let (_, customer) = office.customer(false).await;
    for who in [firm.seller, firm.colleague, firm.reader] {
        let refused = identity::show(&office.session(who).await, customer).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let admin = office.session(firm.admin).await;
    assert_eq!(identity::show(&admin, customer).await.unwrap(), EVA);
    store::admin::user_identity_reader(&office.world.db.owner_url, "colleague@alfa.example", true)
        .await
        .unwrap();
    let colleague = office.session(firm.colleague).await;
    assert_eq!(identity::show(&colleague, customer).await.unwrap(), EVA);
    store::admin::user_identity_reader(&office.world.db.owner_url, "colleague@alfa.example", false)
        .await
        .unwrap();
    let refused = identity::show(&colleague, customer).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert_eq!(
        office.acts().await,
        [
            "save by seller Alfa",
            "show by admin Alfa",
            "show by colleague Alfa"
        ]
    );
    // Only for administrators, and not to be written by anybody.
    let mut seller = office.world.raw(firm.seller).await;
    let seen: i64 = sqlx::query_scalar("select count(*) from journal.identity_act")
        .fetch_one(&mut seller)
        .await
        .unwrap();
    assert_eq!(seen, 0);
    let mut admin = office.world.raw(firm.admin).await;
    let erased = outcome(&mut admin, "delete from journal.identity_act").await;
    assert_eq!(erased, Err("42501".to_owned()));
    office.world.end().await;
}

#[tokio::test]
async fn whoever_found_a_way_past_the_server_gets_neither_seal_nor_hash() {
    let office = Office::new().await;
    let (_, customer) = office.customer(false).await;
    let mut raw = office.world.raw(office.world.firm.seller).await;
    for statement in [
        "select sealed from crm.customer_identity",
        "select hash from crm.customer_identity",
        "select * from crm.customer_identity",
        "insert into crm.customer_identity (customer_id, masked) values (gen_random_uuid(), 'x')",
        "update crm.customer_identity set masked = 'x'",
        "delete from crm.customer_identity",
    ] {
        let refused = outcome(&mut raw, statement).await;
        assert_eq!(refused, Err("42501".to_owned()), "{statement}");
    }
    for statement in [
        "select crm.show_identity($1)",
        "select sealed from crm.export_identities(array[$1])",
    ] {
        let refused = sqlx::query(statement)
            .bind(customer.0)
            .fetch_optional(&mut raw)
            .await;
        assert_eq!(code(&refused.unwrap_err()), "42501", "{statement}");
    }
    office.world.end().await;
}

#[tokio::test]
async fn it_follows_the_visibility_of_its_contact() {
    let office = Office::new().await;
    let firm = office.world.firm;
    let (id, customer) = office.customer(true).await;
    let tables = "select (select count(*) from crm.customer_identity)";
    for (who, sees) in [
        (firm.seller, 1),
        (firm.admin, 1),
        (firm.colleague, 0),
        (firm.reader, 0),
    ] {
        let mut raw = office.world.raw(who).await;
        let seen: i64 = sqlx::query_scalar(tables)
            .fetch_one(&mut raw)
            .await
            .unwrap();
        assert_eq!(seen, sees);
    }
    store::admin::user_identity_reader(&office.world.db.owner_url, "colleague@alfa.example", true)
        .await
        .unwrap();
    // The right is about numbers, not about hidden people.
    let colleague = office.session(firm.colleague).await;
    let refused = identity::show(&colleague, customer).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    assert_eq!(hits(&colleague, EVA, Search::default()).await, []);
    let lines = customer::register(&colleague, 0, true).await.unwrap();
    assert_eq!(lines.len(), 0);
    let mut raw = office.world.raw(firm.seller).await;
    outcome(
        &mut raw,
        format!("update crm.contact set private = false where id = '{id}'"),
    )
    .await
    .unwrap();
    assert_eq!(identity::show(&colleague, customer).await.unwrap(), EVA);
    assert_eq!(hits(&colleague, EVA, Search::default()).await, [id]);
    // Another firm neither has it nor can look for it.
    let beta = office.world.db.firm("Beta").await.unwrap();
    let stranger = office
        .world
        .db
        .session(&office.store, beta.tenant, beta.admin)
        .await
        .unwrap();
    let refused = identity::show(&stranger, customer).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    assert_eq!(hits(&stranger, EVA, Search::default()).await, []);
    office.world.end().await;
}

async fn hits(session: &Session, text: &str, search: Search) -> Vec<ContactId> {
    let search = Search {
        text: text.to_owned(),
        ..search
    };
    let page = contact::search(session, &search).await.unwrap();
    assert_eq!(page.count as usize, page.items.len());
    page.items.into_iter().map(|hit| hit.id).collect()
}

#[tokio::test]
async fn it_is_found_when_it_is_typed_whole_and_in_no_other_way() {
    let office = Office::new().await;
    let session = office.session(office.world.firm.reader).await;
    let (id, customer) = office.customer(false).await;
    for text in [
        EVA,
        "640823-3234",
        "6408233234",
        "196408233234",
        " 19640823-3234 ",
    ] {
        assert_eq!(
            hits(&session, text, Search::default()).await,
            [id],
            "{text}"
        );
        let by_number = Search {
            field: Field::Number,
            ..Search::default()
        };
        assert_eq!(hits(&session, text, by_number).await, [id], "{text}");
    }
    for text in [
        "3234",
        "19640823",
        "640823",
        "640823-323",
        "19640823-••••",
        "640823-3242",
    ] {
        assert_eq!(hits(&session, text, Search::default()).await, [], "{text}");
    }
    let narrowed = |population, field| Search {
        population,
        field,
        ..Search::default()
    };
    for (population, field, found) in [
        (Population::Customers, Field::Everything, true),
        (Population::ContactPersons, Field::Everything, false),
        (Population::Mine, Field::Everything, false),
        (Population::Trash, Field::Everything, false),
        (Population::All, Field::Phone, false),
        (Population::All, Field::Name, false),
    ] {
        let found_now = hits(&session, EVA, narrowed(population, field)).await;
        assert_eq!(found_now == [id], found, "{population:?} {field:?}");
    }
    let page = contact::search(
        &session,
        &Search {
            text: EVA.to_owned(),
            ..Search::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(page.items[0].matched, "19640823-••••");
    let companies = Search {
        text: EVA.to_owned(),
        ..Search::default()
    };
    let companies = store::company::search(&session, &companies.among(Among::Companies)).await;
    assert_eq!(companies.unwrap().items.len(), 0);
    // Whose customership has ended, is found by name alone.
    let seller = office.session(office.world.firm.seller).await;
    customer::end(&seller, customer).await.unwrap();
    assert_eq!(hits(&session, EVA, Search::default()).await, []);
    office.world.end().await;
}

/// Ten digits that begin with a nought may be a phone number too.
#[tokio::test]
async fn a_phone_number_that_could_be_a_personal_number_is_found_all_the_same() {
    let office = Office::new().await;
    let session = office.session(office.world.firm.seller).await;
    let (id, _) = office.customer(false).await;
    let digits = (0..10_000)
        .map(|tail| format!("070174{tail:04}"))
        .find(|digits| PersonalNumber::parse(digits, today()).is_ok())
        .unwrap();
    let mut raw = office.world.raw(office.world.firm.seller).await;
    let target = format!("+46{}", &digits[1..]);
    outcome(
        &mut raw,
        format!("insert into crm.contact_point (contact_id, kind, value, target) values ('{id}', 'phone', '{digits}', '{target}')"),
    )
    .await
    .unwrap();
    assert_eq!(hits(&session, &digits, Search::default()).await, [id]);
    office.world.end().await;
}

#[tokio::test]
async fn with_another_key_nothing_opens_and_without_one_the_rest_works() {
    let office = Office::new().await;
    let firm = office.world.firm;
    let (id, customer) = office.customer(false).await;
    let other = IdentityKey::read(OTHER_KEY).unwrap();
    let other = office.world.store.clone().with_identity_key(other);
    let other = office
        .world
        .db
        .session(&other, firm.tenant, firm.admin)
        .await
        .unwrap();
    let wrong = identity::show(&other, customer).await;
    let Err(Error::Setup(said)) = wrong else {
        panic!("{wrong:?}");
    };
    assert!(said.contains("KUNDKORT_IDENTITY_KEY") && !said.contains("3234"));
    assert_eq!(hits(&other, EVA, Search::default()).await, []);

    let none = office.world.session(firm.admin).await;
    let refused = identity::show(&none, customer).await;
    let Err(Error::Invalid(invalid)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(invalid.of("personal_number"), Some(Problem::NoIdentityKey));
    assert_eq!(hits(&none, EVA, Search::default()).await, []);
    let form = customer::form(&none, Holder::Contact(id)).await.unwrap();
    assert_eq!(form.masked, "19640823-••••");
    let new = form.draft.parse(today()).unwrap();
    customer::save(&none, Holder::Contact(id), new, form.draft, Uuid::now_v7())
        .await
        .unwrap();
    // What was not shown is not written down as shown.
    assert_eq!(office.acts().await, ["save by seller Alfa"]);
    office.world.end().await;
}

#[tokio::test]
async fn it_is_removed_when_asked_for_and_otherwise_stays() {
    let office = Office::new().await;
    let session = office.session(office.world.firm.seller).await;
    let (id, _) = office.customer(false).await;
    let holder = Holder::Contact(id);
    let form = customer::form(&session, holder).await.unwrap();
    for (remove, masked) in [(false, "19640823-••••"), (true, ""), (true, "")] {
        let draft = CustomerDraft {
            remove_personal_number: remove,
            ..form.draft.clone()
        };
        let new = draft.parse(today()).unwrap();
        customer::save(&session, holder, new, form.draft.clone(), Uuid::now_v7())
            .await
            .unwrap();
        let card = contact::card(&session, id).await.unwrap();
        assert_eq!(card.customer.unwrap().personal_number, masked);
    }
    assert_eq!(
        office.acts().await,
        ["save by seller Alfa", "remove by seller Alfa"]
    );
    office.world.end().await;
}

#[tokio::test]
async fn the_register_has_what_the_reader_may_see_and_numbers_in_full_by_right_alone() {
    let office = Office::new().await;
    let firm = office.world.firm;
    office.customer(false).await;
    office.customer(true).await;
    let colleague = office.session(firm.colleague).await;
    let lines = customer::register(&colleague, 0, false).await.unwrap();
    let shown: Vec<_> = lines
        .iter()
        .map(|line| (line.number, &*line.identity, &*line.city))
        .collect();
    assert_eq!(shown, [(10_001, "19640823-••••", "Leksand")]);
    assert!(
        customer::register(&colleague, 10_001, false)
            .await
            .unwrap()
            .is_empty()
    );
    let refused = customer::register(&colleague, 0, true).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let admin = office.session(firm.admin).await;
    let lines = customer::register(&admin, 0, true).await.unwrap();
    let shown: Vec<_> = lines.iter().map(|line| &*line.identity).collect();
    assert_eq!(shown, [EVA, EVA]);
    assert!(!format!("{lines:?}").contains("3234"));
    let acts = office.acts().await;
    assert_eq!(
        acts.iter()
            .filter(|act| **act == "export by admin Alfa")
            .count(),
        2
    );
    office.world.end().await;
}
