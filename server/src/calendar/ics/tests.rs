use domain::content_line::MAX_LINE;

use super::*;
use crate::calendar::repeat::repeating;
use store::meeting::ZoneChange;

fn entry<'a>(subject: &'a str, description: &str) -> Entry<'a> {
    Entry {
        id: Uuid::nil(),
        sequence: 2,
        changed: "20261124T100000Z",
        all_day: false,
        starts: "20261126T120000Z",
        ends: "20261126T130000Z",
        first_day: "20261126".to_owned(),
        after_last_day: "20261127".to_owned(),
        subject,
        place: "Hamngatan 14, Stockholm",
        description: description.to_owned(),
        url: None,
        organizer: None,
        attendees: Vec::new(),
        repeating: None,
        in_place_of: None,
    }
}

fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "")
        .split_terminator("\r\n")
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_meeting_is_written_line_by_line() {
    let organizer = Person {
        name: "Johan \"Ek\"; ^",
        email: "johan@ek.example",
    };
    let nobody = Person {
        name: "Utan adress",
        email: "",
    };
    let sly = Person {
        name: "X",
        email: "x@x.example\r\nATTENDEE:mailto:y@y.example",
    };
    let entry = Entry {
        organizer: Some(organizer),
        attendees: vec![nobody, sly],
        ..entry("Genomgång; av, avtal", "Ett\ntvå\\tre")
    };
    let lines = unfolded(&calendar(None, Method::Request, &[], &[entry]));
    assert_eq!(
        lines[5..],
        [
            "BEGIN:VEVENT",
            "UID:00000000-0000-0000-0000-000000000000@kundkort",
            "SEQUENCE:2",
            "DTSTAMP:20261124T100000Z",
            "LAST-MODIFIED:20261124T100000Z",
            "DTSTART:20261126T120000Z",
            "DTEND:20261126T130000Z",
            "SUMMARY:Genomgång\\; av\\, avtal",
            "LOCATION:Hamngatan 14\\, Stockholm",
            "DESCRIPTION:Ett\\ntvå\\\\tre",
            "ORGANIZER;CN=\"Johan ^'Ek^'; ^^\":mailto:johan@ek.example",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
}

#[test]
fn whole_days_are_dates_and_what_takes_no_time_has_no_end() {
    let days = Entry {
        all_day: true,
        ..entry("Mässa", "")
    };
    let lines = unfolded(&calendar(None, Method::Publish, &[], &[days]));
    assert!(lines.contains(&"DTSTART;VALUE=DATE:20261126".to_owned()));
    assert!(lines.contains(&"DTEND;VALUE=DATE:20261127".to_owned()));
    let moment = Entry {
        ends: "20261126T120000Z",
        ..entry("Påminnelse", "")
    };
    let lines = unfolded(&calendar(None, Method::Publish, &[], &[moment]));
    assert!(
        !lines
            .iter()
            .any(|line| line.starts_with("DTEND") || line.starts_with("DESCRIPTION"))
    );
    assert!(calendar(None, Method::Publish, &[], &[]).contains("BEGIN:VTIMEZONE\r\n"));
}

/// Texts that try to be something else.
const HOSTILE: [&str; 10] = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "x\nATTENDEE:mailto:y@y.example",
    "x\rX-EVIL:1",
    "x\u{2028}END:VCALENDAR",
    "x\u{85}END:VCALENDAR",
    "\\n\\;\\,\\\\",
    "\0\u{7}\u{1b}[31m",
    "<script>alert(1)</script>",
    "BEGIN:VALARM",
    "🧊åäö𐍈",
];

#[test]
fn no_text_leaves_its_line() {
    for text in HOSTILE {
        let long = text.repeat(40);
        let entry = Entry {
            place: &long,
            organizer: Some(Person {
                name: text,
                email: "a@a.example",
            }),
            attendees: vec![Person {
                name: &long,
                email: text,
            }],
            ..entry(&long, &long)
        };
        let written = calendar(Some(text), Method::Request, &[], &[entry]);
        for line in written.split_terminator("\r\n") {
            assert!(line.len() <= MAX_LINE, "{line}");
            assert!(
                !line
                    .chars()
                    .any(|letter| letter.is_control() || "\u{2028}\u{2029}".contains(letter))
            );
        }
        let lines = unfolded(&written);
        for (begins, times) in [
            ("BEGIN:", 2),
            ("END:", 2),
            ("ATTENDEE", 0),
            ("X-EVIL", 0),
            ("ORGANIZER", 1),
        ] {
            let count = lines.iter().filter(|line| line.starts_with(begins)).count();
            assert_eq!(count, times, "{begins} in {text:?}");
        }
    }
}

/// Stockholm around the autumn of 2026, a meeting on Tuesdays, one of them skipped and one moved.
fn on_tuesdays() -> (Zone, [Entry<'static>; 2]) {
    let change = |local: &str, was, becomes| ZoneChange {
        at: String::new(),
        local: local.to_owned(),
        was,
        becomes,
    };
    let zone = Zone {
        name: "Europe/Stockholm".to_owned(),
        first: 120,
        changes: vec![
            change("20261025T030000", 120, 60),
            change("20270328T020000", 60, 120),
        ],
    };
    let times = ("20261020T130000", "20261020T140000");
    let rule = "FREQ=WEEKLY;UNTIL=20261201";
    let repeating = repeating(rule, false, &zone, times, vec!["20261103".to_owned()]);
    let series = Entry {
        repeating,
        ..entry("Avstämning", "Varje tisdag")
    };
    let moved = Entry {
        in_place_of: Some(InPlaceOf {
            all_day: false,
            zone: zone.name.clone(),
            at: "20261124T130000".to_owned(),
        }),
        ..entry("Avstämning, en annan tid", "Bara den här gången")
    };
    (zone, [series, moved])
}

#[test]
fn what_repeats_is_on_the_clock_of_its_zone() {
    let (zone, entries) = on_tuesdays();
    let lines = unfolded(&calendar(None, Method::Publish, &[zone], &entries));
    let has = |line: &str| assert!(lines.contains(&line.to_owned()), "{line} in {lines:#?}");
    for line in [
        "TZID:Europe/Stockholm",
        "DTSTART:20261025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "DTSTART;TZID=Europe/Stockholm:20261020T130000",
        "DTEND;TZID=Europe/Stockholm:20261020T140000",
        // Winter time by then: 13.00 is 12.00 in UTC.
        "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201T120000Z",
        "EXDATE;TZID=Europe/Stockholm:20261103T130000",
        "RECURRENCE-ID;TZID=Europe/Stockholm:20261124T130000",
    ] {
        has(line);
    }
    let (zone, [series, _]) = on_tuesdays();
    let times = ("20261020T000000", "20261020T000000");
    let days = Entry {
        all_day: true,
        repeating: repeating(
            "FREQ=DAILY;UNTIL=20261201",
            true,
            &zone,
            times,
            vec!["20261021".to_owned()],
        ),
        ..series
    };
    let lines = unfolded(&calendar(None, Method::Publish, &[zone], &[days]));
    for line in [
        "RRULE:FREQ=DAILY;UNTIL=20261201",
        "EXDATE;VALUE=DATE:20261021",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line} in {lines:#?}");
    }
}
