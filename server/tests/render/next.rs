//! Where one is after signing in.

use crate::common::{Ask, ORIGIN, html};
use crate::sign_in::{EMAIL, PASSWORD, attempt, office};

#[tokio::test]
async fn afterwards_one_is_where_one_wanted_to_be_and_never_elsewhere() {
    let (site, _) = office(ORIGIN).await;
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
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (303, to),
            "{next:?}"
        );
        // Whoever is signed in already goes there at once.
        let query = format!("/sign-in?next={}", domain::search::form_encode(next));
        let there = site.ask(Ask::get(query).signed_in(&token)).await;
        assert_eq!(
            (there.status.as_u16(), there.location()),
            (303, to),
            "{next:?}"
        );
    }
    // An address that cannot be a header is no address.
    let odd = site
        .ask(attempt(EMAIL, PASSWORD, "/contacts\r\nSet-Cookie: a=b"))
        .await;
    assert_eq!(odd.location(), "/contacts");
    assert_eq!(odd.cookies().len(), 1);
    let accents = site
        .ask(attempt(EMAIL, PASSWORD, "/contacts?q=söder"))
        .await;
    assert!(accents.status.is_redirection(), "{}", accents.status);
    site.close().await;
}

#[tokio::test]
async fn one_comes_back_only_to_what_can_be_read() {
    let (site, _) = office(ORIGIN).await;
    // A form that was sent when the session had ended: its address may take no GET.
    // (A form with a text in it comes back with the text instead: card_form.rs.)
    for (path, form) in [
        ("/theme", [("theme", "dark")]),
        ("/undo", [("back", "/contacts")]),
    ] {
        let refused = site.ask(Ask::form(path, &form)).await;
        assert_eq!(refused.status.as_u16(), 303, "{path}");
        let page = site.ask(Ask::get(refused.location())).await;
        let next = html::value_of(&page.body, "next").expect("next");
        let answer = site.ask(attempt(EMAIL, PASSWORD, &next)).await;
        let there = site
            .ask(Ask::get(answer.location()).signed_in(&answer.token().expect("a token")))
            .await;
        assert_eq!(
            there.status.as_u16(),
            200,
            "{path} leads to {next:?}, and that to {}",
            answer.location()
        );
    }
    site.close().await;
}
