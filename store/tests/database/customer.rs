//! Customer numbers: one series per firm, without gaps or doubles.

use std::collections::BTreeSet;

use domain::contact::NewContact;
use domain::customer::{CustomerDraft, Saved};
use domain::edit::{Field, Holder};
use domain::{ContactId, Problem};
use store::{Error, Session, contact, customer};
use uuid::Uuid;

use crate::common::{World, eva, outcome};
use crate::identity::number;

/// Every seventh of them draws a number and is then broken off.
#[tokio::test]
async fn a_thousand_at_once_draw_a_thousand_numbers_in_a_row() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let mut tasks = tokio::task::JoinSet::new();
    for place in 0..1_000 + 1_000 / 7 {
        let session = session.clone();
        let personal_number = (place % 8 == 7).then(|| number("19640823-3234"));
        tasks.spawn(async move {
            let broken_off = personal_number.is_some();
            let new = NewContact {
                personal_number,
                ..eva()
            };
            // The pool is small and its queue is short by intention: a refused request tries again.
            let key = Uuid::now_v7();
            loop {
                match contact::create(&session, new.clone(), key, true).await {
                    Err(Error::Busy(_)) => {}
                    // There is no key here to keep the personal number with.
                    Err(Error::Invalid(_)) if broken_off => return None,
                    done => return done.unwrap().customer_number,
                }
            }
        });
    }
    let mut numbers = BTreeSet::new();
    while let Some(number) = tasks.join_next().await {
        if let Some(number) = number.unwrap() {
            assert!(numbers.insert(number), "a number twice");
        }
    }
    assert_eq!(numbers, (10_001..=11_000).collect());
    world.end().await;
}

/// The form of a contact, as it is opened.
async fn opened(session: &Session, id: ContactId) -> CustomerDraft {
    let form = customer::form(session, Holder::Contact(id)).await.unwrap();
    form.draft
}

async fn save(
    session: &Session,
    id: ContactId,
    draft: &CustomerDraft,
    was: &CustomerDraft,
) -> Result<Saved, Error> {
    let new = draft.parse(store::identity::today()).unwrap();
    customer::save(
        session,
        Holder::Contact(id),
        new,
        was.clone(),
        Uuid::now_v7(),
    )
    .await
}

/// A contact that is no customer.
async fn contact_only(session: &Session) -> ContactId {
    contact::create(session, eva(), Uuid::now_v7(), false)
        .await
        .unwrap()
        .id
}

#[tokio::test]
async fn a_contact_becomes_a_customer_stops_and_comes_back_with_its_number() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = contact_only(&session).await;
    let was = opened(&session, id).await;
    assert_eq!(was.invoice_email, "eva.oberg@ek.example");
    assert_eq!(was.street, "Storgatan 1");
    assert_eq!(was.delivery, "email");
    let first = save(&session, id, &was, &was).await.unwrap();
    assert_eq!(first.number, 10_001);
    let card = contact::card(&session, id).await.unwrap();
    assert_eq!(card.customer.unwrap().number, 10_001);
    // The invoice goes to the address that is there; no copy of it is made.
    assert_eq!(card.addresses.len(), 1);

    customer::end(&session, first.id).await.unwrap();
    assert_eq!(contact::card(&session, id).await.unwrap().customer, None);
    let twice = customer::end(&session, first.id).await;
    assert!(matches!(twice, Err(Error::Invalid(_))), "{twice:?}");
    let other = contact_only(&session).await;
    let second = save(&session, other, &was, &was).await.unwrap();
    assert_eq!(second.number, 10_002);

    let form = customer::form(&session, Holder::Contact(id)).await.unwrap();
    assert!(!form.active && form.number == Some(10_001));
    let back = CustomerDraft {
        currency: "EUR".to_owned(),
        ..form.draft.clone()
    };
    let again = save(&session, id, &back, &form.draft).await.unwrap();
    assert_eq!((again.id, again.number), (first.id, 10_001));
    let card = contact::card(&session, id).await.unwrap();
    assert_eq!(card.customer.unwrap().currency, "EUR");
    world.end().await;
}

#[tokio::test]
async fn the_same_form_twice_and_two_at_once_make_one_customer_and_no_gap() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let id = contact_only(&session).await;
    let was = opened(&session, id).await;
    let new = was.parse(store::identity::today()).unwrap();
    let key = Uuid::now_v7();
    let holder = Holder::Contact(id);
    let send = || customer::save(&session, holder, new.clone(), was.clone(), key);
    let once = send().await.unwrap();
    assert_eq!(send().await.unwrap(), once);
    let other = CustomerDraft {
        currency: "EUR".to_owned(),
        ..was.clone()
    };
    let other = other.parse(store::identity::today()).unwrap();
    let refused = customer::save(&session, holder, other, was.clone(), key).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");

    let id = contact_only(&session).await;
    let colleague = world.session(world.firm.colleague).await;
    let (a, b) = tokio::join!(
        save(&session, id, &was, &was),
        save(&colleague, id, &was, &was)
    );
    assert_eq!(a.unwrap().number, b.unwrap().number);
    let next = contact_only(&session).await;
    let next = save(&session, next, &was, &was).await.unwrap();
    assert_eq!(next.number, 10_003);
    world.end().await;
}

#[tokio::test]
async fn two_who_change_different_fields_do_not_meet_and_the_same_field_clashes() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let id = contact_only(&session).await;
    let was = opened(&session, id).await;
    save(&session, id, &was, &was).await.unwrap();
    let mine = CustomerDraft {
        payment_terms_days: "10".to_owned(),
        ..was.clone()
    };
    let theirs = CustomerDraft {
        currency: "NOK".to_owned(),
        street: "Box 12".to_owned(),
        ..was.clone()
    };
    save(&colleague, id, &theirs, &was).await.unwrap();
    save(&session, id, &mine, &was).await.unwrap();
    let now = opened(&session, id).await;
    assert_eq!(now.payment_terms_days, "10");
    assert_eq!(now.currency, "NOK");
    assert_eq!(now.street, "Box 12");
    // An invoice address of its own, beside the one that post goes to.
    let card = contact::card(&session, id).await.unwrap();
    assert_eq!(card.addresses.len(), 2);

    let late = CustomerDraft {
        currency: "EUR".to_owned(),
        city: "Mora".to_owned(),
        ..was.clone()
    };
    let Err(Error::Clash(clashes)) = save(&session, id, &late, &was).await else {
        panic!("no clash");
    };
    assert_eq!(clashes[0].field, Field::Currency);
    assert_eq!(
        (&*clashes[0].theirs, &*clashes[0].by),
        ("NOK", "colleague Alfa")
    );
    assert_eq!(opened(&session, id).await, now);
    // «Keep mine» is the same again, with what is there now.
    let saved = CustomerDraft {
        currency: "EUR".to_owned(),
        ..now.clone()
    };
    save(&session, id, &saved, &now).await.unwrap();
    // Emptied, the invoice goes to the other address again.
    let emptied = CustomerDraft {
        street: String::new(),
        postcode: String::new(),
        city: String::new(),
        ..saved.clone()
    };
    save(&session, id, &emptied, &saved).await.unwrap();
    assert_eq!(opened(&session, id).await.street, "Storgatan 1");
    world.end().await;
}

#[tokio::test]
async fn who_only_reads_or_may_not_see_makes_nobody_a_customer() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let hidden = NewContact {
        private: true,
        ..eva()
    };
    let hidden = contact::create(&session, hidden, Uuid::now_v7(), false)
        .await
        .unwrap()
        .id;
    let open = contact_only(&session).await;
    let was = opened(&session, open).await;
    let reader = world.session(world.firm.reader).await;
    let refused = save(&reader, open, &was, &was).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let colleague = world.session(world.firm.colleague).await;
    let refused = save(&colleague, hidden, &was, &was).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    let saved = save(&session, hidden, &was, &was).await.unwrap();
    assert_eq!(saved.number, 10_001, "refused ones draw no number");
    for who in [world.firm.colleague, world.firm.reader] {
        let ended = customer::end(&world.session(who).await, saved.id).await;
        assert!(matches!(ended, Err(Error::NotFound)), "{ended:?}");
    }
    let saved = save(&session, open, &was, &was).await.unwrap();
    let ended = customer::end(&reader, saved.id).await;
    assert!(matches!(ended, Err(Error::Forbidden)), "{ended:?}");
    world.end().await;
}

/// Also where no form has looked at it.
#[tokio::test]
async fn an_invoice_by_email_has_somewhere_to_go() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let emptied = outcome(
        &mut raw,
        format!("update crm.customer set invoice_email = '' where contact_id = '{id}'"),
    )
    .await;
    assert_eq!(emptied, Err("23514 customer_delivery_email".to_owned()));
    world.end().await;
}

#[tokio::test]
async fn a_company_is_a_customer_in_the_same_way() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let mut raw = world.raw(world.firm.seller).await;
    let company = "0194f000-0000-7000-8000-00000000000a";
    outcome(
        &mut raw,
        format!("insert into crm.company (id, name) values ('{company}', 'Ek AB')"),
    )
    .await
    .unwrap();
    let holder = Holder::Company(company.parse().unwrap());
    let form = customer::form(&session, holder).await.unwrap();
    assert_eq!(form.name, "Ek AB");
    let draft = CustomerDraft {
        delivery: "e_invoice".to_owned(),
        personal_number: "19640823-3234".to_owned(),
        ..form.draft
    };
    let new = draft.parse(store::identity::today()).unwrap();
    let refused =
        customer::save(&session, holder, new.clone(), draft.clone(), Uuid::now_v7()).await;
    let Err(Error::Invalid(invalid)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(invalid.of("personal_number"), Some(Problem::NoIdentityKey));
    let new = domain::customer::NewCustomer {
        personal_number: None,
        ..new
    };
    let saved = customer::save(&session, holder, new, draft, Uuid::now_v7())
        .await
        .unwrap();
    assert_eq!(saved.number, 10_001);
    world.end().await;
}

#[tokio::test]
async fn a_number_that_was_not_used_comes_again() {
    use sqlx::Connection;

    let world = World::new().await;
    let mut raw = world.raw(world.firm.seller).await;
    let mut tx = raw.begin().await.unwrap();
    let contact = "'0194f000-0000-7000-8000-000000000001'";
    outcome(
        &mut tx,
        format!("insert into crm.contact (id, last_name) values ({contact}, 'x')"),
    )
    .await
    .unwrap();
    outcome(
        &mut tx,
        format!("insert into crm.customer (contact_id) values ({contact})"),
    )
    .await
    .unwrap();
    tx.rollback().await.unwrap();
    let created = contact::create(
        &world.session(world.firm.seller).await,
        eva(),
        Uuid::now_v7(),
        true,
    )
    .await
    .unwrap();
    assert_eq!(created.customer_number, Some(10_001));
    world.end().await;
}

#[tokio::test]
async fn a_contact_is_a_customer_once() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    let again = outcome(
        &mut raw,
        format!("insert into crm.customer (contact_id) values ('{id}')"),
    )
    .await;
    assert_eq!(again, Err("23505 customer_contact_taken".to_owned()));
    world.end().await;
}
