//! Customers: the form, the personal number, the register.

use serde_json::json;
use uuid::Uuid;

use super::{Row, row};
use crate::class::Class::{Does, DoesAndLed, Invalid, Led, NotFound, Refused, Sees, SignedOut};
use crate::class::{
    CALL, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, NO_PAGE, PAGE,
};
use crate::common::Ask;
use crate::world::World;

const OUT: crate::class::Class = Led("/sign-in");
const BACK: crate::class::Class = DoesAndLed("/contacts/");
const BACK_TO_COMPANY: crate::class::Class = DoesAndLed("/companies/");

/// Nothing is changed by it, and it is kept that it was saved.
const SAVED: &[(&str, &str)] = &[
    ("act", "save"),
    ("country", "SE"),
    ("was[country]", "SE"),
    ("delivery", "e_invoice"),
    ("was[delivery]", "e_invoice"),
    ("payment_terms_days", "30"),
    ("was[payment_terms_days]", "30"),
    ("currency", "SEK"),
    ("was[currency]", "SEK"),
];

pub(super) fn pages(world: &World) -> Vec<Row> {
    let page = |address: &'static str, list: &str, what: &'static str, classes: Classes| {
        let path = format!("/{list}/{}/customer", world.id(what));
        row(address, classes, move |_| Ask::get(&path)).about(what)
    };
    let of_contact = |what, classes| page("GET /contacts/{id}/customer", "contacts", what, classes);
    let of_company =
        |what, classes| page("GET /companies/{id}/customer", "companies", what, classes);
    let save = |address: &'static str, path: String, classes: Classes| {
        row(address, classes, move |_| {
            let key = Uuid::new_v4().to_string();
            let fields = [SAVED, &[("key", key.as_str())]].concat();
            Ask::form(&path, &fields)
        })
    };
    let save_contact = |what: &'static str, classes| {
        let path = format!("/contacts/{}/customer", world.id(what));
        save("POST /contacts/{id}/customer", path, classes).about(what)
    };
    let show = |what: &'static str, classes| {
        let path = format!("/contacts/{}/customer", world.id(what));
        let customer = world.id(&format!("{what}'s customer")).to_string();
        row("POST /contacts/{id}/customer", classes, move |_| {
            Ask::form(&path, &[("act", "show"), ("customer", &customer)])
        })
        .about(format!("the number of {what}"))
    };
    let company = format!("/companies/{}/customer", world.id("public company"));
    vec![
        of_contact("public contact", FIRM_PAGE).shows(&["public contact.last_name"], &[]),
        of_contact("private contact", HIDDEN_PAGE).shows(&["private contact.last_name"], &[]),
        row("GET /contacts/{id}/customer", NO_PAGE, |_| {
            Ask::get(format!("/contacts/{}/customer", Uuid::new_v4()))
        })
        .about("nobody"),
        of_company("public company", FIRM_PAGE).shows(&["public company.name"], &[]),
        row("GET /companies/{id}/customer", NO_PAGE, |_| {
            Ask::get(format!("/companies/{}/customer", Uuid::new_v4()))
        })
        .about("nothing"),
        save_contact(
            "public contact",
            [OUT, BACK, BACK, BACK, Refused, NotFound, OUT],
        ),
        save_contact(
            "private contact",
            [OUT, BACK, NotFound, BACK, NotFound, NotFound, OUT],
        ),
        save(
            "POST /companies/{id}/customer",
            company,
            [
                OUT,
                BACK_TO_COMPANY,
                BACK_TO_COMPANY,
                BACK_TO_COMPANY,
                Refused,
                NotFound,
                OUT,
            ],
        ),
        show(
            "public contact",
            [OUT, Refused, Refused, Does, Refused, NotFound, OUT],
        ),
        show(
            "private contact",
            [OUT, Refused, NotFound, Does, NotFound, NotFound, OUT],
        ),
    ]
}

pub(super) fn functions(world: &World) -> Vec<Row> {
    let form = |what: &'static str, classes| {
        let arguments = json!({ "holder": { "contact": world.id(what) } });
        row("POST /api/read_customer_form", classes, move |_| {
            Ask::json("/api/read_customer_form", &arguments)
        })
        .about(what)
    };
    let save = |what: &'static str, id: Uuid, classes| {
        row("POST /api/save_customer", classes, move |_| {
            let key = Uuid::new_v4().to_string();
            let fields: String = SAVED
                .iter()
                .chain(&[("key", key.as_str())])
                .map(|(name, value)| format!("{name}={value}&"))
                .collect();
            Ask::json(
                "/api/save_customer",
                &json!({ "holder": { "contact": id }, "form": fields.trim_end_matches('&') }),
            )
        })
        .about(what)
    };
    let show = |what: &'static str, classes| {
        let arguments = json!({ "customer": world.id(&format!("{what}'s customer")) });
        row("POST /api/show_personal_number", classes, move |_| {
            Ask::json("/api/show_personal_number", &arguments)
        })
        .about(what)
    };
    vec![
        form("public contact", FIRM_CALL).shows(&["public contact.invoice_email"], &[]),
        form("private contact", HIDDEN_CALL).shows(&["private contact.invoice_email"], &[]),
        row("POST /api/read_customer_form", FIRM_CALL, {
            let arguments = json!({ "holder": { "company": world.id("public company") } });
            move |_| Ask::json("/api/read_customer_form", &arguments)
        })
        .about("public company")
        .shows(&["public company.name"], &[]),
        row("POST /api/read_customer_form", NO_CALL, |_| {
            let holder = json!({ "contact": Uuid::new_v4() });
            Ask::json("/api/read_customer_form", &json!({ "holder": holder }))
        })
        .about("nobody"),
        save(
            "public contact",
            world.id("public contact"),
            [SignedOut, Does, Does, Does, Refused, NotFound, SignedOut],
        ),
        // A reader is refused before it is looked at.
        save(
            "private contact",
            world.id("private contact"),
            [
                SignedOut, Does, NotFound, Does, Refused, NotFound, SignedOut,
            ],
        ),
        // Nobody without the right learns whether there is one.
        show(
            "public contact",
            [
                SignedOut, Refused, Refused, Does, Refused, NotFound, SignedOut,
            ],
        ),
        show(
            "private contact",
            [
                SignedOut, Refused, Refused, Does, Refused, NotFound, SignedOut,
            ],
        ),
        row("POST /api/end_customer", NO_CALL, |_| {
            Ask::json("/api/end_customer", &json!({ "customer": Uuid::new_v4() }))
        })
        .about("nobody"),
    ]
}

pub(super) fn register() -> Vec<Row> {
    let listed: &[&'static str] = &[
        "public contact.last_name",
        "public contact.invoice_email",
        "private contact.last_name",
        "public company.name",
        "beta contact.last_name",
    ];
    let with_numbers = [OUT, Refused, Refused, Does, Refused, Sees, OUT];
    let file = |address: &'static str, path: &'static str, classes: Classes| {
        row(address, classes, move |_| Ask::get(path)).shows(listed, &[])
    };
    vec![
        file("GET /customers/export.csv", "/customers/export.csv", PAGE),
        file("GET /customers/export.xlsx", "/customers/export.xlsx", PAGE),
        file(
            "GET /customers/export.csv",
            "/customers/export.csv?identity=full",
            with_numbers,
        )
        .about("whole numbers"),
        file(
            "GET /customers/export.xlsx",
            "/customers/export.xlsx?identity=full",
            with_numbers,
        )
        .about("whole numbers"),
    ]
}

pub(super) fn ended(world: &World) -> Vec<Row> {
    let customer = world.id("private contact's customer");
    let path = format!("/contacts/{}/customer", world.id("private contact"));
    let typed = customer.to_string();
    let panel = row("POST /api/search_contacts", CALL, |_| {
        Ask::json(
            "/api/search_contacts",
            &json!({ "search": {
            "text": "", "among": "contacts", "population": "customers", "field": "everything",
            "how": "contains", "categories": [], "combine": "any", "selection": null, "after": null } }),
        )
    });
    vec![
        // The first who may ends it; it has ended for those who come after.
        row(
            "POST /contacts/{id}/customer",
            [OUT, BACK, NotFound, Invalid, NotFound, NotFound, OUT],
            move |_| Ask::form(&path, &[("act", "end"), ("customer", &typed)]),
        )
        .about("ended"),
        row(
            "POST /api/end_customer",
            [
                SignedOut, Invalid, NotFound, Invalid, NotFound, NotFound, SignedOut,
            ],
            move |_| Ask::json("/api/end_customer", &json!({ "customer": customer })),
        )
        .about("ended already"),
        panel.about("customers"),
    ]
}
