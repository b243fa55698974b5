//! Categories as they are managed, saved selections, and acts on many rows.

use domain::search::{Among, Population, Search};
use serde_json::json;
use uuid::Uuid;

use super::{Row, row};
use crate::class::Class::{Does, DoesAndLed, Led, NotFound, Refused, Sees, SignedOut};
use crate::class::{CALL, Classes, NO_CALL, PAGE, WRITE_CALL};
use crate::common::Ask;
use crate::world::World;

const OUT: crate::class::Class = Led("/sign-in");
/// What only administrators are shown. (The stranger is one, of another firm.)
const ADMIN_CALL: Classes = [SignedOut, Refused, Refused, Sees, Refused, Sees, SignedOut];
/// What only administrators do.
const ADMIN_WRITE: Classes = [SignedOut, Refused, Refused, Does, Refused, Does, SignedOut];
/// What only administrators do, with something of the firm.
const ADMIN_FIRM_WRITE: Classes = [
    SignedOut, Refused, Refused, Does, Refused, NotFound, SignedOut,
];

pub(super) fn pages(world: &World) -> Vec<Row> {
    let category = |name: &str| {
        let name = name.to_owned();
        move |_| {
            let name = format!("{name} {}", Uuid::new_v4());
            Ask::form(
                "/settings/categories",
                &[
                    ("act", "create"),
                    ("name", &name),
                    ("color", "is"),
                    ("for", "both"),
                ],
            )
        }
    };
    let made = DoesAndLed("/settings/categories?saved=");
    let saved = DoesAndLed("/selections?saved=");
    let pinned = DoesAndLed("/selections");
    let pin = |what: &'static str, classes: Classes| {
        let id = world.id(what).to_string();
        row("POST /selections", classes, move |_| {
            Ask::form("/selections", &[("act", "pin"), ("id", &id)])
        })
        .about(format!("pinning the {what}"))
    };
    let ticked = |act: &'static str, classes: Classes, what: &'static str| {
        let id = world.id(what).to_string();
        row("POST /bulk", classes, move |_| {
            Ask::form("/bulk", &[("among", "contacts"), ("id", &id), ("act", act)])
        })
        .about(format!("{act} {what}"))
    };
    let done: Classes = [OUT, Does, Does, Does, Refused, Does, OUT];
    vec![
        row("GET /selections", PAGE, |_| Ask::get("/selections")).shows(
            &["shared selection", "own selection", "beta selection"],
            &[],
        ),
        row(
            "POST /selections",
            [OUT, saved, saved, saved, Refused, saved, OUT],
            |_| {
                let (key, name) = (Uuid::new_v4().to_string(), format!("Ny {}", Uuid::new_v4()));
                let form = [
                    ("act", "create"),
                    ("once", &key),
                    ("name", &name),
                    ("query", "q=ek"),
                ];
                Ask::form("/selections", &form)
            },
        ),
        pin(
            "shared selection",
            [OUT, pinned, pinned, pinned, Refused, NotFound, OUT],
        ),
        pin(
            "own selection",
            [OUT, pinned, NotFound, NotFound, NotFound, NotFound, OUT],
        ),
        row(
            "GET /settings/categories",
            [OUT, Refused, Refused, Sees, Refused, Sees, OUT],
            |_| Ask::get("/settings/categories"),
        )
        .shows(&["alfa.category", "beta.category"], &[]),
        row(
            "POST /settings/categories",
            [OUT, Refused, Refused, made, Refused, made, OUT],
            category("Ny"),
        ),
        row("GET /bulk", PAGE, |_| Ask::get("/bulk")),
        ticked("", PAGE, "public contact").shows(&["alfa.seller", "beta.seller"], &[]),
        // Whether there is such a contact is not said: it is counted among those that could not be changed.
        ticked("restore", done, "public contact"),
        ticked("restore", done, "private contact"),
        ticked("restore", done, "beta contact"),
    ]
}

pub(super) fn functions(world: &World) -> Vec<Row> {
    let call = |path: &'static str, address: &'static str, classes: Classes, body: String| {
        let arguments = json!({ "body": body });
        row(address, classes, move |_| Ask::json(path, &arguments))
    };
    let category = |about: &'static str, classes: Classes, body: String| {
        call(
            "/api/manage_category",
            "POST /api/manage_category",
            classes,
            body,
        )
        .about(about)
    };
    let selection = |about: &'static str, classes: Classes, body: String| {
        call(
            "/api/manage_selection",
            "POST /api/manage_selection",
            classes,
            body,
        )
        .about(about)
    };
    let (alfa, beta) = (world.id("alfa category"), world.id("beta category"));
    let (shared, own) = (world.id("shared selection"), world.id("own selection"));
    let act = world.id("seller's act");
    let mine: Classes = [
        SignedOut, Sees, NotFound, NotFound, NotFound, NotFound, SignedOut,
    ];
    let bulk = |about: &'static str, search: Search, ids: Vec<Uuid>, all: bool| {
        let arguments =
            json!({ "search": search, "ids": ids, "all": all, "act": "restore", "value": "" });
        row("POST /api/bulk_act", WRITE_CALL, move |_| {
            Ask::json("/api/bulk_act", &arguments)
        })
        .about(about)
    };
    // What lies in the trash and is hidden lies there still when others have restored all they see.
    let nobody = Search {
        text: "ingen heter så".to_owned(),
        population: Population::Trash,
        among: Among::Contacts,
        ..Search::default()
    };
    vec![
        row("POST /api/list_managed_categories", ADMIN_CALL, |_| {
            Ask::json("/api/list_managed_categories", &json!({}))
        })
        .shows(&["alfa.category", "beta.category"], &[]),
        row("POST /api/manage_category", ADMIN_WRITE, |_| {
            let body = format!("act=create&name=Ny+{}&color=is&for=both", Uuid::new_v4());
            Ask::json("/api/manage_category", &json!({ "body": body }))
        })
        .about("a new one"),
        category(
            "retiring",
            ADMIN_FIRM_WRITE,
            format!("act=retire&id={alfa}"),
        ),
        category(
            "bringing back",
            ADMIN_FIRM_WRITE,
            format!("act=restore&id={alfa}"),
        ),
        category(
            "merging with another firm's",
            [
                SignedOut, Refused, Refused, NotFound, Refused, NotFound, SignedOut,
            ],
            format!("act=merge&id={alfa}&into={beta}"),
        ),
        row("POST /api/list_selections", CALL, |_| {
            Ask::json("/api/list_selections", &json!({}))
        })
        .shows(
            &["shared selection", "own selection", "beta selection"],
            &[],
        ),
        row("POST /api/count_selections", CALL, |_| {
            Ask::json("/api/count_selections", &json!({}))
        }),
        selection(
            "unpinning a shared one",
            [SignedOut, Does, Does, Does, Sees, NotFound, SignedOut],
            format!("act=unpin&id={shared}"),
        ),
        selection(
            "unpinning one's own",
            [
                SignedOut, Does, NotFound, NotFound, NotFound, NotFound, SignedOut,
            ],
            format!("act=unpin&id={own}"),
        ),
        selection(
            "sharing what is shared",
            [SignedOut, Does, Refused, Does, Refused, NotFound, SignedOut],
            format!("act=share&id={shared}"),
        ),
        bulk(
            "a contact",
            Search::default(),
            vec![world.id("public contact")],
            false,
        ),
        bulk(
            "a hidden contact",
            Search::default(),
            vec![world.id("private contact")],
            false,
        ),
        bulk(
            "a contact of another firm",
            Search::default(),
            vec![world.id("beta contact")],
            false,
        ),
        bulk("a search", nobody, Vec::new(), true),
        row("POST /api/bulk_progress", mine, move |_| {
            Ask::json("/api/bulk_progress", &json!({ "command": act }))
        })
        .about("the seller's"),
        row("POST /api/bulk_progress", NO_CALL, |_| {
            Ask::json("/api/bulk_progress", &json!({ "command": Uuid::new_v4() }))
        })
        .about("none"),
        row(
            "POST /api/bulk_stop",
            [
                SignedOut, Does, NotFound, NotFound, NotFound, NotFound, SignedOut,
            ],
            move |_| Ask::json("/api/bulk_stop", &json!({ "command": act })),
        ),
    ]
}
