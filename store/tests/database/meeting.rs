//! Meetings: times and zones, who sees them, who takes part, and taking them back.

use domain::edit::{Edit, Field, Holder, Target};
use domain::meeting::{MeetingDraft, NewMeeting, SavedMeeting};
use domain::{ContactId, Invalid, MeetingId, Problem, UserId};
use sqlx::PgConnection;
use store::meeting::{self, Asked, Meeting, Of, People};
use store::{Error, Session, journal};
use uuid::Uuid;

use crate::common::{World, count, outcome};

/// A meeting of an hour, or of whole days.
pub(crate) fn draft(starts: &str, ends: &str, zone: &str) -> NewMeeting {
    let (starts_on, starts_time) = starts.split_once(' ').unwrap_or((starts, ""));
    let (ends_on, ends_time) = ends.split_once(' ').unwrap_or((ends, ""));
    MeetingDraft {
        subject: "Genomgång av serviceavtal".to_owned(),
        place: "Hamngatan 14".to_owned(),
        starts_on: starts_on.to_owned(),
        starts_time: starts_time.to_owned(),
        ends_on: ends_on.to_owned(),
        ends_time: ends_time.to_owned(),
        all_day: starts_time.is_empty(),
        time_zone: zone.to_owned(),
        ..MeetingDraft::default()
    }
    .parse()
    .unwrap()
}

const HOME: &str = "Europe/Stockholm";

fn soon() -> NewMeeting {
    draft("2126-11-26 13:00", "", HOME)
}

async fn book(session: &Session, holder: Holder, new: NewMeeting) -> SavedMeeting {
    let saved = meeting::create(session, holder, new, Uuid::now_v7()).await;
    saved.unwrap()
}

async fn coming(session: &Session, of: Of) -> Vec<Meeting> {
    meeting::list(session, of, None).await.unwrap().0
}

async fn refused(session: &Session, holder: Holder, new: NewMeeting) -> Vec<(String, Problem)> {
    match meeting::create(session, holder, new, Uuid::now_v7()).await {
        Err(Error::Invalid(Invalid { problems })) => problems,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_time_on_the_wall_is_kept_and_the_zone_says_which_moment_it_is() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let holder = Holder::Contact(world.contact(false).await);
    // In three zones, on either side of the days when the clocks are changed.
    let cases = [
        ("2026-03-28 13:00", HOME, "20260328T120000Z", 60),
        ("2026-03-29 00:59", HOME, "20260328T235900Z", 60),
        ("2026-03-29 03:00", HOME, "20260329T010000Z", 120),
        ("2026-03-30 13:00", HOME, "20260330T110000Z", 120),
        ("2026-10-24 13:00", HOME, "20261024T110000Z", 120),
        // It comes twice: PostgreSQL takes the later, by standard time.
        ("2026-10-25 02:30", HOME, "20261025T013000Z", 60),
        ("2026-10-26 13:00", HOME, "20261026T120000Z", 60),
        (
            "2026-03-29 13:00",
            "America/New_York",
            "20260329T170000Z",
            -240,
        ),
        (
            "2026-10-25 13:00",
            "America/New_York",
            "20261025T170000Z",
            -240,
        ),
        (
            "2026-11-01 13:00",
            "America/New_York",
            "20261101T180000Z",
            -300,
        ),
        ("2026-03-29 13:00", "Asia/Tokyo", "20260329T040000Z", 540),
        ("2026-10-25 13:00", "Asia/Tokyo", "20261025T040000Z", 540),
    ];
    for (starts, zone, utc, offset) in cases {
        let saved = book(&session, holder, draft(starts, "", zone)).await;
        let read = meeting::one(&session, saved.id).await.unwrap();
        assert_eq!(read.starts_at.replace('T', " "), starts);
        assert_eq!(
            (read.starts_utc.as_str(), read.starts_offset),
            (utc, offset),
            "{starts} {zone}"
        );
    }
    let over = book(
        &session,
        holder,
        draft("2026-10-24 23:00", "2026-10-25 04:00", HOME),
    )
    .await;
    let over = meeting::one(&session, over.id).await.unwrap();
    assert_eq!((over.starts_offset, over.ends_offset), (120, 60));
    // A time that the clocks are put forward past, here and there.
    let wall = |field: &str| vec![(field.to_owned(), Problem::NoSuchTime)];
    assert_eq!(
        refused(&session, holder, draft("2026-03-29 02:30", "", HOME)).await,
        wall("starts_at")
    );
    assert_eq!(
        refused(
            &session,
            holder,
            draft("2026-03-29 01:00", "2026-03-29 02:00", HOME)
        )
        .await,
        wall("ends_at")
    );
    assert_eq!(
        refused(
            &session,
            holder,
            draft("2026-03-08 02:30", "", "America/New_York")
        )
        .await,
        wall("starts_at")
    );
    let nowhere = draft("2026-03-28 13:00", "", "Europe/Kundkort");
    assert_eq!(
        refused(&session, holder, nowhere).await,
        [("time_zone".to_owned(), Problem::Choice)]
    );
    // Whole days end when the last one does, an hour shorter or longer as that may be.
    let days = book(&session, holder, draft("2026-03-28", "2026-03-29", HOME)).await;
    let days = meeting::one(&session, days.id).await.unwrap();
    assert_eq!(
        (days.starts_utc.as_str(), days.ends_utc.as_str()),
        ("20260327T230000Z", "20260329T220000Z")
    );
    world.end().await;
}

#[tokio::test]
async fn what_is_asked_about_a_time_has_its_offset_and_who_is_busy() {
    let world = World::new().await;
    let (seller, colleague) = (world.firm.seller, world.firm.colleague);
    let session = world.session(seller).await;
    let theirs = world.session(colleague).await;
    let open = Holder::Contact(world.contact(false).await);
    let hidden = Holder::Contact(world.contact(true).await);
    let secret = NewMeeting {
        subject: "Hemligt".to_owned(),
        ..draft("2126-11-26 13:30", "2126-11-26 14:30", HOME)
    };
    let secret = book(&session, hidden, secret).await;
    let with = NewMeeting {
        colleagues: vec![colleague],
        ..draft("2126-11-26 12:00", "2126-11-26 13:15", HOME)
    };
    book(&session, open, with).await;
    let ask = |users: Vec<UserId>, from: &str, until: &str, except: Option<MeetingId>| Asked {
        starts_at: format!("2126-11-26T{from}"),
        ends_at: format!("2126-11-26T{until}"),
        time_zone: HOME.to_owned(),
        all_day: false,
        users,
        except,
        rrule: String::new(),
    };
    let both = vec![seller, colleague];
    let told = |busy: Vec<meeting::Busy>| -> Vec<(Uuid, String, Option<String>)> {
        let row = |one: meeting::Busy| (one.user_id, one.starts_at, one.subject);
        busy.into_iter().map(row).collect()
    };
    let subject = Some("Genomgång av serviceavtal".to_owned());
    let (offsets, busy) = meeting::check(&session, ask(both.clone(), "13:00", "14:00", None))
        .await
        .unwrap();
    assert_eq!(offsets, (60, 60));
    let mut busy = told(busy);
    busy.sort();
    let mut expected = vec![
        (seller.0, "2126-11-26T12:00".to_owned(), subject.clone()),
        (colleague.0, "2126-11-26T12:00".to_owned(), subject.clone()),
        (
            seller.0,
            "2126-11-26T13:30".to_owned(),
            Some("Hemligt".to_owned()),
        ),
    ];
    expected.sort();
    assert_eq!(busy, expected);
    // A colleague hears when, and never what it is about.
    let (_, busy) = meeting::check(&theirs, ask(vec![seller], "13:30", "14:00", None))
        .await
        .unwrap();
    assert_eq!(
        told(busy),
        [(seller.0, "2126-11-26T13:30".to_owned(), None)]
    );
    // Meetings that end when this one begins are not in the way, nor is the one that is changed.
    let (_, busy) = meeting::check(&theirs, ask(both.clone(), "14:30", "15:00", None))
        .await
        .unwrap();
    assert_eq!(told(busy), []);
    let (_, busy) = meeting::check(
        &session,
        ask(vec![seller], "13:30", "14:00", Some(secret.id)),
    )
    .await
    .unwrap();
    assert_eq!(told(busy), []);
    // Nobody of another firm.
    let beta = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(beta.tenant, beta.admin).await;
    let (_, busy) = meeting::check(&stranger, ask(both, "13:00", "14:00", None))
        .await
        .unwrap();
    assert_eq!(told(busy), []);
    let wrong = Asked {
        time_zone: "Europe/Kundkort".to_owned(),
        ..ask(Vec::new(), "13:00", "14:00", None)
    };
    assert!(matches!(
        meeting::check(&session, wrong).await,
        Err(Error::Invalid(_))
    ));
    world.end().await;
}

#[tokio::test]
async fn a_meeting_is_found_on_its_card_and_on_everybody_elses_who_takes_part() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let host = world.contact(false).await;
    let guest = world.contact(false).await;
    let hidden = world.contact(true).await;
    let new = NewMeeting {
        contacts: vec![guest, hidden],
        colleagues: vec![world.firm.colleague],
        ..soon()
    };
    let key = Uuid::now_v7();
    let saved = meeting::create(&session, Holder::Contact(host), new.clone(), key)
        .await
        .unwrap();
    assert_eq!(
        meeting::create(&session, Holder::Contact(host), new.clone(), key)
            .await
            .unwrap(),
        saved
    );
    for card in [host, guest, hidden] {
        let found = coming(&session, Of::Card(Holder::Contact(card))).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].participants.len(), 3);
    }
    // Who is hidden does not take part, for those who may not see them.
    let theirs = coming(&colleague, Of::Card(Holder::Contact(host))).await;
    let names: Vec<Uuid> = theirs[0].participants.iter().map(|one| one.id).collect();
    assert_eq!(names, [guest.0, world.firm.colleague.0]);
    assert_eq!(coming(&colleague, Of::Mine).await.len(), 1);
    assert!(matches!(
        meeting::list(&colleague, Of::Card(Holder::Contact(hidden)), None).await,
        Err(Error::NotFound)
    ));
    // Nor is anybody invited whom one does not see.
    let sly = NewMeeting {
        contacts: vec![hidden],
        ..soon()
    };
    assert_eq!(
        refused(&colleague, Holder::Contact(host), sly).await,
        [("participants".to_owned(), Problem::Gone)]
    );
    // In the trash it is nowhere, and comes back.
    let done = meeting::trash(&session, saved.id).await.unwrap();
    assert_eq!(coming(&session, Of::Card(Holder::Contact(guest))).await, []);
    assert!(matches!(
        meeting::trash(&session, saved.id).await,
        Err(Error::NotFound)
    ));
    journal::undo(&session, done.command).await.unwrap();
    assert_eq!(
        coming(&session, Of::Card(Holder::Contact(guest)))
            .await
            .len(),
        1
    );
    // Its making is undone whole.
    journal::undo(&session, saved.done.command).await.unwrap();
    assert_eq!(coming(&session, Of::Card(Holder::Contact(host))).await, []);
    world.end().await;
}

#[tokio::test]
async fn what_stands_on_a_card_that_is_hidden_is_hidden_also_when_it_becomes_so() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let reader = world.session(world.firm.reader).await;
    let (host, guest) = (world.contact(false).await, world.contact(false).await);
    let new = NewMeeting {
        contacts: vec![guest],
        colleagues: vec![world.firm.colleague],
        ..soon()
    };
    let saved = book(&session, Holder::Contact(host), new).await;
    let secrets = |table: &str| format!("select count(*) from {table}");
    let mut raw = world.raw(world.firm.colleague).await;
    assert_eq!(count(&mut raw, secrets("crm.meeting_participant")).await, 2);
    set_private(&session, host, true).await;
    for session in [&colleague, &reader] {
        assert!(matches!(
            meeting::one(session, saved.id).await,
            Err(Error::NotFound)
        ));
        assert_eq!(coming(session, Of::Card(Holder::Contact(guest))).await, []);
        assert_eq!(coming(session, Of::Mine).await, []);
        let edit = Edit::one(
            Target::Meeting(saved.id),
            Field::Place,
            "Hamngatan 14",
            "Här",
        );
        assert!(matches!(
            store::edit::save(session, &edit).await,
            Err(Error::NotFound)
        ));
    }
    assert_eq!(count(&mut raw, secrets("crm.meeting_participant")).await, 0);
    let told = "select count(*) from journal.change where table_name like 'meeting%'";
    assert_eq!(count(&mut raw, told).await, 0);
    let told = "select count(*) from journal.change_contact k
        join journal.change c using (tenant_id, at, seq) where c.table_name like 'meeting%'";
    assert_eq!(count(&mut raw, told).await, 0);
    // The administrator sees it, and whoever hid it.
    let admin = world.session(world.firm.admin).await;
    for session in [&session, &admin] {
        assert_eq!(
            coming(session, Of::Card(Holder::Contact(guest)))
                .await
                .len(),
            1
        );
    }
    set_private(&session, host, false).await;
    assert_eq!(
        coming(&reader, Of::Card(Holder::Contact(guest)))
            .await
            .len(),
        1
    );
    assert_eq!(count(&mut raw, secrets("crm.meeting_participant")).await, 2);
    // One who takes part hides alone.
    set_private(&session, guest, true).await;
    let seen = meeting::one(&colleague, saved.id).await.unwrap();
    assert_eq!(seen.participants.len(), 1);
    assert_eq!(count(&mut raw, secrets("crm.meeting_participant")).await, 1);
    // And whoever may only read does only that.
    let edit = Edit::one(
        Target::Meeting(saved.id),
        Field::Place,
        "Hamngatan 14",
        "Här",
    );
    assert!(matches!(
        store::edit::save(&reader, &edit).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        meeting::create(&reader, Holder::Contact(host), soon(), Uuid::now_v7()).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        meeting::trash(&reader, saved.id).await,
        Err(Error::Forbidden)
    ));
    let ids = [saved.id];
    assert!(matches!(
        meeting::hand_over(&reader, &ids, world.firm.reader).await,
        Err(Error::Forbidden)
    ));
    world.end().await;
}

async fn set_private(session: &Session, id: ContactId, on: bool) {
    let edit = Edit::one(
        Target::Contact(id),
        Field::Private,
        (!on).to_string(),
        on.to_string(),
    );
    store::edit::save(session, &edit).await.unwrap();
}

#[tokio::test]
async fn a_meeting_is_changed_field_by_field_and_its_people_one_by_one() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let (host, guest) = (world.contact(false).await, world.contact(false).await);
    let saved = book(&session, Holder::Contact(host), soon()).await;
    let edit = |field: Field, was: &str, value: &str| {
        Edit::one(Target::Meeting(saved.id), field, was, value)
            .parse()
            .unwrap()
    };
    let place = edit(Field::Place, "Hamngatan 14", "Videomöte");
    let coming_people = People {
        contacts: vec![guest],
        colleagues: vec![world.firm.colleague],
    };
    let done = meeting::save(
        &session,
        saved.id,
        place.clone(),
        coming_people.clone(),
        People::default(),
    )
    .await
    .unwrap();
    let read = meeting::one(&session, saved.id).await.unwrap();
    assert_eq!(
        (read.place.as_str(), read.participants.len()),
        ("Videomöte", 2)
    );
    assert!(read.version > 1);
    // Others are first: nothing of it is saved, people neither.
    let clash = meeting::save(
        &colleague,
        saved.id,
        edit(Field::Place, "Hamngatan 14", "Hos oss"),
        People::default(),
        coming_people,
    );
    assert!(matches!(clash.await, Err(Error::Clash(clashes)) if clashes[0].theirs == "Videomöte"));
    assert_eq!(
        meeting::one(&session, saved.id)
            .await
            .unwrap()
            .participants
            .len(),
        2
    );
    journal::undo(&session, done.done.command).await.unwrap();
    let read = meeting::one(&session, saved.id).await.unwrap();
    assert_eq!(
        (read.place.as_str(), read.participants.len()),
        ("Hamngatan 14", 0)
    );
    // A time that is not there is none by this way either.
    let times = edit(Field::StartsAt, "2126-11-26T13:00", "2126-11-26T15:00");
    let late = store::edit::save(&session, &times).await;
    assert!(
        matches!(late, Err(Error::Invalid(wrong)) if wrong.of("ends_at") == Some(Problem::EndsBefore))
    );
    let nobody = edit(
        Field::OwnerId,
        &world.firm.seller.to_string(),
        &Uuid::now_v7().to_string(),
    );
    let nobody = store::edit::save(&session, &nobody).await;
    assert!(matches!(nobody, Err(Error::Invalid(wrong)) if wrong.of("owner_id").is_some()));
    world.end().await;
}

#[tokio::test]
async fn several_are_handed_over_at_once_or_none() {
    let world = World::new().await;
    let (seller, colleague) = (world.firm.seller, world.firm.colleague);
    let session = world.session(seller).await;
    let theirs = world.session(colleague).await;
    let open = Holder::Contact(world.contact(false).await);
    let hidden = Holder::Contact(world.contact(true).await);
    let (one, two) = (
        book(&session, open, soon()).await.id,
        book(&session, open, soon()).await.id,
    );
    let secret = book(&session, hidden, soon()).await.id;
    let owners = async || {
        let all = coming(&session, Of::Card(open)).await;
        all.into_iter().map(|one| one.owner_id).collect::<Vec<_>>()
    };
    let admin = world.session(world.firm.admin).await;
    let others = meeting::hand_over(&theirs, &[one, two], colleague).await;
    let Err(Error::Invalid(invalid)) = others else {
        panic!("{others:?}");
    };
    assert_eq!(invalid.of("owner_id"), Some(Problem::Others));
    store::user::set_task_administrator(&admin, colleague, true)
        .await
        .unwrap();
    let some = meeting::hand_over(&theirs, &[one, secret], colleague).await;
    assert!(matches!(some, Err(Error::NotFound)));
    assert_eq!(owners().await, [seller.0, seller.0]);
    let done = meeting::hand_over(&theirs, &[one, two, one], colleague)
        .await
        .unwrap();
    assert_eq!(owners().await, [colleague.0, colleague.0]);
    assert_eq!(coming(&theirs, Of::Mine).await.len(), 2);
    journal::undo(&theirs, done.command).await.unwrap();
    assert_eq!(owners().await, [seller.0, seller.0]);
    let none = meeting::hand_over(&session, &[], colleague).await;
    assert!(matches!(none, Err(Error::Invalid(_))));
    let nobody = meeting::hand_over(&session, &[one], UserId(Uuid::now_v7())).await;
    assert!(matches!(nobody, Err(Error::Invalid(wrong)) if wrong.of("owner_id").is_some()));
    world.end().await;
}

#[tokio::test]
async fn past_meetings_come_page_by_page() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let holder = Holder::Contact(world.contact(false).await);
    for day in 1..=28 {
        let starts = format!("2024-02-{day:02} 09:00");
        book(&session, holder, draft(&starts, "", HOME)).await;
    }
    let (coming, first, more) = meeting::list(&session, Of::Card(holder), None)
        .await
        .unwrap();
    assert_eq!((coming.len(), first.len(), more), (0, 25, true));
    let last = first.last().unwrap();
    assert_eq!(
        (first[0].starts_at.as_str(), last.starts_at.as_str()),
        ("2024-02-28T09:00", "2024-02-04T09:00")
    );
    let before = Some((last.starts_key.clone(), last.id));
    let (_, rest, more) = meeting::list(&session, Of::Card(holder), before)
        .await
        .unwrap();
    assert_eq!((rest.len(), more), (3, false));
    assert_eq!(rest[0].starts_at, "2024-02-03T09:00");
    world.end().await;
}

#[tokio::test]
async fn a_calendar_shows_what_its_user_may_see_and_dies_at_once() {
    let world = World::new().await;
    let (seller, colleague) = (world.firm.seller, world.firm.colleague);
    let session = world.session(seller).await;
    let theirs = world.session(colleague).await;
    let host = world.contact(false).await;
    let new = NewMeeting {
        colleagues: vec![colleague],
        ..soon()
    };
    let saved = book(&session, Holder::Contact(host), new).await;
    assert_eq!(meeting::feed_made(&theirs).await.unwrap(), None);
    let token = meeting::make_feed(&theirs).await.unwrap();
    assert!(meeting::feed_made(&theirs).await.unwrap().is_some());
    let read = async |token: &str| meeting::feed(&world.store, token).await;
    let feed = read(&token).await.unwrap();
    assert_eq!(feed.events.len(), 1);
    assert_eq!(
        (feed.events[0].id, feed.events[0].starts.as_str()),
        (saved.id.0, "21261126T120000Z")
    );
    assert_eq!(feed.events[0].card, "Eva Öberg");
    // Hidden, it is gone from it; the one who hid it has it still.
    set_private(&session, host, true).await;
    assert_eq!(read(&token).await.unwrap().events, []);
    let own = meeting::make_feed(&session).await.unwrap();
    assert_eq!(read(&own).await.unwrap().events.len(), 1);
    set_private(&session, host, false).await;
    assert_eq!(read(&token).await.unwrap().events.len(), 1);
    // A new address is the only one, and none is none.
    let new = meeting::make_feed(&theirs).await.unwrap();
    assert!(matches!(read(&token).await, Err(Error::NotFound)));
    assert!(read(&new).await.is_ok());
    meeting::revoke_feed(&theirs).await.unwrap();
    for none in [new.as_str(), "", "a", &"x".repeat(2_000)] {
        assert!(matches!(read(none).await, Err(Error::NotFound)));
    }
    // An account that is closed has no calendar.
    let mut owner: PgConnection = world.db.owner().await.unwrap();
    let closed = "update auth.user_account set deactivated_at = now() where id = ";
    outcome(&mut owner, format!("{closed}'{seller}'"))
        .await
        .unwrap();
    assert!(matches!(read(&own).await, Err(Error::NotFound)));
    // Nobody reads the tokens, nor what is kept of them.
    let mut raw = world.raw(colleague).await;
    let stolen = outcome(&mut raw, "select * from auth.calendar_feed").await;
    assert_eq!(stolen, Err("42501".to_owned()));
    world.end().await;
}
