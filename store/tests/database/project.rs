//! Projects: numbered in order, seen by the firm, with participants as hidden as their contacts; what
//! stands on them, where it is shown, and every way back.

use domain::company::NewCompany;
use domain::edit::{Edit, Field, Holder, Target};
use domain::history::HistoryQuery;
use domain::meeting::MeetingDraft;
use domain::note::{NotesQuery, Origin};
use domain::project::{ProjectDraft, ProjectQuery, Status};
use domain::task::{TaskDraft, TaskQuery};
use domain::{CompanyId, ProjectId};
use store::project::{Joining, add, card, create, of_card, page};
use store::{Error, Session, company, edit, history, journal, meeting, note, task, trash};
use uuid::Uuid;

use crate::common::World;

fn draft(name: &str) -> ProjectDraft {
    ProjectDraft {
        name: name.to_owned(),
        ..ProjectDraft::default()
    }
}

async fn make(session: &Session, draft: ProjectDraft) -> ProjectId {
    let new = draft.parse().unwrap();
    create(session, new, Uuid::now_v7()).await.unwrap().id
}

async fn a_company(session: &Session, name: &str) -> CompanyId {
    let new = NewCompany {
        name: name.to_owned(),
        ..NewCompany::default()
    };
    let made = company::create(session, new, Uuid::now_v7()).await;
    made.unwrap().id
}

fn change(id: ProjectId, field: Field, was: &str, value: &str) -> Edit {
    let edit = Edit::one(Target::Project(id), field, was, value);
    edit.parse().unwrap()
}

async fn named(session: &Session, query: &str) -> Vec<String> {
    let query = ProjectQuery::from_query(query);
    let page = page(session, query).await.unwrap();
    page.projects.into_iter().map(|one| one.name).collect()
}

async fn bodies(session: &Session, holder: Holder, of: Origin) -> Vec<(String, bool)> {
    let query = NotesQuery {
        of,
        ..NotesQuery::default()
    };
    let page = note::page(session, holder, query).await.unwrap();
    let one = |note: domain::note::Note| (note.body, note.project.is_some());
    page.notes.into_iter().map(one).collect()
}

#[tokio::test]
async fn projects_are_numbered_found_and_changed_field_by_field() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let norrsken = a_company(&seller, "Norrsken Fastigheter AB").await;
    let key = Uuid::now_v7();
    let new = ProjectDraft {
        company_id: norrsken.to_string(),
        starts_on: "2026-12-01".to_owned(),
        ..draft("Nytt kontor")
    };
    let first = create(&seller, new.parse().unwrap(), key).await.unwrap();
    let again = create(&seller, new.parse().unwrap(), key).await.unwrap();
    assert_eq!(first, again);
    let second = make(&colleague, draft("Årsavtal")).await;
    let shown = card(&colleague, first.id).await.unwrap();
    assert_eq!(shown.number, 1001);
    assert_eq!(
        shown.company,
        Some((norrsken, "Norrsken Fastigheter AB".to_owned()))
    );
    assert_eq!(
        (shown.status, shown.owner.id),
        (Status::Planned, world.firm.seller)
    );
    assert_eq!(card(&seller, second).await.unwrap().number, 1002);

    assert_eq!(named(&seller, "").await, ["Årsavtal", "Nytt kontor"]);
    assert_eq!(named(&seller, "mine").await, ["Nytt kontor"]);
    assert_eq!(named(&seller, "q=norrsken").await, ["Nytt kontor"]);
    assert_eq!(named(&seller, "q=1002").await, ["Årsavtal"]);
    assert_eq!(named(&seller, "q=%25").await, [""; 0]);
    assert_eq!(named(&seller, "status=active").await, [""; 0]);
    assert_eq!(of_card(&seller, norrsken.into()).await.unwrap().len(), 1);

    let done = edit::save(
        &seller,
        &change(first.id, Field::Status, "planned", "active"),
    )
    .await;
    let done = done.unwrap();
    let clash = edit::save(
        &colleague,
        &change(first.id, Field::Status, "planned", "paused"),
    )
    .await;
    assert!(matches!(clash, Err(Error::Clash(_))), "{clash:?}");
    let before = edit::save(&seller, &change(first.id, Field::EndsOn, "", "2026-11-30")).await;
    assert!(
        matches!(&before, Err(Error::Invalid(invalid)) if invalid.of("ends_on").is_some()),
        "{before:?}"
    );
    let nowhere = change(
        first.id,
        Field::CompanyId,
        &norrsken.to_string(),
        &Uuid::now_v7().to_string(),
    );
    assert!(matches!(
        edit::save(&seller, &nowhere).await,
        Err(Error::Invalid(_))
    ));
    assert_eq!(named(&seller, "status=active").await, ["Nytt kontor"]);
    journal::undo(&seller, done.command).await.unwrap();
    assert_eq!(named(&seller, "status=active").await, [""; 0]);

    let reader = world.session(world.firm.reader).await;
    let refused = edit::save(&reader, &change(first.id, Field::Name, "Nytt kontor", "x")).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let beta = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(beta.tenant, beta.admin).await;
    assert!(matches!(
        card(&stranger, first.id).await,
        Err(Error::NotFound)
    ));
    assert_eq!(named(&stranger, "").await, [""; 0]);
    // Its company goes; it stays, without one.
    trash::trash(&seller, norrsken.into()).await.unwrap();
    let admin = world.session(world.firm.admin).await;
    trash::delete_for_good(&admin, norrsken.into())
        .await
        .unwrap();
    assert_eq!(card(&seller, first.id).await.unwrap().company, None);
}

#[tokio::test]
async fn a_project_that_is_undone_lies_in_the_trash_and_comes_back_whole() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let made = create(&seller, draft("Mässa").parse().unwrap(), Uuid::now_v7());
    let made = made.await.unwrap();
    let undone = journal::undo(&seller, made.done.command).await.unwrap();
    assert!(card(&seller, made.id).await.unwrap().trashed);
    assert_eq!(named(&seller, "").await, [""; 0]);
    assert_eq!(named(&seller, "trash").await, ["Mässa"]);
    let refused = note::create(&seller, made.id.into(), "Nej".to_owned(), Uuid::now_v7()).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    journal::undo(&seller, undone.command).await.unwrap();
    assert!(!card(&seller, made.id).await.unwrap().trashed);

    note::create(
        &seller,
        made.id.into(),
        "Hemligt nog".to_owned(),
        Uuid::now_v7(),
    )
    .await
    .unwrap();
    let todo = TaskDraft {
        subject: "Boka monter".to_owned(),
        ..TaskDraft::default()
    };
    let task = task::create(
        &seller,
        made.id.into(),
        todo.parse().unwrap(),
        Uuid::now_v7(),
    );
    task.await.unwrap();
    trash::trash(&seller, made.id.into()).await.unwrap();
    assert_eq!(task::mine(&seller, None).await.unwrap().tasks, []);
    trash::restore(&seller, made.id.into()).await.unwrap();
    assert_eq!(
        task::mine(&seller, None).await.unwrap().tasks[0].holder_name,
        "1001 Mässa"
    );
    trash::trash(&seller, made.id.into()).await.unwrap();
    let refused = trash::delete_for_good(&seller, made.id.into()).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let admin = world.session(world.firm.admin).await;
    trash::delete_for_good(&admin, made.id.into())
        .await
        .unwrap();
    assert!(matches!(card(&seller, made.id).await, Err(Error::NotFound)));
    let left: i64 = sqlx::query_scalar(
        "select count(*) from journal.change
         where concat(before, after) like '%Mässa%' or concat(before, after) like '%Hemligt%'
            or concat(before, after) like '%monter%'",
    )
    .fetch_one(&mut world.db.owner().await.unwrap())
    .await
    .unwrap();
    assert_eq!(left, 0);
    // Its number is not used again.
    let next = make(&seller, draft("Nästa")).await;
    assert_eq!(card(&seller, next).await.unwrap().number, 1002);
}

#[tokio::test]
async fn whoever_takes_part_is_as_hidden_as_their_card() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    let project = make(&seller, draft("Nytt kontor")).await;
    for (who, role) in [
        (Joining::Contact(open), "Beställare"),
        (Joining::Contact(hidden), "Finansiär"),
        (Joining::Colleague(world.firm.colleague), "Projektledare"),
    ] {
        add(&seller, project, who, role.to_owned()).await.unwrap();
    }
    let twice = add(&seller, project, Joining::Contact(open), String::new()).await;
    assert!(matches!(twice, Err(Error::Invalid(_))), "{twice:?}");
    let guessed = add(&colleague, project, Joining::Contact(hidden), String::new()).await;
    assert!(matches!(guessed, Err(Error::Invalid(_))), "{guessed:?}");

    let roles = async |session: &Session| -> Vec<String> {
        let card = card(session, project).await.unwrap();
        card.participants.into_iter().map(|one| one.role).collect()
    };
    let mut seen = roles(&seller).await;
    seen.sort();
    assert_eq!(seen, ["Beställare", "Finansiär", "Projektledare"]);
    assert_eq!(roles(&colleague).await, ["Beställare", "Projektledare"]);
    assert_eq!(named(&colleague, "mine").await, ["Nytt kontor"]);
    let everything = HistoryQuery::default();
    let told = async |session: &Session| -> usize {
        let read = history::page(session, project.into(), everything.clone(), Vec::new());
        read.await.unwrap().0.len()
    };
    assert_eq!((told(&seller).await, told(&colleague).await), (4, 3));
    let (of_open, _) = history::page(&seller, open.into(), everything.clone(), Vec::new())
        .await
        .unwrap();
    assert!(
        of_open
            .iter()
            .any(|change| change.table == "project_participant")
    );

    // Hidden, and shown again.
    let private = |was: &str, value: &str| {
        let edit = Edit::one(Target::Contact(open), Field::Private, was, value);
        edit.parse().unwrap()
    };
    edit::save(&seller, &private("false", "true"))
        .await
        .unwrap();
    assert_eq!(roles(&colleague).await, ["Projektledare"]);
    assert_eq!(told(&colleague).await, 2);
    edit::save(&seller, &private("true", "false"))
        .await
        .unwrap();
    assert_eq!(roles(&colleague).await, ["Beställare", "Projektledare"]);

    // A note on the project is read on the card of whoever takes part, with where it is from.
    note::create(
        &seller,
        project.into(),
        "Bygglov klart".to_owned(),
        Uuid::now_v7(),
    )
    .await
    .unwrap();
    let there = [("Bygglov klart".to_owned(), true)];
    assert_eq!(bodies(&colleague, open.into(), Origin::All).await, there);
    assert_eq!(
        bodies(&colleague, open.into(), Origin::Projects).await,
        there
    );
    assert_eq!(bodies(&colleague, open.into(), Origin::Card).await, []);
    assert_eq!(bodies(&colleague, open.into(), Origin::Companies).await, []);
    let own = bodies(&colleague, project.into(), Origin::All).await;
    assert_eq!(own, [("Bygglov klart".to_owned(), false)]);
    let rows = of_card(&colleague, open.into()).await.unwrap();
    assert_eq!((rows.len(), &*rows[0].role), (1, "Beställare"));

    // Leaving, and coming back.
    let part = card(&seller, project).await.unwrap().participants;
    let part = part
        .iter()
        .find(|one| one.contact == Some(open))
        .unwrap()
        .id;
    let left = edit::remove_row(&seller, Target::Participant(part))
        .await
        .unwrap();
    assert_eq!(bodies(&seller, open.into(), Origin::All).await, []);
    journal::undo(&seller, left.command).await.unwrap();
    assert_eq!(bodies(&seller, open.into(), Origin::All).await.len(), 1);
    let role = Edit::one(
        Target::Participant(part),
        Field::Role,
        "Beställare",
        "Byggherre",
    );
    edit::save(&seller, &role.parse().unwrap()).await.unwrap();
    assert_eq!(
        of_card(&seller, open.into()).await.unwrap()[0].role,
        "Byggherre"
    );
}

#[tokio::test]
async fn tasks_and_meetings_stand_on_a_project() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let project = make(&seller, draft("Nytt kontor")).await;
    let holder = Holder::from(project);
    let todo = TaskDraft {
        subject: "Skicka ritning".to_owned(),
        ..TaskDraft::default()
    };
    task::create(&seller, holder, todo.parse().unwrap(), Uuid::now_v7())
        .await
        .unwrap();
    let page = task::page(&seller, holder, TaskQuery::default())
        .await
        .unwrap();
    assert_eq!(page.tasks[0].holder, holder);
    let booked = MeetingDraft {
        subject: "Byggmöte".to_owned(),
        starts_on: "2126-11-26".to_owned(),
        starts_time: "13:00".to_owned(),
        time_zone: "Europe/Stockholm".to_owned(),
        ..MeetingDraft::default()
    };
    let booked = meeting::create(&seller, holder, booked.parse().unwrap(), Uuid::now_v7());
    let booked = booked.await.unwrap();
    let shown = meeting::one(&seller, booked.id).await.unwrap();
    assert_eq!(
        (&*shown.card, shown.holder()),
        ("1001 Nytt kontor", Some(holder))
    );
    let (coming, _, _) = meeting::list(&seller, meeting::Of::Card(holder), None)
        .await
        .unwrap();
    assert_eq!(coming.len(), 1);
    let overview = card(&seller, project).await.unwrap().overview;
    assert_eq!((overview.tasks, overview.meetings), (1, 1));
    assert!(overview.next_task.is_some() && overview.next_meeting.is_some());
    // One on somebody's card is of the project too.
    let contact = world.contact(false).await;
    let named = MeetingDraft {
        subject: "Avstämning".to_owned(),
        starts_on: "2126-11-27".to_owned(),
        starts_time: "13:00".to_owned(),
        time_zone: "Europe/Stockholm".to_owned(),
        project: project.to_string(),
        ..MeetingDraft::default()
    };
    let named = named.parse().unwrap();
    let also = meeting::create(&seller, contact.into(), named, Uuid::now_v7()).await;
    let also = also.unwrap().id;
    let shown = meeting::one(&seller, also).await.unwrap();
    assert_eq!(shown.holder(), Some(contact.into()));
    assert_eq!(card(&seller, project).await.unwrap().overview.meetings, 2);
    let out = Edit::one(
        Target::Meeting(also),
        Field::ProjectId,
        project.to_string(),
        "",
    );
    edit::save(&seller, &out.parse().unwrap()).await.unwrap();
    assert_eq!(card(&seller, project).await.unwrap().overview.meetings, 1);
    let alone = Edit::one(
        Target::Meeting(booked.id),
        Field::ProjectId,
        project.to_string(),
        "",
    );
    let alone = edit::save(&seller, &alone.parse().unwrap()).await;
    assert!(matches!(alone, Err(Error::Invalid(_))), "{alone:?}");
    journal::undo(&seller, booked.done.command).await.unwrap();
    assert_eq!(card(&seller, project).await.unwrap().overview.meetings, 0);
}
