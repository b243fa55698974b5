//! The history of a card: complete, page by page, and nobody else's to read.

use domain::CompanyId;
use domain::company::NewCompany;
use domain::date::Date;
use domain::edit::{Edit, Field, Holder, Target};
use domain::history::{Cursor, HistoryQuery};
use domain::link::NewLink;
use domain::point::{Label, NewPoint, PointKind};
use sqlx::Connection;
use store::history::{Change, PAGE, page};
use store::{Error, Session, company_link, contact, edit};
use uuid::Uuid;

use crate::common::{World, outcome};

async fn all(session: &Session, holder: Holder) -> Vec<Change> {
    let read = page(session, holder, HistoryQuery::default(), Vec::new());
    read.await.unwrap().0
}

async fn save(session: &Session, target: Target, field: Field, was: &str, value: &str) {
    let one = Edit::one(target, field, was, value).parse().unwrap();
    edit::save(session, &one).await.unwrap();
}

/// A company, and a link to it that is not made yet.
async fn ek(session: &Session, role: &str) -> (CompanyId, NewLink) {
    let new = NewCompany {
        name: "Ek AB".to_owned(),
        ..NewCompany::default()
    };
    let company = store::company::create(session, new, Uuid::now_v7())
        .await
        .unwrap()
        .id;
    let link = NewLink {
        other: company.0,
        role: role.to_owned(),
        department: String::new(),
        primary: false,
    };
    (company, link)
}

/// Table, operation, and the changed columns that a test asks about.
fn told(changes: &[Change]) -> Vec<(String, String)> {
    let of = |change: &Change| (change.table.clone(), change.op.clone());
    changes.iter().map(of).collect()
}

#[tokio::test]
async fn everything_that_concerns_a_card_is_in_its_history_with_names() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = world.contact(false).await;
    let (company, link) = ek(&session, "Ledamot").await;
    let holder = Holder::Contact(id);
    let linked = company_link::add(&session, holder, vec![link], Uuid::now_v7())
        .await
        .unwrap();
    save(
        &session,
        Target::Link(linked.links[0]),
        Field::Role,
        "Ledamot",
        "Ordförande",
    )
    .await;
    save(&session, Target::Contact(id), Field::Title, "", "Säljare").await;

    let history = all(&session, holder).await;
    assert_eq!(history[0].after.as_ref().unwrap()["title"], "Säljare");
    assert_eq!(history[0].actor, Some(world.firm.seller));
    assert_eq!(history[0].actor_name, "seller Alfa");
    // A change of a role says whose.
    assert_eq!(history[1].before.as_ref().unwrap()["role"], "Ledamot");
    let about = history[1].about.as_ref().unwrap();
    let names = history[1].names.as_ref().unwrap();
    assert_eq!(names[about["company_id"].as_str().unwrap()], "Ek AB");
    for table in [
        "contact",
        "contact_point",
        "address",
        "customer",
        "contact_company",
    ] {
        assert!(
            history.iter().any(|change| change.table == table),
            "{table}"
        );
    }
    // The company's has the link too, and not the contact's own fields.
    let of_company = told(&all(&session, Holder::Company(company)).await);
    assert_eq!(
        of_company,
        [
            ("contact_company", "update"),
            ("contact_company", "insert"),
            ("company", "insert")
        ]
        .map(|(table, op)| (table.to_owned(), op.to_owned()))
    );
    world.end().await;
}

#[tokio::test]
async fn a_history_is_read_page_by_page_without_a_gap_and_by_period_and_text() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = world.contact(false).await;
    let holder = Holder::Contact(id);
    let mut was = String::new();
    for n in 0..PAGE + 20 {
        let title = format!("Titel {n}");
        save(&session, Target::Contact(id), Field::Title, &was, &title).await;
        was = title;
    }
    let mut seen = Vec::new();
    let mut query = HistoryQuery::default();
    loop {
        let (changes, more) = page(&session, holder, query.clone(), Vec::new())
            .await
            .unwrap();
        let last = changes.last().unwrap();
        query.before = Some(Cursor {
            at: last.at.clone(),
            seq: last.seq,
        });
        seen.extend(changes.into_iter().map(|change| change.seq));
        if !more {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    sorted.dedup();
    assert_eq!(seen, sorted);
    assert_eq!(seen.len(), PAGE + 20 + 5);

    let asked = async |query: HistoryQuery, fields: &[&str]| {
        let fields = fields.iter().map(ToString::to_string).collect();
        page(&session, holder, query, fields).await.unwrap().0.len()
    };
    let text = |text: &str| HistoryQuery {
        text: text.to_owned(),
        ..HistoryQuery::default()
    };
    // To 7, from it to 8, and to 70 to 79, which is the last.
    assert_eq!(asked(text("Titel 7"), &[]).await, 2 + 10);
    assert_eq!(
        asked(text("Titel _"), &[]).await,
        0,
        "a sign of LIKE is only a letter"
    );
    assert_eq!(asked(text("nobody"), &[]).await, 0);
    assert_eq!(asked(text("seller"), &[]).await, PAGE, "who did it");
    assert_eq!(
        asked(text("@@"), &["address.city"]).await,
        1,
        "a field by its name"
    );
    let today = store::identity::today().days();
    let since = |days: i32| HistoryQuery {
        from: Date::from_days(days).ok(),
        ..HistoryQuery::default()
    };
    assert_eq!(asked(since(today + 2), &[]).await, 0);
    assert_eq!(asked(since(today - 2), &[]).await, PAGE);
    world.end().await;
}

#[tokio::test]
async fn the_history_of_a_card_that_is_hidden_is_nobody_elses_also_where_it_was_linked() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = world.contact(false).await;
    let (company, link) = ek(&session, "Hemlig roll").await;
    company_link::add(&session, Holder::Contact(id), vec![link], Uuid::now_v7())
        .await
        .unwrap();
    let colleague = world.session(world.firm.colleague).await;
    assert!(!all(&colleague, Holder::Contact(id)).await.is_empty());
    assert_eq!(all(&colleague, Holder::Company(company)).await.len(), 2);

    save(
        &session,
        Target::Contact(id),
        Field::Private,
        "false",
        "true",
    )
    .await;
    let hidden = page(
        &colleague,
        Holder::Contact(id),
        HistoryQuery::default(),
        Vec::new(),
    )
    .await;
    assert!(matches!(hidden, Err(Error::NotFound)));
    assert_eq!(
        told(&all(&colleague, Holder::Company(company)).await).len(),
        1
    );
    assert_eq!(all(&session, Holder::Company(company)).await.len(), 2);
    // Past the product's own functions, too.
    let mut raw = world.raw(world.firm.colleague).await;
    let peek = format!("delete from journal.change_company where company_id = '{company}'");
    assert_eq!(outcome(&mut raw, peek).await, Err("42501".to_owned()));
    let seen: i64 = sqlx::query_scalar(
        "select jsonb_array_length(journal.history(false, $1, null, null, null, null, null, null, 100))::bigint",
    )
    .bind(id.0)
    .fetch_one(&mut raw)
    .await
    .unwrap();
    assert_eq!(seen, 0);
    assert!(contact::card(&colleague, id).await.is_err());
    world.end().await;
}

#[tokio::test]
async fn what_a_removed_number_was_is_still_told() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = world.contact(false).await;
    let card = contact::card(&session, id).await.unwrap();
    let phone = card.points[0].clone();
    save(
        &session,
        Target::Point(phone.id),
        Field::Phone,
        &phone.value,
        "08-465 004 20",
    )
    .await;
    edit::remove_row(&session, Target::Point(phone.id))
        .await
        .unwrap();
    let history = all(&session, Holder::Contact(id)).await;
    assert_eq!(history[0].op, "delete");
    let changed = history.iter().find(|change| change.op == "update").unwrap();
    assert_eq!(changed.about.as_ref().unwrap()["kind"], "phone");
    assert_eq!(changed.about.as_ref().unwrap()["label"], "mobile");
    world.end().await;
}

#[tokio::test]
async fn a_company_that_is_deleted_for_good_leaves_no_number_that_it_once_had() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let (company, _) = ek(&admin, "").await;
    let holder = Holder::Company(company);
    let number = NewPoint {
        kind: PointKind::Phone,
        label: Label::Switchboard,
        value: "08-465 004 20".to_owned(),
        target: "+46846500420".to_owned(),
    };
    edit::add_point(&admin, holder, number, Uuid::now_v7())
        .await
        .unwrap();
    let point = store::company::card(&admin, company).await.unwrap().points[0].id;
    edit::remove_row(&admin, Target::Point(point))
        .await
        .unwrap();
    store::trash::trash(&admin, holder).await.unwrap();
    store::trash::delete_for_good(&admin, holder).await.unwrap();
    let told: i64 = sqlx::query_scalar(
        "select count(*) from journal.change where concat(before, after) like '%08-465 004 20%'",
    )
    .fetch_one(&mut world.raw(world.firm.admin).await)
    .await
    .unwrap();
    assert_eq!(told, 0);
    world.end().await;
}

/// Each name was once a look at every contact of the firm, and each of those a question what the change
/// was about: five seconds for a handful of changes.
#[tokio::test]
async fn a_history_and_a_card_as_it_stood_look_at_no_other_contacts() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = world.contact(false).await;
    let holder = Holder::Contact(id);
    let (_, link) = ek(&session, "Ledamot").await;
    let linked = company_link::add(&session, holder, vec![link], Uuid::now_v7())
        .await
        .unwrap();
    let role = Target::Link(linked.links[0]);
    save(&session, role, Field::Role, "Ledamot", "Ordförande").await;
    let mut raw = world.raw(world.firm.seller).await;
    sqlx::query(
        "insert into crm.contact (last_name) select 'Kund ' || n from generate_series(1, 2000) n",
    )
    .execute(&mut raw)
    .await
    .unwrap();
    let mut owner = world.db.owner().await.unwrap();
    sqlx::query("analyze crm.contact")
        .execute(&mut owner)
        .await
        .unwrap();
    for call in [
        "select journal.history(false, $1, null, null, null, null, null, null, 61)",
        "select journal.card_as_of(false, $1, now())",
    ] {
        let mut tx = raw.begin().await.unwrap();
        let told: serde_json::Value = sqlx::query_scalar(call)
            .bind(id.0)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        assert!(told.to_string().contains("Ek AB"), "{told}");
        let looked: i64 = sqlx::query_scalar(
            "select coalesce(sum(seq_tup_read), 0)::bigint from pg_stat_xact_user_tables
             where schemaname = 'crm' and relname = 'contact'",
        )
        .fetch_one(&mut *tx)
        .await
        .unwrap();
        assert_eq!(looked, 0, "{call}");
    }
    world.end().await;
}
