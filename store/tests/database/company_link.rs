//! Links: all or none, once per key, one main company, and nothing that the reader may not see.

use domain::company::NewCompany;
use domain::contact::ContactCard;
use domain::edit::Holder;
use domain::link::NewLink;
use domain::{CompanyId, ContactId, Problem};
use store::company_link::{add, start};
use store::{Error, Session};
use uuid::Uuid;

use crate::common::{World, count, outcome};

async fn company(session: &Session, name: &str) -> CompanyId {
    let new = NewCompany {
        name: name.to_owned(),
        ..NewCompany::default()
    };
    store::company::create(session, new, Uuid::now_v7())
        .await
        .unwrap()
        .id
}

fn to(other: Uuid, role: &str, primary: bool) -> NewLink {
    NewLink {
        other,
        role: role.to_owned(),
        department: String::new(),
        primary,
    }
}

fn problem(error: &Error) -> Option<Problem> {
    match error {
        Error::Invalid(invalid) => invalid.of("picks"),
        _ => None,
    }
}

/// Names of the companies in the order of the card; the main one with a star.
fn names(card: &ContactCard) -> Vec<String> {
    let name = |company: &domain::contact::ContactCompany| {
        format!("{}{}", company.name, if company.primary { "*" } else { "" })
    };
    card.companies.iter().map(name).collect()
}

#[tokio::test]
async fn several_are_linked_at_once_and_the_first_is_the_main_company() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let holder = Holder::Contact(contact);
    let (ek, al, bok) = (
        company(&session, "Ek AB").await,
        company(&session, "Al AB").await,
        company(&session, "Bok AB").await,
    );
    let links = vec![to(ek.0, "Ledamot", false), to(al.0, "", false)];
    let key = Uuid::now_v7();
    let made = add(&session, holder, links.clone(), key).await.unwrap();
    assert_eq!(
        add(&session, holder, links.clone(), key).await.unwrap(),
        made
    );
    assert_eq!(made.links.len(), 2);
    let card = async || store::contact::card(&session, contact).await.unwrap();
    assert_eq!(names(&card().await), ["Ek AB*", "Al AB"]);
    assert_eq!(card().await.companies[0].role, "Ledamot");
    // Another one becomes the main company only when it is chosen.
    let chosen = vec![to(bok.0, "", true)];
    add(&session, holder, chosen, Uuid::now_v7()).await.unwrap();
    assert_eq!(names(&card().await), ["Bok AB*", "Al AB", "Ek AB"]);
    // One command in the journal, so that it is undone in one go.
    let mut owner = world.db.owner().await.unwrap();
    let changes = format!(
        "select count(*) from journal.change where command = '{}'",
        made.done.command
    );
    assert_eq!(count(&mut owner, changes).await, 2);
    let other = add(&session, holder, vec![to(ek.0, "", false)], key).await;
    assert!(matches!(other, Err(Error::Conflict)));
    world.end().await;
}

#[tokio::test]
async fn a_pair_is_linked_once_and_a_former_one_anew() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let (ek, al) = (
        company(&session, "Ek AB").await,
        company(&session, "Al AB").await,
    );
    let holder = Holder::Contact(contact);
    let link = || vec![to(ek.0, "", false)];
    add(&session, holder, link(), Uuid::now_v7()).await.unwrap();
    // All or none: the new one beside it is not linked either.
    let both = vec![to(al.0, "", false), to(ek.0, "", false)];
    let again = add(&session, holder, both, Uuid::now_v7())
        .await
        .unwrap_err();
    assert_eq!(problem(&again), Some(Problem::Taken), "{again}");
    let from_there = vec![to(contact.0, "", false)];
    let again = add(&session, Holder::Company(ek), from_there, Uuid::now_v7())
        .await
        .unwrap_err();
    assert_eq!(problem(&again), Some(Problem::Taken), "{again}");
    let mut owner = world.db.owner().await.unwrap();
    let links = "select count(*) from crm.contact_company";
    assert_eq!(count(&mut owner, links).await, 1);
    assert_eq!(
        start(&session, holder, &[]).await.unwrap().linked,
        [ek.0],
        "shown as linked"
    );
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        "update crm.contact_company set ended_on = '2020-01-31', is_primary = false",
    )
    .await
    .unwrap();
    assert!(
        start(&session, holder, &[])
            .await
            .unwrap()
            .linked
            .is_empty()
    );
    add(&session, holder, link(), Uuid::now_v7()).await.unwrap();
    let card = store::contact::card(&session, contact).await.unwrap();
    assert_eq!(names(&card), ["Ek AB*", "Ek AB"]);
    assert!(
        card.companies[1].ended_on.is_some(),
        "the former one is last"
    );
    world.end().await;
}

#[tokio::test]
async fn what_the_reader_may_not_see_is_answered_as_what_is_not_there() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let session = world.session(world.firm.seller).await;
    let stranger = world.session_at(other.tenant, other.admin).await;
    let mine = company(&session, "Ek AB").await;
    let theirs = company(&stranger, "Bok AB").await;
    let trashed = company(&session, "Al AB").await;
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        format!("update crm.company set deleted_at = now() where id = '{trashed}'"),
    )
    .await
    .unwrap();
    let (open, hidden) = (
        world.contact(false).await,
        world.contact_of(world.firm.colleague, true).await,
    );
    for nothing in [theirs.0, trashed.0, Uuid::now_v7()] {
        let links = vec![to(mine.0, "", false), to(nothing, "", false)];
        let refused = add(&session, Holder::Contact(open), links, Uuid::now_v7()).await;
        assert_eq!(problem(&refused.unwrap_err()), Some(Problem::Gone));
    }
    for nothing in [hidden.0, Uuid::now_v7()] {
        let links = vec![to(open.0, "", false), to(nothing, "", false)];
        let refused = add(&session, Holder::Company(mine), links, Uuid::now_v7()).await;
        assert_eq!(problem(&refused.unwrap_err()), Some(Problem::Gone));
        let links = vec![to(mine.0, "", false)];
        let holder = Holder::Contact(ContactId(nothing));
        let refused = add(&session, holder, links, Uuid::now_v7()).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        assert!(matches!(
            start(&session, holder, &[]).await,
            Err(Error::NotFound)
        ));
    }
    let unseen = start(&session, Holder::Company(mine), &[hidden.0, open.0]).await;
    let picked: Vec<Uuid> = unseen.unwrap().picked.iter().map(|(id, _)| *id).collect();
    assert_eq!(
        picked,
        [open.0],
        "names are given only of what the reader may see"
    );
    let links = vec![to(mine.0, "", false)];
    let reader = world.session(world.firm.reader).await;
    let refused = add(&reader, Holder::Contact(open), links, Uuid::now_v7()).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let mut owner = world.db.owner().await.unwrap();
    assert_eq!(
        count(&mut owner, "select count(*) from crm.contact_company").await,
        0
    );
    world.end().await;
}

#[tokio::test]
async fn a_company_lists_its_links_without_those_that_are_hidden() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let ek = company(&session, "Ek AB").await;
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    let links = vec![to(open.0, "VD", false), to(hidden.0, "", false)];
    add(&session, Holder::Company(ek), links, Uuid::now_v7())
        .await
        .unwrap();
    for (user, seen) in [(world.firm.seller, 2), (world.firm.colleague, 1)] {
        let session = world.session(user).await;
        let start = start(&session, Holder::Company(ek), &[]).await.unwrap();
        assert_eq!(start.linked.len(), seen);
        assert_eq!(start.name, "Ek AB");
    }
    // Each is the only company of its contact, and so the main one.
    let mut owner = world.db.owner().await.unwrap();
    let primary = "select count(*) from crm.contact_company where is_primary";
    assert_eq!(count(&mut owner, primary).await, 2);
    world.end().await;
}

/// From both sides at once: one main company, and no pair twice.
#[tokio::test]
async fn two_who_link_at_once_agree() {
    let world = World::new().await;
    for _ in 0..10 {
        let (one, two) = (
            world.session(world.firm.seller).await,
            world.session(world.firm.colleague).await,
        );
        let contact = world.contact(false).await;
        let (ek, al) = (company(&one, "Ek AB").await, company(&one, "Al AB").await);
        let both = vec![to(ek.0, "", false), to(al.0, "", true)];
        let (first, second, third) = tokio::join!(
            add(&one, Holder::Contact(contact), both, Uuid::now_v7()),
            add(
                &two,
                Holder::Company(ek),
                vec![to(contact.0, "", true)],
                Uuid::now_v7()
            ),
            add(
                &two,
                Holder::Company(al),
                vec![to(contact.0, "", true)],
                Uuid::now_v7()
            )
        );
        for refused in [first.err(), second.err(), third.err()]
            .into_iter()
            .flatten()
        {
            assert_eq!(problem(&refused), Some(Problem::Taken), "{refused}");
        }
        let card = store::contact::card(&one, contact).await.unwrap();
        let primary = card.companies.iter().filter(|company| company.primary);
        assert_eq!(
            (card.companies.len(), primary.count()),
            (2, 1),
            "{:?}",
            names(&card)
        );
    }
    world.end().await;
}
