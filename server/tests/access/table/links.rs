//! New companies, and links between them and contacts.

use domain::company::CompanyDraft;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PEOPLE_OF_COMPANY, Row, row};
use crate::class::Class::{self, Does, DoesAndLed, Invalid, NotFound, Refused, SignedOut};
use crate::class::{
    CALL, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, NO_PAGE, PAGE,
    WRITE_CALL,
};
use crate::common::Ask;
use crate::world::World;

const SIGN_IN: Class = Class::Led("/sign-in");

pub(super) fn companies(world: &World) -> Vec<Row> {
    let done = DoesAndLed("/companies/");
    let create = |about: &'static str, classes: Classes, more: Value| {
        row("POST /api/create_company", classes, move |_| {
            let mut draft = json!({ "name": format!("Nytt {}", Uuid::new_v4()) });
            super::functions::merge(&mut draft, &more);
            Ask::json(
                "/api/create_company",
                &json!({ "draft": draft, "key": Uuid::new_v4() }),
            )
        })
        .about(about)
    };
    let probe = |what: &'static str| {
        let typed = CompanyDraft {
            name: world.canaries.text(&format!("{what}.name")).to_owned(),
            ..CompanyDraft::default()
        };
        let arguments = json!({ "draft": typed });
        row("POST /api/find_company_duplicates", CALL, move |_| {
            Ask::json("/api/find_company_duplicates", &arguments)
        })
        .about(what)
    };
    let of_alfa = [SignedOut, Does, Does, Does, Refused, Invalid, SignedOut];
    vec![
        row("GET /companies/new", PAGE, |_| Ask::get("/companies/new"))
            .shows(&["alfa.category", "beta.category"], &[]),
        row(
            "POST /companies/new",
            [SignedOut, done, done, done, Refused, done, SignedOut],
            |_| {
                let (key, name) = (
                    Uuid::new_v4().to_string(),
                    format!("Nytt {}", Uuid::new_v4()),
                );
                Ask::form("/companies/new", &[("key", &key), ("name", &name)])
            },
        ),
        create("a plain one", WRITE_CALL, json!({})),
        create(
            "with a category of the firm",
            of_alfa,
            json!({ "categories": [world.id("alfa category")] }),
        ),
        create(
            "with an owner of the firm",
            of_alfa,
            json!({ "owner": world.alfa.colleague }),
        ),
        probe("public company").shows(&["public company.city"], &[]),
        probe("beta company").shows(&["beta company.city"], &[]),
        probe("trashed company"),
        row("POST /api/read_company_form", CALL, |_| {
            Ask::json("/api/read_company_form", &json!({}))
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

/// The dialog as a page, and what it creates without JavaScript.
pub(super) fn dialog(world: &World) -> Vec<Row> {
    let page = |address: &'static str, kind: &str, what: &'static str, classes: Classes| {
        let path = format!("/{kind}/{}/link", world.id(what));
        row(address, classes, move |_| Ask::get(&path)).about(what)
    };
    let create = |address: &'static str, kind: &'static str, what: &'static str, led: Class| {
        let path = format!("/{kind}/{}/link", world.id(what));
        let classes = [SIGN_IN, led, led, led, Refused, NotFound, SIGN_IN];
        row(address, classes, move |_| {
            let (key, name) = (
                Uuid::new_v4().to_string(),
                format!("Nytt {}", Uuid::new_v4()),
            );
            Ask::form(&path, &[("key", &key), ("create", &name)])
        })
        .about(what)
    };
    let hidden = format!("/contacts/{}/link", world.id("private contact"));
    let nothing = || format!("/contacts/{}/link", Uuid::new_v4());
    let picks = world.id("trashed company").to_string();
    let gone = picks.clone();
    vec![
        page(
            "GET /contacts/{id}/link",
            "contacts",
            "public contact",
            FIRM_PAGE,
        )
        .shows(&["public contact.last_name"], &[]),
        page(
            "GET /contacts/{id}/link",
            "contacts",
            "private contact",
            HIDDEN_PAGE,
        )
        .shows(&["private contact.last_name"], &[]),
        row("GET /contacts/{id}/link", NO_PAGE, move |_| {
            Ask::get(nothing())
        })
        .about("nobody"),
        page(
            "GET /companies/{id}/link",
            "companies",
            "public company",
            FIRM_PAGE,
        )
        .shows(&["public company.name"], &[]),
        row("GET /companies/{id}/link", NO_PAGE, move |_| {
            Ask::get(format!("/companies/{}/link", Uuid::new_v4()))
        })
        .about("nothing"),
        create(
            "POST /contacts/{id}/link",
            "contacts",
            "public contact",
            DoesAndLed("/contacts/"),
        ),
        create(
            "POST /companies/{id}/link",
            "companies",
            "public company",
            DoesAndLed("/companies/"),
        ),
        row(
            "POST /contacts/{id}/link",
            [
                SIGN_IN, Invalid, NotFound, Invalid, Refused, NotFound, SIGN_IN,
            ],
            move |_| {
                let key = Uuid::new_v4().to_string();
                Ask::form(&hidden, &[("key", &key), ("pick", &gone)])
            },
        )
        .about("a hidden contact to a company in the trash"),
        row(
            "POST /contacts/{id}/link",
            [
                SIGN_IN, NotFound, NotFound, NotFound, Refused, NotFound, SIGN_IN,
            ],
            move |_| {
                let key = Uuid::new_v4().to_string();
                let path = format!("/contacts/{}/link", Uuid::new_v4());
                Ask::form(path, &[("key", &key), ("pick", &picks)])
            },
        )
        .about("nobody to a company in the trash"),
    ]
}

pub(super) fn calls(world: &World) -> Vec<Row> {
    let start = |kind: &str, what: &'static str, classes: Classes| {
        // Names are given only of what the asker may see.
        let picked = [
            "private contact",
            "beta contact",
            "beta company",
            "public company",
        ];
        let picked: Vec<Uuid> = picked.iter().map(|what| world.id(what)).collect();
        let query = world.canaries.text("private contact.last_name");
        let arguments =
            json!({ "holder": { kind: world.id(what) }, "picked": picked, "query": query });
        row("POST /api/read_link_start", classes, move |_| {
            Ask::json("/api/read_link_start", &arguments)
        })
        .about(what)
    };
    let contacts = json!({ "id": world.id("public company"), "after": Uuid::nil() });
    vec![
        start("contact", "public contact", FIRM_CALL)
            .shows(&["public contact.last_name", "public company.name"], &[]),
        start("contact", "private contact", HIDDEN_CALL).shows(&["private contact.last_name"], &[]),
        start("company", "public company", FIRM_CALL)
            .shows(&["public company.name", "private contact.last_name"], &[]),
        row("POST /api/read_link_start", NO_CALL, |_| {
            let holder = json!({ "contact": Uuid::new_v4() });
            Ask::json(
                "/api/read_link_start",
                &json!({ "holder": holder, "picked": [], "query": "" }),
            )
        })
        .about("nobody"),
        row("POST /api/read_company_contacts", FIRM_CALL, move |_| {
            Ask::json("/api/read_company_contacts", &contacts)
        })
        .shows(&PEOPLE_OF_COMPANY, &[]),
        row("POST /api/read_company_window", FIRM_CALL, {
            let window = json!({ "id": world.id("public company"), "after": Uuid::nil() });
            move |_| Ask::json("/api/read_company_window", &window)
        })
        .shows(&PEOPLE_OF_COMPANY, &[]),
        row("POST /api/read_company_window", NO_CALL, |_| {
            Ask::json(
                "/api/read_company_window",
                &json!({ "id": Uuid::new_v4(), "after": null }),
            )
        })
        .about("nothing"),
        row("POST /api/read_company_contacts", NO_CALL, |_| {
            let nothing = json!({ "id": Uuid::new_v4(), "after": Uuid::nil() });
            Ask::json("/api/read_company_contacts", &nothing)
        })
        .about("nothing"),
    ]
}

/// Each is asked in turn: what the first has linked is linked already for the next.
pub(super) fn writes(world: &World) -> Vec<Row> {
    let link = |about: &'static str, holder: Value, other: Uuid, classes: Classes| {
        row("POST /api/add_links", classes, move |_| {
            let links = json!([{ "other": other, "role": "", "department": "", "primary": false }]);
            Ask::json(
                "/api/add_links",
                &json!({ "holder": holder, "links": links, "key": Uuid::new_v4() }),
            )
        })
        .about(about)
    };
    let contact = |what: &str| json!({ "contact": world.id(what) });
    let company = |what: &str| json!({ "company": world.id(what) });
    let classes = |seller: Class, colleague: Class, admin: Class| {
        [
            SignedOut, seller, colleague, admin, Refused, NotFound, SignedOut,
        ]
    };
    vec![
        link(
            "a contact to a company",
            contact("public contact"),
            world.id("free company"),
            classes(Does, Invalid, Invalid),
        ),
        link(
            "a hidden contact to a company",
            contact("private contact"),
            world.id("free company"),
            classes(Does, NotFound, Invalid),
        ),
        link(
            "a company to a hidden contact",
            company("free company"),
            world.id("private contact"),
            classes(Invalid, Invalid, Invalid),
        ),
        link(
            "a contact to a company of another firm",
            contact("public contact"),
            world.id("beta company"),
            classes(Invalid, Invalid, Invalid),
        ),
        link(
            "a contact in the trash",
            contact("trashed contact"),
            world.id("free company"),
            classes(NotFound, NotFound, NotFound),
        ),
        link(
            "nobody",
            json!({ "contact": Uuid::new_v4() }),
            world.id("free company"),
            classes(NotFound, NotFound, NotFound),
        ),
        link(
            "a contact to nothing",
            contact("public contact"),
            Uuid::new_v4(),
            classes(Invalid, Invalid, Invalid),
        ),
    ]
}
