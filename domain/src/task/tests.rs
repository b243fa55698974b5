use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_task_is_saved_as_it_was_meant() {
    let draft = TaskDraft {
        subject: " Skicka offert ".to_owned(),
        description: "Två rader\r\ntill\n".to_owned(),
        due_on: "20261125".to_owned(),
        remind_at: "2026-11-25T08:30".to_owned(),
        ..TaskDraft::default()
    };
    let new = draft.parse().unwrap();
    assert_eq!(new.subject, "Skicka offert");
    assert_eq!(new.description, "Två rader\ntill");
    assert_eq!((new.status, new.percent), (Status::NotStarted, 0));
    assert_eq!(new.priority, Priority::Normal);
    assert_eq!(new.due_on, Some(day("2026-11-25")));
    assert_eq!(new.remind_at, "2026-11-25T08:30");
    assert_eq!(new.owner, None);
}

#[test]
fn what_is_done_is_done_to_a_hundred_per_cent() {
    let draft = TaskDraft {
        subject: "Ring".to_owned(),
        status: "done".to_owned(),
        percent: "40".to_owned(),
        ..TaskDraft::default()
    };
    assert_eq!(draft.parse().unwrap().percent, 100);
}

#[test]
fn what_is_wrong_is_said_of_its_field() {
    let draft = TaskDraft {
        subject: "  ".to_owned(),
        status: "later".to_owned(),
        percent: "101".to_owned(),
        priority: "highest".to_owned(),
        due_on: "2026-02-30".to_owned(),
        remind_at: "2026-11-25T25:00".to_owned(),
        owner_id: "me".to_owned(),
        ..TaskDraft::default()
    };
    let problems = draft.parse().unwrap_err().problems;
    let number = Problem::Number { min: 0, max: 100 };
    assert_eq!(
        problems,
        [
            ("subject", Problem::Required),
            ("status", Problem::Choice),
            ("percent", number),
            ("priority", Problem::Choice),
            ("due_on", Problem::Date),
            ("remind_at", Problem::Date),
            ("owner_id", Problem::Choice),
        ]
        .map(|(field, problem)| (field.to_owned(), problem))
    );
}

#[test]
fn days_are_counted_by_the_calendar() {
    for (on, today, is) in [
        ("2026-11-20", "2026-11-23", Due::Overdue(3)),
        ("2026-11-22", "2026-11-23", Due::Overdue(1)),
        ("2026-11-23", "2026-11-23", Due::Today),
        ("2026-11-24", "2026-11-23", Due::Coming),
        // Over the end of a month, a year, and summer time.
        ("2026-02-28", "2026-03-01", Due::Overdue(1)),
        ("2024-02-28", "2024-03-01", Due::Overdue(2)),
        ("2025-12-31", "2026-01-01", Due::Overdue(1)),
        ("2026-03-28", "2026-03-30", Due::Overdue(2)),
    ] {
        assert_eq!(due(Some(day(on)), day(today)), is, "{on} from {today}");
    }
    assert_eq!(due(None, day("2026-11-23")), Due::Never);
}

#[test]
fn later_is_tomorrow_or_the_next_monday() {
    assert_eq!(tomorrow(day("2026-12-31")), day("2027-01-01"));
    for (today, monday) in [
        ("2026-11-23", "2026-11-30"),
        ("2026-11-24", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2026-12-30", "2027-01-04"),
    ] {
        assert_eq!(next_week(day(today)), day(monday), "{today}");
    }
}

#[test]
fn an_address_that_makes_no_sense_asks_for_what_is_left_of_it() {
    let read = TaskQuery::from_query("?tab=tasks&status=later&sort=colour&edit=1&after=");
    let none = TaskQuery {
        statuses: Some(Vec::new()),
        ..TaskQuery::default()
    };
    assert_eq!(read, none);
    assert_eq!(TaskQuery::from_query(&none.address()), none);
}

proptest! {
    #[test]
    fn an_address_reads_back(
        chosen in prop::option::of(prop::sample::subsequence(Status::ALL, 0..=5)),
        sort in prop::sample::select(Sort::ALL),
        after in prop::option::of("[a-zåäö0-9&=%+~ ]{1,20}"),
        new in any::<bool>(),
        edit in prop::option::of(any::<u128>()),
    ) {
        let query = TaskQuery {
            statuses: chosen,
            sort,
            after,
            new,
            edit: edit.map(|id| TaskId(Uuid::from_u128(id))),
        };
        prop_assert_eq!(TaskQuery::from_query(&query.address()), query);
    }

    #[test]
    fn an_order_is_turned_and_turned_back(sort in prop::sample::select(Sort::ALL)) {
        prop_assert_eq!(sort.turned().turned(), sort);
        prop_assert_eq!(sort.turned().direction().0, sort.direction().0);
        prop_assert_ne!(sort.turned().direction().1, sort.direction().1);
    }

    #[test]
    fn the_next_week_begins_within_seven_days(days in -100_000_i32..100_000) {
        let today = Date::from_days(days).unwrap();
        let monday = next_week(today);
        prop_assert_eq!(monday.weekday(), Weekday::Monday);
        prop_assert!((1..=7).contains(&(monday.days() - days)));
    }
}
