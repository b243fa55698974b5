//! Signing in with a password, and being refused.

use domain::user::Role;
use store::admin::user_add;
use store::testing::TestFirm;

use crate::common::{Ask, ORIGIN, SECURE_ORIGIN, Site, html};

pub(super) const EMAIL: &str = "astrid@alfa.example";

pub(super) const PASSWORD: &str = "hjortron på myren";

pub(super) async fn office(origin: &str) -> (Site, TestFirm) {
    let site = Site::with(origin, true).await;
    let firm = site.db.firm("Alfa").await.expect("a firm");
    user_add(
        &site.db.owner_url,
        "Alfa",
        "Astrid Ek",
        EMAIL,
        Role::User,
        PASSWORD,
    )
    .await
    .expect("a user");
    (site, firm)
}

pub(super) fn attempt(email: &str, password: &str, next: &str) -> Ask {
    Ask::form(
        "/sign-in",
        &[("email", email), ("password", password), ("next", next)],
    )
}

#[tokio::test]
async fn the_right_pair_signs_in() {
    let (site, _) = office(ORIGIN).await;
    let answer = site.ask(attempt(EMAIL, PASSWORD, "")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/contacts")
    );
    let cookie = answer.cookies()[0].to_owned();
    assert!(
        cookie.starts_with("kundkort=") && cookie.contains("; Path=/; SameSite=Lax; HttpOnly"),
        "{cookie}"
    );
    assert!(
        !cookie.contains("Max-Age") && !cookie.contains("Domain"),
        "{cookie}"
    );
    let token = answer.token().expect("a token");
    assert!(token.len() >= 43, "{token}");
    let page = site.ask(Ask::get("/settings").signed_in(&token)).await;
    assert!(html::text(&page.body).contains("Astrid Ek"));
    // In any case, and with spaces round it, as phones write it.
    let other = site.ask(attempt("Astrid@ALFA.example", PASSWORD, "")).await;
    assert_eq!(other.status.as_u16(), 303);
    assert_ne!(other.token(), Some(token));
    site.close().await;
}

#[tokio::test]
async fn with_tls_the_cookie_belongs_to_this_host_alone() {
    let (site, _) = office(SECURE_ORIGIN).await;
    let ask = |remember: bool| {
        let mut form = vec![("email", EMAIL), ("password", PASSWORD)];
        form.extend(remember.then_some(("remember", "true")));
        Ask::form("/sign-in", &form).with("origin", SECURE_ORIGIN)
    };
    let cookie = site.ask(ask(false)).await.cookies()[0].to_owned();
    assert!(cookie.starts_with("__Host-kundkort="), "{cookie}");
    for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !cookie.contains("Domain") && !cookie.contains("Max-Age"),
        "{cookie}"
    );
    let remembered = site.ask(ask(true)).await;
    assert!(
        remembered.cookies()[0].ends_with("; Max-Age=2592000"),
        "{:?}",
        remembered.cookies()
    );
    assert_eq!(
        remembered.header("strict-transport-security"),
        "max-age=31536000"
    );
    // The cookie without the prefix, which another host under the domain could have set, is nobody's.
    let token = remembered.token().expect("a token");
    assert_eq!(
        site.ask(Ask::get("/settings").signed_in(&token))
            .await
            .status
            .as_u16(),
        303
    );
    let host_cookie = format!("__Host-kundkort={token}");
    assert_eq!(
        site.ask(Ask::get("/settings").with("cookie", &host_cookie))
            .await
            .status
            .as_u16(),
        200
    );
    site.close().await;
}

#[tokio::test]
async fn a_wrong_password_an_unknown_user_and_a_closed_account_are_refused_alike() {
    let (site, _) = office(ORIGIN).await;
    user_add(
        &site.db.owner_url,
        "Alfa",
        "Nils Ek",
        "nils@alfa.example",
        Role::User,
        PASSWORD,
    )
    .await
    .expect("a user");
    sqlx::query(
        "update auth.user_account set deactivated_at = now() where email = 'nils@alfa.example'",
    )
    .execute(&mut site.db.owner().await.expect("the owner"))
    .await
    .expect("closed");
    let mut bodies = Vec::new();
    for (email, password) in [
        (EMAIL, "wrong"),
        ("who@alfa.example", PASSWORD),
        ("nils@alfa.example", PASSWORD),
        (EMAIL, ""),
    ] {
        let answer = site.ask(attempt(email, password, "/companies")).await;
        assert_eq!(answer.status.as_u16(), 422, "{email}");
        assert!(answer.cookies().is_empty(), "{email}");
        assert_eq!(
            html::value_of(&answer.body, "email").as_deref(),
            Some(email)
        );
        assert_eq!(
            html::value_of(&answer.body, "next").as_deref(),
            Some("/companies")
        );
        assert!(
            !answer.everything().contains(PASSWORD),
            "the password comes back"
        );
        assert!(html::text(&answer.body).contains("E-postadressen eller lösenordet stämmer inte."));
        bodies.push(answer.comparable().replace(email, "EMAIL"));
    }
    assert!(
        bodies.windows(2).all(|pair| pair[0] == pair[1]),
        "the answers differ"
    );
    assert_eq!(site.number("select count(*) from auth.session").await, 0);
    site.close().await;
}

#[tokio::test]
async fn a_form_without_its_fields_is_refused() {
    let (site, _) = office(ORIGIN).await;
    for ask in [
        Ask::form("/sign-in", &[("email", EMAIL)]),
        Ask::form("/sign-in", &[]),
        Ask::body(
            "/sign-in",
            "text/plain",
            format!("email={EMAIL}&password={PASSWORD}"),
        ),
        Ask::json(
            "/sign-in",
            &serde_json::json!({ "email": EMAIL, "password": PASSWORD }),
        ),
        Ask::form("/sign-in/demo", &[]),
    ] {
        let answer = site.ask(ask).await;
        assert!(
            answer.status.is_client_error() && answer.cookies().is_empty(),
            "{}",
            answer.status
        );
    }
    site.close().await;
}
