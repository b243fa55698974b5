//! Notes: those of a card and of its companies, and who sees them when.

use domain::company::NewCompany;
use domain::date::Date;
use domain::edit::{Edit, Field, Holder, Target};
use domain::link::NewLink;
use domain::note::{Note, NotesQuery, Origin};
use domain::{CompanyId, ContactId, LinkId, NoteId};
use store::note::{PAGE, create, page};
use store::{Error, Session, company, company_link, edit, journal};
use uuid::Uuid;

use crate::common::World;

async fn write(session: &Session, holder: Holder, body: &str) -> NoteId {
    let made = create(session, holder, body.to_owned(), Uuid::now_v7());
    made.await.unwrap().id
}

async fn read(
    session: &Session,
    holder: Holder,
    query: &NotesQuery,
) -> (Vec<Note>, Vec<Note>, bool) {
    let notes = page(session, holder, query.clone()).await.unwrap();
    (notes.pinned, notes.notes, notes.more)
}

async fn bodies(session: &Session, holder: Holder, of: Origin) -> Vec<String> {
    let query = NotesQuery {
        of,
        ..NotesQuery::default()
    };
    let (_, notes, _) = read(session, holder, &query).await;
    notes.into_iter().map(|note| note.body).collect()
}

async fn set(
    session: &Session,
    note: NoteId,
    field: Field,
    was: &str,
    value: &str,
) -> Result<(), Error> {
    let one = Edit::one(Target::Note(note), field, was, value)
        .parse()
        .unwrap();
    edit::save(session, &one).await.map(|_| ())
}

async fn company_of(session: &Session, contact: ContactId, name: &str) -> (CompanyId, LinkId) {
    let new = NewCompany {
        name: name.to_owned(),
        ..NewCompany::default()
    };
    let company = company::create(session, new, Uuid::now_v7())
        .await
        .unwrap()
        .id;
    let link = NewLink {
        other: company.0,
        role: String::new(),
        department: String::new(),
        primary: false,
    };
    let linked = company_link::add(
        session,
        Holder::Contact(contact),
        vec![link],
        Uuid::now_v7(),
    )
    .await
    .unwrap();
    (company, linked.links[0])
}

#[tokio::test]
async fn a_contact_shows_its_companies_notes_while_the_role_lasts_and_later_those_of_that_time() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let holder = Holder::Contact(contact);
    let yesterday = Date::from_days(store::identity::today().days() - 1).unwrap();
    let (here, _) = company_of(&session, contact, "Här AB").await;
    let (there, role) = company_of(&session, contact, "Där AB").await;
    write(&session, Holder::Company(there), "Från då").await;
    write(&session, Holder::Company(here), "På företaget").await;
    write(&session, holder, "På kortet").await;
    let after = write(&session, Holder::Company(there), "Sedan").await;
    // The role at «Där» ended yesterday, and «Från då» is from before that.
    let end = Edit::one(
        Target::Link(role),
        Field::EndedOn,
        "",
        String::from(yesterday),
    );
    edit::save(&session, &end.parse().unwrap()).await.unwrap();
    sqlx::query(
        "update crm.note set created_at = now() - interval '10 days' where body = 'Från då'",
    )
    .execute(&mut world.db.owner().await.unwrap())
    .await
    .unwrap();
    assert_eq!(
        bodies(&session, holder, Origin::All).await,
        ["På kortet", "På företaget", "Från då"]
    );
    assert_eq!(bodies(&session, holder, Origin::Card).await, ["På kortet"]);
    assert_eq!(
        bodies(&session, holder, Origin::Companies).await,
        ["På företaget", "Från då"]
    );
    assert_eq!(
        bodies(&session, Holder::Company(there), Origin::All).await,
        ["Sedan", "Från då"]
    );
    let (_, notes, _) = read(&session, holder, &NotesQuery::default()).await;
    let origin = notes[1].company.clone().unwrap();
    assert_eq!(origin, (here, "Här AB".to_owned()));
    assert_eq!(notes[0].company, None);
    assert_eq!(
        notes[0].author,
        (world.firm.seller, "seller Alfa".to_owned())
    );
    assert!(!notes.iter().any(|note| note.id == after));
    world.end().await;
}

#[tokio::test]
async fn notes_come_page_by_page_pinned_first_and_by_what_they_say() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let holder = Holder::Contact(world.contact(false).await);
    let first = write(&session, holder, "Kunden på Åsgatan 100 %").await;
    for n in 0..PAGE + 1 {
        write(&session, holder, &format!("nummer {n}")).await;
    }
    set(&session, first, Field::Pinned, "false", "true")
        .await
        .unwrap();
    let (pinned, notes, more) = read(&session, holder, &NotesQuery::default()).await;
    assert_eq!(
        pinned.iter().map(|note| note.id).collect::<Vec<_>>(),
        [first]
    );
    assert_eq!((notes.len(), more), (PAGE, true));
    let next = NotesQuery {
        before: Some(notes.last().unwrap().cursor.clone()),
        ..NotesQuery::default()
    };
    let (pinned, older, more) = read(&session, holder, &next).await;
    assert!(pinned.is_empty());
    assert_eq!(
        older
            .iter()
            .map(|note| note.body.as_str())
            .collect::<Vec<_>>(),
        ["nummer 0"]
    );
    assert!(!more);
    for (text, found) in [("åsgatan", 1), ("100 %", 1), ("10_", 0), ("NUMMER 3", 2)] {
        let query = NotesQuery {
            text: text.to_owned(),
            ..NotesQuery::default()
        };
        let (pinned, notes, _) = read(&session, holder, &query).await;
        assert_eq!(pinned.len() + notes.len(), found, "{text}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_note_is_edited_where_it_says_what_it_did_and_every_act_is_undone() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let holder = Holder::Contact(world.contact(false).await);
    let key = Uuid::now_v7();
    let made = create(&session, holder, "Ett".to_owned(), key)
        .await
        .unwrap();
    let again = create(&session, holder, "Ett".to_owned(), key)
        .await
        .unwrap();
    assert_eq!(made, again);
    set(&colleague, made.id, Field::Body, "Ett", "Två")
        .await
        .unwrap();
    let clash = set(&session, made.id, Field::Body, "Ett", "Tre").await;
    assert!(matches!(clash, Err(Error::Clash(clashes)) if clashes[0].theirs == "Två"));
    let (_, notes, _) = read(&session, holder, &NotesQuery::default()).await;
    assert!(notes[0].edited && notes[0].body == "Två");

    let gone = edit::remove_row(&session, Target::Note(made.id))
        .await
        .unwrap();
    assert!(bodies(&session, holder, Origin::All).await.is_empty());
    let late = set(&session, made.id, Field::Body, "Två", "Fyra").await;
    assert!(matches!(late, Err(Error::NotFound)));
    journal::undo(&session, gone.command).await.unwrap();
    assert_eq!(bodies(&session, holder, Origin::All).await, ["Två"]);
    journal::undo(&session, made.command).await.unwrap();
    assert!(bodies(&session, holder, Origin::All).await.is_empty());
    world.end().await;
}

#[tokio::test]
async fn the_notes_of_a_contact_that_is_made_private_are_nobody_elses() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let contact = world.contact(false).await;
    let holder = Holder::Contact(contact);
    let note = write(&session, holder, "Hemligt").await;
    assert_eq!(bodies(&colleague, holder, Origin::All).await, ["Hemligt"]);
    let hide = Edit::one(Target::Contact(contact), Field::Private, "false", "true")
        .parse()
        .unwrap();
    edit::save(&session, &hide).await.unwrap();
    let read = page(&colleague, holder, NotesQuery::default()).await;
    assert!(matches!(read, Err(Error::NotFound)));
    let stolen = set(&colleague, note, Field::Body, "Hemligt", "Taget").await;
    assert!(matches!(stolen, Err(Error::NotFound)));
    let removed = edit::remove_row(&colleague, Target::Note(note)).await;
    assert!(matches!(removed, Err(Error::NotFound)));
    let more = create(&colleague, holder, "Mer".to_owned(), Uuid::now_v7()).await;
    assert!(matches!(more, Err(Error::NotFound)));
    assert_eq!(bodies(&session, holder, Origin::All).await, ["Hemligt"]);
    world.end().await;
}
