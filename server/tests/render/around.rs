//! What goes for pages altogether: nonces, theme, language, and addresses that are none.

use std::collections::BTreeSet;

use crate::common::{Answer, Ask, ORIGIN, Site, html};
use crate::office::Office;

#[tokio::test]
async fn no_two_pages_have_the_same_nonce() {
    let office = Office::open().await;
    let mut nonces = BTreeSet::new();
    for _ in 0..20 {
        let answer = office.get("/settings").await;
        nonces.insert(answer.nonce().expect("a nonce").to_owned());
    }
    assert_eq!(nonces.len(), 20);
    office.site.close().await;
}

#[tokio::test]
async fn the_theme_of_the_reader_is_on_the_page() {
    let office = Office::open().await;
    let theme = async || {
        let page = office.get("/settings").await;
        html::tags(&page.body)
            .iter()
            .find(|tag| tag.name == "html")
            .and_then(|tag| tag.get("data-theme").map(str::to_owned))
    };
    assert_eq!(theme().await, None);
    for chosen in ["dark", "light"] {
        let answer = office
            .ask(Ask::form(
                "/theme",
                &[("theme", chosen), ("next", "/settings")],
            ))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (303, "/settings")
        );
        assert_eq!(theme().await.as_deref(), Some(chosen));
    }
    let nonsense = office.ask(Ask::form("/theme", &[("theme", "pink")])).await;
    assert_eq!(nonsense.status.as_u16(), 422);
    assert_eq!(theme().await.as_deref(), Some("light"));
    office.site.close().await;
}

#[tokio::test]
async fn a_chosen_language_is_kept_for_whoever_is_signed_in_and_whoever_is_not() {
    let office = Office::open().await;
    let lang = |answer: &Answer| {
        html::tags(&answer.body)
            .iter()
            .find(|tag| tag.name == "html")
            .and_then(|tag| tag.get("lang").map(str::to_owned))
    };
    let answer = office
        .ask(Ask::form(
            "/language",
            &[("language", "en"), ("next", "/settings")],
        ))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/settings")
    );
    assert_eq!(lang(&office.get("/settings").await).as_deref(), Some("en"));
    let cookie = answer.cookies()[0]
        .split(';')
        .next()
        .expect("a pair")
        .to_owned();
    assert_eq!(cookie, "kundkort-language=en");
    let stranger = office
        .site
        .ask(Ask::get("/sign-in").with("cookie", &cookie))
        .await;
    assert_eq!(lang(&stranger).as_deref(), Some("en"));
    let nonsense = office
        .ask(Ask::form("/language", &[("language", "no")]))
        .await;
    assert_eq!(nonsense.status.as_u16(), 422);
    office.site.close().await;
}

#[tokio::test]
async fn development_pages_are_for_development() {
    let site = Site::with(ORIGIN, false).await;
    let answer = site.ask(Ask::get("/dev/ui")).await;
    assert_eq!(answer.status.as_u16(), 404, "{}", answer.location());
    site.close().await;
}

/// The application's routes are more lenient than the server's: what the server does not know must
/// not be drawn past its guard.
#[tokio::test]
async fn an_address_that_is_nearly_one_is_none() {
    let office = Office::open().await;
    for (path, to) in [
        ("/contacts/", "/contacts"),
        ("/settings/", "/settings"),
        ("/companies/", "/companies"),
    ] {
        let answer = office.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (308, to));
    }
    for path in [
        "//contacts",
        "/contacts//new",
        "//evil.example/",
        "/\\evil.example/",
        "/dev",
        "/Contacts",
        "/contacts/new/x",
        "/sign-in//",
    ] {
        for answer in [
            office.get(path).await,
            office.site.ask(Ask::get(path)).await,
        ] {
            assert_eq!(answer.status.as_u16(), 404, "{path} {}", answer.location());
            assert_eq!(
                html::text_of(&answer.body, "h1").as_deref(),
                Some("Sidan finns inte"),
                "{path}"
            );
        }
    }
    office.site.close().await;
}
