//! A whole card in one form, and the forms of its menu. Each asker that may has a contact of its own.

use serde_json::json;
use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{self, Does, DoesAndLed, Led, NotFound, Refused, SignedOut};
use crate::class::{Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, NO_PAGE};
use crate::common::Ask;
use crate::world::{Spare, World};

const DONE: Class = DoesAndLed("/contacts/");
const COMPANY_DONE: Class = DoesAndLed("/companies/");
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
                let form = fields(&format!("contact.{contact}.title"), who);
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
                let fields = fields(&format!("contact.{contact}.nickname"), who);
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

/// The forms of an open company.
pub(super) fn company(world: &World) -> Vec<Row> {
    let (_, _, typed, moved) = CASES[0];
    let typed = typed.map(|class| if class == DONE { COMPANY_DONE } else { class });
    let moved = moved.map(|class| if class == DONE { COMPANY_DONE } else { class });
    let spare = world.spares("card");
    let edit = row("POST /companies/{id}/edit", typed, move |who| {
        let Spare { company, .. } = spare(who);
        let key = Uuid::new_v4().to_string();
        let fields = fields(&format!("company.{company}.industry"), who);
        let [(was, nothing), (name, value)] = &fields;
        let pairs = [("key", &*key), (was, nothing), (name, value)];
        Ask::form(format!("/companies/{company}/edit"), &pairs)
    });
    let mut rows = vec![edit];
    for (address, act) in [
        ("POST /companies/{id}/trash", "trash"),
        ("POST /companies/{id}/restore", "restore"),
    ] {
        let spare = world.spares("card");
        rows.push(row(address, moved, move |who| {
            let Spare { company, .. } = spare(who);
            Ask::form(format!("/companies/{company}/{act}"), &[])
        }));
    }
    rows
}

/// A field that was empty, and is to hold who asks.
fn fields(field: &str, who: Who) -> [(String, String); 2] {
    [
        (format!("was.{field}"), String::new()),
        (field.to_owned(), format!("{who:?}")),
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
    let company_path = format!("/companies/{}/edit", world.id("public company"));
    let company = json!({ "id": world.id("public company") });
    vec![
        row("GET /companies/{id}/edit", FIRM_PAGE, move |_| {
            Ask::get(&company_path)
        })
        .about("public company"),
        row("GET /companies/{id}/edit", NO_PAGE, |_| {
            Ask::get(format!("/companies/{}/edit", Uuid::new_v4()))
        })
        .about("nobody"),
        row("POST /api/read_company_edit", FIRM_CALL, move |_| {
            Ask::json("/api/read_company_edit", &company)
        })
        .about("public company")
        .shows(&["public company"], &[".invoice_language"]),
        row("POST /api/read_company_edit", NO_CALL, |_| {
            Ask::json("/api/read_company_edit", &json!({ "id": Uuid::new_v4() }))
        })
        .about("nobody"),
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
