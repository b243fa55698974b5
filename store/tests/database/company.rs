//! Saving a company, finding one that is there already, and the card of a big one.

use domain::address::{AddressKind, NewAddress};
use domain::company::{CompanyDuplicateReason, NewCompany};
use domain::{CategoryId, CompanyId, LinkId, Problem};
use sqlx::AssertSqlSafe;
use store::Error;
use store::company::{CompanyProbe, card, contacts, create, duplicates};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

/// A company with one of everything.
fn norrsken() -> NewCompany {
    NewCompany {
        name: "Norrsken Fastigheter AB".to_owned(),
        organisation_number: "556600-4825".to_owned(),
        industry: "Fastighetsförvaltning".to_owned(),
        website: "https://www.norrsken.example/om".to_owned(),
        comment: "Ramavtal till 2027.".to_owned(),
        points: eva().points,
        addresses: vec![NewAddress {
            kind: AddressKind::Visit,
            street: "Hamngatan 14".to_owned(),
            postcode: "111 47".to_owned(),
            city: "Stockholm".to_owned(),
            country: "SE".to_owned(),
        }],
        ..NewCompany::default()
    }
}

#[tokio::test]
async fn the_same_key_saves_one_company_with_everything() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let key = Uuid::now_v7();
    let mut raw = world.raw(world.firm.admin).await;
    let category = Uuid::now_v7();
    outcome(
        &mut raw,
        format!("insert into crm.category (id, name) values ('{category}', 'Kund')"),
    )
    .await
    .unwrap();
    let new = NewCompany {
        owner: Some(world.firm.colleague),
        categories: vec![CategoryId(category)],
        ..norrsken()
    };
    let created = create(&session, new.clone(), key).await.unwrap();
    let id = created.id;
    let (one, two) = tokio::join!(
        create(&session, new.clone(), key),
        create(&session, new.clone(), key)
    );
    assert_eq!(one.unwrap(), created);
    assert_eq!(two.unwrap(), created);
    let other = NewCompany {
        industry: String::new(),
        ..new
    };
    assert!(matches!(
        create(&session, other, key).await,
        Err(Error::Conflict)
    ));
    let mut owner = world.db.owner().await.unwrap();
    assert_eq!(
        count(&mut owner, "select count(*) from crm.company").await,
        1
    );
    let card = card(&session, id).await.unwrap();
    assert_eq!(
        (
            card.name.as_str(),
            card.organisation_number.as_str(),
            card.industry.as_str()
        ),
        (
            "Norrsken Fastigheter AB",
            "556600-4825",
            "Fastighetsförvaltning"
        )
    );
    assert_eq!(card.owner.id, world.firm.colleague);
    assert_eq!(
        (
            card.points.len(),
            card.addresses.len(),
            card.categories.len()
        ),
        (2, 1, 1)
    );
    assert_eq!((card.contact_count, card.contacts.len()), (0, 0));
    world.end().await;
}

#[tokio::test]
async fn a_company_that_cannot_be_saved_leaves_nothing() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let lacking = NewCompany {
        categories: vec![CategoryId(Uuid::now_v7())],
        ..norrsken()
    };
    let refused = create(&session, lacking, Uuid::now_v7()).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid(invalid) if invalid.of("categories") == Some(Problem::Gone)),
        "{refused}"
    );
    let reader = world.session(world.firm.reader).await;
    assert!(matches!(
        create(&reader, norrsken(), Uuid::now_v7()).await,
        Err(Error::Forbidden)
    ));
    let mut owner = world.db.owner().await.unwrap();
    for table in [
        "crm.company",
        "crm.contact_point",
        "crm.idempotency",
        "journal.change",
    ] {
        assert_eq!(
            count(&mut owner, format!("select count(*) from {table}")).await,
            0,
            "{table}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn duplicates_are_found_by_number_name_and_domain_within_the_firm() {
    let world = World::new().await;
    let session = world.session(world.firm.reader).await;
    let writer = world.session(world.firm.seller).await;
    let save = async |new: NewCompany| create(&writer, new, Uuid::now_v7()).await.unwrap().id;
    let plain = NewCompany {
        name: "Något annat".to_owned(),
        organisation_number: String::new(),
        website: String::new(),
        ..norrsken()
    };
    let by_number = save(NewCompany {
        organisation_number: "556600-4825".to_owned(),
        ..plain.clone()
    })
    .await;
    let by_name = save(NewCompany {
        name: "NORRSKEN fastigheter ab".to_owned(),
        ..plain.clone()
    })
    .await;
    let by_website = save(NewCompany {
        website: "http://norrsken.example".to_owned(),
        ..plain.clone()
    })
    .await;
    save(NewCompany {
        website: "https://example".to_owned(),
        ..plain
    })
    .await;
    let probe = CompanyProbe {
        organisation_number: "556600-4825".to_owned(),
        name: "Norrsken Fastigheter AB".to_owned(),
        website_host: domain::website::domain(&norrsken().website).to_owned(),
    };
    let found = duplicates(&session, &probe).await.unwrap();
    let reasons: Vec<_> = found.iter().map(|one| (one.id, one.reason)).collect();
    assert_eq!(
        reasons,
        [
            (by_number, CompanyDuplicateReason::OrganisationNumber),
            (by_name, CompanyDuplicateReason::Name),
            (by_website, CompanyDuplicateReason::Website),
        ]
    );
    assert_eq!(found[0].city, "Stockholm");
    // In the trash it is no longer there; another firm has none of it; nothing asked, nothing found.
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        format!("update crm.company set deleted_at = now() where id = '{by_number}'"),
    )
    .await
    .unwrap();
    assert_eq!(duplicates(&session, &probe).await.unwrap().len(), 2);
    let other = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(other.tenant, other.admin).await;
    assert_eq!(duplicates(&stranger, &probe).await.unwrap(), []);
    assert_eq!(
        duplicates(&session, &CompanyProbe::default())
            .await
            .unwrap(),
        []
    );
    world.end().await;
}

/// A company of 120 contacts, every third of them hidden and every fourth no longer there.
#[tokio::test]
async fn a_big_company_gives_its_contacts_fifty_at_a_time_each_once() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let created = create(&session, norrsken(), Uuid::now_v7()).await;
    let id = created.unwrap().id;
    let mut raw = world.raw(world.firm.seller).await;
    for statement in [
        "insert into crm.contact (first_name, last_name, private)
         select 'Bo', 'Ek ' || lpad((n / 2)::text, 3, '0'), n % 3 = 0 from generate_series(1, 120) n".to_owned(),
        format!("insert into crm.contact_company (contact_id, company_id, role, ended_on)
         select id, '{id}', 'Roll', case when row_number() over (order by id) % 4 = 0 then date '2020-01-31' end
         from crm.contact"),
    ] {
        outcome(&mut raw, statement).await.unwrap();
    }
    for (user, expected) in [(world.firm.seller, 120), (world.firm.colleague, 80)] {
        let session = world.session(user).await;
        let card = card(&session, id).await.unwrap();
        assert_eq!((card.contact_count, card.contacts.len()), (expected, 50));
        let mut all = card.contacts;
        loop {
            let after = all.last().map(|contact| contact.id);
            let page = contacts(&session, id, after).await.unwrap();
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        assert_eq!(all.len(), expected as usize);
        let mut links: Vec<LinkId> = all.iter().map(|contact| contact.id).collect();
        links.sort();
        links.dedup();
        assert_eq!(links.len(), all.len(), "each once");
        let key = |n: usize| (all[n].ended_on.is_some(), all[n].name.clone());
        assert!(
            (1..all.len()).all(|n| key(n - 1) <= key(n)),
            "current ones first, by name"
        );
        let again = contacts(&session, id, Some(LinkId(Uuid::now_v7())))
            .await
            .unwrap();
        assert_eq!(
            again[0].id, all[0].id,
            "after a link that is gone, from the first"
        );
    }
    let other = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(other.tenant, other.admin).await;
    for nothing in [id, CompanyId(Uuid::now_v7())] {
        assert!(matches!(
            contacts(&stranger, nothing, None).await,
            Err(Error::NotFound)
        ));
    }
    world.end().await;
}

/// The generated column and `domain::website::domain` say the same.
#[tokio::test]
async fn the_domain_of_a_website_is_the_same_here_and_there() {
    let world = World::new().await;
    let mut raw = world.raw(world.firm.seller).await;
    for website in [
        "",
        "https://www.norrsken.example",
        "http://norrsken.example:8080/a?b#c",
        "https://åkeri.example?x",
        "javascript:alert(1)",
    ] {
        let host: String = sqlx::query_scalar(AssertSqlSafe(format!(
            "insert into crm.company (name, website) values ('X', '{website}') returning website_host"
        )))
        .fetch_one(&mut raw)
        .await
        .unwrap();
        assert_eq!(host, domain::website::domain(website), "{website}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_new_company_is_taken_back() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let created = create(&session, norrsken(), Uuid::now_v7()).await.unwrap();
    store::journal::undo(&session, created.command)
        .await
        .unwrap();
    assert!(card(&session, created.id).await.unwrap().trashed);
    world.end().await;
}
