//! The history of a card: what is hidden leaves no trace in it, nor in that of a company it is linked to.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, row};
use crate::class::Class::{NotFound, Sees, SignedOut};
use crate::class::{Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL};
use crate::common::Ask;
use crate::world::World;

/// Of another firm's the stranger alone sees it.
const STRANGERS_CALL: Classes = [
    SignedOut, NotFound, NotFound, NotFound, NotFound, Sees, SignedOut,
];
/// What stood on the project: its own rows, and of who takes part those whom the reader sees.
const ON_PROJECT: [&str; 7] = [
    "the project.name",
    "the project.description",
    "public company.name",
    "public contact.last_name",
    "part of public contact",
    "private contact.last_name",
    "part of private contact",
];

pub(super) fn history(world: &World) -> Vec<Row> {
    let call = |kind: &'static str, what: &'static str, classes: Classes| {
        let asked = asked(kind, world.id(what));
        row("POST /api/read_history", classes, move |_| {
            Ask::json("/api/read_history", &asked)
        })
        .about(what)
    };
    let page = |address: &'static str, list: &str, what: &'static str, classes: Classes| {
        let path = format!("/{list}/{}?tab=history", world.id(what));
        row(address, classes, move |_| Ask::get(&path)).about(format!("{what}: history"))
    };
    let stood = |kind: &'static str, id: Uuid, classes: Classes| {
        row("POST /api/read_card_as_of", classes, move |_| {
            let arguments =
                json!({ "holder": { kind: id }, "day": "2199-01-01", "language": "sv" });
            Ask::json("/api/read_card_as_of", &arguments)
        })
    };
    vec![
        stood("contact", world.id("public contact"), FIRM_CALL)
            .about("public contact")
            .shows(&["public contact.title"], &[]),
        stood("contact", world.id("private contact"), HIDDEN_CALL)
            .about("private contact")
            .shows(&["private contact.title"], &[]),
        stood("company", world.id("public company"), FIRM_CALL)
            .about("public company")
            .shows(&["public company.industry", "private contact.role"], &[]),
        stood("project", world.id("the project"), FIRM_CALL)
            .about("the project")
            .shows(&ON_PROJECT, &[]),
        stood("project", world.id("beta project"), STRANGERS_CALL)
            .about("another firm's project")
            .shows(&["beta project.name"], &[]),
        stood("contact", Uuid::new_v4(), NO_CALL).about("nobody"),
        stood("project", Uuid::new_v4(), NO_CALL).about("no project"),
        call("contact", "public contact", FIRM_CALL).shows(&["public contact.title"], &[]),
        call("contact", "private contact", HIDDEN_CALL).shows(&["private contact.title"], &[]),
        call("contact", "trashed contact", FIRM_CALL),
        call("contact", "trashed private contact", HIDDEN_CALL),
        call("company", "public company", FIRM_CALL)
            .shows(&["public company.industry", "private contact.role"], &[]),
        row("POST /api/read_history", NO_CALL, |_| {
            Ask::json("/api/read_history", &asked("contact", Uuid::new_v4()))
        })
        .about("nobody"),
        page(
            "GET /contacts/{id}",
            "contacts",
            "public contact",
            FIRM_PAGE,
        )
        .shows(&["public contact.title"], &[]),
        page(
            "GET /contacts/{id}",
            "contacts",
            "private contact",
            HIDDEN_PAGE,
        )
        .shows(&["private contact.title"], &[]),
        page(
            "GET /companies/{id}",
            "companies",
            "public company",
            FIRM_PAGE,
        )
        .shows(&["public company.industry", "private contact.role"], &[]),
    ]
}

fn asked(kind: &str, id: Uuid) -> Value {
    json!({
        "holder": { kind: id },
        "query": { "from": null, "to": null, "text": "", "before": null },
        "language": "sv",
    })
}
