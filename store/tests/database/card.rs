//! The card functions pass the policies by, and must give what the policies would.

use serde_json::Value;
use uuid::Uuid;

use crate::common::{World, outcome};

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
    for function in ["crm.contact_card(uuid)", "crm.company_card(uuid)"] {
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
