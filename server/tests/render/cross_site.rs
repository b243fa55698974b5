//! Changes come from our own pages only (trust.md §1.3, case 19).

use http::Method;
use leptos::server_fn::axum::server_fn_paths;
use serde_json::json;
use server::router::endpoints;
use uuid::Uuid;

use crate::common::{Ask, SECURE_ORIGIN, fingerprint};
use crate::office::Office;

/// Origin, Sec-Fetch-Site, and whether a change may come so.
const MATRIX: &[(Option<&str>, Option<&str>, bool)] = &[
    (Some("http://crm.test"), Some("same-origin"), true),
    (Some("http://crm.test"), None, true),
    (None, Some("same-origin"), true),
    // Typed into the address field, or from a bookmark.
    (None, Some("none"), true),
    (None, None, false),
    (Some("null"), None, false),
    (Some("null"), Some("same-origin"), false),
    (Some("null"), Some("cross-site"), false),
    (Some("http://crm.test"), Some("cross-site"), false),
    (Some("http://crm.test"), Some("same-site"), false),
    (Some("https://evil.example"), Some("cross-site"), false),
    (Some("https://evil.example"), Some("same-origin"), false),
    (Some("https://evil.example"), None, false),
    (Some("http://evil.crm.test"), None, false),
    (Some("http://crm.test.evil.example"), None, false),
    (Some("http://crm.test:8080"), None, false),
    (Some("http://crm.testing"), None, false),
    (Some("http://crm.test@evil.example"), None, false),
    (Some("http://evil.example/http://crm.test"), None, false),
    (Some("HTTP://CRM.TEST "), None, false),
    (Some(""), None, false),
    (None, Some(""), false),
    (None, Some("same-origin, cross-site"), false),
];

fn from(ask: Ask, origin: Option<&str>, site: Option<&str>) -> Ask {
    let ask = ask.without("origin").without("sec-fetch-site");
    let ask = origin.map_or(ask.clone(), |origin| ask.with("origin", origin));
    site.map_or(ask.clone(), |site| ask.with("sec-fetch-site", site))
}

fn create() -> Ask {
    let arguments =
        json!({ "draft": { "last_name": "Lind" }, "key": Uuid::new_v4(), "as_customer": false });
    Ask::json("/api/create_contact", &arguments)
}

#[tokio::test]
async fn only_our_own_pages_save() {
    let office = Office::open().await;
    let mut saved = 0;
    for (origin, site, allowed) in MATRIX {
        let key = Uuid::new_v4().to_string();
        let form = Ask::form("/contacts/new", &[("key", &key), ("last_name", "Lind")]);
        for (ask, done) in [(create(), 200), (form, 303)] {
            let answer = office.ask(from(ask, *origin, *site)).await;
            let expected = if *allowed { done } else { 403 };
            assert_eq!(
                answer.status.as_u16(),
                expected,
                "origin {origin:?}, site {site:?}: {}",
                answer.body
            );
            saved += i64::from(*allowed);
        }
    }
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        saved
    );
    office.site.close().await;
}

/// Every address that takes a POST, also those that are added later.
#[tokio::test]
async fn nothing_at_all_is_done_for_another_site() {
    let office = Office::open().await;
    let mut definer = office.site.definer().await;
    let before = fingerprint(&mut definer).await;
    let forms = endpoints()
        .into_iter()
        .filter(|endpoint| endpoint.method == Method::POST)
        .map(|endpoint| endpoint.path.to_owned());
    let functions = server_fn_paths().map(|(path, _)| path.to_owned());
    let addresses: Vec<String> = forms.chain(functions).collect();
    assert!(addresses.len() > 12, "{addresses:?}");
    for address in addresses {
        for (origin, site) in [
            (Some("https://evil.example"), Some("cross-site")),
            (None, None),
            (Some("null"), None),
        ] {
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
                let ask = Ask::form(&address, &[("language", "en"), ("theme", "dark")])
                    .method(method.clone());
                let answer = office.ask(from(ask, origin, site)).await;
                assert_eq!(
                    answer.status.as_u16(),
                    403,
                    "{method} {address} from {origin:?} {site:?}"
                );
                assert!(answer.cookies().is_empty(), "{address}");
            }
        }
    }
    assert_eq!(fingerprint(&mut definer).await, before);
    assert_eq!(
        office
            .site
            .number("select count(*) from auth.session where closed_at is not null")
            .await,
        0
    );
    office.site.close().await;
}

/// GET changes nothing, so other sites may link here; and no address that changes takes it.
#[tokio::test]
async fn reading_is_not_held_up_and_changes_nothing() {
    let office = Office::open().await;
    let mut definer = office.site.definer().await;
    let before = fingerprint(&mut definer).await;
    let link = Ask::get("/contacts")
        .with("sec-fetch-site", "cross-site")
        .with("origin", "https://evil.example");
    assert_eq!(office.ask(link).await.status.as_u16(), 200);
    let forms = endpoints()
        .into_iter()
        .filter(|endpoint| endpoint.method == Method::POST);
    for endpoint in forms {
        let answer = office
            .get(format!(
                "{}?language=en&theme=dark&last_name=Lind",
                endpoint.path
            ))
            .await;
        assert!(!answer.status.is_server_error(), "{}", endpoint.path);
    }
    for (path, _) in server_fn_paths() {
        let answer = office
            .get(format!(
                "{path}?draft[last_name]=Lind&key={}&as_customer=false",
                Uuid::new_v4()
            ))
            .await;
        assert_eq!(answer.status.as_u16(), 405, "{path}");
    }
    assert_eq!(fingerprint(&mut definer).await, before);
    assert_eq!(
        office
            .site
            .number("select count(*) from auth.session where closed_at is not null")
            .await,
        0
    );
    office.site.close().await;
}

/// The Host header is the client's own word: with another one, only the configured origin counts.
#[tokio::test]
async fn behind_tls_the_configured_origin_counts() {
    let office = Office::at(SECURE_ORIGIN).await;
    for (origin, host, allowed) in [
        (SECURE_ORIGIN, "crm.test", true),
        (SECURE_ORIGIN, "10.0.0.7:3000", true),
        ("https://evil.example", "crm.test", false),
        ("http://evil.example", "crm.test", false),
    ] {
        let ask = from(create(), Some(origin), None).with("host", host);
        let cookie = format!("__Host-kundkort={}", office.token);
        let answer = office.site.ask(ask.with("cookie", &cookie)).await;
        assert_eq!(
            answer.status.as_u16(),
            if allowed { 200 } else { 403 },
            "{origin} at {host}"
        );
    }
    office.site.close().await;
}
