//! Notes: seen and written by whoever sees the card they are on.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, row};
use crate::class::Class::{self, Does, DoesAndLed, NotFound, Refused, SignedOut};
use crate::class::{CALL, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL};
use crate::common::Ask;
use crate::world::World;

const TO_CONTACT: Class = DoesAndLed("/contacts/");
const TO_COMPANY: Class = DoesAndLed("/companies/");

pub(super) fn reading(world: &World) -> Vec<Row> {
    let call = |kind: &'static str, what: &'static str, classes: Classes| {
        let asked = asked(kind, world.id(what));
        row("POST /api/read_notes", classes, move |_| {
            Ask::json("/api/read_notes", &asked)
        })
        .about(what)
    };
    let page = |address: &'static str, list: &str, what: &'static str, classes: Classes| {
        let path = format!("/{list}/{}?tab=notes", world.id(what));
        row(address, classes, move |_| Ask::get(&path)).about(format!("{what}: notes"))
    };
    let contact = "GET /contacts/{id}";
    vec![
        call("contact", "public contact", FIRM_CALL).shows(&["public contact.note"], &[]),
        call("contact", "private contact", HIDDEN_CALL).shows(&["private contact.note"], &[]),
        call("contact", "trashed contact", FIRM_CALL),
        call("contact", "trashed private contact", HIDDEN_CALL),
        call("company", "public company", FIRM_CALL).shows(&["public company.note"], &[]),
        row("POST /api/read_notes", NO_CALL, |_| {
            Ask::json("/api/read_notes", &asked("contact", Uuid::new_v4()))
        })
        .about("nobody"),
        page(contact, "contacts", "public contact", FIRM_PAGE).shows(&["public contact.note"], &[]),
        page(contact, "contacts", "private contact", HIDDEN_PAGE)
            .shows(&["private contact.note"], &[]),
        page(
            "GET /companies/{id}",
            "companies",
            "public company",
            FIRM_PAGE,
        )
        .shows(&["public company.note"], &[]),
        row("POST /api/render_note", CALL, |_| {
            Ask::json("/api/render_note", &json!({ "body": "**x**" }))
        }),
    ]
}

pub(super) fn writing(world: &World) -> Vec<Row> {
    let create = |name: &'static str, classes: Classes| {
        let spare = world.spares(name);
        row("POST /api/create_note", classes, move |who| {
            let holder = json!({ "contact": spare(who).contact });
            Ask::json(
                "/api/create_note",
                &json!({ "holder": holder, "body": "En anteckning", "key": Uuid::new_v4() }),
            )
        })
        .about(format!("{name}: a note"))
    };
    let form = |name: &'static str, of_company: bool, classes: Classes| {
        let spare = world.spares(name);
        let address = match of_company {
            true => "POST /companies/{id}/notes",
            false => "POST /contacts/{id}/notes",
        };
        row(address, classes, move |who| {
            let path = match of_company {
                true => format!("/companies/{}/notes", spare(who).company),
                false => format!("/contacts/{}/notes", spare(who).contact),
            };
            let key = Uuid::new_v4().to_string();
            Ask::form(path, &[("key", &key), ("body", "En anteckning")])
        })
        .about(format!("{name}: a note"))
    };
    vec![
        create(
            "edit",
            [SignedOut, Does, Does, Does, Refused, NotFound, SignedOut],
        ),
        create(
            "hidden edit",
            [
                SignedOut, Does, NotFound, Does, Refused, NotFound, SignedOut,
            ],
        ),
        form(
            "edit",
            false,
            [
                SignedOut, TO_CONTACT, TO_CONTACT, TO_CONTACT, Refused, NotFound, SignedOut,
            ],
        ),
        form(
            "hidden edit",
            false,
            [
                SignedOut, TO_CONTACT, NotFound, TO_CONTACT, Refused, NotFound, SignedOut,
            ],
        ),
        form(
            "edit",
            true,
            [
                SignedOut, TO_COMPANY, TO_COMPANY, TO_COMPANY, Refused, NotFound, SignedOut,
            ],
        ),
    ]
}

fn asked(kind: &str, id: Uuid) -> Value {
    json!({ "holder": { kind: id }, "query": { "of": "all", "text": "", "before": null } })
}
