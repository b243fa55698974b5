//! A session ends at once, everywhere (trust.md §1.3, case 18).

use domain::user::Role;
use serde_json::json;
use store::admin::{user_add, user_passwd};

use crate::common::{Ask, html};
use crate::office::Office;

/// What a living and what a dead session gets: a page, a form and a server function.
async fn statuses(office: &Office, token: &str) -> [u16; 4] {
    let call = Ask::json("/api/list_colleagues", &json!({}));
    let form = Ask::form("/theme", &[("theme", "light"), ("next", "/settings")]);
    let sign_in = Ask::get("/sign-in");
    let mut statuses = [0; 4];
    for (status, ask) in statuses
        .iter_mut()
        .zip([Ask::get("/contacts"), call, sign_in, form])
    {
        let answer = office.site.ask(ask.signed_in(token)).await;
        let led_out = answer.location().starts_with("/sign-in");
        *status = if led_out { 401 } else { answer.status.as_u16() };
    }
    statuses
}

const ALIVE: [u16; 4] = [200, 200, 303, 303];
const DEAD: [u16; 4] = [401, 401, 200, 401];

#[tokio::test]
async fn signing_out_ends_the_session_and_no_other() {
    let office = Office::open().await;
    let other = office.token_of(office.firm.seller).await;
    assert_eq!(statuses(&office, &office.token).await, ALIVE);
    let answer = office.ask(Ask::form("/sign-out", &[])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/sign-in")
    );
    assert_eq!(
        answer.cookies(),
        ["kundkort=; Path=/; SameSite=Lax; HttpOnly; Max-Age=0"]
    );
    // The token is dead, whoever has kept it.
    assert_eq!(statuses(&office, &office.token).await, DEAD);
    assert_eq!(statuses(&office, &other).await, ALIVE, "on another device");
    let again = office.ask(Ask::form("/sign-out", &[])).await;
    assert_eq!((again.status.as_u16(), again.location()), (303, "/sign-in"));
    let without = office.site.ask(Ask::form("/sign-out", &[])).await;
    assert_eq!(
        (without.status.as_u16(), without.location()),
        (303, "/sign-in")
    );
    office.site.close().await;
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions_at_once() {
    let office = Office::open().await;
    let mut owner = office.site.db.owner().await.expect("the owner");
    assert_eq!(statuses(&office, &office.token).await, ALIVE);
    sqlx::query("update auth.user_account set deactivated_at = now() where id = $1")
        .bind(office.firm.seller.0)
        .execute(&mut owner)
        .await
        .expect("closed");
    assert_eq!(statuses(&office, &office.token).await, DEAD);
    office.site.close().await;
}

#[tokio::test]
async fn a_session_that_has_run_out_is_over() {
    let office = Office::open().await;
    sqlx::query("update auth.session set expires_at = now() - interval '1 second'")
        .execute(&mut office.site.db.owner().await.expect("the owner"))
        .await
        .expect("run out");
    assert_eq!(statuses(&office, &office.token).await, DEAD);
    office.site.close().await;
}

/// Taking a role away works without a new sign-in.
#[tokio::test]
async fn a_changed_role_counts_from_the_next_request() {
    let office = Office::open().await;
    let mut owner = office.site.db.owner().await.expect("the owner");
    sqlx::query("update auth.user_account set role = 'read_only' where id = $1")
        .bind(office.firm.seller.0)
        .execute(&mut owner)
        .await
        .expect("a role");
    let key = uuid::Uuid::new_v4().to_string();
    let answer = office
        .ask(Ask::form(
            "/contacts/new",
            &[("key", &key), ("last_name", "Lind")],
        ))
        .await;
    assert_eq!(answer.status.as_u16(), 403);
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        0
    );
    office.site.close().await;
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let office = Office::open().await;
    let (email, url) = ("astrid@alfa.example", office.site.db.owner_url.clone());
    user_add(
        &url,
        "Alfa",
        "Astrid Ek",
        email,
        Role::User,
        "hjortron på myren",
    )
    .await
    .expect("a user");
    let sign_in =
        |password: &'static str| Ask::form("/sign-in", &[("email", email), ("password", password)]);
    let token = office
        .site
        .ask(sign_in("hjortron på myren"))
        .await
        .token()
        .expect("a token");
    assert_eq!(statuses(&office, &token).await, ALIVE);
    user_passwd(&url, email, "lingon i skogen")
        .await
        .expect("a password");
    assert_eq!(statuses(&office, &token).await, DEAD);
    assert_eq!(
        office
            .site
            .ask(sign_in("hjortron på myren"))
            .await
            .status
            .as_u16(),
        422
    );
    assert_eq!(
        office
            .site
            .ask(sign_in("lingon i skogen"))
            .await
            .status
            .as_u16(),
        303
    );
    office.site.close().await;
}

/// A token that an attacker has planted is never made good (session fixation).
#[tokio::test]
async fn signing_in_takes_no_token_from_the_browser() {
    let office = Office::open().await;
    user_add(
        &office.site.db.owner_url,
        "Alfa",
        "Astrid Ek",
        "astrid@alfa.example",
        Role::User,
        "hjortron på myren",
    )
    .await
    .expect("a user");
    let planted = "A".repeat(43);
    let form = Ask::form(
        "/sign-in",
        &[
            ("email", "astrid@alfa.example"),
            ("password", "hjortron på myren"),
        ],
    );
    let token = office
        .site
        .ask(form.signed_in(&planted))
        .await
        .token()
        .expect("a token");
    assert_ne!(token, planted);
    assert_eq!(statuses(&office, &planted).await, DEAD);
    office.site.close().await;
}

#[tokio::test]
async fn a_token_that_is_none_is_nobodys() {
    let office = Office::open().await;
    let cut = office.token[..office.token.len() - 1].to_owned();
    let longer = format!("{}A", office.token);
    let other_case = office.token.to_lowercase() + &office.token.to_uppercase();
    for token in [
        "x",
        "'; select 1; --",
        "a'||'b",
        "%00",
        "..",
        &"A".repeat(5_000),
        &cut,
        &longer,
        &other_case,
        "null",
        "\"\"",
    ] {
        let answer = office
            .site
            .ask(Ask::get("/contacts").signed_in(token))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (303, "/sign-in"),
            "{token:?}"
        );
        let call = office
            .site
            .ask(Ask::json("/api/list_colleagues", &json!({})).signed_in(token))
            .await;
        assert_eq!(call.status.as_u16(), 401, "{token:?}");
    }
    // Two cookies of the name: what counts is one of them, and never another person's page.
    let twice = format!("kundkort=x; kundkort={}", office.token);
    let answer = office
        .site
        .ask(Ask::get("/settings").with("cookie", &twice))
        .await;
    assert!(matches!(answer.status.as_u16(), 200 | 303));
    office.site.close().await;
}

/// What is stored cannot be used: a copy of the database opens no session.
#[tokio::test]
async fn the_database_keeps_no_token() {
    let office = Office::open().await;
    let hash: String =
        sqlx::query_scalar("select encode(token_hash, 'hex') from auth.session limit 1")
            .fetch_one(&mut office.site.definer().await)
            .await
            .expect("a hash");
    assert_eq!(hash.len(), 64);
    let answer = office
        .site
        .ask(Ask::get("/contacts").signed_in(&hash))
        .await;
    assert_eq!(answer.location(), "/sign-in");
    let page = office.get("/settings").await;
    assert!(
        !page.everything().contains(&office.token),
        "the page carries its own token"
    );
    assert!(html::text(&page.body).contains("seller Alfa"));
    office.site.close().await;
}
