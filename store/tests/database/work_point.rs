//! What somebody has at a company (S2): telephone and e-mail of a link.

use domain::edit::form::CardForm;
use domain::edit::{Edit, Field, Holder, Target};
use domain::history::HistoryQuery;
use domain::point::{Label, NewPoint, Point, PointDraft};
use domain::search::Search;
use domain::{CompanyId, ContactId, LinkId, Problem};
use store::edit::{add_link_point, move_row, remove_row, save, save_card};
use store::{Error, Session, company, contact, history, journal, trash};
use uuid::Uuid;

use crate::common::{World, outcome};

fn number(value: &str) -> NewPoint {
    let draft = PointDraft {
        value: value.to_owned(),
        ..PointDraft::default()
    };
    draft.phone().unwrap()
}

/// A contact, a company, and the role of one at the other.
async fn linked(world: &World, private: bool) -> (ContactId, CompanyId, LinkId) {
    let contact = world.contact(private).await;
    let (company, link) = (Uuid::now_v7(), Uuid::now_v7());
    let mut raw = world.raw(world.firm.seller).await;
    for statement in [
        format!("insert into crm.company (id, name) values ('{company}', 'Norrsken')"),
        format!(
            "insert into crm.contact_company (id, contact_id, company_id) values ('{link}', '{contact}', '{company}')"
        ),
    ] {
        outcome(&mut raw, statement).await.unwrap();
    }
    (contact, CompanyId(company), LinkId(link))
}

fn values(points: &[Point]) -> Vec<&str> {
    points.iter().map(|point| &*point.value).collect()
}

async fn on_contact(session: &Session, id: ContactId) -> Vec<Point> {
    let card = contact::card(session, id).await.unwrap();
    card.companies[0].points.clone()
}

async fn labels(session: &Session, holder: Holder) -> Vec<(String, String)> {
    let (changes, _) = history::page(session, holder, HistoryQuery::default(), Vec::new())
        .await
        .unwrap();
    let of_points = changes
        .iter()
        .filter(|change| change.table == "contact_point");
    let told = of_points.map(|change| {
        let (link, names) = (change.link.as_ref(), change.names.as_ref());
        let company = link.map(|link| link["company_id"].as_str().unwrap_or_default().to_owned());
        let name = company.and_then(|id| names.and_then(|names| names.get(&id)).cloned());
        (change.op.clone(), name.unwrap_or_default())
    });
    told.collect()
}

#[tokio::test]
async fn it_stands_on_both_cards_and_says_where_it_is() {
    let world = World::new().await;
    let (id, firm, link) = linked(&world, false).await;
    let seller = world.session(world.firm.seller).await;
    let key = Uuid::now_v7();
    let done = add_link_point(&seller, link, number("08-465 004 22"), key)
        .await
        .unwrap();
    let again = add_link_point(&seller, link, number("08-465 004 22"), key).await;
    assert_eq!(again.unwrap(), done);
    match add_link_point(&seller, link, number("0846500422"), Uuid::now_v7()).await {
        Err(Error::Invalid(invalid)) => assert_eq!(invalid.of("value"), Some(Problem::Taken)),
        other => panic!("{other:?}"),
    }
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!(values(&card.companies[0].points), ["08-465 004 22"]);
    let own = &card.points[0];
    assert_eq!((own.value.as_str(), own.at.as_str()), ("070-174 06 12", ""));
    let last = card.points.last().unwrap();
    assert_eq!(
        (last.value.as_str(), last.at.as_str()),
        ("08-465 004 22", "Norrsken")
    );
    let rows = company::card(&seller, firm).await.unwrap().contacts;
    assert_eq!(values(&rows[0].points), ["08-465 004 22"]);
    assert_eq!(rows[0].phone, "070-174 06 12");
    let found = contact::search(&seller, &Search::from_query("q=465+004+22")).await;
    assert_eq!(found.unwrap().items[0].id, id);
    journal::undo(&seller, done.command).await.unwrap();
    assert!(on_contact(&seller, id).await.is_empty());
    world.end().await;
}

#[tokio::test]
async fn it_is_changed_moved_and_removed_and_the_history_of_both_cards_says_so() {
    let world = World::new().await;
    let (id, firm, link) = linked(&world, false).await;
    let seller = world.session(world.firm.seller).await;
    for value in ["08-465 004 22", "08-465 004 23"] {
        add_link_point(&seller, link, number(value), Uuid::now_v7())
            .await
            .unwrap();
    }
    let points = on_contact(&seller, id).await;
    let second = Target::Point(points[1].id);
    move_row(&seller, second, 0).await.unwrap();
    let now = on_contact(&seller, id).await;
    assert_eq!(values(&now), ["08-465 004 23", "08-465 004 22"]);
    let edit = Edit::one(second, Field::Label, Label::Work.as_str(), "switchboard");
    save(&seller, &edit).await.unwrap();
    let late = Edit::one(second, Field::Label, Label::Work.as_str(), "home");
    match save(&seller, &late).await {
        Err(Error::Clash(clashes)) => assert_eq!(clashes[0].theirs, "switchboard"),
        other => panic!("{other:?}"),
    }
    let removed = remove_row(&seller, second).await.unwrap();
    journal::undo(&seller, removed.command).await.unwrap();
    assert_eq!(on_contact(&seller, id).await[0].label, Label::Switchboard);
    for holder in [Holder::Contact(id), Holder::Company(firm)] {
        let told = labels(&seller, holder).await;
        let of_link = told.iter().filter(|(_, name)| name == "Norrsken");
        assert!(of_link.count() >= 5, "{holder:?}: {told:?}");
    }
    world.end().await;
}

#[tokio::test]
async fn of_a_role_that_has_ended_only_its_row_tells_and_nothing_is_added_in_the_trash() {
    let world = World::new().await;
    let (id, firm, link) = linked(&world, false).await;
    let seller = world.session(world.firm.seller).await;
    add_link_point(&seller, link, number("08-465 004 22"), Uuid::now_v7())
        .await
        .unwrap();
    let ended = Edit::one(Target::Link(link), Field::EndedOn, "", "2026-10-31");
    save(&seller, &ended).await.unwrap();
    let card = contact::card(&seller, id).await.unwrap();
    assert!(card.points.iter().all(|point| point.at.is_empty()));
    assert_eq!(values(&card.companies[0].points), ["08-465 004 22"]);
    let reader = world.session(world.firm.reader).await;
    let refused = add_link_point(&reader, link, number("08-465 004 24"), Uuid::now_v7()).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    trash::trash(&seller, Holder::Company(firm)).await.unwrap();
    let gone = add_link_point(&seller, link, number("08-465 004 24"), Uuid::now_v7()).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    world.end().await;
}

#[tokio::test]
async fn a_colleague_knows_nothing_of_it_where_the_contact_is_hidden() {
    let world = World::new().await;
    let (_, firm, link) = linked(&world, true).await;
    let seller = world.session(world.firm.seller).await;
    add_link_point(&seller, link, number("08-465 004 22"), Uuid::now_v7())
        .await
        .unwrap();
    let colleague = world.session(world.firm.colleague).await;
    assert!(
        company::card(&colleague, firm)
            .await
            .unwrap()
            .contacts
            .is_empty()
    );
    assert_eq!(labels(&colleague, Holder::Company(firm)).await, []);
    let added = add_link_point(&colleague, link, number("08-465 004 24"), Uuid::now_v7()).await;
    assert!(matches!(added, Err(Error::NotFound)), "{added:?}");
    world.end().await;
}

#[tokio::test]
async fn the_form_of_the_whole_card_adds_several_as_one_command() {
    let world = World::new().await;
    let (id, _, link) = linked(&world, false).await;
    let seller = world.session(world.firm.seller).await;
    let form = CardForm::read(&format!(
        "new.phone.{link}.value=08-465+004+22&new.email.{link}.value=k@norrsken.example\
         &new.phone.0.value=070-174+06+58&new.phone.1.value=070-174+06+59&new.phone.2.value="
    ));
    let changes = form.changes().parse().unwrap();
    let done = save_card(&seller, Holder::Contact(id), &changes, Uuid::now_v7())
        .await
        .unwrap();
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!(
        values(&card.companies[0].points),
        ["08-465 004 22", "k@norrsken.example"]
    );
    assert!(values(&card.points).contains(&"070-174 06 59"));
    journal::undo(&seller, done.command).await.unwrap();
    let card = contact::card(&seller, id).await.unwrap();
    assert!(card.companies[0].points.is_empty());
    assert!(!values(&card.points).contains(&"070-174 06 59"));
    world.end().await;
}
