//! Tasks: seen with their card, in any order, changed field by field, and taken back.

use domain::command::Done;
use domain::edit::{Edit, Field, Holder, Target};
use domain::task::{Sort, Status, TaskDraft, TaskPage, TaskQuery};
use domain::{ContactId, Problem, TaskId};
use store::{Error, Session, edit, journal, task, trash};
use uuid::Uuid;

use crate::common::{World, outcome};

/// A task on the card of a contact.
async fn add(session: &Session, contact: ContactId, draft: TaskDraft) -> Done {
    let new = draft.parse().unwrap();
    task::create(session, contact.into(), new, Uuid::now_v7())
        .await
        .unwrap()
}

fn draft(subject: &str, due_on: &str) -> TaskDraft {
    TaskDraft {
        subject: subject.to_owned(),
        due_on: due_on.to_owned(),
        ..TaskDraft::default()
    }
}

async fn page(session: &Session, contact: ContactId, query: TaskQuery) -> TaskPage {
    task::page(session, contact.into(), query).await.unwrap()
}

async fn all(session: &Session, contact: ContactId) -> TaskPage {
    let statuses = Some(Status::ALL.to_vec());
    let query = TaskQuery {
        statuses,
        ..TaskQuery::default()
    };
    page(session, contact, query).await
}

fn subjects(page: &TaskPage) -> Vec<&str> {
    page.tasks.iter().map(|task| &*task.subject).collect()
}

fn edit_of(id: TaskId, field: Field, was: &str, value: &str) -> Edit {
    Edit::one(Target::Task(id), field, was, value)
        .parse()
        .unwrap()
}

#[tokio::test]
async fn a_card_shows_its_tasks_in_any_order_and_with_any_statuses() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    for (subject, day, priority, owner, status) in [
        ("b", "2026-11-25", "high", world.firm.seller, "not_started"),
        ("a", "2026-11-24", "low", world.firm.colleague, "started"),
        ("c", "", "normal", world.firm.admin, "waiting"),
        ("d", "2026-11-01", "normal", world.firm.seller, "done"),
    ] {
        let draft = TaskDraft {
            priority: priority.to_owned(),
            owner_id: owner.to_string(),
            status: status.to_owned(),
            ..draft(subject, day)
        };
        add(&seller, contact, draft).await;
    }
    let first = page(&seller, contact, TaskQuery::default()).await;
    assert_eq!(subjects(&first), ["a", "b", "c"]);
    assert_eq!(first.counts, [1, 1, 1, 1, 0]);
    assert_eq!(first.statuses, Status::OPEN);
    assert_eq!(first.next, None);
    for (sort, order) in [
        (Sort::DueDown, ["c", "b", "a"]),
        (Sort::Priority, ["b", "c", "a"]),
        (Sort::PriorityDown, ["a", "c", "b"]),
    ] {
        let query = TaskQuery {
            sort,
            ..TaskQuery::default()
        };
        assert_eq!(subjects(&page(&seller, contact, query).await), order);
    }
    let query = |sort| TaskQuery {
        sort,
        ..TaskQuery::default()
    };
    let by_owner = page(&seller, contact, query(Sort::Owner)).await;
    let mut turned = page(&seller, contact, query(Sort::OwnerDown)).await;
    turned.tasks.reverse();
    assert_eq!(by_owner.tasks, turned.tasks);
    let names: Vec<&str> = by_owner.tasks.iter().map(|t| &*t.owner_name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    let none = TaskQuery {
        statuses: Some(Vec::new()),
        ..TaskQuery::default()
    };
    assert_eq!(subjects(&page(&seller, contact, none).await), [""; 0]);
    // The day and the reminder are as they were typed, wherever the server is.
    let draft = TaskDraft {
        remind_at: "2026-10-25T08:30".to_owned(),
        ..draft("e", "2026-10-25")
    };
    add(&seller, contact, draft).await;
    let shown = all(&seller, contact).await;
    let e = shown.tasks.iter().find(|task| task.subject == "e").unwrap();
    assert_eq!(e.remind_at, "2026-10-25T08:30");
    assert_eq!(e.due_on.map(String::from).unwrap(), "2026-10-25");
    let open = TaskQuery {
        edit: Some(e.id),
        ..TaskQuery::default()
    };
    assert_eq!(
        page(&seller, contact, open.clone()).await.open.as_ref(),
        Some(e)
    );
    // On another card there is no such task.
    let other = world.contact(false).await;
    assert_eq!(page(&seller, other, open).await.open, None);
    world.end().await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let mut raw = world.raw(world.firm.seller).await;
    outcome(
        &mut raw,
        format!(
            "insert into crm.task (contact_id, subject, due_on, priority)
             select '{contact}', 'n' || n, case when n % 7 > 0 then date '2026-11-20' + n % 5 end,
                (array['low', 'normal', 'high'])[1 + n % 3]
             from generate_series(1, 150) n"
        ),
    )
    .await
    .unwrap();
    for sort in Sort::ALL {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let query = TaskQuery {
                sort: *sort,
                after,
                ..TaskQuery::default()
            };
            let page = page(&seller, contact, query).await;
            assert!(page.tasks.len() <= task::PAGE);
            seen.extend(page.tasks.into_iter().map(|task| task.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((count, seen.len()), (150, 150), "{sort:?}");
    }
    let (mut days, mut after) = (Vec::new(), None);
    loop {
        let mine = task::mine(&seller, after).await.unwrap();
        days.extend(mine.tasks.into_iter().map(|task| task.due_on));
        after = mine.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(days.len(), 150);
    // Those without a day come last.
    assert!(days.is_sorted_by_key(|day| (day.is_none(), *day)));
    // A place that is none of ours is the beginning.
    for nonsense in ["", "~", "2026-11-20", "x~y"] {
        let mine = task::mine(&seller, Some(nonsense.to_owned())).await;
        assert_eq!(mine.unwrap().tasks.len(), task::PAGE, "{nonsense}");
    }
    world.end().await;
}

#[tokio::test]
async fn the_tasks_of_a_hidden_contact_are_nobody_elses() {
    let world = World::new().await;
    let (seller, colleague) = (
        world.session(world.firm.seller).await,
        world.session(world.firm.colleague).await,
    );
    let admin = world.session(world.firm.admin).await;
    let contact = world.contact(false).await;
    let given = TaskDraft {
        owner_id: world.firm.colleague.to_string(),
        remind_at: "2020-01-01T08:00".to_owned(),
        ..draft("Ring", "2026-11-25")
    };
    add(&seller, contact, given).await;
    let id = all(&colleague, contact).await.tasks[0].id;
    assert_eq!(task::mine(&colleague, None).await.unwrap().tasks.len(), 1);
    assert_eq!(task::reminders(&colleague).await.unwrap(), ["Ring"]);
    assert_eq!(task::reminders(&seller).await.unwrap(), [""; 0]);
    // Made private, it is gone for whoever was to do it.
    let hide = Edit::one(Target::Contact(contact), Field::Private, "false", "true");
    edit::save(&seller, &hide).await.unwrap();
    let hidden = task::page(&colleague, contact.into(), TaskQuery::default()).await;
    assert!(matches!(hidden, Err(Error::NotFound)));
    assert!(task::mine(&colleague, None).await.unwrap().tasks.is_empty());
    assert_eq!(task::reminders(&colleague).await.unwrap(), [""; 0]);
    let not_found = |said: Result<Done, Error>| matches!(said, Err(Error::NotFound));
    let subject = edit_of(id, Field::Subject, "Ring", "Ring nu");
    assert!(not_found(edit::save(&colleague, &subject).await));
    assert!(not_found(task::trash(&colleague, id).await));
    let to = world.firm.colleague;
    assert!(not_found(task::hand_over(&colleague, &[id], to).await));
    let new = draft("Smyg", "").parse().unwrap();
    let created = task::create(&colleague, contact.into(), new, Uuid::now_v7()).await;
    assert!(not_found(created));
    // The owner of the card and the administrator see it still.
    assert_eq!(subjects(&all(&seller, contact).await), ["Ring"]);
    assert_eq!(subjects(&all(&admin, contact).await), ["Ring"]);
    // Of several, those that are hidden stay as they are.
    store::user::set_task_administrator(&admin, world.firm.colleague, true)
        .await
        .unwrap();
    let open = world.contact(false).await;
    add(&seller, open, draft("Syns", "")).await;
    let seen = all(&colleague, open).await.tasks[0].id;
    task::hand_over(&colleague, &[id, seen], world.firm.admin)
        .await
        .unwrap();
    assert_eq!(all(&seller, open).await.tasks[0].owner, world.firm.admin);
    assert_eq!(all(&seller, contact).await.tasks[0].owner, to);
    world.end().await;
}

#[tokio::test]
async fn a_reader_reads_and_another_firm_knows_nothing() {
    let world = World::new().await;
    let (seller, reader) = (
        world.session(world.firm.seller).await,
        world.session(world.firm.reader).await,
    );
    let beta = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(beta.tenant, beta.admin).await;
    let contact = world.contact(false).await;
    add(&seller, contact, draft("Ring", "")).await;
    let id = all(&reader, contact).await.tasks[0].id;
    let edit = edit_of(id, Field::Subject, "Ring", "Skriv");
    let new = || draft("Ny", "").parse().unwrap();
    let holder = Holder::from(contact);
    let key = Uuid::now_v7;
    for (session, forbidden) in [(&reader, true), (&stranger, false)] {
        for said in [
            edit::save(session, &edit).await,
            task::trash(session, id).await,
            task::hand_over(session, &[id], world.firm.colleague).await,
        ] {
            match (forbidden, said) {
                (true, Err(Error::Forbidden)) | (false, Err(Error::NotFound)) => {}
                (_, other) => panic!("{other:?}"),
            }
        }
    }
    let created = task::create(&reader, holder, new(), key()).await;
    assert!(matches!(created, Err(Error::Forbidden)));
    let created = task::create(&stranger, holder, new(), key()).await;
    assert!(matches!(created, Err(Error::NotFound)));
    let read = task::page(&stranger, holder, TaskQuery::default()).await;
    assert!(matches!(read, Err(Error::NotFound)));
    world.end().await;
}

#[tokio::test]
async fn what_is_done_is_whole_and_everything_is_taken_back() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let started = TaskDraft {
        status: "started".to_owned(),
        percent: "40".to_owned(),
        ..draft("Ring", "2026-11-25")
    };
    let created = add(&seller, contact, started).await;
    let before = all(&seller, contact).await.tasks[0].clone();
    let state = async || {
        let task = all(&seller, contact).await.tasks[0].clone();
        (task.status, task.percent)
    };
    let done = edit_of(before.id, Field::Status, "started", "done");
    let completed = edit::save(&seller, &done).await.unwrap();
    assert_eq!(state().await, (Status::Done, 100));
    let undone = journal::undo(&seller, completed.command).await.unwrap();
    assert_eq!(undone.blocked, []);
    assert_eq!(state().await, (Status::Started, 40));
    edit::save(&seller, &done).await.unwrap();
    let again = edit_of(before.id, Field::Status, "done", "not_started");
    edit::save(&seller, &again).await.unwrap();
    assert_eq!(state().await, (Status::NotStarted, 0));
    // Two who change the same field: the second is told who was first.
    let clash = edit_of(before.id, Field::Status, "started", "waiting");
    match edit::save(&seller, &clash).await {
        Err(Error::Clash(clashes)) => assert_eq!(clashes[0].theirs, "not_started"),
        other => panic!("{other:?}"),
    }
    for (field, was, value) in [
        (Field::DueOn, "2026-11-25", "2026-11-30"),
        (Field::RemindAt, "", "2026-03-29T08:00"),
        (Field::Description, "", "Två\nrader"),
        (Field::Priority, "normal", "high"),
    ] {
        let change = edit_of(before.id, field, was, value);
        let done = edit::save(&seller, &change).await.unwrap();
        let back = edit_of(before.id, field, value, was);
        edit::save(&seller, &back).await.unwrap();
        edit::save(&seller, &change).await.unwrap();
        journal::undo(&seller, done.command).await.unwrap();
    }
    let trashed = task::trash(&seller, before.id).await.unwrap();
    assert!(all(&seller, contact).await.tasks.is_empty());
    // What lies in the trash is not changed, and lies there still when it is thrown away again.
    let subject = edit_of(before.id, Field::Subject, "Ring", "Skriv");
    let said = edit::save(&seller, &subject).await;
    assert!(matches!(said, Err(Error::NotFound)));
    task::trash(&seller, before.id).await.unwrap();
    journal::undo(&seller, trashed.command).await.unwrap();
    assert_eq!(subjects(&all(&seller, contact).await), ["Ring"]);
    journal::undo(&seller, created.command).await.unwrap();
    assert!(all(&seller, contact).await.tasks.is_empty());
    world.end().await;
}

#[tokio::test]
async fn several_are_handed_over_and_taken_back_as_one() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    for subject in ["a", "b", "c"] {
        add(&seller, contact, draft(subject, "")).await;
    }
    let ids: Vec<TaskId> = all(&seller, contact)
        .await
        .tasks
        .iter()
        .map(|task| task.id)
        .collect();
    let owners = async || {
        let page = all(&seller, contact).await;
        page.tasks.iter().map(|task| task.owner).collect::<Vec<_>>()
    };
    let (me, her) = (world.firm.seller, world.firm.colleague);
    let done = task::hand_over(&seller, &ids[..2], her).await.unwrap();
    assert_eq!(owners().await, [her, her, me]);
    let undone = journal::undo(&seller, done.command).await.unwrap();
    assert_eq!((undone.restored, undone.blocked), (2, Vec::new()));
    assert_eq!(owners().await, [me, me, me]);
    for (tasks, to) in [(&ids[..0], her), (&ids[..], domain::UserId(Uuid::now_v7()))] {
        let said = task::hand_over(&seller, tasks, to).await;
        assert!(matches!(said, Err(Error::Invalid(_))), "{said:?}");
    }
    // Whoever has no account any more is given nothing.
    let admin = world.session(world.firm.admin).await;
    store::user::deactivate(&admin, her, None).await.unwrap();
    match task::hand_over(&seller, &ids, her).await {
        Err(Error::Invalid(invalid)) => assert_eq!(invalid.problems[0].0, "owner_id"),
        other => panic!("{other:?}"),
    }
    world.end().await;
}

#[tokio::test]
async fn a_task_that_is_sent_twice_is_made_once() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let (holder, key) = (Holder::from(contact), Uuid::now_v7());
    let new = |subject| draft(subject, "").parse().unwrap();
    let first = task::create(&seller, holder, new("Ring"), key).await;
    let second = task::create(&seller, holder, new("Ring"), key).await;
    assert_eq!(first.unwrap(), second.unwrap());
    let other = task::create(&seller, holder, new("Skriv"), key).await;
    assert!(matches!(other, Err(Error::Conflict)));
    assert_eq!(subjects(&all(&seller, contact).await), ["Ring"]);
    // On a card in the trash there is nothing to be done, nor among one's own.
    trash::trash(&seller, holder).await.unwrap();
    let said = task::create(&seller, holder, new("Sent"), Uuid::now_v7()).await;
    assert!(matches!(said, Err(Error::NotFound)));
    assert!(task::mine(&seller, None).await.unwrap().tasks.is_empty());
    world.end().await;
}

#[tokio::test]
async fn ones_own_are_what_is_left_to_do() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    for (subject, status, owner) in [
        ("a", "not_started", world.firm.seller),
        ("b", "done", world.firm.seller),
        ("c", "cancelled", world.firm.seller),
        ("d", "waiting", world.firm.seller),
        ("e", "started", world.firm.colleague),
    ] {
        let draft = TaskDraft {
            status: status.to_owned(),
            owner_id: owner.to_string(),
            ..draft(subject, "")
        };
        add(&seller, contact, draft).await;
    }
    let mine = task::mine(&seller, None).await.unwrap();
    let said: Vec<(&str, &str)> = mine
        .tasks
        .iter()
        .map(|task| (&*task.subject, &*task.holder_name))
        .collect();
    assert_eq!(said, [("a", "Eva Öberg"), ("d", "Eva Öberg")]);
    world.end().await;
}

#[tokio::test]
async fn the_history_tells_of_tasks_on_the_firms_clock() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let reminded = TaskDraft {
        remind_at: "2026-07-01T08:30".to_owned(),
        ..draft("Ring", "2026-07-02")
    };
    add(&seller, contact, reminded).await;
    let query = domain::history::HistoryQuery::default();
    let (changes, _) = store::history::page(&seller, contact.into(), query, Vec::new())
        .await
        .unwrap();
    let after = changes[0].after.as_ref().unwrap();
    assert_eq!(changes[0].table, "task");
    assert_eq!(after["remind_at"], "2026-07-01T08:30");
    assert_eq!(after["due_on"], "2026-07-02");
    world.end().await;
}

#[tokio::test]
async fn statuses_are_remembered_by_whoever_chose_them() {
    let world = World::new().await;
    let (seller, reader) = (
        world.session(world.firm.seller).await,
        world.session(world.firm.reader).await,
    );
    let contact = world.contact(false).await;
    let chosen = [Status::Done, Status::Cancelled];
    task::remember_statuses(&reader, &chosen).await.unwrap();
    let of = async |session: &Session| page(session, contact, TaskQuery::default()).await.statuses;
    assert_eq!(of(&reader).await, chosen);
    assert_eq!(of(&seller).await, Status::OPEN);
    task::remember_statuses(&reader, &[]).await.unwrap();
    assert_eq!(of(&reader).await, []);
    let mut raw = world.raw(world.firm.reader).await;
    let others = format!(
        "update auth.user_account set task_statuses = 'done' where id = '{}'",
        world.firm.seller
    );
    assert_eq!(outcome(&mut raw, others).await, Ok(0));
    world.end().await;
}

/// «Bulk owner change honours the right uppgiftsadministratör» (issue 4).
#[tokio::test]
async fn only_a_task_administrator_gives_others_tasks_away() {
    let world = World::new().await;
    let (seller, colleague, admin) = (
        world.session(world.firm.seller).await,
        world.session(world.firm.colleague).await,
        world.session(world.firm.admin).await,
    );
    let contact = world.contact(false).await;
    add(&seller, contact, draft("Ring", "")).await;
    let id = all(&seller, contact).await.tasks[0].id;
    let (me, her) = (world.firm.seller.to_string(), world.firm.colleague);
    let take = edit_of(id, Field::OwnerId, &me, &her.to_string());
    for said in [
        task::hand_over(&colleague, &[id], her).await,
        edit::save(&colleague, &take).await,
    ] {
        match said {
            Err(Error::Invalid(invalid)) => {
                assert_eq!(invalid.problems.len(), 1);
                assert_eq!(invalid.problems[0].1, Problem::Others);
            }
            other => panic!("{other:?}"),
        }
    }
    // One's own is given away, and whoever did it takes it back.
    let given = task::hand_over(&seller, &[id], her).await.unwrap();
    assert_eq!(all(&seller, contact).await.tasks[0].owner, her);
    let back = journal::undo(&seller, given.command).await.unwrap();
    assert_eq!(back.restored, 1);
    store::user::set_task_administrator(&admin, her, true)
        .await
        .unwrap();
    task::hand_over(&colleague, &[id], her).await.unwrap();
    store::user::set_task_administrator(&admin, her, false)
        .await
        .unwrap();
    task::hand_over(&admin, &[id], world.firm.seller)
        .await
        .unwrap();
    world.end().await;
}
