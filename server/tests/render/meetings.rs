//! Meetings as files for other calendars, read by a parser that is not ours.

use http::StatusCode;
use ical::IcalParser;
use uuid::Uuid;

use crate::common::Ask;
use crate::corpus::CORPUS;
use crate::office::Office;

#[tokio::test]
async fn hostile_texts_stay_in_their_places_in_an_invitation() {
    let office = Office::open().await;
    let key = Uuid::new_v4().to_string();
    let fields = [
        ("key", key.as_str()),
        ("last_name", "Lind"),
        ("save_as", "contact"),
    ];
    let saved = office.ask(Ask::form("/contacts/new", &fields)).await;
    let path = saved
        .location()
        .split(['/', '?'])
        .nth(2)
        .expect("an id")
        .to_owned();
    let card = format!("/contacts/{path}");
    let mut read = 0;
    for text in CORPUS {
        let key = Uuid::new_v4().to_string();
        let form = [
            ("act", "save"),
            ("key", key.as_str()),
            ("subject", text),
            ("place", text),
            ("description", text),
            ("outcome", "stannar här"),
            ("starts_on", "2126-11-26"),
            ("starts_time", "13:00"),
            ("time_zone", "Europe/Stockholm"),
        ];
        let booked = office
            .ask(Ask::form(format!("{card}?tab=meetings&new"), &form))
            .await;
        // Some texts are no subject: they come back in the form, harmless (`hostile`).
        if booked.status != StatusCode::SEE_OTHER {
            assert_eq!(booked.status, StatusCode::UNPROCESSABLE_ENTITY, "{text:?}");
            continue;
        }
        let list = office.get(format!("{card}?tab=meetings")).await;
        let ids = list.body.split("id=\"meeting-").skip(1);
        let ids: Vec<&str> = ids.filter_map(|rest| rest.split('"').next()).collect();
        for id in ids.into_iter().filter(|id| Uuid::parse_str(id).is_ok()) {
            let answer = office.get(format!("/meetings/{id}/invitation.ics")).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(
                answer.header("content-security-policy"),
                "default-src 'none'; sandbox"
            );
            let calendars: Vec<_> = IcalParser::new(answer.body.as_bytes()).collect();
            assert_eq!(calendars.len(), 1, "{text:?}");
            let calendar = calendars
                .into_iter()
                .next()
                .expect("one")
                .expect("a calendar");
            assert_eq!(calendar.events.len(), 1, "{text:?}");
            assert!(!answer.body.contains("stannar"));
            let names: Vec<&str> = calendar.events[0]
                .properties
                .iter()
                .map(|one| one.name.as_str())
                .collect();
            let known = [
                "UID",
                "SEQUENCE",
                "DTSTAMP",
                "LAST-MODIFIED",
                "DTSTART",
                "DTEND",
                "SUMMARY",
                "LOCATION",
                "DESCRIPTION",
                "ORGANIZER",
                "STATUS",
                "TRANSP",
            ];
            assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
            read += 1;
            let trash = [("act", "trash"), ("id", id)];
            office
                .ask(Ask::form(format!("{card}?tab=meetings"), &trash))
                .await;
        }
    }
    assert!(read > 20, "{read}");
    office.site.close().await;
}
