//! Every address of the server: a valid request, and what each asker is to get.
//!
//! An address that is not here fails the test by name, and so does a row without an address.

use domain::contact::ContactDraft;
use domain::search::{Among, Population, Search};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::canary::Who;
use crate::class::Class::{DoesAndLed, Invalid, Led, Sees};
use crate::class::{
    ANYONE, CALL, Class, Classes, FIRM_CALL, FIRM_PAGE, HIDDEN_CALL, HIDDEN_PAGE, NO_CALL, NO_PAGE, PAGE, WRITE_CALL,
    WRITE_FORM,
};
use crate::common::Ask;
use crate::world::World;

/// One request to one address.
pub struct Row {
    /// Method and path, as the server registers it.
    pub address: &'static str,
    /// What it is about.
    pub about: String,
    /// The request, made anew for each asker.
    pub ask: Box<dyn Fn(Who) -> Ask>,
    /// What each asker gets.
    pub classes: Classes,
    /// Objects or fields that whoever sees the answer must find in it, as far as they may.
    pub shows: Vec<&'static str>,
    /// Fields of those that this answer has no place for.
    pub except: &'static [&'static str],
}

/// Server functions give whole cards; how a customer is written to is on no card yet.
const NOT_ON_CARD: &[&str] = &[".invoice_language"];
/// A title gives way to the role at a company.
const NOT_IN_CONTACT_WINDOW: &[&str] = &[".invoice_language", ".title"];
/// How companies are invoiced is not shown yet.
const NOT_IN_COMPANY_WINDOW: &[&str] = &[".invoice_language", ".invoice_email"];

/// The table.
pub fn table(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(public());
    rows.extend(signed_in());
    rows.extend(lists());
    rows.extend(cards(world));
    rows.extend(functions());
    rows.extend(card_functions(world));
    rows.extend(writes(world));
    rows
}

fn row(address: &'static str, classes: Classes, ask: impl Fn(Who) -> Ask + 'static) -> Row {
    Row { address, about: String::new(), ask: Box::new(ask), classes, shows: Vec::new(), except: &[] }
}

impl Row {
    fn about(self, about: impl Into<String>) -> Self {
        Self { about: about.into(), ..self }
    }

    fn shows(self, shows: &[&'static str], except: &'static [&'static str]) -> Self {
        Self { shows: shows.to_vec(), except, ..self }
    }
}

fn public() -> Vec<Row> {
    let out = Led("/sign-in");
    let done = DoesAndLed("/sign-in");
    let own = DoesAndLed("/settings");
    let refused_pair = [Invalid; 7];
    let already = Led("/contacts");
    vec![
        row("GET /healthz", ANYONE, |_| Ask::get("/healthz")),
        row("GET /readyz", ANYONE, |_| Ask::get("/readyz")),
        row("GET /dev/ui", ANYONE, |_| Ask::get("/dev/ui")),
        row("GET /sign-in", [Sees, already, already, already, already, already, Sees], |_| Ask::get("/sign-in")),
        row("POST /sign-in", refused_pair, |_| {
            let nobody = format!("{}@nobody.example", Uuid::new_v4().simple());
            Ask::form("/sign-in", &[("email", &nobody), ("password", "wrong horse"), ("next", "")])
        })
        .about("an unknown user"),
        // Not a demo firm: nobody gets in without a password.
        row("POST /sign-in/demo", refused_pair, |_| Ask::form("/sign-in/demo", &[("email", "seller@alfa.example")]))
            .about("a user of a firm that is no demo"),
        // Closing the session of somebody who may not use it any more is no harm.
        row("POST /sign-out", [out, done, done, done, done, done, done], |_| Ask::form("/sign-out", &[])),
        row("POST /language", [Led("/settings"), own, own, own, own, own, Led("/settings")], |_| {
            Ask::form("/language", &[("language", "en"), ("next", "/settings")])
        }),
    ]
}

fn signed_in() -> Vec<Row> {
    let out = Led("/sign-in");
    let own = DoesAndLed("/settings");
    let home = Led("/contacts");
    vec![
        row("GET /", [out, home, home, home, home, home, out], |_| Ask::get("/")),
        row("POST /theme", [out, own, own, own, own, own, out], |_| {
            Ask::form("/theme", &[("theme", "dark"), ("next", "/settings")])
        }),
        row("GET /settings", PAGE, |_| Ask::get("/settings")).shows(&["alfa.name", "beta.name"], &[]),
        row("GET /contacts/new", PAGE, |_| Ask::get("/contacts/new"))
            .shows(&["alfa.category", "beta.category"], &[]),
    ]
}

fn lists() -> Vec<Row> {
    let panel = &["alfa.category", "shared selection", "own selection", "beta selection"];
    vec![
        row("GET /contacts", PAGE, |_| Ask::get("/contacts")).shows(panel, &[]),
        row("GET /contacts", PAGE, |_| Ask::get("/contacts"))
            .about("the hits")
            .shows(&["public contact.last_name", "private contact.last_name", "beta contact.last_name"], &[]),
        row("GET /contacts", PAGE, |_| Ask::get("/contacts?population=trash"))
            .about("the trash")
            .shows(&["trashed contact.last_name", "trashed private contact.last_name"], &[]),
        row("GET /companies", PAGE, |_| Ask::get("/companies"))
            .shows(&["public company.name", "beta company.name", "alfa.category"], &[]),
    ]
}

fn cards(world: &World) -> Vec<Row> {
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
    let page_of_company = format!("/companies/{}", world.id("public company"));
    vec![
        contact("public contact", FIRM_PAGE),
        contact("private contact", HIDDEN_PAGE),
        contact("trashed contact", FIRM_PAGE),
        contact("trashed private contact", HIDDEN_PAGE),
        row("GET /contacts/{id}", NO_PAGE, |_| Ask::get(format!("/contacts/{}", Uuid::new_v4()))).about("nobody"),
        row("GET /contacts/{id}", NO_PAGE, |_| Ask::get("/contacts/1")).about("no id at all"),
        company("public company", FIRM_PAGE),
        company("trashed company", FIRM_PAGE),
        row("GET /companies/{id}", FIRM_PAGE, move |_| Ask::get(&page_of_company))
            .about("its people")
            .shows(&PEOPLE_OF_COMPANY, &[]),
        row("GET /companies/{id}", NO_PAGE, |_| Ask::get(format!("/companies/{}", Uuid::new_v4()))).about("nothing"),
    ]
}

/// What a company's card says of its contacts; of a hidden one only to those who may see it.
const PEOPLE_OF_COMPANY: [&str; 4] =
    ["public contact.last_name", "public contact.role", "private contact.last_name", "private contact.role"];

fn functions() -> Vec<Row> {
    let search = |path: &'static str, among: Among, population: Population| {
        let search = Search { among, population, ..Search::default() };
        move |_| Ask::json(path, &json!({ "search": search }))
    };
    vec![
        row("POST /api/search_contacts", CALL, search("/api/search_contacts", Among::Contacts, Population::All))
            .shows(&["public contact.last_name", "private contact.last_name", "beta contact.last_name"], &[]),
        row("POST /api/search_contacts", CALL, search("/api/search_contacts", Among::Contacts, Population::Trash))
            .about("the trash")
            .shows(&["trashed contact.last_name", "trashed private contact.last_name"], &[]),
        row("POST /api/search_contacts", CALL, search("/api/search_contacts", Among::Contacts, Population::Private))
            .about("hidden ones")
            .shows(&["private contact.last_name"], &[]),
        row("POST /api/search_companies", CALL, search("/api/search_companies", Among::Companies, Population::All))
            .shows(&["public company.name", "beta company.name"], &[]),
        row("POST /api/search_companies", CALL, search("/api/search_companies", Among::Companies, Population::Trash))
            .about("the trash")
            .shows(&["trashed company.name"], &[]),
        row("POST /api/read_search_panel", CALL, |_| Ask::json("/api/read_search_panel", &json!({})))
            .shows(&["alfa.category", "beta.category", "shared selection", "own selection", "beta selection"], &[]),
        row("POST /api/list_colleagues", CALL, |_| Ask::json("/api/list_colleagues", &json!({})))
            .shows(&["alfa.seller", "alfa.leaver", "beta.seller"], &[]),
        row("POST /api/list_contact_categories", CALL, |_| Ask::json("/api/list_contact_categories", &json!({})))
            .shows(&["alfa.category", "beta.category"], &[]),
    ]
}

fn card_functions(world: &World) -> Vec<Row> {
    let call = |address: &'static str, path: &'static str, what: &'static str, classes: Classes| {
        let arguments = json!({ "id": world.id(what) });
        row(address, classes, move |_| Ask::json(path, &arguments)).about(what).shows(&[what], NOT_ON_CARD)
    };
    let contact = |what, classes| call("POST /api/read_contact", "/api/read_contact", what, classes);
    let company = |what, classes| call("POST /api/read_company", "/api/read_company", what, classes);
    let nobody = |address: &'static str, path: &'static str| {
        row(address, NO_CALL, move |_| Ask::json(path, &json!({ "id": Uuid::new_v4() }))).about("nothing")
    };
    let probe = |what: &'static str| {
        let typed = ContactDraft {
            first_name: world.canaries.text(&format!("{what}.first_name")).to_owned(),
            last_name: world.canaries.text(&format!("{what}.last_name")).to_owned(),
            ..ContactDraft::default()
        };
        let arguments = json!({ "draft": typed });
        row("POST /api/find_duplicates", CALL, move |_| Ask::json("/api/find_duplicates", &arguments)).about(what)
    };
    vec![
        contact("public contact", FIRM_CALL),
        contact("private contact", HIDDEN_CALL),
        contact("trashed contact", FIRM_CALL),
        contact("trashed private contact", HIDDEN_CALL),
        nobody("POST /api/read_contact", "/api/read_contact"),
        company("public company", FIRM_CALL),
        company("trashed company", FIRM_CALL),
        company("public company", FIRM_CALL).about("its people").shows(&PEOPLE_OF_COMPANY, &[]),
        nobody("POST /api/read_company", "/api/read_company"),
        probe("public contact").shows(&["public contact.city"], &[]),
        probe("private contact").shows(&["private contact.city"], &[]),
        probe("trashed contact"),
    ]
}

fn writes(world: &World) -> Vec<Row> {
    let draft = || json!({ "last_name": format!("Ny {}", Uuid::new_v4()) });
    let create = |about: &'static str, classes: Classes, more: Value| {
        row("POST /api/create_contact", classes, move |_| {
            let mut draft = draft();
            merge(&mut draft, &more);
            Ask::json("/api/create_contact", &json!({ "draft": draft, "key": Uuid::new_v4(), "as_customer": false }))
        })
        .about(about)
    };
    let [anonymous, _, _, _, _, _, deactivated] = WRITE_CALL;
    let of_alfa = |stranger: Class| {
        let [_, seller, colleague, admin, reader, _, _] = WRITE_CALL;
        [anonymous, seller, colleague, admin, reader, stranger, deactivated]
    };
    // A reader is refused before it is looked at, since that is what the database does first.
    let category = world.id("alfa category");
    let owner = world.alfa.colleague;
    vec![
        create("a plain one", WRITE_CALL, json!({})),
        create("a hidden one of one's own", WRITE_CALL, json!({ "private": true })),
        create("with a category of the firm", of_alfa(Invalid), json!({ "categories": [category] })),
        create("with an owner of the firm", of_alfa(Invalid), json!({ "owner": owner })),
        row("POST /contacts/new", WRITE_FORM, move |_| {
            let (key, name) = (Uuid::new_v4().to_string(), format!("Ny {}", Uuid::new_v4()));
            Ask::form("/contacts/new", &[("key", &key), ("last_name", &name), ("save_as", "contact")])
        }),
    ]
}

fn merge(into: &mut Value, more: &Value) {
    let (Some(into), Some(more)) = (into.as_object_mut(), more.as_object()) else { return };
    into.extend(more.clone());
}
