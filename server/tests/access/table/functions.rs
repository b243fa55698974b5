//! Server functions.

use domain::contact::ContactDraft;
use domain::search::{Among, Population, Search};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PEOPLE_OF_COMPANY, Row, row};
use crate::class::Class::{self, Invalid};
use crate::class::{CALL, Classes, FIRM_CALL, HIDDEN_CALL, NO_CALL, WRITE_CALL};
use crate::common::Ask;
use crate::world::World;

/// Server functions give whole cards; how a customer is written to is on no card yet.
const NOT_ON_CARD: &[&str] = &[".invoice_language"];

pub(super) fn functions() -> Vec<Row> {
    let search = |path: &'static str, among: Among, population: Population| {
        let search = Search {
            among,
            population,
            ..Search::default()
        };
        move |_| Ask::json(path, &json!({ "search": search }))
    };
    vec![
        row(
            "POST /api/search_contacts",
            CALL,
            search("/api/search_contacts", Among::Contacts, Population::All),
        )
        .shows(
            &[
                "public contact.last_name",
                "private contact.last_name",
                "beta contact.last_name",
            ],
            &[],
        ),
        row(
            "POST /api/search_contacts",
            CALL,
            search("/api/search_contacts", Among::Contacts, Population::Trash),
        )
        .about("the trash")
        .shows(
            &[
                "trashed contact.last_name",
                "trashed private contact.last_name",
            ],
            &[],
        ),
        row(
            "POST /api/search_contacts",
            CALL,
            search("/api/search_contacts", Among::Contacts, Population::Private),
        )
        .about("hidden ones")
        .shows(&["private contact.last_name"], &[]),
        row(
            "POST /api/search_companies",
            CALL,
            search("/api/search_companies", Among::Companies, Population::All),
        )
        .shows(&["public company.name", "beta company.name"], &[]),
        row(
            "POST /api/search_companies",
            CALL,
            search("/api/search_companies", Among::Companies, Population::Trash),
        )
        .about("the trash")
        .shows(&["trashed company.name"], &[]),
        row("POST /api/read_search_panel", CALL, |_| {
            Ask::json("/api/read_search_panel", &json!({}))
        })
        .shows(
            &[
                "alfa.category",
                "beta.category",
                "shared selection",
                "own selection",
                "beta selection",
            ],
            &[],
        ),
        row("POST /api/read_palette", CALL, |_| {
            Ask::json("/api/read_palette", &json!({ "text": "" }))
        })
        .shows(
            &["shared selection", "own selection", "beta selection"],
            &[],
        ),
        row("POST /api/list_recent", CALL, |_| {
            Ask::json("/api/list_recent", &json!({}))
        }),
        row("POST /api/list_colleagues", CALL, |_| {
            Ask::json("/api/list_colleagues", &json!({}))
        })
        .shows(&["alfa.seller", "alfa.leaver", "beta.seller"], &[]),
        row("POST /api/read_contact_form", CALL, |_| {
            Ask::json("/api/read_contact_form", &json!({}))
        })
        .shows(
            &[
                "alfa.category",
                "beta.category",
                "alfa.seller",
                "beta.seller",
            ],
            &[],
        ),
    ]
}

pub(super) fn card_functions(world: &World) -> Vec<Row> {
    let call = |address: &'static str, path: &'static str, what: &'static str, classes: Classes| {
        let arguments = json!({ "id": world.id(what) });
        row(address, classes, move |_| Ask::json(path, &arguments))
            .about(what)
            .shows(&[what], NOT_ON_CARD)
    };
    let contact =
        |what, classes| call("POST /api/read_contact", "/api/read_contact", what, classes);
    let company =
        |what, classes| call("POST /api/read_company", "/api/read_company", what, classes);
    let nobody = |address: &'static str, path: &'static str| {
        row(address, NO_CALL, move |_| {
            Ask::json(path, &json!({ "id": Uuid::new_v4() }))
        })
        .about("nothing")
    };
    let probe = |what: &'static str| {
        let typed = ContactDraft {
            first_name: world
                .canaries
                .text(&format!("{what}.first_name"))
                .to_owned(),
            last_name: world.canaries.text(&format!("{what}.last_name")).to_owned(),
            ..ContactDraft::default()
        };
        let arguments = json!({ "draft": typed });
        row("POST /api/find_duplicates", CALL, move |_| {
            Ask::json("/api/find_duplicates", &arguments)
        })
        .about(what)
    };
    let note_opened = |what: &'static str| {
        let arguments = json!({ "among": "contacts", "card": world.id(what) });
        row("POST /api/note_opened", CALL, move |_| {
            Ask::json("/api/note_opened", &arguments)
        })
        .about(what)
    };
    let typed_in_palette = |what: &'static str| {
        let text = world
            .canaries
            .text(&format!("{what}.first_name"))
            .to_owned();
        row("POST /api/read_palette", CALL, move |_| {
            Ask::json("/api/read_palette", &json!({ "text": text }))
        })
        .about(what)
    };
    let neighbours = |what: &'static str| {
        let arguments = json!({ "search": Search::default(), "card": world.id(what) });
        row("POST /api/find_neighbours", CALL, move |_| {
            Ask::json("/api/find_neighbours", &arguments)
        })
        .about(what)
    };
    vec![
        contact("public contact", FIRM_CALL),
        contact("private contact", HIDDEN_CALL),
        contact("trashed contact", FIRM_CALL),
        contact("trashed private contact", HIDDEN_CALL),
        nobody("POST /api/read_contact", "/api/read_contact"),
        company("public company", FIRM_CALL),
        company("trashed company", FIRM_CALL),
        company("public company", FIRM_CALL)
            .about("its people")
            .shows(&PEOPLE_OF_COMPANY, &[]),
        nobody("POST /api/read_company", "/api/read_company"),
        probe("public contact").shows(&["public contact.city"], &[]),
        probe("private contact").shows(&["private contact.city"], &[]),
        probe("trashed contact"),
        // What one has opened is like one's sessions: it comes with asking, and changes nothing of the firm's.
        note_opened("public contact"),
        note_opened("private contact"),
        typed_in_palette("public contact").shows(&["public contact.last_name"], &[]),
        typed_in_palette("private contact").shows(&["private contact.last_name"], &[]),
        typed_in_palette("trashed contact"),
        neighbours("public contact"),
        neighbours("private contact"),
    ]
}

pub(super) fn writes(world: &World) -> Vec<Row> {
    let draft = || json!({ "last_name": format!("Ny {}", Uuid::new_v4()) });
    let create = |about: &'static str, classes: Classes, more: Value| {
        row("POST /api/create_contact", classes, move |_| {
            let mut draft = draft();
            merge(&mut draft, &more);
            Ask::json(
                "/api/create_contact",
                &json!({ "draft": draft, "key": Uuid::new_v4(), "as_customer": false }),
            )
        })
        .about(about)
    };
    let [anonymous, _, _, _, _, _, deactivated] = WRITE_CALL;
    let of_alfa = |stranger: Class| {
        let [_, seller, colleague, admin, reader, _, _] = WRITE_CALL;
        [
            anonymous,
            seller,
            colleague,
            admin,
            reader,
            stranger,
            deactivated,
        ]
    };
    // A reader is refused before it is looked at, since that is what the database does first.
    let category = world.id("alfa category");
    let owner = world.alfa.colleague;
    vec![
        create("a plain one", WRITE_CALL, json!({})),
        create(
            "a hidden one of one's own",
            WRITE_CALL,
            json!({ "private": true }),
        ),
        // Whoever saves it would not see it: only an administrator does that for somebody else.
        create(
            "a hidden one of a colleague's",
            [
                anonymous,
                Class::Refused,
                Class::Does,
                Class::Does,
                Class::Refused,
                Invalid,
                deactivated,
            ],
            json!({ "private": true, "owner": owner }),
        ),
        create(
            "with a category of the firm",
            of_alfa(Invalid),
            json!({ "categories": [category] }),
        ),
        create(
            "with an owner of the firm",
            of_alfa(Invalid),
            json!({ "owner": owner }),
        ),
    ]
}

pub(super) fn merge(into: &mut Value, more: &Value) {
    let (Some(into), Some(more)) = (into.as_object_mut(), more.as_object()) else {
        return;
    };
    into.extend(more.clone());
}
