use proptest::prelude::*;

use super::*;

fn draft() -> MeetingDraft {
    MeetingDraft {
        subject: " Genomgång ".to_owned(),
        starts_on: "2026-11-26".to_owned(),
        starts_time: "13".to_owned(),
        time_zone: "Europe/Stockholm".to_owned(),
        ..MeetingDraft::default()
    }
}

#[test]
fn times_are_read_as_people_write_them() {
    for (typed, read) in [
        ("13:00", Ok(780)),
        ("13.30", Ok(810)),
        ("0915", Ok(555)),
        ("915", Ok(555)),
        ("9", Ok(540)),
        ("13:00:00", Ok(780)),
        (" 00:00 ", Ok(0)),
        ("24:00", Err(Problem::Time)),
        ("13:60", Err(Problem::Time)),
        ("13:5", Err(Problem::Time)),
        ("13:00:30", Err(Problem::Time)),
        ("kl ett", Err(Problem::Time)),
        ("åå", Err(Problem::Time)),
        ("1åå", Err(Problem::Time)),
        ("+9", Err(Problem::Time)),
        ("", Err(Problem::Time)),
    ] {
        assert_eq!(minutes(typed), read, "{typed}");
    }
    assert_eq!(
        "2026-11-26T13.00"
            .parse::<Wall>()
            .map(|wall| wall.to_string()),
        Ok("2026-11-26T13:00".to_owned())
    );
    assert_eq!("1899-12-31T00:00".parse::<Wall>(), Err(Problem::Date));
    assert_eq!("2026-11-26".parse::<Wall>(), Err(Problem::Date));
}

#[test]
fn what_is_not_said_follows_from_what_is() {
    let times = |draft: &MeetingDraft| {
        let (starts, ends) = draft.times().unwrap();
        format!("{starts} {ends}")
    };
    assert_eq!(times(&draft()), "2026-11-26T13:00 2026-11-26T14:00");
    let late = MeetingDraft {
        starts_time: "23.30".to_owned(),
        ..draft()
    };
    assert_eq!(times(&late), "2026-11-26T23:30 2026-11-27T00:30");
    let days = MeetingDraft {
        all_day: true,
        ends_on: "2026-11-27".to_owned(),
        ..draft()
    };
    assert_eq!(times(&days), "2026-11-26T00:00 2026-11-27T00:00");
}

#[test]
fn what_is_wrong_is_said_where_it_is_typed() {
    let wrong = |draft: MeetingDraft| draft.parse().unwrap_err().problems;
    let of = |field: &str, problem| vec![(field.to_owned(), problem)];
    let earlier = |on: &str, time: &str| MeetingDraft {
        ends_on: on.to_owned(),
        ends_time: time.to_owned(),
        ..draft()
    };
    assert_eq!(
        wrong(earlier("2026-11-25", "15:00")),
        of("ends_on", Problem::EndsBefore)
    );
    assert_eq!(
        wrong(earlier("", "12:59")),
        of("ends_time", Problem::EndsBefore)
    );
    assert!(earlier("", "13:00").parse().is_ok());
    let several = MeetingDraft {
        time_zone: "Stockholm".to_owned(),
        colleagues: vec!["x".to_owned()],
        ..MeetingDraft::default()
    };
    let fields: Vec<String> = wrong(several).into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        fields,
        [
            "subject",
            "starts_on",
            "starts_time",
            "time_zone",
            "colleagues"
        ]
    );
}

#[test]
fn only_what_differs_is_changed() {
    let new = draft().parse().unwrap();
    let was = |field: &str| match field {
        "subject" => "Genomgång".to_owned(),
        "all_day" => "false".to_owned(),
        "starts_at" => "2026-11-26T13:00".to_owned(),
        "ends_at" => "2026-11-26T15:00".to_owned(),
        "time_zone" => "Europe/Stockholm".to_owned(),
        _ => String::new(),
    };
    let changes = new.changes(was);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].field, changes[0].value.as_str()),
        (Field::EndsAt, "2026-11-26T14:00")
    );
}

#[test]
fn zones_and_offsets_have_their_form() {
    for name in ["Europe/Stockholm", "America/Argentina/Buenos_Aires", "UTC"] {
        assert_eq!(zone(name).as_deref(), Ok(name));
    }
    for name in ["", "CET", "Europe/Stock holm", "Europe/Stockholm'", "Å/B"] {
        assert_eq!(zone(name), Err(Problem::Choice), "{name}");
    }
    assert_eq!(offset(60), "UTC+01:00");
    assert_eq!(offset(-210), "UTC\u{2212}03:30");
    assert_eq!(offset(0), "UTC+00:00");
}

proptest! {
    #[test]
    fn a_wall_time_prints_and_reads_back(days in -25_000..84_000_i32, minutes in 0..1_440_u16, more in 0..2_000_u16) {
        let wall = Wall { day: Date::from_days(days).unwrap(), minutes };
        prop_assert_eq!(wall.to_string().parse::<Wall>(), Ok(wall));
        let later = wall.later(more);
        let passed = (later.day.days() - days) * 1_440 + i32::from(later.minutes) - i32::from(minutes);
        prop_assert_eq!(passed, i32::from(more));
    }

    #[test]
    fn never_panics(typed in proptest::collection::vec("\\PC{0,12}", 10)) {
        let names = [
            "subject", "place", "description", "starts_on", "starts_time", "ends_on", "ends_time", "time_zone",
            "owner_id", "contact",
        ];
        let draft = MeetingDraft::read(names.into_iter().zip(typed.iter().map(String::as_str)));
        let _ = draft.parse();
    }
}
