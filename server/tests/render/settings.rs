//! Settings as forms without JavaScript.

use http::StatusCode;
use store::admin::user_add;

use crate::common::form::{fields, filled, pairs};
use crate::common::{Answer, Ask, html};
use crate::office::Office;
use crate::sound::check;

async fn admin_asks(office: &Office, ask: Ask) -> Answer {
    let token = office.token_of(office.firm.admin).await;
    office.site.ask(ask.signed_in(&token)).await
}

/// The form of a page, sent with some of it filled in otherwise.
async fn send(office: &Office, path: &str, page: &Answer, with: &[(&str, &str)]) -> Answer {
    let fields = filled(&fields(&page.body, path), with);
    admin_asks(office, Ask::form(path, &pairs(&fields))).await
}

#[tokio::test]
async fn the_firm_is_kept_and_a_clash_loses_nothing() {
    let office = Office::open().await;
    const PATH: &str = "/settings/firm";
    let mine = admin_asks(&office, Ask::get(PATH)).await;
    let theirs = admin_asks(&office, Ask::get(PATH)).await;
    let wrong = send(
        &office,
        PATH,
        &mine,
        &[("bankgiro", "123"), ("city", "Säter")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html::text(&wrong.body).contains("sju eller åtta siffror"));
    let kept = fields(&wrong.body, PATH);
    assert!(
        kept.contains(&("city".into(), "Säter".into()))
            && kept.contains(&("bankgiro".into(), "123".into()))
    );

    let saved = send(
        &office,
        PATH,
        &theirs,
        &[("city", "Hedemora"), ("organisation_number", "5560360793")],
    )
    .await;
    assert_eq!(
        (saved.status.as_u16(), saved.location()),
        (303, "/settings/firm?done=saved")
    );
    let clash = send(&office, PATH, &wrong, &[("bankgiro", "5050-1055")]).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = html::text(&clash.body);
    assert!(
        text.contains("Någon annan") && text.contains("Hedemora"),
        "{text}"
    );
    assert!(fields(&clash.body, PATH).contains(&("city".into(), "Säter".into())));
    let again = send(&office, PATH, &clash, &[]).await;
    assert_eq!(again.status.as_u16(), 303, "saving again keeps mine");
    let now = fields(&admin_asks(&office, Ask::get(PATH)).await.body, PATH);
    for (name, value) in [
        ("city", "Säter"),
        ("organisation_number", "556036-0793"),
        ("bankgiro", "5050-1055"),
    ] {
        assert!(
            now.contains(&(name.into(), value.into())),
            "{name}: {now:?}"
        );
    }
    office.site.close().await;
}

#[tokio::test]
async fn a_seller_is_told_that_it_is_for_administrators() {
    let office = Office::open().await;
    for path in ["/settings/users", "/settings/firm", "/settings/series"] {
        let answer = office.get(path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(html::text(&answer.body).contains("Bara för administratörer"));
    }
    let own = html::text(&office.get("/settings").await.body);
    assert!(
        own.contains("Säkerhet") && !own.contains("Kundnummer"),
        "{own}"
    );
    office.site.close().await;
}

#[tokio::test]
async fn whoever_owns_something_is_not_taken_out_of_use_unasked() {
    let office = Office::open().await;
    sqlx::query("insert into crm.contact (last_name) values ('Ek')")
        .execute(&mut office.pen().await)
        .await
        .expect("a contact");
    let path = format!("/settings/users/{}", office.firm.seller);
    let page = admin_asks(&office, Ask::get(&path)).await;
    assert!(html::text(&page.body).contains("1 kontakter"));
    let unasked = admin_asks(
        &office,
        Ask::form(&path, &[("act", "deactivate"), ("heir", "")]),
    )
    .await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.get("/contacts").await.status.as_u16(), 200);
    let heir = office.firm.colleague.to_string();
    let done = admin_asks(
        &office,
        Ask::form(&path, &[("act", "deactivate"), ("heir", &heir)]),
    )
    .await;
    assert_eq!(done.status.as_u16(), 303);
    assert_eq!(
        office.get("/contacts").await.status.as_u16(),
        303,
        "out at once"
    );
    let told = admin_asks(&office, Ask::get(done.location())).await;
    let text = html::text(&told.body);
    assert!(
        text.contains("1 kontakter och 0 företag har ny ägare"),
        "{text}"
    );
    let undo = fields(&told.body, "/undo");
    let undone = admin_asks(&office, Ask::form("/undo", &pairs(&undo))).await;
    assert!(
        undone.location().starts_with(&path),
        "{}",
        undone.location()
    );
    let back = admin_asks(&office, Ask::get(undone.location())).await;
    let text = html::text(&back.body);
    assert!(
        text.contains("Överlämningen är ångrad. Allt") && text.contains("1 kontakter"),
        "{text}"
    );
    office.site.close().await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let office = Office::open().await;
    let path = format!("/settings/users/{}", office.firm.admin);
    for ask in [
        [("act", "role"), ("role", "user")],
        [("act", "deactivate"), ("heir", "leave")],
        [("act", "link"), ("role", "")],
    ] {
        let answer = admin_asks(&office, Ask::form(&path, &ask)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{ask:?}");
        assert!(html::text(&answer.body).contains("en annan administratör"));
    }
    office.site.close().await;
}

#[tokio::test]
async fn a_changed_password_gives_this_browser_another_token() {
    let office = Office::open().await;
    let (email, old, new) = ("astrid@alfa.example", "hjortron på myren", "korv med mos");
    user_add(
        &office.site.db.owner_url,
        "Alfa",
        "Astrid Ek",
        email,
        domain::user::Role::User,
        old,
    )
    .await
    .expect("a user");
    let sign_in = || {
        Ask::form(
            "/sign-in",
            &[("email", email), ("password", old), ("remember", "true")],
        )
    };
    let here = office.site.ask(sign_in()).await.token().expect("here");
    let there = office.site.ask(sign_in()).await.token().expect("there");
    let change = |current: &str, password: &str, repeat: &str| {
        let fields = [
            ("act", "password"),
            ("current", current),
            ("password", password),
            ("repeat", repeat),
        ];
        Ask::form("/settings/security", &fields).signed_in(&here)
    };
    for (ask, told) in [
        (change("fel", new, new), "inte ditt nuvarande"),
        (
            change(old, "lösenord1234", "lösenord1234"),
            "lätt att gissa",
        ),
        (change(old, new, old), "inte lika"),
        (change("", new, new), "Fyll i"),
    ] {
        let answer = office.site.ask(ask).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        let text = html::text(&answer.body);
        assert!(text.contains(told), "{told}: {text}");
        assert!(
            !answer.body.contains(old) && !answer.body.contains(new),
            "no password comes back"
        );
    }
    let done = office.site.ask(change(old, new, new)).await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/settings/security?done=password")
    );
    assert!(
        done.cookies()[0].contains("Max-Age=2592000"),
        "remembered as before: {:?}",
        done.cookies()
    );
    let renewed = done.token().expect("another token");
    for (token, status) in [(&here, 303), (&there, 303), (&renewed, 200)] {
        let answer = office
            .site
            .ask(Ask::get("/settings/security").signed_in(token))
            .await;
        assert_eq!(answer.status.as_u16(), status);
    }
    office.site.close().await;
}

#[tokio::test]
async fn the_series_is_raised_and_says_how_far() {
    let office = Office::open().await;
    const PATH: &str = "/settings/series";
    for wrong in ["", "ett", "10000", "1e9", "-5", "9999999999999999999999"] {
        let answer = admin_asks(&office, Ask::form(PATH, &[("next", wrong)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(html::text(&answer.body).contains("10\u{a0}001"), "{wrong}");
    }
    let raised = admin_asks(&office, Ask::form(PATH, &[("next", "20 000")])).await;
    assert_eq!(raised.location(), "/settings/series?done=saved");
    assert!(html::text(&admin_asks(&office, Ask::get(PATH)).await.body).contains("20000"));
    office.site.close().await;
}

/// What stands in an address is drawn as text, and no undo of nonsense is offered.
#[tokio::test]
async fn an_address_that_tells_of_what_was_not_done_is_harmless() {
    let office = Office::open().await;
    for query in [
        "done=handed&contacts=1&companies=1&command=%22%3E%3Cscript%3E",
        "done=%3Cscript%3E",
        "done=handed&contacts=x",
        "%",
    ] {
        let answer = office.get(format!("/settings/account?{query}")).await;
        assert_eq!(answer.status.as_u16(), 200, "{query}");
        assert!(
            !answer.body.contains("<script>") && !answer.body.contains("/undo"),
            "{query}"
        );
    }
    office.site.close().await;
}

#[tokio::test]
async fn every_page_is_sound_in_both_languages_also_with_a_hostile_colleague() {
    use domain::user::Language;
    let office = Office::open().await;
    let hostile = "\"><img src=x onerror=alert(1)>{{7*7}}</title><script>alert(1)</script>";
    sqlx::query("update auth.user_account set name = $1 where id = $2")
        .bind(hostile)
        .bind(office.firm.seller.0)
        .execute(&mut office.site.db.owner().await.expect("the owner"))
        .await
        .expect("a name");
    let token = office.token_of(office.firm.admin).await;
    let session = store::Session::new(office.site.store.clone(), token.clone());
    let one = format!("/settings/users/{}", office.firm.seller);
    let mut faults = Vec::new();
    for language in [Language::Sv, Language::En] {
        store::auth::set_language(&session, language)
            .await
            .expect("a language");
        for (path, sv, en) in [
            ("/settings", "Inställningar", "Settings"),
            ("/settings/account", "Mitt konto", "My account"),
            ("/settings/appearance", "Utseende", "Appearance"),
            ("/settings/security", "Säkerhet", "Security"),
            ("/settings/users", "Användare", "Users"),
            (&one, "\">", "\">"),
            ("/settings/firm", "Firman", "The firm"),
            ("/settings/series", "Kundnummer", "Customer numbers"),
        ] {
            let answer = office.site.ask(Ask::get(path).signed_in(&token)).await;
            let title = if language == Language::Sv { sv } else { en };
            let mut found = check(&answer, 200, language, title);
            let scripts = html::tags(&answer.body)
                .iter()
                .filter(|tag| tag.name == "img")
                .count();
            if scripts > 0 || answer.body.contains("<script>alert") {
                found.push("a hostile name is drawn as more than text".to_owned());
            }
            faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    office.site.close().await;
}
