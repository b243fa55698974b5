//! What is of a project and stands elsewhere too: tasks of somebody's, meetings that repeat, and the project as it was.

use domain::date::Date;
use domain::edit::{Change, Edit, Field, Holder, Target};
use domain::meeting::NewMeeting;
use domain::project::ProjectDraft;
use domain::task::{Task, TaskDraft, TaskPage, TaskQuery};
use domain::{Invalid, Problem, ProjectId};
use serde_json::Value;
use store::meeting::{self, Of};
use store::project::{Joining, add};
use store::{Error, Session, edit, journal, project, task, trash};
use uuid::Uuid;

use super::meeting::draft as meeting_draft;
use crate::common::World;

async fn make(session: &Session, name: &str) -> ProjectId {
    let draft = ProjectDraft {
        name: name.to_owned(),
        ..ProjectDraft::default()
    };
    let new = draft.parse().unwrap();
    project::create(session, new, Uuid::now_v7())
        .await
        .unwrap()
        .id
}

async fn tasks(session: &Session, card: Holder, query: &str) -> TaskPage {
    let query = TaskQuery::from_query(query);
    task::page(session, card, query).await.unwrap()
}

fn gone_at_its_field<T>(said: Result<T, Error>) -> bool {
    let is_of = |invalid: &Invalid| invalid.of(Field::ProjectId.as_str()) == Some(Problem::Gone);
    matches!(said, Err(Error::Invalid(invalid)) if is_of(&invalid))
}

#[tokio::test]
async fn a_task_of_somebodys_names_a_project_and_shows_on_both() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    let (office, fair) = (
        make(&seller, "Kontoret").await,
        make(&seller, "Mässan").await,
    );
    let new = |project: Option<ProjectId>| {
        let draft = TaskDraft {
            subject: "Beställ skyltar".to_owned(),
            project_id: project.map(|id| id.to_string()).unwrap_or_default(),
            ..TaskDraft::default()
        };
        draft.parse().unwrap()
    };
    for card in [open, hidden] {
        task::create(&seller, card.into(), new(Some(office)), Uuid::now_v7())
            .await
            .unwrap();
    }
    // On a project it is of that one.
    task::create(&seller, fair.into(), new(None), Uuid::now_v7())
        .await
        .unwrap();

    let on_card = tasks(&seller, open.into(), "").await;
    let office_name = "1001 Kontoret".to_owned();
    assert_eq!(on_card.tasks[0].project, Some((office, office_name)));
    assert_eq!(on_card.projects, [], "only a form asks for them");
    let of = |page: TaskPage| -> Vec<Holder> {
        page.tasks.iter().map(|task: &Task| task.holder).collect()
    };
    let on_project = tasks(&seller, office.into(), "").await;
    assert!(
        on_project
            .tasks
            .iter()
            .all(|task| !task.holder_name.is_empty())
    );
    assert_eq!(of(on_project).len(), 2);
    // What is of a hidden contact is no more shown there.
    let seen = tasks(&colleague, office.into(), "").await;
    assert_eq!(of(seen), [Holder::Contact(open)]);
    assert_eq!(tasks(&seller, fair.into(), "new").await.projects, []);

    let id = on_card.tasks[0].id;
    let change = |was: &str, value: &str| {
        let edit = Edit::one(Target::Task(id), Field::ProjectId, was, value);
        edit.parse().unwrap()
    };
    let (at_office, at_fair) = (office.to_string(), fair.to_string());
    let moved = edit::save(&seller, &change(&at_office, &at_fair)).await;
    assert_eq!(of(tasks(&seller, fair.into(), "").await).len(), 2);
    journal::undo(&seller, moved.unwrap().command)
        .await
        .unwrap();

    // In the trash: what stands there may stay, nothing more comes.
    trash::trash(&seller, fair.into()).await.unwrap();
    assert!(gone_at_its_field(
        edit::save(&seller, &change(&at_office, &at_fair)).await
    ));
    let more = task::create(&seller, open.into(), new(Some(fair)), Uuid::now_v7()).await;
    assert!(gone_at_its_field(more));
    trash::trash(&seller, office.into()).await.unwrap();
    let form = tasks(&seller, open.into(), &format!("edit={id}")).await;
    assert_eq!(form.projects, [(office, "1001 Kontoret".to_owned())]);
    // Its form sends what stands there along.
    let renamed = Edit {
        target: Target::Task(id),
        changes: [
            (Field::Subject, "Beställ skyltar", "Skyltar"),
            (Field::ProjectId, &*at_office, &*at_office),
        ]
        .map(|(field, was, value)| Change {
            field,
            was: was.to_owned(),
            value: value.to_owned(),
        })
        .to_vec(),
    };
    edit::save(&seller, &renamed.parse().unwrap())
        .await
        .unwrap();

    // With their card in the trash they are gone from the project too.
    trash::restore(&seller, office.into()).await.unwrap();
    trash::trash(&seller, open.into()).await.unwrap();
    let left = tasks(&seller, office.into(), "").await;
    assert_eq!(left.counts.iter().sum::<u32>(), 1);
    assert_eq!(of(left), [Holder::Contact(hidden)]);
    let overview = project::card(&seller, office).await.unwrap().overview;
    assert_eq!(overview.tasks, 1);
    world.end().await;
}

#[tokio::test]
async fn a_meeting_of_a_project_repeats_on_its_tab_and_on_somebodys_card() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let office = make(&seller, "Kontoret").await;
    let first = Date::from_days(store::identity::today().days() + 1).unwrap();
    let weekly = |project| NewMeeting {
        repeat: Some("FREQ=WEEKLY;COUNT=3".parse().unwrap()),
        project,
        ..meeting_draft(&format!("{first} 10:00"), "", "Europe/Stockholm")
    };
    let on = async |card: Holder| -> Vec<Uuid> {
        let coming = meeting::list(&seller, Of::Card(card), None)
            .await
            .unwrap()
            .0;
        coming.iter().map(|one| one.id).collect()
    };
    let own = meeting::create(&seller, office.into(), weekly(None), Uuid::now_v7())
        .await
        .unwrap();
    assert_eq!(on(office.into()).await, [own.id.0; 3]);
    let theirs = meeting::create(
        &seller,
        contact.into(),
        weekly(Some(office)),
        Uuid::now_v7(),
    )
    .await
    .unwrap();
    assert_eq!(on(office.into()).await.len(), 6);
    assert_eq!(on(contact.into()).await, [theirs.id.0; 3]);

    // One time of each is another day: it stays where the series stands.
    let later = |days: i32| Date::from_days(first.days() + days).unwrap();
    for (series, project) in [(own.id, None), (theirs.id, Some(office))] {
        let once = NewMeeting {
            repeat: None,
            project,
            ..meeting_draft(&format!("{} 15:00", later(8)), "", "Europe/Stockholm")
        };
        meeting::replace(&seller, series, later(7), once)
            .await
            .unwrap();
        meeting::skip(&seller, series, later(14)).await.unwrap();
    }
    assert_eq!(on(office.into()).await.len(), 4);
    assert_eq!(on(contact.into()).await.len(), 2);
    trash::trash(&seller, office.into()).await.unwrap();
    assert_eq!(
        on(contact.into()).await.len(),
        2,
        "of somebody's own card too"
    );
    world.end().await;
}

/// The project as the journal says that it stood: what it was called, and the names of those who took part.
async fn stood(world: &World, project: ProjectId, moment: &str) -> (Vec<String>, Vec<String>) {
    let mut raw = world.raw(world.firm.colleague).await;
    let rows: Value =
        sqlx::query_scalar("select journal.card_as_of('project', $1, $2::text::timestamptz)")
            .bind(project.0)
            .bind(moment)
            .fetch_one(&mut raw)
            .await
            .unwrap();
    let rows = rows.as_array().unwrap();
    let names = rows.iter().filter_map(|row| row["cells"]["name"].as_str());
    let people = rows
        .iter()
        .filter(|row| row["table"] == "project_participant")
        .flat_map(|row| row["names"].as_object().unwrap().values())
        .filter_map(Value::as_str);
    let mut people: Vec<String> = people.map(str::to_owned).collect();
    people.sort();
    (names.map(str::to_owned).collect(), people)
}

#[tokio::test]
async fn a_project_is_shown_as_it_stood_without_those_who_are_hidden() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let now = async || -> String {
        let mut owner = world.db.owner().await.unwrap();
        sqlx::query_scalar("select clock_timestamp()::text")
            .fetch_one(&mut owner)
            .await
            .unwrap()
    };
    let before = now().await;
    let office = make(&seller, "Kontoret").await;
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    for contact in [open, hidden] {
        add(&seller, office, Joining::Contact(contact), String::new())
            .await
            .unwrap();
    }
    let made = now().await;
    let renamed = Edit::one(
        Target::Project(office),
        Field::Name,
        "Kontoret",
        "Nya kontoret",
    );
    edit::save(&seller, &renamed.parse().unwrap())
        .await
        .unwrap();
    let colleague = Joining::Colleague(world.firm.admin);
    add(&seller, office, colleague, "Projektledare".to_owned())
        .await
        .unwrap();
    assert_eq!(stood(&world, office, &before).await, (vec![], vec![]));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        stood(&world, office, &made).await,
        (names(&["Kontoret"]), names(&["Eva Öberg"]))
    );
    assert_eq!(
        stood(&world, office, &now().await).await,
        (
            names(&["Nya kontoret"]),
            names(&["Eva Öberg", "admin Alfa"])
        )
    );
    // Whoever sees the contact sees that they took part.
    let today = store::identity::today();
    let rows = store::history::as_of(&seller, office.into(), today)
        .await
        .unwrap();
    assert_eq!(rows.len(), 4);
    world.end().await;
}
