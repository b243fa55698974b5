//! A whole card in one form, and the forms of its menu. Each asker that may has a contact of its own.

use serde_json::json;
use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{self, Does, DoesAndLed, Led, NotFound, Refused, SignedOut};
use crate::class::{Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_PAGE};
use crate::common::Ask;
use crate::world::{Spare, World};

const DONE: Class = DoesAndLed("/contacts/");
const OUT: Class = Led("/sign-in");

/// Name, what is saved, what is typed and sent, what is moved.
type Case = (&'static str, Classes, Classes, Classes);

const CASES: [Case; 2] = [
    (
        "card",
        [SignedOut, Does, Does, Does, Refused, NotFound, SignedOut],
        [SignedOut, DONE, DONE, DONE, Refused, NotFound, SignedOut],
        [OUT, DONE, DONE, DONE, Refused, NotFound, OUT],
    ),
    // A key is claimed first: a reader is refused before it is looked at.
    (
        "hidden card",
        [
            SignedOut, Does, NotFound, Does, Refused, NotFound, SignedOut,
        ],
        [
            SignedOut, DONE, NotFound, DONE, Refused, NotFound, SignedOut,
        ],
        [OUT, DONE, NotFound, DONE, NotFound, NotFound, OUT],
    ),
];

pub(super) fn card(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, saved, typed, moved) in CASES {
        let spare = world.spares(name);
        rows.push(
            row("POST /api/save_card", saved, move |who| {
                let contact = spare(who).contact;
                let form = fields(contact, "title", who);
                let form = form.map(|(name, value)| format!("{name}={value}")).join("&");
                Ask::json(
                    "/api/save_card",
                    &json!({ "holder": { "contact": contact }, "form": form, "key": Uuid::new_v4() }),
                )
            })
            .about(name),
        );
        let spare = world.spares(name);
        rows.push(
            row("POST /contacts/{id}/edit", typed, move |who| {
                let contact = spare(who).contact;
                let key = Uuid::new_v4().to_string();
                let fields = fields(contact, "nickname", who);
                let mut pairs = vec![("key", key.as_str())];
                pairs.extend(
                    fields
                        .iter()
                        .map(|(name, value)| (name.as_str(), value.as_str())),
                );
                Ask::form(format!("/contacts/{contact}/edit"), &pairs)
            })
            .about(name),
        );
        for (address, act) in [
            ("POST /contacts/{id}/trash", "trash"),
            ("POST /contacts/{id}/restore", "restore"),
        ] {
            let spare = world.spares(name);
            rows.push(
                row(address, moved, move |who| {
                    let Spare { contact, .. } = spare(who);
                    Ask::form(format!("/contacts/{contact}/{act}"), &[])
                })
                .about(name),
            );
        }
    }
    rows
}

/// A field that was empty, and is to hold who asks.
fn fields(contact: Uuid, field: &str, who: Who) -> [(String, String); 2] {
    [
        (format!("was.contact.{contact}.{field}"), String::new()),
        (format!("contact.{contact}.{field}"), format!("{who:?}")),
    ]
}

/// The page of the form. It shows what can be changed in it, so not the companies.
pub(super) fn pages(world: &World) -> Vec<Row> {
    let page = |what: &'static str, classes: Classes| {
        let path = format!("/contacts/{}/edit", world.id(what));
        row("GET /contacts/{id}/edit", classes, move |_| Ask::get(&path)).about(what)
    };
    let call = |what: &'static str, classes: Classes| {
        let arguments = json!({ "id": world.id(what) });
        row("POST /api/read_contact_edit", classes, move |_| {
            Ask::json("/api/read_contact_edit", &arguments)
        })
        .about(what)
        .shows(&[what], &[".invoice_language"])
    };
    vec![
        call("public contact", FIRM_CALL),
        call("private contact", HIDDEN_CALL),
        page("public contact", FIRM_PAGE),
        page("private contact", HIDDEN_PAGE),
        page("trashed contact", FIRM_PAGE),
        page("trashed private contact", HIDDEN_PAGE),
        row("GET /contacts/{id}/edit", NO_PAGE, |_| {
            Ask::get(format!("/contacts/{}/edit", Uuid::new_v4()))
        })
        .about("nobody"),
    ]
}
