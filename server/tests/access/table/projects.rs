//! Projects: everybody at the firm sees them; who takes part, whoever sees the contact.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{self, Does, DoesAndLed, Invalid, NotFound, Refused, Sees, SignedOut};
use crate::class::{
    CALL, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, NO_PAGE, PAGE,
    WRITE_CALL,
};
use crate::common::Ask;
use crate::world::{Spare, World};

const PARTS: [&str; 2] = ["part of public contact", "part of private contact"];
/// What stands on cards and is of the project: each where the reader sees the card, and says whose it is.
const TASKS: [&str; 4] = [
    "task of public contact.subject",
    "public contact.last_name",
    "task of private contact.subject",
    "private contact.last_name",
];
const MEETINGS: [&str; 4] = [
    "public meeting.subject",
    "public contact.last_name",
    "private meeting.subject",
    "private contact.last_name",
];
const HISTORY: [&str; 6] = [
    PARTS[0],
    PARTS[1],
    TASKS[0],
    TASKS[2],
    MEETINGS[0],
    MEETINGS[2],
];
const TO_PROJECT: Class = DoesAndLed("/projects/");
const FIRM_WRITE: Classes = [SignedOut, Does, Does, Does, Refused, NotFound, SignedOut];
const FIRM_FORM: Classes = [
    SignedOut, TO_PROJECT, TO_PROJECT, TO_PROJECT, Refused, NotFound, SignedOut,
];

pub(super) fn reading(world: &World) -> Vec<Row> {
    let project = world.id("the project");
    let page = move |query: &str, classes: Classes, about: &str| {
        let path = format!("/projects/{project}{query}");
        row("GET /projects/{id}", classes, move |_| Ask::get(&path)).about(about)
    };
    let card = |address: &'static str, what: &'static str, classes: Classes| {
        let list = address
            .trim_start_matches("GET /")
            .trim_end_matches("/{id}");
        let path = format!("/{list}/{}?tab=projects", world.id(what));
        row(address, classes, move |_| Ask::get(&path)).about(format!("{what}: projects"))
    };
    let call = |address: &'static str, classes: Classes, asked: Value| {
        let path = address.trim_start_matches("POST ");
        row(address, classes, move |_| Ask::json(path, &asked))
    };
    let of = |kind: &str, id: Uuid| json!({ "holder": { kind: id } });
    let everything =
        json!({ "text": "", "status": null, "mine": false, "trash": false, "before": null });
    let find = |what: &str| json!({ "what": what, "text": "canary", "language": "sv" });
    let form_of = |tab: &str, what: &str| format!("?tab={tab}&edit={}", world.id(what));
    let form = |id: Value| json!({ "id": id, "company": null, "find": "" });
    let history = json!({
        "holder": { "project": project }, "language": "sv",
        "query": { "from": null, "to": null, "text": "", "before": null },
    });
    let notes = json!({
        "holder": { "project": project }, "query": { "of": "all", "text": "", "before": null },
    });
    vec![
        row("GET /projects", PAGE, |_| Ask::get("/projects"))
            .shows(&["the project", "beta project"], &[".description", ".note"]),
        row("GET /projects/new", PAGE, |_| Ask::get("/projects/new")),
        page("", FIRM_PAGE, "the project").shows(
            &[
                "the project.name",
                "the project.description",
                PARTS[0],
                PARTS[1],
            ],
            &[],
        ),
        page("?tab=notes", FIRM_PAGE, "notes").shows(&["the project.note"], &[]),
        page("?tab=tasks", FIRM_PAGE, "tasks").shows(&TASKS, &[]),
        // To whoever does not see it the list says that there is no such task.
        page(
            &form_of("tasks", "task of private contact"),
            FIRM_PAGE,
            "a task on a hidden card",
        )
        .shows(&["task of private contact.subject"], &[]),
        page("?tab=meetings", FIRM_PAGE, "meetings").shows(&MEETINGS, &[]),
        page(
            &form_of("meetings", "private meeting"),
            HIDDEN_PAGE,
            "a meeting on a hidden card",
        )
        .shows(&["private meeting"], &[]),
        page("?tab=history", FIRM_PAGE, "history").shows(&HISTORY, &[]),
        page("?tab=history&on=2199-01-01", FIRM_PAGE, "as it stood").shows(&PARTS, &[]),
        row("GET /projects/{id}", NO_PAGE, |_| {
            Ask::get(format!("/projects/{}", Uuid::new_v4()))
        })
        .about("none"),
        row("GET /projects/{id}/edit", FIRM_PAGE, move |_| {
            Ask::get(format!("/projects/{project}/edit"))
        }),
        card("GET /contacts/{id}", "public contact", FIRM_PAGE)
            .shows(&["the project.name", PARTS[0]], &[]),
        card("GET /contacts/{id}", "private contact", HIDDEN_PAGE)
            .shows(&["the project.name", PARTS[1]], &[]),
        card("GET /companies/{id}", "public company", FIRM_PAGE).shows(&["the project.name"], &[]),
        call(
            "POST /api/read_projects",
            CALL,
            json!({ "query": everything }),
        )
        .shows(&["the project.name", "beta project.name"], &[]),
        call(
            "POST /api/read_project",
            FIRM_CALL,
            json!({ "id": project }),
        )
        .shows(
            &[
                "the project.name",
                "the project.description",
                PARTS[0],
                PARTS[1],
            ],
            &[],
        ),
        call(
            "POST /api/read_project",
            NO_CALL,
            json!({ "id": Uuid::new_v4() }),
        )
        .about("none"),
        call(
            "POST /api/read_projects_of",
            FIRM_CALL,
            of("contact", world.id("public contact")),
        )
        .shows(&[PARTS[0]], &[]),
        call(
            "POST /api/read_projects_of",
            HIDDEN_CALL,
            of("contact", world.id("private contact")),
        )
        .shows(&[PARTS[1]], &[])
        .about("of a hidden card"),
        call(
            "POST /api/read_projects_of",
            FIRM_CALL,
            of("company", world.id("public company")),
        )
        .about("of a company"),
        call(
            "POST /api/read_projects_of",
            NO_CALL,
            of("project", project),
        )
        .about("of a project"),
        call(
            "POST /api/read_project_form",
            FIRM_CALL,
            form(json!(project)),
        ),
        call("POST /api/read_project_form", CALL, form(Value::Null)).about("a new one"),
        call("POST /api/find_for_project", CALL, find("people")),
        call("POST /api/find_for_project", CALL, find("companies")).about("companies"),
        call("POST /api/read_history", FIRM_CALL, history)
            .shows(&HISTORY, &[])
            .about("a project"),
        call("POST /api/read_notes", FIRM_CALL, notes)
            .shows(&["the project.note"], &[])
            .about("a project"),
    ]
}

/// Moved by a form that holds nothing: whoever is not signed in is led there.
fn trash_form() -> Classes {
    let out = Class::Led("/sign-in");
    [
        out, TO_PROJECT, TO_PROJECT, TO_PROJECT, Refused, NotFound, out,
    ]
}

pub(super) fn writing(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut call = |about: &str, spares: &str, classes, body: fn(&Spare, Who) -> String| {
        let spare = world.spares(spares);
        let row = row("POST /api/manage_project", classes, move |who| {
            let body = body(&spare(who), who);
            Ask::json("/api/manage_project", &json!({ "body": body }))
        });
        rows.push(row.about(about));
    };
    call("a new one", "task", WRITE_CALL, |_, _| {
        format!("act=create&name=Nytt&key={}", Uuid::new_v4())
    });
    call("a field", "task", FIRM_WRITE, |spare, who| {
        format!("act=save&id={}&was.name=Reserv&name={who:?}", spare.project)
    });
    call("somebody leaves", "task", FIRM_WRITE, |spare, _| {
        format!("act=leave&id={}&part={}", spare.project, spare.part)
    });
    call(
        "somebody hidden leaves",
        "hidden task",
        [
            SignedOut, Does, NotFound, Does, NotFound, NotFound, SignedOut,
        ],
        |spare, _| format!("act=leave&id={}&part={}", spare.project, spare.part),
    );
    call("somebody comes", "task", FIRM_WRITE, |spare, _| {
        format!(
            "act=join&id={}&who=contact.{}",
            spare.project, spare.contact
        )
    });
    call(
        "somebody hidden comes",
        "hidden task",
        [SignedOut, Does, Invalid, Does, Refused, NotFound, SignedOut],
        |spare, _| {
            format!(
                "act=join&id={}&who=contact.{}",
                spare.project, spare.contact
            )
        },
    );
    call(
        "nothing",
        "task",
        [
            SignedOut, Invalid, Invalid, Invalid, Invalid, Invalid, SignedOut,
        ],
        |_, _| "act=".to_owned(),
    );
    let moved: Classes = FIRM_FORM;
    let spare = world.spares("task");
    rows.push(row(
        "POST /projects",
        {
            let done = TO_PROJECT;
            [SignedOut, done, done, done, Refused, done, SignedOut]
        },
        |_| {
            let key = Uuid::new_v4().to_string();
            Ask::form(
                "/projects",
                &[("act", "create"), ("name", "Nytt"), ("key", &key)],
            )
        },
    ));
    rows.push(
        row(
            "POST /projects",
            [SignedOut, Sees, Sees, Sees, Sees, Sees, SignedOut],
            |_| {
                Ask::form(
                    "/projects",
                    &[
                        ("find_now", "1"),
                        ("act", "create"),
                        ("at", "/projects/new"),
                    ],
                )
            },
        )
        .about("looks"),
    );
    rows.push(
        row("POST /projects/{id}", moved, move |who| {
            let key = Uuid::new_v4().to_string();
            let path = format!("/projects/{}?tab=meetings&new", spare(who).project);
            Ask::form(
                path,
                &[
                    ("act", "save"),
                    ("key", &key),
                    ("subject", "Nytt möte"),
                    ("starts_on", "2126-11-27"),
                    ("starts_time", "09:00"),
                    ("time_zone", "Europe/Stockholm"),
                ],
            )
        })
        .about("a meeting"),
    );
    let spare = world.spares("task");
    rows.push(
        row("POST /tasks", moved, move |who| {
            let (project, key) = (spare(who).project.to_string(), Uuid::new_v4().to_string());
            let back = format!("/projects/{project}?tab=tasks");
            Ask::form(
                "/tasks",
                &[
                    ("act", "create"),
                    ("project", &project),
                    ("subject", "Ny"),
                    ("key", &key),
                    ("back", &back),
                ],
            )
        })
        .about("on a project"),
    );
    let spare = world.spares("task");
    rows.push(row("POST /projects/{id}/notes", moved, move |who| {
        let key = Uuid::new_v4().to_string();
        let path = format!("/projects/{}/notes", spare(who).project);
        Ask::form(path, &[("key", &key), ("body", "En anteckning")])
    }));
    for (address, act) in [
        ("POST /projects/{id}/trash", "trash"),
        ("POST /projects/{id}/restore", "restore"),
    ] {
        let spare = world.spares("task");
        rows.push(row(address, trash_form(), move |who| {
            Ask::form(format!("/projects/{}/{act}", spare(who).project), &[])
        }));
    }
    rows
}
