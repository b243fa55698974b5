//! Saving field by field: what others have changed meanwhile is never written over.

use domain::edit::{Change, Clash, Edit, Field, Target};
use domain::{CompanyId, ContactId, LinkId, Problem};
use store::{Error, contact, edit};
use uuid::Uuid;

use crate::common::{World, count, outcome};

fn contact_edit(id: ContactId, changes: &[(Field, &str, &str)]) -> Edit {
    edit_of(Target::Contact(id), changes)
}

fn edit_of(target: Target, changes: &[(Field, &str, &str)]) -> Edit {
    let changes = changes
        .iter()
        .map(|(field, was, value)| Change {
            field: *field,
            was: (*was).to_owned(),
            value: (*value).to_owned(),
        })
        .collect();
    Edit { target, changes }.parse().unwrap()
}

fn clashes(result: Result<domain::command::Done, Error>) -> Vec<Clash> {
    match result {
        Err(Error::Clash(clashes)) => clashes,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn different_fields_merge_and_the_same_field_clashes() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let title = |was, value| contact_edit(id, &[(Field::Title, was, value)]);
    edit::save(&seller, &title("", "Säljare")).await.unwrap();
    let nickname = contact_edit(id, &[(Field::Nickname, "", "Evis")]);
    edit::save(&colleague, &nickname).await.unwrap();
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!((&*card.title, &*card.nickname), ("Säljare", "Evis"));
    assert_eq!(card.changed_by, "colleague Alfa");

    let both = contact_edit(
        id,
        &[
            (Field::Title, "", "Inköpare"),
            (Field::Website, "", "ek.example"),
        ],
    );
    assert_eq!(
        clashes(edit::save(&colleague, &both).await),
        [Clash {
            field: Field::Title,
            was: String::new(),
            mine: "Inköpare".to_owned(),
            theirs: "Säljare".to_owned(),
            by: "seller Alfa".to_owned(),
        }]
    );
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!(
        (&*card.title, &*card.website),
        ("Säljare", ""),
        "all or nothing"
    );
    // «Behåll min»: sent again with what stands there now.
    edit::save(&colleague, &title("Säljare", "Inköpare"))
        .await
        .unwrap();
    assert_eq!(contact::card(&seller, id).await.unwrap().title, "Inköpare");
    world.end().await;
}

#[tokio::test]
async fn what_stands_as_wanted_already_is_saved() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let title = contact_edit(id, &[(Field::Title, "", "Säljare")]);
    edit::save(&seller, &title).await.unwrap();
    let version = contact::card(&seller, id).await.unwrap().version;
    edit::save(&seller, &title).await.unwrap();
    assert_eq!(contact::card(&seller, id).await.unwrap().version, version);
    let both = contact_edit(
        id,
        &[
            (Field::Title, "", "Säljare"),
            (Field::BirthDate, "1971-02-28", ""),
        ],
    );
    edit::save(&seller, &both).await.unwrap();
    assert_eq!(contact::card(&seller, id).await.unwrap().birth_date, None);
    world.end().await;
}

#[tokio::test]
async fn the_hidden_the_missing_the_foreign_and_the_trashed_are_not_found() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    let trashed = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        format!("update crm.contact set deleted_at = now() where id = '{trashed}'"),
    )
    .await
    .unwrap();
    let point: Uuid = sqlx::query_scalar(
        "select id from crm.contact_point where contact_id = $1 and kind = 'phone'",
    )
    .bind(trashed.0)
    .fetch_one(&mut raw)
    .await
    .unwrap();
    let title = |id| contact_edit(id, &[(Field::Title, "", "x")]);
    let colleague = world.session(world.firm.colleague).await;
    let stranger = world.session_at(other.tenant, other.admin).await;
    let seller = world.session(world.firm.seller).await;
    let reader = world.session(world.firm.reader).await;
    let nobody = ContactId(Uuid::now_v7());
    for (session, id) in [
        (&colleague, hidden),
        (&stranger, open),
        (&seller, nobody),
        (&seller, trashed),
        (&reader, hidden),
        (&reader, nobody),
    ] {
        let saved = edit::save(session, &title(id)).await;
        assert!(matches!(saved, Err(Error::NotFound)), "{saved:?}");
    }
    let of_trashed = edit_of(
        Target::Point(domain::PointId(point)),
        &[(Field::Label, "mobile", "home")],
    );
    assert!(matches!(
        edit::save(&seller, &of_trashed).await,
        Err(Error::NotFound)
    ));
    for stale in ["", "what never stood there"] {
        let saved = edit::save(&reader, &contact_edit(open, &[(Field::Title, stale, "x")])).await;
        assert!(matches!(saved, Err(Error::Forbidden)), "{saved:?}");
    }
    world.end().await;
}

#[tokio::test]
async fn only_the_owner_and_administrators_hide_and_hand_over() {
    let world = World::new().await;
    let firm = world.firm;
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    let seller = world.session(firm.seller).await;
    let admin = world.session(firm.admin).await;
    let colleague = world.session(firm.colleague).await;
    let hide = contact_edit(open, &[(Field::Private, "false", "true")]);
    let saved = edit::save(&colleague, &hide).await;
    assert!(matches!(saved, Err(Error::Forbidden)), "{saved:?}");
    let (from, to) = (firm.seller.to_string(), firm.colleague.to_string());
    let give = |id| contact_edit(id, &[(Field::OwnerId, &from, &to)]);
    let saved = edit::save(&seller, &give(hidden)).await;
    assert!(
        matches!(saved, Err(Error::Forbidden)),
        "the giver would not see it: {saved:?}"
    );
    edit::save(&admin, &give(hidden)).await.unwrap();
    assert!(matches!(
        contact::card(&seller, hidden).await,
        Err(Error::NotFound)
    ));
    assert!(contact::card(&colleague, hidden).await.unwrap().private);
    edit::save(&colleague, &give(open)).await.unwrap();
    let gone = contact_edit(open, &[(Field::OwnerId, &to, &Uuid::nil().to_string())]);
    match edit::save(&admin, &gone).await {
        Err(Error::Invalid(invalid)) => assert_eq!(invalid.of("owner_id"), Some(Problem::Gone)),
        other => panic!("{other:?}"),
    }
    world.end().await;
}

#[tokio::test]
async fn every_field_of_every_row_is_read_and_written_alike() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let company = Uuid::now_v7();
    outcome(
        &mut raw,
        format!("insert into crm.company (id, name) values ('{company}', 'Ek')"),
    )
    .await
    .unwrap();
    outcome(
        &mut raw,
        format!(
            "insert into crm.contact_company (contact_id, company_id) values ('{id}', '{company}')"
        ),
    )
    .await
    .unwrap();
    let mut row = async |statement: &'static str| -> Uuid {
        sqlx::query_scalar(statement)
            .fetch_one(&mut raw)
            .await
            .unwrap()
    };
    let phone = Target::Point(domain::PointId(
        row("select id from crm.contact_point where kind = 'phone'").await,
    ));
    let email = Target::Point(domain::PointId(
        row("select id from crm.contact_point where kind = 'email'").await,
    ));
    let address = Target::Address(domain::AddressId(row("select id from crm.address").await));
    let link = Target::Link(LinkId(row("select id from crm.contact_company").await));
    let customer = Target::Customer(domain::CustomerId(row("select id from crm.customer").await));
    let contact = Target::Contact(id);
    let company = Target::Company(CompanyId(company));
    let owner = world.firm.seller.to_string();
    let to = world.firm.colleague.to_string();
    let cases: [(Target, Field, &str, &str); 40] = [
        (contact, Field::FirstName, "Eva", "Evy"),
        (contact, Field::LastName, "Öberg", "O'Berg"),
        (contact, Field::Nickname, "", "E"),
        (contact, Field::Title, "", "VD"),
        (contact, Field::BirthDate, "1971-02-28", "1971-03-01"),
        (contact, Field::Language, "", "en"),
        (contact, Field::Website, "", "https://ek.example"),
        (contact, Field::Comment, "Ringer helst före tio.", "a\nb"),
        (contact, Field::Private, "false", "true"),
        (contact, Field::Private, "true", "false"),
        (contact, Field::OwnerId, &owner, &to),
        (company, Field::Name, "Ek", "Ek & Co"),
        (company, Field::OrganisationNumber, "", "556016-0680"),
        (company, Field::Industry, "", "Skog"),
        (company, Field::Website, "", "https://ek.example"),
        (company, Field::Comment, "", "x"),
        (company, Field::OwnerId, &owner, &to),
        (phone, Field::Label, "mobile", "home"),
        (phone, Field::Phone, "070-174 06 12", "+47 22 12 34 56"),
        (phone, Field::Phone, "+47 22 12 34 56", "070-174 06 58"),
        (
            email,
            Field::Email,
            "eva.oberg@ek.example",
            "eva@ek.example",
        ),
        (address, Field::Kind, "post", "visit"),
        (address, Field::Street, "Storgatan 1", "Box 1\nc/o Ek"),
        (address, Field::Postcode, "793 31", "793 30"),
        (address, Field::City, "Leksand", "Rättvik"),
        (address, Field::Country, "SE", "NO"),
        (link, Field::Role, "", "Inköpare"),
        (link, Field::Department, "", "Lager"),
        (link, Field::IsPrimary, "false", "true"),
        (link, Field::IsPrimary, "true", "false"),
        (link, Field::StartedOn, "", "2020-01-01"),
        (link, Field::EndedOn, "", "2021-01-01"),
        (link, Field::EndedOn, "2021-01-01", ""),
        (customer, Field::Delivery, "email", "letter"),
        (customer, Field::InvoiceEmail, "eva.oberg@ek.example", ""),
        (customer, Field::PaymentTermsDays, "30", "10"),
        (customer, Field::Language, "", "en"),
        (customer, Field::Currency, "SEK", "EUR"),
        (customer, Field::Blocked, "false", "true"),
        (customer, Field::Blocked, "true", "false"),
    ];
    let seller = world.session(world.firm.seller).await;
    for (target, field, was, value) in cases {
        let edit = edit_of(target, &[(field, was, value)]);
        assert_eq!(edit.changes.len(), 1, "{field:?} {value}");
        let saved = edit::save(&seller, &edit).await;
        assert!(saved.is_ok(), "{field:?} {was} {value}: {saved:?}");
        // Read back through what a clash says.
        let never = Edit {
            target,
            changes: vec![Change {
                field,
                was: "\0never".to_owned(),
                value: was.to_owned(),
            }],
        };
        assert_eq!(
            clashes(edit::save(&seller, &never).await)[0].theirs,
            value,
            "{field:?}"
        );
    }
    let wrong = edit_of(phone, &[(Field::Email, "070-174 06 58", "x@ek.example")]);
    match edit::save(&seller, &wrong).await {
        Err(Error::Invalid(invalid)) => assert_eq!(invalid.of("email"), Some(Problem::Choice)),
        other => panic!("{other:?}"),
    }
    let target: String =
        sqlx::query_scalar("select target from crm.contact_point where kind = 'phone'")
            .fetch_one(&mut world.raw(world.firm.seller).await)
            .await
            .unwrap();
    assert_eq!(target, "+46701740658");
    world.end().await;
}

#[tokio::test]
async fn the_main_company_is_one_and_a_current_one() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let mut links = Vec::new();
    for name in ["Ek", "Björk"] {
        let (company, link) = (Uuid::now_v7(), Uuid::now_v7());
        outcome(
            &mut raw,
            format!("insert into crm.company (id, name) values ('{company}', '{name}')"),
        )
        .await
        .unwrap();
        outcome(
            &mut raw,
            format!("insert into crm.contact_company (id, contact_id, company_id) values ('{link}', '{id}', '{company}')"),
        )
        .await
        .unwrap();
        links.push(Target::Link(LinkId(link)));
    }
    let seller = world.session(world.firm.seller).await;
    let primary = |target| edit_of(target, &[(Field::IsPrimary, "false", "true")]);
    for link in [links[0], links[1]] {
        edit::save(&seller, &primary(link)).await.unwrap();
    }
    let mains = "select count(*) from crm.contact_company where is_primary";
    assert_eq!(count(&mut raw, mains).await, 1);
    edit::save(
        &seller,
        &edit_of(links[1], &[(Field::EndedOn, "", "2026-01-31")]),
    )
    .await
    .unwrap();
    assert_eq!(
        count(&mut raw, mains).await,
        0,
        "a role that has ended is not the main one"
    );
    for refused in [
        edit_of(links[1], &[(Field::IsPrimary, "false", "true")]),
        edit_of(
            links[0],
            &[
                (Field::IsPrimary, "false", "true"),
                (Field::EndedOn, "", "2026-01-31"),
            ],
        ),
    ] {
        match edit::save(&seller, &refused).await {
            Err(Error::Invalid(invalid)) => {
                assert_eq!(invalid.of("is_primary"), Some(Problem::Choice))
            }
            other => panic!("{other:?}"),
        }
    }
    world.end().await;
}
