//! Meetings that repeat: days and times beside those of a crate and of a walk day by day; skipped, changed,
//! undone; busy, next and subscribed to.

use std::collections::BTreeSet;

use domain::date::Date;
use domain::edit::{Edit, Field, Holder, Target};
use domain::meeting::repeat::{Repeat, Step, Until, WEEKDAYS};
use domain::meeting::{NewMeeting, SavedMeeting};
use domain::{ContactId, MeetingId};
use rrule::RRuleSet;
use sqlx::PgConnection;
use store::meeting::{self, Asked, Meeting, Of};
use store::{Error, Session, edit, journal};
use uuid::Uuid;

use super::meeting::draft;
use crate::common::World;

const HOME: &str = "Europe/Stockholm";

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn repeat(&mut self, first: Date) -> Repeat {
        let step = match self.below(5) {
            0 => Step::Day,
            1 | 2 => {
                let days = (0..self.below(4)).map(|_| usize::try_from(self.below(7)).unwrap());
                let days: BTreeSet<usize> = days.collect::<Vec<_>>().into_iter().collect();
                Step::Week(days.into_iter().map(|day| WEEKDAYS[day].0).collect())
            }
            3 if month_end(first) => Step::MonthEnd,
            _ => Step::Month,
        };
        let until = match self.below(3) {
            0 => Until::Never,
            1 => Until::Times(1 + u16::try_from(self.below(40)).unwrap()),
            _ => Until::Day(later(first, i32::try_from(self.below(500)).unwrap())),
        };
        let every = 1 + u16::try_from(self.below(4)).unwrap();
        Repeat { step, every, until }
    }
}

fn later(day: Date, days: i32) -> Date {
    Date::from_days(day.days() + days).unwrap()
}

fn month_end(day: Date) -> bool {
    later(day, 1).day() == 1
}

/// Day by day: is this one of them?
fn walk(repeat: &Repeat, first: Date, last: Date) -> Vec<Date> {
    let every = i32::from(repeat.every);
    let monday = |day: Date| day.days() - day.weekday() as i32;
    let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let is_one = |day: Date| match &repeat.step {
        Step::Day => (day.days() - first.days()) % every == 0,
        Step::Week(days) => {
            let on = days.contains(&day.weekday()) || day.weekday() == first.weekday();
            on && (monday(day) - monday(first)) / 7 % every == 0
        }
        Step::Month => day.day() == first.day() && (month(day) - month(first)) % every == 0,
        Step::MonthEnd => month_end(day) && (month(day) - month(first)) % every == 0,
    };
    let days = (first.days()..=last.days()).map(|day| Date::from_days(day).unwrap());
    let days = days.filter(|day| is_one(*day));
    match repeat.until {
        Until::Never => days.collect(),
        Until::Times(times) => days.take(usize::from(times)).collect(),
        Until::Day(until) => days.take_while(|day| *day <= until).collect(),
    }
}

async fn days(
    db: &mut PgConnection,
    repeat: &Repeat,
    first: Date,
    since: Date,
    last: Date,
) -> Vec<Date> {
    let days: Vec<String> = sqlx::query_scalar(
        "select to_char(d, 'YYYY-MM-DD') from crm.repeat_days($1::date, $2, '{}', $3::date, $4::date) d",
    )
    .bind(first.to_string())
    .bind(repeat.to_string())
    .bind(since.to_string())
    .bind(last.to_string())
    .fetch_all(db)
    .await
    .unwrap();
    days.iter().map(|day| day.parse().unwrap()).collect()
}

#[tokio::test]
async fn days_of_a_rule_are_those_of_a_walk_day_by_day() {
    let world = World::new().await;
    let mut db = world.raw(world.firm.seller).await;
    let mut numbers = Numbers(7);
    for _ in 0..300 {
        let first = Date::from_days(20_500 + i32::try_from(numbers.below(800)).unwrap()).unwrap();
        let first = match numbers.below(4) {
            0 => later(first, -i32::from(first.day())),
            _ => first,
        };
        let repeat = numbers.repeat(first);
        let last = later(first, 700);
        let expected = walk(&repeat, first, last);
        assert_eq!(
            days(&mut db, &repeat, first, first, last).await,
            expected,
            "{repeat} from {first}"
        );
        // From anywhere it is the rest of them.
        let since = later(first, i32::try_from(numbers.below(700)).unwrap());
        let rest: Vec<Date> = expected.into_iter().filter(|day| *day >= since).collect();
        assert_eq!(
            days(&mut db, &repeat, first, since, last).await,
            rest,
            "{repeat} from {first} since {since}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn times_are_those_of_another_program_over_both_changes_of_the_clocks_in_three_zones() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let mut db = world.raw(world.firm.seller).await;
    let holder = Holder::Contact(world.contact(false).await);
    let mut numbers = Numbers(11);
    for round in 0..60 {
        let zone = [HOME, "America/New_York", "Australia/Sydney"][round % 3];
        // In March or in October of 2026, when most clocks are changed.
        let start = ["2026-03-01", "2026-09-30"][round % 2]
            .parse::<Date>()
            .unwrap();
        let first = later(start, i32::try_from(numbers.below(35)).unwrap());
        let repeat = numbers.repeat(first);
        let new = NewMeeting {
            repeat: Some(repeat.clone()),
            ..draft(&format!("{first} 13:00"), &format!("{first} 14:30"), zone)
        };
        let saved = book(&session, holder, new).await;
        let ours: Vec<String> = sqlx::query_scalar(
            "select to_char(o.starts at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')
             from crm.meeting m, crm.occurrences(m, m.starts - interval '1 day', m.starts + interval '500 days') o
             where m.id = $1 order by o.starts",
        )
        .bind(saved.id.0)
        .fetch_all(&mut db)
        .await
        .unwrap();
        let last = repeat
            .last_day()
            .map(|day| format!("{}T235959Z", day.to_string().replace('-', "")));
        let rule = format!(
            "DTSTART;TZID={zone}:{}T130000\nRRULE:{}",
            first.to_string().replace('-', ""),
            repeat.written(first, last.as_deref())
        );
        let set: RRuleSet = rule
            .parse()
            .unwrap_or_else(|error| panic!("{rule}: {error}"));
        let theirs: Vec<String> = set
            .all(600)
            .dates
            .iter()
            .map(|at| at.naive_utc().format("%Y-%m-%dT%H:%M:%S").to_string())
            .collect();
        let both = ours.len().min(theirs.len());
        assert!(both > 0 && ours.len() <= theirs.len(), "{rule}");
        assert_eq!(ours[..both], theirs[..both], "{rule}");
    }
    world.end().await;
}

async fn book(session: &Session, holder: Holder, new: NewMeeting) -> SavedMeeting {
    let saved = meeting::create(session, holder, new, Uuid::now_v7()).await;
    saved.unwrap()
}

/// From tomorrow on, at ten.
fn from_tomorrow(rule: &str) -> NewMeeting {
    let first = later(store::identity::today(), 1);
    NewMeeting {
        repeat: Some(rule.parse().unwrap()),
        ..draft(&format!("{first} 10:00"), &format!("{first} 11:00"), HOME)
    }
}

async fn coming(session: &Session, holder: Holder) -> Vec<Meeting> {
    meeting::list(session, Of::Card(holder), None)
        .await
        .unwrap()
        .0
}

fn on(meetings: &[Meeting]) -> Vec<(Uuid, String)> {
    let of = |meeting: &Meeting| (meeting.id, meeting.starts_at[..10].to_owned());
    meetings.iter().map(of).collect()
}

#[tokio::test]
async fn one_time_is_skipped_or_another_and_each_is_taken_back() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let contact = world.contact(false).await;
    let holder = Holder::Contact(contact);
    let first = later(store::identity::today(), 1);
    let day = |weeks: i32| later(first, weeks * 7).to_string();
    let series = book(&session, holder, from_tomorrow("FREQ=WEEKLY"))
        .await
        .id;
    let all = on(&coming(&session, holder).await);
    assert_eq!(all, [0, 1, 2, 3].map(|week| (series.0, day(week))));
    let overview = session_overview(&world, contact).await;
    assert_eq!(overview, day(0));

    let skipped = meeting::skip(&session, series, later(first, 0))
        .await
        .unwrap();
    assert_eq!(on(&coming(&session, holder).await)[0], (series.0, day(1)));
    assert_eq!(session_overview(&world, contact).await, day(1));
    for none in [later(first, 0), later(first, 1)] {
        let again = meeting::skip(&session, series, none).await;
        assert!(matches!(again, Err(Error::NotFound)), "{none}");
    }
    journal::undo(&session, skipped.done.command).await.unwrap();
    assert_eq!(on(&coming(&session, holder).await), all);

    // A day later that week.
    let moved_to = later(first, 8);
    let new = draft(&format!("{moved_to} 15:00"), "", HOME);
    let moved = meeting::replace(&session, series, later(first, 7), new)
        .await
        .unwrap();
    let now = on(&coming(&session, holder).await);
    assert_eq!(
        now[..2],
        [(series.0, day(0)), (moved.id.0, moved_to.to_string())]
    );
    assert_eq!(now[2], (series.0, day(2)));
    let one = meeting::one(&session, moved.id).await.unwrap();
    assert_eq!((one.from_id, one.from_day), (Some(series.0), Some(day(1))));
    assert_eq!(meeting::replacing(&session, series).await.unwrap().len(), 1);
    assert!(matches!(
        meeting::occurrence(&session, series, later(first, 7)).await,
        Err(Error::NotFound)
    ));
    let third = meeting::occurrence(&session, series, later(first, 14))
        .await
        .unwrap();
    assert_eq!(third.starts_at, format!("{}T10:00", day(2)));
    journal::undo(&session, moved.done.command).await.unwrap();
    assert_eq!(on(&coming(&session, holder).await), all);

    // The rule is a field like any other; what has been stays in the list of what has been.
    let edit = Edit::one(
        Target::Meeting(series),
        Field::Rrule,
        "FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=2",
    );
    edit::save(&session, &edit.parse().unwrap()).await.unwrap();
    assert_eq!(on(&coming(&session, holder).await).len(), 2);
    let mut owner = world.raw(world.firm.seller).await;
    sqlx::query("update crm.meeting set starts_at = starts_at - interval '10 days', ends_at = ends_at - interval '10 days', rrule = 'FREQ=DAILY;COUNT=5'")
        .execute(&mut owner)
        .await
        .unwrap();
    let (ahead, past, more) = meeting::list(&session, Of::Mine, None).await.unwrap();
    assert_eq!((on(&ahead).len(), past.len(), more), (0, 5, false));
    world.end().await;
}

/// The day of what is next on a contact's card.
async fn session_overview(world: &World, contact: ContactId) -> String {
    let mut db = world.raw(world.firm.seller).await;
    sqlx::query_scalar("select crm.card_overview(false, $1) -> 'next_meeting' ->> 'on'")
        .bind(contact.0)
        .fetch_one(&mut db)
        .await
        .unwrap()
}

#[tokio::test]
async fn whoever_has_a_meeting_that_repeats_is_busy_each_time() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let holder = Holder::Contact(world.contact_of(world.firm.seller, true).await);
    book(&session, holder, from_tomorrow("FREQ=WEEKLY")).await;
    let first = later(store::identity::today(), 1);
    let busy = async |from: i32, rule: &str, except: Option<MeetingId>| {
        let day = later(first, from);
        let asked = Asked {
            starts_at: format!("{day}T10:30"),
            ends_at: format!("{day}T11:30"),
            time_zone: HOME.to_owned(),
            all_day: false,
            users: vec![world.firm.seller],
            except,
            rrule: rule.to_owned(),
        };
        meeting::check(&colleague, asked).await.unwrap().1
    };
    // Once, in the third week; and with what is nobody else's business.
    let once = busy(14, "", None).await;
    assert_eq!((once.len(), once[0].subject.clone()), (1, None));
    assert_eq!(once[0].starts_at, format!("{}T10:00", later(first, 14)));
    assert_eq!(busy(15, "", None).await, []);
    // Every other day meets it every other week.
    let often = busy(0, "FREQ=DAILY;INTERVAL=2;COUNT=8", None).await;
    assert_eq!(often.len(), 2);
    world.end().await;
}

#[tokio::test]
async fn a_calendar_has_the_rule_and_what_stands_in_the_place_of_a_time() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let holder = Holder::Contact(world.contact(false).await);
    let first = later(store::identity::today(), 1);
    let series = book(&session, holder, from_tomorrow("FREQ=WEEKLY"))
        .await
        .id;
    let new = draft(&format!("{} 15:00", later(first, 8)), "", HOME);
    let moved = meeting::replace(&session, series, later(first, 7), new)
        .await
        .unwrap()
        .id;
    // Long ago, and still going on.
    let mut owner = world.raw(world.firm.seller).await;
    sqlx::query("update crm.meeting set starts_at = starts_at - interval '364 days', ends_at = ends_at - interval '364 days' where rrule <> ''")
        .execute(&mut owner)
        .await
        .unwrap();
    let token = meeting::make_feed(&session).await.unwrap();
    let events = meeting::feed(&world.store, &token).await.unwrap().events;
    let of = |id: MeetingId| events.iter().find(|event| event.id == id.0).unwrap();
    assert_eq!(of(series).rrule, "FREQ=WEEKLY");
    assert_eq!(of(series).exdates, [later(first, 7).to_string()]);
    assert_eq!(of(moved).from_id, Some(series.0));
    let edit = Edit::one(
        Target::Meeting(series),
        Field::Rrule,
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=3",
    );
    edit::save(&session, &edit.parse().unwrap()).await.unwrap();
    let events = meeting::feed(&world.store, &token).await.unwrap().events;
    assert!(
        events.iter().all(|event| event.id != series.0),
        "over for long"
    );

    let (winter, changes) = meeting::zone_changes(&world.store, HOME, "20260101")
        .await
        .unwrap();
    assert_eq!(winter, 60);
    let of_2026: Vec<(&str, i32, i32)> = changes
        .iter()
        .take(2)
        .map(|change| (&*change.local, change.was, change.becomes))
        .collect();
    assert_eq!(
        of_2026,
        [("20260329T020000", 60, 120), ("20261025T030000", 120, 60)]
    );
    world.end().await;
}

#[tokio::test]
async fn rules_that_are_not_ours_are_not_kept() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    let reader = world.session(world.firm.reader).await;
    let holder = Holder::Contact(world.contact(false).await);
    let series = book(&session, holder, from_tomorrow("FREQ=DAILY")).await.id;
    let tomorrow = later(store::identity::today(), 1);
    assert!(matches!(
        meeting::skip(&reader, series, tomorrow).await,
        Err(Error::Forbidden)
    ));
    let mut raw = world.raw(world.firm.seller).await;
    for rule in ["FREQ=HOURLY", "FREQ=DAILY\nX", "FREQ=DAILY;INTERVAL=0", "x"] {
        let kept = sqlx::query("update crm.meeting set rrule = $1")
            .bind(rule)
            .execute(&mut raw)
            .await;
        assert!(kept.is_err(), "{rule}");
    }
    world.end().await;
}
