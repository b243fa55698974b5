//! Signing in: with a password, with one click in the demo firm, and not.

use domain::user::Role;
use store::admin::{new_firm, new_user, user_add};
use store::testing::TestFirm;

use crate::common::{Answer, Ask, SECURE_ORIGIN, Site, html};

const EMAIL: &str = "astrid@alfa.example";
const PASSWORD: &str = "hjortron på myren";

async fn office(origin: &str) -> (Site, TestFirm) {
    let site = Site::with(origin, true).await;
    let firm = site.db.firm("Alfa").await.expect("a firm");
    user_add(&site.db.owner_url, "Alfa", "Astrid Ek", EMAIL, Role::User, PASSWORD).await.expect("a user");
    (site, firm)
}

fn attempt(email: &str, password: &str, next: &str) -> Ask {
    Ask::form("/sign-in", &[("email", email), ("password", password), ("next", next)])
}

#[tokio::test]
async fn the_right_pair_signs_in() {
    let (site, _) = office(crate::common::ORIGIN).await;
    let answer = site.ask(attempt(EMAIL, PASSWORD, "")).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/contacts"));
    let cookie = answer.cookies()[0].to_owned();
    assert!(cookie.starts_with("kundkort=") && cookie.contains("; Path=/; SameSite=Lax; HttpOnly"), "{cookie}");
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Domain"), "{cookie}");
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
    assert!(!cookie.contains("Domain") && !cookie.contains("Max-Age"), "{cookie}");
    let remembered = site.ask(ask(true)).await;
    assert!(remembered.cookies()[0].ends_with("; Max-Age=2592000"), "{:?}", remembered.cookies());
    assert_eq!(remembered.header("strict-transport-security"), "max-age=31536000");
    // The cookie without the prefix, which another host under the domain could have set, is nobody's.
    let token = remembered.token().expect("a token");
    assert_eq!(site.ask(Ask::get("/settings").signed_in(&token)).await.status.as_u16(), 303);
    let host_cookie = format!("__Host-kundkort={token}");
    assert_eq!(site.ask(Ask::get("/settings").with("cookie", &host_cookie)).await.status.as_u16(), 200);
    site.close().await;
}

#[tokio::test]
async fn afterwards_one_is_where_one_wanted_to_be_and_never_elsewhere() {
    let (site, _) = office(crate::common::ORIGIN).await;
    // Asked for without a session, so that the way back is the server's own.
    let refused = site.ask(Ask::get("/contacts?q=s%C3%B6der&how=exact")).await;
    assert_eq!(refused.status.as_u16(), 303);
    let form = site.ask(Ask::get(refused.location())).await;
    let next = html::value_of(&form.body, "next").expect("next");
    assert_eq!(next, "/contacts?q=s%C3%B6der&how=exact");
    let token = site.ask(attempt(EMAIL, PASSWORD, &next)).await;
    assert_eq!(token.location(), next);
    let token = token.token().expect("a token");
    for (next, to) in [
        ("/companies", "/companies"),
        ("", "/contacts"),
        ("https://evil.example/", "/contacts"),
        ("//evil.example/", "/contacts"),
        ("/\\evil.example/", "/contacts"),
        ("\\\\evil.example/", "/contacts"),
        ("/\t/evil.example/", "/contacts"),
        ("/\n/evil.example/", "/contacts"),
        ("javascript:alert(1)", "/contacts"),
        ("/sign-in", "/contacts"),
        ("/sign-in?next=/sign-in", "/contacts"),
        (" //evil.example", "/contacts"),
    ] {
        let answer = site.ask(attempt(EMAIL, PASSWORD, next)).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, to), "{next:?}");
        // Whoever is signed in already goes there at once.
        let query = format!("/sign-in?next={}", domain::search::form_encode(next));
        let there = site.ask(Ask::get(query).signed_in(&token)).await;
        assert_eq!((there.status.as_u16(), there.location()), (303, to), "{next:?}");
    }
    // An address that cannot be a header is no address.
    let odd = site.ask(attempt(EMAIL, PASSWORD, "/contacts\r\nSet-Cookie: a=b")).await;
    assert_eq!(odd.location(), "/contacts");
    assert_eq!(odd.cookies().len(), 1);
    let accents = site.ask(attempt(EMAIL, PASSWORD, "/contacts?q=söder")).await;
    assert!(accents.status.is_redirection(), "{}", accents.status);
    site.close().await;
}

#[tokio::test]
async fn one_comes_back_only_to_what_can_be_read() {
    let (site, _) = office(crate::common::ORIGIN).await;
    // A form that was sent when the session had ended: its address may take no GET.
    for (path, form) in [("/theme", [("theme", "dark")]), ("/contacts/new", [("last_name", "Lind")])] {
        let refused = site.ask(Ask::form(path, &form)).await;
        assert_eq!(refused.status.as_u16(), 303, "{path}");
        let page = site.ask(Ask::get(refused.location())).await;
        let next = html::value_of(&page.body, "next").expect("next");
        let answer = site.ask(attempt(EMAIL, PASSWORD, &next)).await;
        let there = site.ask(Ask::get(answer.location()).signed_in(&answer.token().expect("a token"))).await;
        assert_eq!(there.status.as_u16(), 200, "{path} leads to {next:?}, and that to {}", answer.location());
    }
    site.close().await;
}

#[tokio::test]
async fn a_wrong_password_an_unknown_user_and_a_closed_account_are_refused_alike() {
    let (site, _) = office(crate::common::ORIGIN).await;
    user_add(&site.db.owner_url, "Alfa", "Nils Ek", "nils@alfa.example", Role::User, PASSWORD).await.expect("a user");
    sqlx::query("update auth.user_account set deactivated_at = now() where email = 'nils@alfa.example'")
        .execute(&mut site.db.owner().await.expect("the owner"))
        .await
        .expect("closed");
    let mut bodies = Vec::new();
    for (email, password) in [(EMAIL, "wrong"), ("who@alfa.example", PASSWORD), ("nils@alfa.example", PASSWORD), (EMAIL, "")] {
        let answer = site.ask(attempt(email, password, "/companies")).await;
        assert_eq!(answer.status.as_u16(), 422, "{email}");
        assert!(answer.cookies().is_empty(), "{email}");
        assert_eq!(html::value_of(&answer.body, "email").as_deref(), Some(email));
        assert_eq!(html::value_of(&answer.body, "next").as_deref(), Some("/companies"));
        assert!(!answer.everything().contains(PASSWORD), "the password comes back");
        assert!(html::text(&answer.body).contains("E-postadressen eller lösenordet stämmer inte."));
        bodies.push(answer.comparable().replace(email, "EMAIL"));
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "the answers differ");
    assert_eq!(site.number("select count(*) from auth.session").await, 0);
    site.close().await;
}

fn minutes_are_said(answer: &Answer) -> bool {
    let text = html::text(&answer.body);
    text.contains("För många försök. Vänta ") && text.contains(" min och försök igen.")
}

#[tokio::test]
async fn five_failures_stop_an_account_also_for_the_right_password() {
    let (site, _) = office(crate::common::ORIGIN).await;
    for network in 1..=5 {
        let answer = site.ask(attempt(EMAIL, "wrong", "").from([203, 0, network, 7])).await;
        assert_eq!(answer.status.as_u16(), 422, "attempt {network}");
    }
    let stopped = site.ask(attempt(EMAIL, PASSWORD, "").from([203, 0, 6, 7])).await;
    assert_eq!(stopped.status.as_u16(), 429);
    assert!(stopped.cookies().is_empty() && minutes_are_said(&stopped));
    // An unknown user is stopped alike, or the limit would tell who has an account.
    for attempt_number in 1..=6 {
        let answer = site.ask(attempt("who@alfa.example", "x", "").from([203, 0, 100 + attempt_number, 7])).await;
        assert_eq!(answer.status.as_u16(), if attempt_number < 6 { 422 } else { 429 });
    }
    user_add(&site.db.owner_url, "Alfa", "Nils Ek", "nils@alfa.example", Role::User, PASSWORD).await.expect("a user");
    let other = site.ask(attempt("nils@alfa.example", PASSWORD, "").from([203, 0, 6, 7])).await;
    assert_eq!(other.status.as_u16(), 303, "others at the same place are not held up");
    site.close().await;
}

#[tokio::test]
async fn thirty_failures_stop_an_address_whatever_it_says_of_itself() {
    let (site, _) = office(crate::common::ORIGIN).await;
    let from = [198, 51, 100, 9];
    for number in 0..30 {
        let ask = attempt(&format!("user{number}@alfa.example"), "wrong", "").from(from);
        // No proxy is trusted, so this is only the client's own word.
        let ask = ask.with("x-forwarded-for", &format!("10.1.1.{number}")).with("x-real-ip", "10.2.2.2");
        assert_eq!(site.ask(ask).await.status.as_u16(), 422, "attempt {number}");
    }
    let stopped = site.ask(attempt(EMAIL, PASSWORD, "").from(from)).await;
    assert_eq!(stopped.status.as_u16(), 429);
    assert!(minutes_are_said(&stopped));
    let elsewhere = site.ask(attempt(EMAIL, PASSWORD, "").from([198, 51, 100, 10])).await;
    assert_eq!(elsewhere.status.as_u16(), 303);
    site.close().await;
}

#[tokio::test]
async fn a_form_without_its_fields_is_refused() {
    let (site, _) = office(crate::common::ORIGIN).await;
    for ask in [
        Ask::form("/sign-in", &[("email", EMAIL)]),
        Ask::form("/sign-in", &[]),
        Ask::body("/sign-in", "text/plain", format!("email={EMAIL}&password={PASSWORD}")),
        Ask::json("/sign-in", &serde_json::json!({ "email": EMAIL, "password": PASSWORD })),
        Ask::form("/sign-in/demo", &[]),
    ] {
        let answer = site.ask(ask).await;
        assert!(answer.status.is_client_error() && answer.cookies().is_empty(), "{}", answer.status);
    }
    site.close().await;
}

fn demo_buttons(page: &Answer) -> Vec<String> {
    let tags = html::tags(&page.body);
    tags.iter().filter(|tag| tag.name == "button" && tag.get("name") == Some("email")).filter_map(|tag| tag.get("value").map(str::to_owned)).collect()
}

#[tokio::test]
async fn demo_users_are_shown_only_when_the_demo_firm_is_there() {
    let (site, _) = office(crate::common::ORIGIN).await;
    let page = site.ask(Ask::get("/sign-in")).await;
    assert!(demo_buttons(&page).is_empty());
    assert!(!page.body.contains("/sign-in/demo") && !page.body.contains("alfa.example"));
    for email in [EMAIL, "seller@alfa.example", "", "nobody@x.example"] {
        let answer = site.ask(Ask::form("/sign-in/demo", &[("email", email)])).await;
        assert_eq!(answer.status.as_u16(), 422, "{email:?}");
        assert!(answer.cookies().is_empty());
    }
    assert_eq!(site.number("select count(*) from auth.session").await, 0);

    let mut owner = site.db.owner().await.expect("the owner");
    let demo = new_firm(&mut owner, "Bergslagens", true).await.expect("the demo firm");
    for (name, email, role) in [
        ("Lisa", "lisa@demo.example", Role::ReadOnly),
        ("Johan", "johan@demo.example", Role::User),
        ("Maryam", "maryam@demo.example", Role::Administrator),
    ] {
        new_user(&mut owner, demo, name, email, role, PASSWORD).await.expect("a demo user");
    }
    let page = site.ask(Ask::get("/sign-in?next=/companies")).await;
    assert_eq!(demo_buttons(&page), ["maryam@demo.example", "johan@demo.example", "lisa@demo.example"]);
    let text = html::text(&page.body);
    assert!(text.contains("Administratör") && text.contains("Säljare") && text.contains("Läser bara"), "{text}");

    let demo = Ask::form("/sign-in/demo", &[("email", "johan@demo.example"), ("next", "/companies")]);
    let answer = site.ask(demo).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/companies"));
    let settings = site.ask(Ask::get("/settings").signed_in(&answer.token().expect("a token"))).await;
    assert!(html::text(&settings.body).contains("Johan"));
    // Real users beside it are as safe as before.
    let real = site.ask(Ask::form("/sign-in/demo", &[("email", EMAIL)])).await;
    assert_eq!(real.status.as_u16(), 422);
    let elsewhere = Ask::form("/sign-in/demo", &[("email", "johan@demo.example"), ("next", "//evil.example")]);
    assert_eq!(site.ask(elsewhere).await.location(), "/contacts");
    site.close().await;
}
