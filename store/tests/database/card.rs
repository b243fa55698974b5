//! Cards: they show what was saved, and, though their functions pass the policies by, what the
//! policies would.

use domain::customer::Delivery;
use serde_json::Value;
use store::contact::{card, create};
use uuid::Uuid;

use crate::common::{World, eva, outcome};

const COMPANY: &str = "0194f000-0000-7000-8000-00000000000a";

/// Contacts of every kind, with everything a card shows, and a company that they all work at.
async fn people(world: &World) -> Vec<Uuid> {
    let firm = &world.firm;
    let mut ids = Vec::new();
    for (owner, private) in [
        (firm.seller, false),
        (firm.seller, true),
        (firm.colleague, true),
        (firm.admin, false),
    ] {
        ids.push(world.contact_of(owner, private).await.0);
    }
    let mut raw = world.raw(firm.admin).await;
    outcome(
        &mut raw,
        format!("insert into crm.company (id, name) values ('{COMPANY}', 'Bolaget')"),
    )
    .await
    .unwrap();
    outcome(
        &mut raw,
        "insert into crm.category (name) values ('Kund'), ('Leverantör')",
    )
    .await
    .unwrap();
    for statement in [
        "insert into crm.contact_company (contact_id, company_id, role) select id, '{company}', 'VD' from crm.contact",
        "insert into crm.contact_category (contact_id, category_id) select c.id, g.id from crm.contact c, crm.category g",
        "insert into crm.company_category (company_id, category_id) select '{company}', g.id from crm.category g",
        "insert into crm.note (contact_id, body) select id, 'Om ' || id from crm.contact",
        "insert into crm.note (company_id, body) values ('{company}', 'Om bolaget')",
        "insert into crm.contact_point (company_id, kind, value, target) values ('{company}', 'phone', '08-465 004 00', '+46846500400')",
        "insert into crm.address (company_id, city) values ('{company}', 'Falun')",
        "insert into crm.customer (company_id) values ('{company}')",
    ] {
        outcome(&mut raw, statement.replace("{company}", COMPANY))
            .await
            .unwrap();
    }
    outcome(
        &mut raw,
        format!(
            "update crm.contact set deleted_at = now() where id = '{}'",
            ids[3]
        ),
    )
    .await
    .unwrap();
    ids.push(Uuid::now_v7());
    ids
}

/// Every card as everybody sees it.
async fn cards(
    world: &World,
    other: &store::testing::TestFirm,
    contacts: &[Uuid],
) -> Vec<Option<Value>> {
    let firm = &world.firm;
    let mut cards = Vec::new();
    for (tenant, user) in [
        (firm.tenant, firm.seller),
        (firm.tenant, firm.colleague),
        (firm.tenant, firm.admin),
        (firm.tenant, firm.reader),
        (other.tenant, other.admin),
    ] {
        let mut raw = world.raw_at(tenant, user).await;
        for contact in contacts {
            let card = sqlx::query_scalar("select crm.contact_card($1)").bind(contact);
            cards.push(card.fetch_one(&mut raw).await.unwrap());
        }
        let company: Uuid = COMPANY.parse().unwrap();
        let card = sqlx::query_scalar("select crm.company_card($1)").bind(company);
        cards.push(card.fetch_one(&mut raw).await.unwrap());
    }
    cards
}

#[tokio::test]
async fn cards_show_what_the_policies_would_show() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let contacts = people(&world).await;
    let given = cards(&world, &other, &contacts).await;
    let mut owner = world.db.owner().await.unwrap();
    for function in [
        "crm.contact_card(uuid)",
        "crm.company_card(uuid)",
        "crm.company_contacts(uuid, uuid)",
    ] {
        outcome(
            &mut owner,
            format!("alter function {function} security invoker"),
        )
        .await
        .unwrap();
    }
    let under_policies = cards(&world, &other, &contacts).await;
    assert_eq!(given, under_policies);
    let seen: Vec<usize> = given
        .chunks(contacts.len() + 1)
        .map(|cards| cards.iter().flatten().count())
        .collect();
    assert_eq!(
        seen,
        [4, 4, 5, 3, 0],
        "seller, colleague, administrator, reader, another firm"
    );
    world.end().await;
}

#[tokio::test]
async fn the_card_shows_what_was_saved() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let created = create(&session, eva(), Uuid::now_v7(), true).await.unwrap();
    let card = card(&session, created.id).await.unwrap();
    assert_eq!(
        (
            card.first_name.as_str(),
            card.last_name.as_str(),
            card.version
        ),
        ("Eva", "Öberg", 1)
    );
    assert_eq!(
        card.birth_date.map(|date| date.to_string()).as_deref(),
        Some("1971-02-28")
    );
    assert_eq!(
        (card.owner.id, card.owner.name.as_str()),
        (world.firm.seller, "seller Alfa")
    );
    let values: Vec<&str> = card
        .points
        .iter()
        .map(|point| point.value.as_str())
        .collect();
    assert_eq!(values, ["070-174 06 12", "eva.oberg@ek.example"]);
    assert_eq!(card.addresses[0].city, "Leksand");
    let customer = card.customer.unwrap();
    assert_eq!(
        (Some(customer.number), customer.delivery),
        (created.customer_number, Delivery::Email)
    );
    assert_eq!(
        (customer.invoice_email.as_str(), customer.payment_terms_days),
        ("eva.oberg@ek.example", 30)
    );
    assert_eq!(card.changed_by, "seller Alfa");
    assert_eq!(card.changed_on.to_string(), today(&world).await);
    assert!(card.companies.is_empty() && card.categories.is_empty() && card.latest_note.is_none());
    world.end().await;
}

async fn today(world: &World) -> String {
    sqlx::query_scalar("select (now() at time zone 'Europe/Stockholm')::date::text")
        .fetch_one(&mut world.db.owner().await.unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_card_shows_companies_categories_and_the_latest_note() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let categories = "insert into crm.category (id, name) values ('0194f000-0000-7000-8000-00000000000d', 'Årskund'),
        ('0194f000-0000-7000-8000-00000000000e', 'Zonen')";
    let mut admin = world.raw(world.firm.admin).await;
    assert_eq!(outcome(&mut admin, categories).await, Ok(2));
    let mut raw = world.raw(world.firm.colleague).await;
    for statement in [
        "insert into crm.company (id, name) values ('0194f000-0000-7000-8000-00000000000a', 'Gamla AB'),
            ('0194f000-0000-7000-8000-00000000000b', 'Huvudbolaget'), ('0194f000-0000-7000-8000-00000000000c', 'Andra')"
            .to_owned(),
        "insert into crm.contact_point (company_id, kind, label, value, target, position)
            values ('0194f000-0000-7000-8000-00000000000b', 'phone', 'work', '08-465 004 01', '+46846500401', 1),
                ('0194f000-0000-7000-8000-00000000000b', 'phone', 'switchboard', '08-465 004 00', '+46846500400', 2)"
            .to_owned(),
        "insert into crm.address (company_id, city) values ('0194f000-0000-7000-8000-00000000000b', 'Falun')".to_owned(),
        format!(
            "insert into crm.contact_company (contact_id, company_id, role, is_primary, ended_on)
             values ('{id}', '0194f000-0000-7000-8000-00000000000a', 'Säljare', false, '2020-01-31'),
                ('{id}', '0194f000-0000-7000-8000-00000000000b', 'VD', true, null),
                ('{id}', '0194f000-0000-7000-8000-00000000000c', '', false, null)"
        ),
        format!("insert into crm.contact_category (contact_id, category_id) select '{id}', id from crm.category"),
        format!("insert into crm.note (contact_id, body) values ('{id}', 'Först')"),
        "insert into crm.note (company_id, body) values ('0194f000-0000-7000-8000-00000000000b', 'Sist')".to_owned(),
        "insert into crm.note (company_id, body) values ('0194f000-0000-7000-8000-00000000000a', 'Slutat')".to_owned(),
    ] {
        outcome(&mut raw, statement).await.unwrap();
    }
    let session = world.session(world.firm.reader).await;
    let card = card(&session, id).await.unwrap();
    let companies: Vec<&str> = card
        .companies
        .iter()
        .map(|company| company.name.as_str())
        .collect();
    assert_eq!(companies, ["Huvudbolaget", "Andra", "Gamla AB"]);
    assert_eq!(
        (
            card.companies[0].phone.as_str(),
            card.companies[0].city.as_str()
        ),
        ("08-465 004 00", "Falun")
    );
    assert_eq!(
        card.companies[2]
            .ended_on
            .map(|date| date.to_string())
            .as_deref(),
        Some("2020-01-31")
    );
    let categories: Vec<&str> = card
        .categories
        .iter()
        .map(|category| category.name.as_str())
        .collect();
    assert_eq!(categories, ["Zonen", "Årskund"]);
    let note = card.latest_note.unwrap();
    assert_eq!(
        (note.text.as_str(), note.author.as_str()),
        ("Sist", "colleague Alfa")
    );
    assert_eq!(
        note.company.map(|(_, name)| name).as_deref(),
        Some("Huvudbolaget")
    );
    assert_eq!(
        card.changed_by, "colleague Alfa",
        "a linked row is a change of the contact"
    );

    let main = card.companies[0].company;
    let company = store::company::card(&session, main).await.unwrap();
    assert_eq!(
        (company.contacts.len(), company.contacts[0].name.as_str()),
        (1, "Eva Öberg")
    );
    assert_eq!(
        (
            company.contacts[0].role.as_str(),
            company.contacts[0].email.as_str()
        ),
        ("VD", "eva.oberg@ek.example")
    );
    assert!(company.contacts[0].customer && company.latest_note.is_some());
    outcome(
        &mut world.raw(world.firm.seller).await,
        format!("update crm.contact set private = true where id = '{id}'"),
    )
    .await
    .unwrap();
    assert_eq!(
        store::company::card(&session, main).await.unwrap().contacts,
        []
    );
    world.end().await;
}
