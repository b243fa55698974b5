//! An owner is chosen among those who have an account, whichever way.

use std::time::Duration;

use domain::bulk::Act;
use domain::contact::NewContact;
use domain::edit::{Edit, Field, Target};
use domain::search::Among;
use domain::{Invalid, Problem};
use store::bulk::{Chosen, start};
use store::{Error, contact, edit, journal, user};
use uuid::Uuid;

use crate::common::{World, eva, outcome};

fn problem<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, Problem) {
    match result {
        Err(Error::Invalid(Invalid { mut problems })) => problems.remove(0),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whoever_has_left_is_chosen_on_no_path() {
    let world = World::new().await;
    let firm = world.firm;
    let (admin, seller) = (
        world.session(firm.admin).await,
        world.session(firm.seller).await,
    );
    let id = world.contact(false).await;
    user::deactivate(&admin, firm.colleague, None)
        .await
        .unwrap();
    let (from, to) = (firm.seller.to_string(), firm.colleague.to_string());
    let give = Edit::one(Target::Contact(id), Field::OwnerId, &from, &to);
    assert_eq!(
        problem(edit::save(&seller, &give).await),
        ("owner_id".to_owned(), Problem::NoAccount)
    );
    let new = NewContact {
        owner: Some(firm.colleague),
        ..eva()
    };
    assert_eq!(
        problem(contact::create(&seller, new, Uuid::now_v7(), false).await),
        ("owner".to_owned(), Problem::NoAccount)
    );
    let many = start(
        &seller,
        Act::Owner(firm.colleague),
        Chosen::Ticked(Among::Contacts, vec![id.0]),
        Duration::from_secs(60),
    );
    assert_eq!(
        problem(many.await),
        ("value".to_owned(), Problem::NoAccount)
    );
    let heir = user::hand_over(&admin, firm.seller, firm.colleague).await;
    assert_eq!(problem(heir).0, "heir");
    // And so says the database by itself.
    let mut raw = world.raw(firm.seller).await;
    for (statement, table) in [
        (
            format!("update crm.contact set owner_id = '{to}' where id = '{id}'"),
            "contact",
        ),
        (
            format!("insert into crm.contact (last_name, owner_id) values ('Ek', '{to}')"),
            "contact",
        ),
        (
            format!("insert into crm.company (name, owner_id) values ('Ek AB', '{to}')"),
            "company",
        ),
    ] {
        assert_eq!(
            outcome(&mut raw, &*statement).await,
            Err(format!("23514 {table}_owner_active")),
            "{statement}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn what_somebody_owned_who_has_left_can_be_edited_and_given_back() {
    let world = World::new().await;
    let firm = world.firm;
    let admin = world.session(firm.admin).await;
    let id = world.contact_of(firm.colleague, false).await;
    user::deactivate(&admin, firm.colleague, None)
        .await
        .unwrap();
    let title = Edit::one(Target::Contact(id), Field::Title, "", "VD");
    edit::save(&admin, &title).await.unwrap();
    let (from, to) = (firm.colleague.to_string(), firm.seller.to_string());
    let give = Edit::one(Target::Contact(id), Field::OwnerId, &from, &to);
    let done = edit::save(&admin, &give).await.unwrap();
    let undone = journal::undo(&admin, done.command).await.unwrap();
    assert_eq!(undone.blocked, []);
    let owner = contact::card(&admin, id).await.unwrap().owner;
    assert_eq!((owner.id, owner.active), (firm.colleague, false));
    world.end().await;
}
