//! Meetings, as pages, as calls, as forms without JavaScript and as calendars. What stands on a hidden
//! card is nobody else's, also where they take part in it.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{
    self, Does, DoesAndLed, Invalid, Led, NotFound, Refused, Sees, SignedOut,
};
use crate::class::{
    CALL, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, NO_PAGE, PAGE,
};
use crate::common::Ask;
use crate::world::World;

const OUT: Class = Led("/sign-in");
/// On the card of either contact, who takes part in the other's meeting: both, and the project that they are of.
const ON_CARD: [&str; 3] = [
    "public meeting.subject",
    "private meeting.subject",
    "the project.name",
];
/// On the project: whose each is, by name.
const ON_PROJECT: [&str; 4] = [
    "public meeting.subject",
    "public contact.last_name",
    "private meeting.subject",
    "private contact.last_name",
];

pub(super) fn pages(world: &World) -> Vec<Row> {
    let page = |what: &'static str, query: String, classes: Classes| {
        let path = format!("/contacts/{}?tab=meetings{query}", world.id(what));
        row("GET /contacts/{id}", classes, move |_| Ask::get(&path))
            .about(format!("{what}: meetings"))
    };
    let company = format!("/companies/{}?tab=meetings", world.id("public company"));
    let edit = |what: &str| format!("&edit={}", world.id(what));
    vec![
        page("public contact", String::new(), FIRM_PAGE).shows(&ON_CARD, &[]),
        page("private contact", String::new(), HIDDEN_PAGE).shows(&ON_CARD, &[]),
        page("public contact", "&new".to_owned(), FIRM_PAGE).shows(&["alfa.colleague"], &[]),
        page("public contact", edit("public meeting"), FIRM_PAGE).shows(&["public meeting"], &[]),
        // A card that one sees, and a meeting that one does not: the page says that it is not there.
        page("public contact", edit("private meeting"), HIDDEN_PAGE)
            .shows(&["private meeting"], &[]),
        row("GET /companies/{id}", FIRM_PAGE, move |_| {
            Ask::get(&company)
        })
        .about("meetings"),
        row("GET /meetings", PAGE, |_| Ask::get("/meetings")),
    ]
}

pub(super) fn calendars(world: &World) -> Vec<Row> {
    let invitation = |what: &'static str, classes: Classes| {
        let path = format!("/meetings/{}/invitation.ics", world.id(what));
        row("GET /meetings/{id}/invitation.ics", classes, move |_| {
            Ask::get(&path)
        })
        .about(what)
    };
    let act = |act: &'static str| move |_: Who| Ask::form("/settings/calendar", &[("act", act)]);
    let signed_in = |class: Class| [OUT, class, class, class, class, class, OUT];
    vec![
        // What came of it stays here.
        invitation("public meeting", FIRM_PAGE).shows(&["public meeting"], &[".outcome"]),
        invitation("private meeting", HIDDEN_PAGE).shows(&["private meeting"], &[".outcome"]),
        row("GET /meetings/{id}/invitation.ics", NO_PAGE, |_| {
            Ask::get(format!("/meetings/{}/invitation.ics", Uuid::new_v4()))
        })
        .about("nothing"),
        row("GET /calendar/{file}", [NotFound; 7], |_| {
            Ask::get(format!("/calendar/{}.ics", Uuid::new_v4().simple()))
        })
        .about("no address"),
        row("GET /calendar/{file}", [NotFound; 7], |_| {
            Ask::get("/calendar/x")
        })
        .about("no calendar"),
        row("GET /settings/calendar", PAGE, |_| {
            Ask::get("/settings/calendar")
        }),
        row("POST /settings/calendar", signed_in(Does), act("make")).about("make"),
        row("POST /settings/calendar", signed_in(Does), act("make")).about("make another"),
        row(
            "POST /settings/calendar",
            signed_in(DoesAndLed("/settings/calendar")),
            act("revoke"),
        )
        .about("revoke"),
        row(
            "POST /settings/calendar",
            signed_in(Led("/settings/calendar")),
            act("revoke"),
        )
        .about("revoke again"),
        row("POST /settings/calendar", signed_in(Invalid), act("")).about("nothing"),
    ]
}

pub(super) fn calls(world: &World) -> Vec<Row> {
    let read = |holder: Value, query: String, classes: Classes| {
        let asked = json!({ "holder": holder, "query": query, "refused": null, "language": "sv" });
        row("POST /api/read_meetings", classes, move |_| {
            Ask::json("/api/read_meetings", &asked)
        })
    };
    let contact = |what: &str| json!({ "contact": world.id(what) });
    let project = || json!({ "project": world.id("the project") });
    let edit = |what: &str| format!("edit={}", world.id(what));
    let busy = format!(
        "starts_on=2126-11-26&starts_time=13%3A30&time_zone=Europe%2FStockholm&owner_id={}&colleague={}",
        world.alfa.seller, world.alfa.colleague
    );
    let check = json!({ "body": busy, "language": "sv" });
    vec![
        read(contact("public contact"), String::new(), FIRM_CALL)
            .shows(&ON_CARD, &[])
            .about("public contact"),
        read(contact("private contact"), String::new(), HIDDEN_CALL)
            .shows(&ON_CARD, &[])
            .about("private contact"),
        read(project(), String::new(), FIRM_CALL)
            .shows(&ON_PROJECT, &[])
            .about("the project"),
        read(project(), edit("private meeting"), HIDDEN_CALL)
            .shows(&["private meeting"], &[])
            .about("the form of a hidden one, on the project"),
        read(contact("trashed contact"), String::new(), FIRM_CALL).about("trashed contact"),
        read(json!({ "contact": Uuid::new_v4() }), String::new(), NO_CALL).about("nobody"),
        read(
            json!({ "contact": Uuid::new_v4() }),
            "new".to_owned(),
            NO_CALL,
        )
        .about("nobody, new"),
        read(contact("private contact"), "new".to_owned(), HIDDEN_CALL)
            .about("private contact, new"),
        read(Value::Null, String::new(), CALL).about("one's own"),
        read(contact("public contact"), edit("public meeting"), FIRM_CALL)
            .shows(&["public meeting"], &[])
            .about("its form"),
        read(
            contact("public contact"),
            edit("private meeting"),
            HIDDEN_CALL,
        )
        .shows(&["private meeting"], &[])
        .about("the form of a hidden one"),
        read(Value::Null, format!("edit={}", Uuid::new_v4()), NO_CALL).about("the form of none"),
        row("POST /api/check_meeting", CALL, move |_| {
            Ask::json("/api/check_meeting", &check)
        }),
    ]
}

/// A form of a meeting, new or changed.
fn body(id: &str, place: &str) -> Vec<(String, String)> {
    let key = Uuid::new_v4().to_string();
    [
        ("act", "save"),
        ("id", id),
        ("key", &key),
        ("subject", "Nytt möte"),
        ("was.subject", "Nytt möte"),
        ("place", place),
        ("starts_on", "2126-11-27"),
        ("was.starts_at", "2126-11-27T09:00"),
        ("starts_time", "09:00"),
        ("was.ends_at", "2126-11-27T10:00"),
        ("was.all_day", "false"),
        ("was.time_zone", "Europe/Stockholm"),
        ("time_zone", "Europe/Stockholm"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

fn encoded(pairs: &[(String, String)]) -> String {
    let encode = domain::search::form_encode;
    let pairs = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn form(path: &str, pairs: &[(String, String)]) -> Ask {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    Ask::form(path, &pairs)
}

pub(super) fn writes(world: &World) -> Vec<Row> {
    let save = |holder: Value, about: &'static str, classes: Classes, body: fn(Who) -> String| {
        row("POST /api/save_meeting", classes, move |who| {
            Ask::json(
                "/api/save_meeting",
                &json!({ "holder": holder, "body": body(who) }),
            )
        })
        .about(about)
    };
    let about = |about: &'static str, classes: Classes, body: String| {
        row("POST /api/save_meeting", classes, move |_| {
            Ask::json(
                "/api/save_meeting",
                &json!({ "holder": null, "body": body }),
            )
        })
        .about(about)
    };
    let contact = |what: &str| json!({ "contact": world.id(what) });
    let new = |_: Who| encoded(&body("", "Hos oss"));
    let of = |class: [Class; 5]| {
        [
            SignedOut, class[0], class[1], class[2], class[3], class[4], SignedOut,
        ]
    };
    let (hidden, open) = (world.id("private meeting"), world.id("public meeting"));
    let (seller, colleague) = (world.alfa.seller, world.alfa.colleague);
    let page = |path: String| move |_: Who| form(&path, &body("", "Hos oss"));
    let contacts = format!("/contacts/{}?tab=meetings&new", world.id("public contact"));
    let private = format!("/contacts/{}?tab=meetings&new", world.id("private contact"));
    let companies = format!("/companies/{}?tab=meetings&new", world.id("public company"));
    let wrong = contacts.clone();
    let mut sly = body("", "Hos oss");
    sly.push((
        "contact".to_owned(),
        world.id("private contact").to_string(),
    ));
    sly.push(("contact".to_owned(), world.id("beta contact").to_string()));
    let sly = encoded(&sly);
    let others = contact("public contact");
    vec![
        save(
            contact("public contact"),
            "a new one",
            of([Does, Does, Does, Refused, NotFound]),
            new,
        ),
        save(
            contact("private contact"),
            "on a hidden card",
            of([Does, NotFound, Does, Refused, NotFound]),
            new,
        ),
        save(
            contact("trashed contact"),
            "in the trash",
            of([NotFound, NotFound, NotFound, Refused, NotFound]),
            new,
        ),
        save(
            json!({ "contact": Uuid::new_v4() }),
            "on none",
            of([NotFound, NotFound, NotFound, Refused, NotFound]),
            new,
        ),
        row(
            "POST /api/save_meeting",
            of([Invalid, Invalid, Invalid, Refused, NotFound]),
            move |_| {
                Ask::json(
                    "/api/save_meeting",
                    &json!({ "holder": others, "body": sly }),
                )
            },
        )
        .about("with somebody hidden and somebody of another firm"),
        about("nothing", of([Invalid; 5]), "act=".to_owned()),
        about(
            "none",
            of([NotFound; 5]),
            encoded(&body(&Uuid::new_v4().to_string(), "Här")),
        ),
        row(
            "POST /api/save_meeting",
            of([Does, NotFound, Does, NotFound, NotFound]),
            move |who| {
                // To and fro.
                let owner = if who == Who::Administrator {
                    seller
                } else {
                    colleague
                };
                let body = format!("act=owner&id={hidden}&id={open}&owner_id={owner}");
                Ask::json(
                    "/api/save_meeting",
                    &json!({ "holder": null, "body": body }),
                )
            },
        )
        .about("the owner of a hidden one and of another"),
        about(
            "the owner of none",
            of([NotFound; 5]),
            format!(
                "act=owner&id={}&owner_id={}",
                Uuid::new_v4(),
                world.alfa.seller
            ),
        ),
        about(
            "nobody's",
            of([Invalid; 5]),
            format!("act=owner&id={open}&owner_id="),
        ),
        row(
            "POST /contacts/{id}",
            {
                let done = DoesAndLed("/contacts/");
                [SignedOut, done, done, done, Refused, NotFound, SignedOut]
            },
            page(contacts),
        )
        .about("a meeting"),
        row(
            "POST /contacts/{id}",
            {
                let done = DoesAndLed("/contacts/");
                [
                    SignedOut, done, NotFound, done, Refused, NotFound, SignedOut,
                ]
            },
            page(private),
        )
        .about("a meeting on a hidden card"),
        row(
            "POST /contacts/{id}",
            [
                SignedOut, Invalid, Invalid, Invalid, Invalid, Invalid, SignedOut,
            ],
            move |_| Ask::form(&wrong, &[("act", "save"), ("subject", "")]),
        )
        .about("a meeting without anything"),
        row(
            "POST /companies/{id}",
            {
                let done = DoesAndLed("/companies/");
                [SignedOut, done, done, done, Refused, NotFound, SignedOut]
            },
            page(companies),
        )
        .about("a meeting"),
        row(
            "POST /meetings",
            [OUT, NotFound, NotFound, NotFound, NotFound, NotFound, OUT],
            |_| {
                let id = Uuid::new_v4().to_string();
                Ask::form(
                    "/meetings",
                    &[("act", "owner"), ("id", &id), ("owner_id", &id)],
                )
            },
        )
        .about("the owner of none"),
        row(
            "POST /meetings",
            [OUT, Sees, Sees, Sees, Sees, Sees, OUT],
            |_| Ask::form("/meetings", &[("act", "check")]),
        )
        .about("looks"),
        about(
            "trash: a hidden one",
            of([Does, NotFound, NotFound, NotFound, NotFound]),
            format!("act=trash&id={hidden}"),
        ),
        about(
            "trash: another",
            of([Does, NotFound, NotFound, NotFound, NotFound]),
            format!("act=trash&id={open}"),
        ),
    ]
}
