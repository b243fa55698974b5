//! Users that anyone may sign in as: those of the demo firm, when it is there.

use domain::user::Role;
use store::admin::{new_firm, new_user};

use crate::common::{Answer, Ask, ORIGIN, html};
use crate::sign_in::{EMAIL, PASSWORD, office};

fn demo_buttons(page: &Answer) -> Vec<String> {
    let tags = html::tags(&page.body);
    tags.iter()
        .filter(|tag| tag.name == "button" && tag.get("name") == Some("email"))
        .filter_map(|tag| tag.get("value").map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn demo_users_are_shown_only_when_the_demo_firm_is_there() {
    let (site, _) = office(ORIGIN).await;
    let page = site.ask(Ask::get("/sign-in")).await;
    assert!(demo_buttons(&page).is_empty());
    assert!(!page.body.contains("/sign-in/demo") && !page.body.contains("alfa.example"));
    for email in [EMAIL, "seller@alfa.example", "", "nobody@x.example"] {
        let answer = site
            .ask(Ask::form("/sign-in/demo", &[("email", email)]))
            .await;
        assert_eq!(answer.status.as_u16(), 422, "{email:?}");
        assert!(answer.cookies().is_empty());
    }
    assert_eq!(site.number("select count(*) from auth.session").await, 0);

    let mut owner = site.db.owner().await.expect("the owner");
    let demo = new_firm(&mut owner, "Bergslagens", true)
        .await
        .expect("the demo firm");
    for (name, email, role) in [
        ("Lisa", "lisa@demo.example", Role::ReadOnly),
        ("Johan", "johan@demo.example", Role::User),
        ("Maryam", "maryam@demo.example", Role::Administrator),
    ] {
        new_user(&mut owner, demo, name, email, role, PASSWORD)
            .await
            .expect("a demo user");
    }
    let page = site.ask(Ask::get("/sign-in?next=/companies")).await;
    assert_eq!(
        demo_buttons(&page),
        [
            "maryam@demo.example",
            "johan@demo.example",
            "lisa@demo.example"
        ]
    );
    let text = html::text(&page.body);
    assert!(
        text.contains("Administratör") && text.contains("Säljare") && text.contains("Läser bara"),
        "{text}"
    );

    let demo = Ask::form(
        "/sign-in/demo",
        &[("email", "johan@demo.example"), ("next", "/companies")],
    );
    let answer = site.ask(demo).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/companies")
    );
    let settings = site
        .ask(Ask::get("/settings").signed_in(&answer.token().expect("a token")))
        .await;
    assert!(html::text(&settings.body).contains("Johan"));
    // Real users beside it are as safe as before.
    let real = site
        .ask(Ask::form("/sign-in/demo", &[("email", EMAIL)]))
        .await;
    assert_eq!(real.status.as_u16(), 422);
    let elsewhere = Ask::form(
        "/sign-in/demo",
        &[("email", "johan@demo.example"), ("next", "//evil.example")],
    );
    assert_eq!(site.ask(elsewhere).await.location(), "/contacts");
    site.close().await;
}
