//! When the database is gone, the server says so and no more (trust.md §3.6).

use serde_json::json;
use uuid::Uuid;

use crate::common::{Answer, Ask, ORIGIN, ask, state};
use crate::office::Office;

/// Words that only somebody who looks inside would write.
const INSIDE: &[&str] = &[
    "postgres",
    "sqlx",
    "kundkort_web",
    "kundkort_definer",
    "kundkort_test",
    "relation \"",
    "select set_config",
    "connection",
    "pool",
    "panicked",
    ".rs:",
    "crm.contact",
    "constraint",
    "28000",
    "database \"",
];

fn assert_says_nothing_of_the_inside(answer: &Answer, what: &str) {
    let said = answer.everything().to_lowercase();
    // The nonce is random letters.
    let said = answer.nonce().map_or(said.clone(), |nonce| {
        said.replace(&nonce.to_lowercase(), "")
    });
    let found: Vec<_> = INSIDE.iter().filter(|word| said.contains(**word)).collect();
    assert!(found.is_empty(), "{what} says {found:?}: {said}");
}

#[tokio::test]
async fn a_living_server_is_ready() {
    let office = Office::open().await;
    for path in ["/healthz", "/readyz"] {
        let answer = office.site.ask(Ask::get(path)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_str()),
            (200, "ok"),
            "{path}"
        );
    }
    office.site.close().await;
}

/// What Leptos suppresses while it looks for the pages of an application, it suppresses for all threads.
#[tokio::test]
async fn a_page_is_answered_while_another_server_starts() {
    let office = Office::open().await;
    let other = state(office.site.store.clone(), ORIGIN, true);
    let starts = std::thread::spawn(move || {
        for _ in 0..40 {
            drop(server::router::router(other.clone()));
        }
    });
    for _ in 0..20 {
        let page = Ask::get("/contacts").signed_in(&office.token);
        assert_eq!(office.site.ask(page).await.status, 200);
    }
    starts.join().expect("started");
    office.site.close().await;
}

#[tokio::test]
async fn without_its_database_the_server_says_so_and_no_more() {
    let office = Office::open().await;
    let (token, router) = (office.token, office.site.router);
    office.site.db.drop().await.expect("removed");
    let asks = [
        ("a page", Ask::get("/contacts").signed_in(&token)),
        (
            "a card",
            Ask::get(format!("/contacts/{}", Uuid::new_v4())).signed_in(&token),
        ),
        (
            "the form",
            Ask::form("/contacts/new", &[("last_name", "Lind")]).signed_in(&token),
        ),
        (
            "a function",
            Ask::json("/api/read_contact", &json!({ "id": Uuid::new_v4() })).signed_in(&token),
        ),
        (
            "the theme",
            Ask::form("/theme", &[("theme", "dark")]).signed_in(&token),
        ),
        (
            "the language",
            Ask::form("/language", &[("language", "en")]).signed_in(&token),
        ),
        ("signing out", Ask::form("/sign-out", &[]).signed_in(&token)),
        (
            "signing in",
            Ask::form("/sign-in", &[("email", "a@b.example"), ("password", "x")]),
        ),
        ("readiness", Ask::get("/readyz")),
    ];
    for (what, request) in asks {
        let answer = ask(&router, request).await;
        assert_says_nothing_of_the_inside(&answer, what);
        assert!(answer.status.is_server_error(), "{what}: {}", answer.status);
        let page = matches!(
            what,
            "a page" | "a card" | "the form" | "the theme" | "signing out"
        );
        if page {
            assert_eq!(answer.header("retry-after"), "5", "{what}");
            assert!(answer.body.contains("försök igen") && answer.body.contains("try again"));
        }
        // Nobody is signed out by a fault of ours.
        assert!(answer.cookies().is_empty(), "{what}");
    }
    assert_eq!(ask(&router, Ask::get("/readyz")).await.status.as_u16(), 503);
    assert_eq!(
        ask(&router, Ask::get("/healthz")).await.status.as_u16(),
        200,
        "the process lives"
    );
    // The sign-in page is there for whoever comes back.
    assert_eq!(
        ask(&router, Ask::get("/sign-in")).await.status.as_u16(),
        200
    );
}

/// As after a restart of the database: every connection in the pool is dead.
#[tokio::test]
async fn a_restart_of_the_database_is_not_noticed() {
    let office = Office::open().await;
    for _ in 0..8 {
        assert_eq!(office.get("/contacts").await.status.as_u16(), 200);
    }
    office.site.db.disconnect_web().await.expect("disconnected");
    assert_eq!(office.get("/contacts").await.status.as_u16(), 200);
    assert_eq!(
        office.site.ask(Ask::get("/readyz")).await.status.as_u16(),
        200
    );
    office.site.close().await;
}

/// Nothing that a request may hold makes the server stumble, or speak of its inside.
#[tokio::test]
async fn odd_requests_are_answered_without_a_fault() {
    let office = Office::open().await;
    let long = "a".repeat(20_000);
    let gets = [
        "/contacts?q=%00",
        "/contacts?q=%ff%fe",
        "/contacts?after=AAAA",
        "/contacts?after=%00",
        "/contacts?category=1&category=x",
        "/contacts?population=nonsense&field=x&how=y&combine=z",
        "/contacts?selection=1",
        "/contacts/%00",
        "/contacts/..%2f..%2fetc",
        "/companies?after=eyJhIjoxfQ",
        "/contacts?q=%25%25%25%5f%5f%5c",
        "/contacts?q='%20or%201=1--",
        "/%ff",
        "/contacts//new",
        "/pkg/../../Cargo.toml",
        "/pkg/..%2f..%2fCargo.toml",
        "/fonts/%2e%2e/%2e%2e/etc/passwd",
    ];
    for path in gets
        .into_iter()
        .map(str::to_owned)
        .chain([format!("/contacts?q={long}"), format!("/{long}")])
    {
        let answer = office.get(&path).await;
        assert!(
            !answer.status.is_server_error(),
            "{path}: {}",
            answer.status
        );
        assert_says_nothing_of_the_inside(
            &Answer {
                body: answer.body.replace(&path, ""),
                ..answer
            },
            &path,
        );
    }
    let calls = [
        ("/api/read_contact", "{}"),
        ("/api/read_contact", "{\"id\":1}"),
        ("/api/read_contact", "not json"),
        ("/api/read_contact", ""),
        ("/api/search_contacts", "{\"search\":{}}"),
        ("/api/nothing", "{}"),
        ("/api/create_contact", "[[[[[[[[[[[[[[[["),
    ];
    for (path, body) in calls {
        let answer = office
            .ask(Ask::body(path, "application/json", body.to_owned()))
            .await;
        assert!(
            !answer.status.is_success(),
            "{path} {body}: {}",
            answer.status
        );
        assert_says_nothing_of_the_inside(&answer, path);
    }
    office.site.close().await;
}

/// PostgreSQL has no NUL in text: what carries one finds nothing, or is refused, but never fails.
#[tokio::test]
async fn a_nul_is_no_fault_of_the_server() {
    let office = Office::open().await;
    let nul = "a\0b";
    let search = domain::search::Search {
        text: nul.to_owned(),
        after: Some(nul.to_owned()),
        ..Default::default()
    };
    let draft = json!({ "first_name": nul, "last_name": nul, "emails": [{ "value": nul }], "comment": nul });
    let calls = [
        ("/api/search_contacts", json!({ "search": search })),
        ("/api/search_companies", json!({ "search": search })),
        ("/api/find_duplicates", json!({ "draft": draft })),
        (
            "/api/create_contact",
            json!({ "draft": draft, "key": Uuid::new_v4(), "as_customer": false }),
        ),
    ];
    for (path, arguments) in calls {
        let answer = office.ask(Ask::json(path, &arguments)).await;
        assert!(
            !answer.status.is_server_error(),
            "{path}: {} {}",
            answer.status,
            answer.body
        );
    }
    for form in [
        Ask::form("/sign-in", &[("email", nul), ("password", nul)]),
        Ask::form("/sign-in/demo", &[("email", nul)]),
    ] {
        assert_eq!(office.site.ask(form).await.status.as_u16(), 422);
    }
    office.site.close().await;
}
