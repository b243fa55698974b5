//! Links: where they lead, who they let in, and how little they say to everybody else.

use http::StatusCode;

use crate::common::{Answer, Ask, SECURE_ORIGIN, html};
use crate::office::Office;

const PASSWORD: &str = "hjortron på myren";

/// The link that a page shows, this once.
fn link(page: &Answer) -> String {
    html::tags(&page.body)
        .iter()
        .find(|tag| tag.name == "input" && tag.get("name") == Some("link"))
        .and_then(|tag| tag.get("value").map(str::to_owned))
        .unwrap_or_else(|| panic!("no link: {}", html::text(&page.body)))
}

fn path(link: &str) -> String {
    let at = link.find("/invite/").expect("an invitation");
    link[at..].to_owned()
}

/// The administrator of the office invites somebody.
async fn invite(office: &Office, email: &str) -> Answer {
    let admin = office.token_of(office.firm.admin).await;
    let form = Ask::form(
        "/settings/users",
        &[("name", "Nils Ny"), ("email", email), ("role", "user")],
    );
    office.site.ask(form.signed_in(&admin)).await
}

fn chosen(path: &str, password: &str, repeat: &str) -> Ask {
    let fields = [
        ("name", "Nils Nyström"),
        ("password", password),
        ("repeat", repeat),
    ];
    Ask::form(path, &fields)
}

#[tokio::test]
async fn whoever_is_invited_chooses_a_password_and_is_in() {
    let office = Office::open().await;
    let page = invite(&office, "ny@alfa.example").await;
    assert_eq!(page.status, StatusCode::OK);
    let link = link(&page);
    assert!(link.starts_with("http://crm.test/invite/"), "{link}");
    let path = path(&link);
    let form = office.site.ask(Ask::get(&path)).await;
    let text = html::text(&form.body);
    assert_eq!(form.status, StatusCode::OK);
    assert!(
        text.contains("Alfa") && text.contains("ny@alfa.example"),
        "{text}"
    );
    // What is wrong is told, what was typed is kept, except passwords.
    let again = office.site.ask(chosen(&path, "kort", "annat")).await;
    let text = html::text(&again.body);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text.contains("minst 12 tecken") && text.contains("inte lika"),
        "{text}"
    );
    let typed = html::tags(&again.body);
    let value = |name: &str| {
        typed
            .iter()
            .find(|tag| tag.get("name") == Some(name))
            .and_then(|tag| tag.get("value"))
            .map(str::to_owned)
    };
    assert_eq!(value("name").as_deref(), Some("Nils Nyström"));
    assert!(value("password").is_none_or(|value| value.is_empty()));
    let own = office
        .site
        .ask(chosen(&path, "NY@alfa.example", "NY@alfa.example"))
        .await;
    assert_eq!(
        own.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "their own address is no password"
    );

    let done = office.site.ask(chosen(&path, PASSWORD, PASSWORD)).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/contacts"));
    let token = done.token().expect("signed in");
    let account = office
        .site
        .ask(Ask::get("/settings/account").signed_in(&token))
        .await;
    assert!(html::text(&account.body).contains("ny@alfa.example"));
    let sign_in = Ask::form(
        "/sign-in",
        &[("email", "ny@alfa.example"), ("password", PASSWORD)],
    );
    assert_eq!(office.site.ask(sign_in).await.status.as_u16(), 303);
    office.site.close().await;
}

/// trust.md §1.3, case 21.
#[tokio::test]
async fn a_link_leads_to_us_whatever_host_the_request_names() {
    let office = Office::at(SECURE_ORIGIN).await;
    let admin = office.token_of(office.firm.admin).await;
    for (n, (header, value)) in [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-original-host", "evil.example"),
        ("x-forwarded-proto", "gopher"),
        ("forwarded", "host=evil.example;proto=http"),
        ("x-host", "evil.example"),
        ("x-original-url", "https://evil.example/"),
        ("referer", "https://evil.example/"),
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("ny{n}@alfa.example");
        let form = Ask::form(
            "/settings/users",
            &[("name", "Ny"), ("email", &email), ("role", "user")],
        );
        let answer = office
            .site
            .ask(
                form.with("cookie", &format!("__Host-kundkort={admin}"))
                    .with(header, value)
                    .with("origin", SECURE_ORIGIN),
            )
            .await;
        let link = link(&answer);
        assert!(
            link.starts_with("https://crm.test/invite/"),
            "{header}: {link}"
        );
        assert!(!answer.everything().contains("evil.example"), "{header}");
    }
    office.site.close().await;
}

#[tokio::test]
async fn a_link_that_never_was_and_one_that_is_used_or_replaced_are_alike() {
    let office = Office::open().await;
    let first = path(&link(&invite(&office, "ny@alfa.example").await));
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from auth.user_account where name = 'Nils Ny'")
            .fetch_one(&mut office.site.definer().await)
            .await
            .expect("the invited");
    let admin = office.token_of(office.firm.admin).await;
    let again = Ask::form(format!("/settings/users/{id}"), &[("act", "link")]).signed_in(&admin);
    let second = path(&link(&office.site.ask(again).await));
    assert_ne!(first, second);
    let never = "/invite/Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8".to_owned();
    assert_eq!(
        office
            .site
            .ask(chosen(&second, PASSWORD, PASSWORD))
            .await
            .status
            .as_u16(),
        303
    );
    let mut answers = Vec::new();
    for path in [never, first, second] {
        let page = office.site.ask(Ask::get(&path)).await;
        let form = office.site.ask(chosen(&path, PASSWORD, PASSWORD)).await;
        assert_eq!(page.token(), None);
        assert_eq!(form.token(), None);
        answers.push([page, form].map(|answer| (answer.status, answer.comparable())));
    }
    assert_eq!(answers[0][0].0, StatusCode::NOT_FOUND);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    office.site.close().await;
}

#[tokio::test]
async fn a_new_password_by_link_ends_the_sessions_of_whoever_forgot_it() {
    let office = Office::open().await;
    let admin = office.token_of(office.firm.admin).await;
    let ask = Ask::form(
        format!("/settings/users/{}", office.firm.seller),
        &[("act", "link")],
    );
    let page = office.site.ask(ask.signed_in(&admin)).await;
    assert!(html::text(&page.body).contains("30 minuter"));
    let path = path(&link(&page));
    assert_eq!(office.get("/contacts").await.status.as_u16(), 200);
    let done = office.site.ask(chosen(&path, PASSWORD, PASSWORD)).await;
    assert_eq!(done.status.as_u16(), 303);
    assert_eq!(office.get("/contacts").await.status.as_u16(), 303);
    office.site.close().await;
}

#[tokio::test]
async fn guessing_is_stopped() {
    let office = Office::open().await;
    let path = path(&link(&invite(&office, "ny@alfa.example").await));
    let here = [203, 0, 113, 9];
    for n in 0..30 {
        let answer = office
            .site
            .ask(Ask::get(format!("/invite/guess-{n}")).from(here))
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{n}");
    }
    let stopped = office.site.ask(Ask::get(&path).from(here)).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    let elsewhere = office
        .site
        .ask(Ask::get(&path).from([203, 0, 113, 10]))
        .await;
    assert_eq!(elsewhere.status, StatusCode::OK);
    office.site.close().await;
}
