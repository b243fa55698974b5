//! A whole card saved in one go: everything or nothing, once, and undone as one.

use domain::ContactId;
use domain::edit::form::{CardForm, ReadChanges};
use domain::edit::{Field, Holder};
use domain::{Invalid, Problem};
use store::edit::save_card;
use store::{Error, contact, journal};
use uuid::Uuid;

use crate::common::World;

fn read(pairs: &[(String, &str)]) -> ReadChanges {
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.clone(), (*value).to_owned()));
    let form = CardForm {
        pairs: pairs.collect(),
    };
    form.changes().parse().unwrap()
}

fn field(
    id: ContactId,
    field: &str,
    was: &'static str,
    value: &'static str,
) -> [(String, &'static str); 2] {
    [
        (format!("was.contact.{id}.{field}"), was),
        (format!("contact.{id}.{field}"), value),
    ]
}

#[tokio::test]
async fn rows_come_and_go_and_fields_change_as_one_command() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let before = contact::card(&seller, id).await.unwrap();
    let mut pairs = field(id, "title", "", "Säljare").to_vec();
    pairs.push((format!("remove.point.{}", before.points[0].id), "true"));
    pairs.push(("new.email.0.value".to_owned(), "ek@ek.example"));
    pairs.push(("new.address.0.city".to_owned(), "Leksand"));
    let (changes, key) = (read(&pairs), Uuid::now_v7());
    let done = save_card(&seller, Holder::Contact(id), &changes, key)
        .await
        .unwrap();
    let again = save_card(&seller, Holder::Contact(id), &changes, key)
        .await
        .unwrap();
    assert_eq!(done, again);
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!(card.title, "Säljare");
    assert!(
        card.points
            .iter()
            .any(|point| point.value == "ek@ek.example")
    );
    assert!(
        !card
            .points
            .iter()
            .any(|point| point.id == before.points[0].id)
    );
    assert!(
        card.addresses
            .iter()
            .any(|address| address.city == "Leksand")
    );
    journal::undo(&seller, done.command).await.unwrap();
    let after = contact::card(&seller, id).await.unwrap();
    assert_eq!(
        (after.title, after.points, after.addresses),
        (before.title, before.points, before.addresses)
    );
}

#[tokio::test]
async fn a_conflict_names_every_field_and_saves_nothing() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let (seller, colleague) = (
        world.session(world.firm.seller).await,
        world.session(world.firm.colleague).await,
    );
    let holder = Holder::Contact(id);
    let mut theirs = field(id, "title", "", "Inköpare").to_vec();
    theirs.extend(field(id, "nickname", "", "Ängla"));
    save_card(&colleague, holder, &read(&theirs), Uuid::now_v7())
        .await
        .unwrap();
    let mut mine = field(id, "title", "", "Säljare").to_vec();
    mine.extend(field(id, "nickname", "", "Agge"));
    mine.extend(field(id, "website", "", "ek.example"));
    mine.push(("new.email.0.value".to_owned(), "ek@ek.example"));
    let refused = save_card(&seller, holder, &read(&mine), Uuid::now_v7()).await;
    let Err(Error::Clash(clashes)) = refused else {
        panic!("{refused:?}");
    };
    let mut fields: Vec<Field> = clashes.iter().map(|clash| clash.field).collect();
    fields.sort_by_key(|field| field.as_str());
    assert_eq!(fields, [Field::Nickname, Field::Title]);
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!((&*card.title, &*card.website), ("Inköpare", ""));
}

#[tokio::test]
async fn what_only_the_database_knows_is_said_at_its_control() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let card = contact::card(&seller, id).await.unwrap();
    let taken = card
        .points
        .iter()
        .find(|point| point.kind == domain::point::PointKind::Phone)
        .unwrap();
    let pairs = vec![("new.phone.0.value".to_owned(), taken.value.clone())];
    let changes = CardForm { pairs }.changes().parse().unwrap();
    let refused = save_card(&seller, Holder::Contact(id), &changes, Uuid::now_v7()).await;
    let expected = Invalid::one("new.phone.0.value", Problem::Taken);
    assert!(
        matches!(&refused, Err(Error::Invalid(invalid)) if *invalid == expected),
        "{refused:?}"
    );
}
