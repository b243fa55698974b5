//! Tasks: seen and changed with their card; one's own on a page of their own.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{Does, DoesAndLed, Invalid, NotFound, Refused, SignedOut};
use crate::class::{CALL, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, PAGE};
use crate::common::Ask;
use crate::world::{Spare, World};

/// Something of the firm is changed.
const FIRM_WRITE: Classes = [SignedOut, Does, Does, Does, Refused, NotFound, SignedOut];
/// Something hidden is changed.
const HIDDEN_WRITE: Classes = [
    SignedOut, Does, NotFound, Does, NotFound, NotFound, SignedOut,
];
/// The same where a key is claimed first: a reader is refused before it is looked at.
const HIDDEN_ADD: Classes = [
    SignedOut, Does, NotFound, Does, Refused, NotFound, SignedOut,
];
/// What somebody keeps for themselves, readers too.
const OWN: Classes = [SignedOut, Does, Does, Does, Does, Does, SignedOut];

/// Objects and fields, as [`Row::shows`] has them.
type Shown = &'static [&'static str];

pub(super) fn tasks(world: &World) -> Vec<Row> {
    let mut rows = reading(world);
    rows.extend(writing(world));
    rows.extend(forms(world));
    rows
}

fn reading(world: &World) -> Vec<Row> {
    let call = |kind: &'static str, what: &'static str, classes: Classes, shows: Shown| {
        let asked = asked(kind, world.id(what));
        let row = row("POST /api/read_tasks", classes, move |_| {
            Ask::json("/api/read_tasks", &asked)
        });
        row.about(what).shows(shows, &[])
    };
    let page = |address: &'static str, what: &'static str, classes: Classes, shows: Shown| {
        let list = address
            .trim_start_matches("GET /")
            .trim_end_matches("/{id}");
        let path = format!("/{list}/{}?tab=tasks", world.id(what));
        let row = row(address, classes, move |_| Ask::get(&path));
        row.about(format!("{what}: tasks"))
            .shows(shows, &[".description"])
    };
    vec![
        row("GET /tasks", PAGE, |_| Ask::get("/tasks"))
            .shows(&["task of beta contact"], &[".description"]),
        row("POST /api/read_my_tasks", CALL, |_| {
            Ask::json("/api/read_my_tasks", &json!({ "after": null }))
        })
        .shows(&["task of beta contact"], &[]),
        call(
            "contact",
            "public contact",
            FIRM_CALL,
            &["task of public contact", "the project.name"],
        ),
        call(
            "contact",
            "private contact",
            HIDDEN_CALL,
            &["task of private contact", "the project.name"],
        ),
        call(
            "contact",
            "trashed contact",
            FIRM_CALL,
            &["task of trashed contact"],
        ),
        call(
            "contact",
            "trashed private contact",
            HIDDEN_CALL,
            &["task of trashed private contact"],
        ),
        call(
            "company",
            "public company",
            FIRM_CALL,
            &["task of public company"],
        ),
        call(
            "project",
            "the project",
            FIRM_CALL,
            &[
                "task of public contact",
                "public contact.last_name",
                "task of private contact",
                "private contact.last_name",
            ],
        ),
        row("POST /api/read_tasks", NO_CALL, |_| {
            Ask::json("/api/read_tasks", &asked("contact", Uuid::new_v4()))
        })
        .about("nobody"),
        page(
            "GET /contacts/{id}",
            "public contact",
            FIRM_PAGE,
            &["task of public contact", "the project.name"],
        ),
        page(
            "GET /contacts/{id}",
            "private contact",
            HIDDEN_PAGE,
            &["task of private contact", "the project.name"],
        ),
        page(
            "GET /companies/{id}",
            "public company",
            FIRM_PAGE,
            &["task of public company"],
        ),
    ]
}

fn asked(kind: &str, id: Uuid) -> Value {
    let query =
        json!({ "statuses": null, "sort": "due", "after": null, "new": false, "edit": null });
    json!({ "holder": { kind: id }, "query": query })
}

fn writing(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    let colleague = world.alfa.colleague;
    for (name, write, add) in [
        ("task", FIRM_WRITE, FIRM_WRITE),
        ("hidden task", HIDDEN_WRITE, HIDDEN_ADD),
    ] {
        let mut call = |about: &str, classes, body: fn(&Spare, Who, String) -> String| {
            let spare = world.spares(name);
            let about = format!("{name}: {about}");
            let row = row("POST /api/manage_task", classes, move |who| {
                let body = body(&spare(who), who, colleague.to_string());
                Ask::json("/api/manage_task", &json!({ "body": body }))
            });
            rows.push(row.about(about));
        };
        call("a new one", add, |spare, _, _| {
            let key = Uuid::new_v4();
            format!("act=create&contact={}&subject=Ny&key={key}", spare.contact)
        });
        call("a field", write, |spare, who, _| {
            let subject = format!("was.subject=Reserv&subject={who:?}");
            format!("act=save&id={}&{subject}", spare.task)
        });
        call("done", write, |spare, _, _| {
            format!("act=complete&id={}&was.status=not_started", spare.task)
        });
        call("not done", write, |spare, _, _| {
            format!("act=reopen&id={}&was.status=done", spare.task)
        });
        call("postponed", write, |spare, _, _| {
            format!("act=due:2026-12-01&id={}&was.due_on=", spare.task)
        });
        // Somebody else's, without the right to give those away: for whoever sees it.
        let given = match write[2] {
            Does => [
                write[0], write[1], Invalid, write[3], write[4], write[5], write[6],
            ],
            _ => write,
        };
        call("handed over", given, |spare, _, colleague| {
            format!("act=owner&id={}&owner_id={colleague}", spare.task)
        });
        call("removed", write, |spare, _, _| {
            format!("act=trash&id={}", spare.task)
        });
    }
    rows.push(
        row("POST /api/manage_task", NO_CALL, |_| {
            let body = format!("act=trash&id={}", Uuid::new_v4());
            Ask::json("/api/manage_task", &json!({ "body": body }))
        })
        .about("nothing"),
    );
    rows.push(row("POST /api/remember_task_statuses", OWN, |_| {
        Ask::json(
            "/api/remember_task_statuses",
            &json!({ "statuses": "done" }),
        )
    }));
    rows
}

fn forms(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, seen) in [("task", true), ("hidden task", false)] {
        let spare = world.spares(name);
        let done = DoesAndLed("/contacts/");
        let others = if seen { done } else { NotFound };
        let classes = [SignedOut, done, others, done, Refused, NotFound, SignedOut];
        rows.push(
            row("POST /tasks", classes, move |who| {
                let (contact, key) = (spare(who).contact.to_string(), Uuid::new_v4().to_string());
                let back = format!("/contacts/{contact}?tab=tasks");
                let pairs = [
                    ("act", "create"),
                    ("contact", &*contact),
                    ("subject", "Ny"),
                    ("key", &*key),
                    ("back", &*back),
                ];
                Ask::form("/tasks", &pairs)
            })
            .about(name),
        );
    }
    rows.push(of_others_project(world));
    let led = DoesAndLed("/tasks?tab=tasks&status=started");
    let own = [SignedOut, led, led, led, led, led, SignedOut];
    rows.push(
        row("POST /tasks", own, |_| {
            Ask::form(
                "/tasks",
                &[("act", "show"), ("status", "started"), ("back", "/tasks")],
            )
        })
        .about("statuses"),
    );
    rows
}

/// The form stands there again, with nothing of the project that was named. To the stranger it is the contact that is
/// another firm's.
fn of_others_project(world: &World) -> Row {
    let spare = world.spares("task");
    let project = world.id("beta project").to_string();
    let classes = [
        SignedOut, Invalid, Invalid, Invalid, Refused, NotFound, SignedOut,
    ];
    row("POST /tasks", classes, move |who| {
        let (contact, key) = (spare(who).contact.to_string(), Uuid::new_v4().to_string());
        let back = format!("/contacts/{contact}?tab=tasks");
        let at = format!("{back}&new");
        let pairs = [
            ("act", "create"),
            ("contact", &*contact),
            ("subject", "Ny"),
            ("project_id", &*project),
            ("key", &*key),
            ("back", &*back),
            ("at", &*at),
        ];
        Ask::form("/tasks", &pairs)
    })
    .about("of another firm's project")
}
