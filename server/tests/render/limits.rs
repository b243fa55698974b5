//! Guessing is stopped: per account and per address (trust.md §1.3, case 20).

use domain::user::Role;
use store::admin::user_add;

use crate::common::{Answer, ORIGIN, html};
use crate::sign_in::{EMAIL, PASSWORD, attempt, office};

fn minutes_are_said(answer: &Answer) -> bool {
    let text = html::text(&answer.body);
    text.contains("För många försök. Vänta ") && text.contains(" min och försök igen.")
}

#[tokio::test]
async fn five_failures_stop_an_account_also_for_the_right_password() {
    let (site, _) = office(ORIGIN).await;
    for network in 1..=5 {
        let answer = site
            .ask(attempt(EMAIL, "wrong", "").from([203, 0, network, 7]))
            .await;
        assert_eq!(answer.status.as_u16(), 422, "attempt {network}");
    }
    let stopped = site
        .ask(attempt(EMAIL, PASSWORD, "").from([203, 0, 6, 7]))
        .await;
    assert_eq!(stopped.status.as_u16(), 429);
    assert!(stopped.cookies().is_empty() && minutes_are_said(&stopped));
    // An unknown user is stopped alike, or the limit would tell who has an account.
    for attempt_number in 1..=6 {
        let answer = site
            .ask(attempt("who@alfa.example", "x", "").from([203, 0, 100 + attempt_number, 7]))
            .await;
        assert_eq!(
            answer.status.as_u16(),
            if attempt_number < 6 { 422 } else { 429 }
        );
    }
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
    let other = site
        .ask(attempt("nils@alfa.example", PASSWORD, "").from([203, 0, 6, 7]))
        .await;
    assert_eq!(
        other.status.as_u16(),
        303,
        "others at the same place are not held up"
    );
    site.close().await;
}

#[tokio::test]
async fn thirty_failures_stop_an_address_whatever_it_says_of_itself() {
    let (site, _) = office(ORIGIN).await;
    let from = [198, 51, 100, 9];
    for number in 0..30 {
        let ask = attempt(&format!("user{number}@alfa.example"), "wrong", "").from(from);
        // No proxy is trusted, so this is only the client's own word.
        let ask = ask
            .with("x-forwarded-for", &format!("10.1.1.{number}"))
            .with("x-real-ip", "10.2.2.2");
        assert_eq!(site.ask(ask).await.status.as_u16(), 422, "attempt {number}");
    }
    let stopped = site.ask(attempt(EMAIL, PASSWORD, "").from(from)).await;
    assert_eq!(stopped.status.as_u16(), 429);
    assert!(minutes_are_said(&stopped));
    let elsewhere = site
        .ask(attempt(EMAIL, PASSWORD, "").from([198, 51, 100, 10]))
        .await;
    assert_eq!(elsewhere.status.as_u16(), 303);
    site.close().await;
}
