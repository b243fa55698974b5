//! Pages and forms.

use uuid::Uuid;

use super::{PEOPLE_OF_COMPANY, Row, row};
use crate::class::Class::{DoesAndLed, Invalid, Led, Sees};
use crate::class::{ANYONE, CALL, Classes, FIRM_PAGE, HIDDEN_PAGE, NO_PAGE, PAGE, TYPED_FORM};
use crate::common::Ask;
use crate::world::World;

/// How a customer is written to is not shown yet.
const NOT_IN_CONTACT_WINDOW: &[&str] = &[".invoice_language"];

/// An address book gets the number that is dialled, and nothing of what the firm writes for itself.
const NOT_ON_VCARD: &[&str] = &[
    ".invoice_language",
    ".invoice_email",
    ".customer_number",
    ".comment",
    ".note",
    ".language",
    ".title",
    ".phone",
];

/// How companies are invoiced is not shown yet.
const NOT_IN_COMPANY_WINDOW: &[&str] = &[".invoice_language", ".invoice_email"];

pub(super) fn public() -> Vec<Row> {
    let out = Led("/sign-in");
    let done = DoesAndLed("/sign-in");
    let own = DoesAndLed("/settings");
    let refused_pair = [Invalid; 7];
    let already = Led("/contacts");
    vec![
        row("GET /healthz", ANYONE, |_| Ask::get("/healthz")),
        row("GET /readyz", ANYONE, |_| Ask::get("/readyz")),
        row("GET /dev/ui", ANYONE, |_| Ask::get("/dev/ui")),
        row(
            "GET /sign-in",
            [Sees, already, already, already, already, already, Sees],
            |_| Ask::get("/sign-in"),
        ),
        row("POST /sign-in", refused_pair, |_| {
            let nobody = format!("{}@nobody.example", Uuid::new_v4().simple());
            Ask::form(
                "/sign-in",
                &[
                    ("email", &nobody),
                    ("password", "wrong horse"),
                    ("next", ""),
                ],
            )
        })
        .about("an unknown user"),
        // Not a demo firm: nobody gets in without a password.
        row("POST /sign-in/demo", refused_pair, |_| {
            Ask::form("/sign-in/demo", &[("email", "seller@alfa.example")])
        })
        .about("a user of a firm that is no demo"),
        // Closing the session of somebody who may not use it any more is no harm.
        row(
            "POST /sign-out",
            [out, done, done, done, done, done, done],
            |_| Ask::form("/sign-out", &[]),
        ),
        row(
            "POST /language",
            [Led("/settings"), own, own, own, own, own, Led("/settings")],
            |_| Ask::form("/language", &[("language", "en"), ("next", "/settings")]),
        ),
    ]
}

pub(super) fn signed_in() -> Vec<Row> {
    let out = Led("/sign-in");
    let own = DoesAndLed("/settings");
    let home = Led("/contacts");
    vec![
        row("GET /", [out, home, home, home, home, home, out], |_| {
            Ask::get("/")
        }),
        row("POST /theme", [out, own, own, own, own, own, out], |_| {
            Ask::form("/theme", &[("theme", "dark"), ("next", "/settings")])
        }),
        row("GET /settings", PAGE, |_| Ask::get("/settings"))
            .shows(&["alfa.name", "beta.name"], &[]),
        row("GET /contacts/new", PAGE, |_| Ask::get("/contacts/new"))
            .shows(&["alfa.category", "beta.category"], &[]),
        row("GET /recent", PAGE, |_| Ask::get("/recent")),
        row("GET /events", CALL, |_| Ask::get("/events?age=60000")),
    ]
}

pub(super) fn lists() -> Vec<Row> {
    let panel = &[
        "alfa.category",
        "shared selection",
        "own selection",
        "beta selection",
    ];
    vec![
        row("GET /contacts", PAGE, |_| Ask::get("/contacts")).shows(panel, &[]),
        row("GET /contacts", PAGE, |_| Ask::get("/contacts"))
            .about("the hits")
            .shows(
                &[
                    "public contact.last_name",
                    "private contact.last_name",
                    "beta contact.last_name",
                ],
                &[],
            ),
        row("GET /contacts", PAGE, |_| {
            Ask::get("/contacts?population=trash")
        })
        .about("the trash")
        .shows(
            &[
                "trashed contact.last_name",
                "trashed private contact.last_name",
            ],
            &[],
        ),
        row("GET /companies", PAGE, |_| Ask::get("/companies")).shows(
            &["public company.name", "beta company.name", "alfa.category"],
            &[],
        ),
    ]
}

pub(super) fn cards(world: &World) -> Vec<Row> {
    let contact = |what: &'static str, classes: Classes| {
        let path = format!("/contacts/{}", world.id(what));
        row("GET /contacts/{id}", classes, move |_| Ask::get(&path))
            .about(what)
            .shows(&[what], NOT_IN_CONTACT_WINDOW)
    };
    let company = |what: &'static str, classes: Classes| {
        let path = format!("/companies/{}", world.id(what));
        row("GET /companies/{id}", classes, move |_| Ask::get(&path))
            .about(what)
            .shows(&[what], NOT_IN_COMPANY_WINDOW)
    };
    let taken = |address: &'static str, end: &'static str, what: &'static str, classes: Classes| {
        let path = format!("/contacts/{}/{end}", world.id(what));
        row(address, classes, move |_| Ask::get(&path)).about(what)
    };
    let vcf = |what, classes| {
        taken("GET /contacts/{id}/card.vcf", "card.vcf", what, classes).shows(&[what], NOT_ON_VCARD)
    };
    let qr = |what, classes| taken("GET /contacts/{id}/qr.svg", "qr.svg", what, classes);
    let page_of_company = format!("/companies/{}", world.id("public company"));
    vec![
        contact("public contact", FIRM_PAGE),
        contact("private contact", HIDDEN_PAGE),
        contact("trashed contact", FIRM_PAGE),
        contact("trashed private contact", HIDDEN_PAGE),
        row("GET /contacts/{id}", NO_PAGE, |_| {
            Ask::get(format!("/contacts/{}", Uuid::new_v4()))
        })
        .about("nobody"),
        row("GET /contacts/{id}", NO_PAGE, |_| Ask::get("/contacts/1")).about("no id at all"),
        vcf("public contact", FIRM_PAGE),
        vcf("private contact", HIDDEN_PAGE),
        vcf("trashed private contact", HIDDEN_PAGE),
        qr("public contact", FIRM_PAGE),
        qr("private contact", HIDDEN_PAGE),
        row("GET /contacts/{id}/qr.svg", NO_PAGE, |_| {
            Ask::get(format!("/contacts/{}/qr.svg", Uuid::new_v4()))
        })
        .about("nobody"),
        company("public company", FIRM_PAGE),
        company("trashed company", FIRM_PAGE),
        row("GET /companies/{id}", FIRM_PAGE, move |_| {
            Ask::get(&page_of_company)
        })
        .about("its people")
        .shows(&PEOPLE_OF_COMPANY, &[]),
        row("GET /companies/{id}", NO_PAGE, |_| {
            Ask::get(format!("/companies/{}", Uuid::new_v4()))
        })
        .about("nothing"),
    ]
}

pub(super) fn form() -> Vec<Row> {
    vec![row("POST /contacts/new", TYPED_FORM, move |_| {
        let (key, name) = (Uuid::new_v4().to_string(), format!("Ny {}", Uuid::new_v4()));
        Ask::form(
            "/contacts/new",
            &[("key", &key), ("last_name", &name), ("save_as", "contact")],
        )
    })]
}
