//! Every page in both languages is sound: what stands round it, and what it refers to.

use domain::user::Language;

use crate::common::{Ask, Site};
use crate::office::{Office, write_everywhere};
use crate::sound::check;

/// Path, status, and what the title begins with in Swedish and English.
type Page = (String, u16, &'static str, &'static str);

fn pages(contact: &str, company: &str) -> Vec<Page> {
    let page = |path: &str, status, sv, en| (path.to_owned(), status, sv, en);
    vec![
        page("/contacts", 200, "Kontakter", "Contacts"),
        page("/contacts?q=ek", 200, "Kontakter", "Contacts"),
        page("/contacts?q=finns-inte", 200, "Kontakter", "Contacts"),
        page(
            "/contacts?population=trash&how=exact",
            200,
            "Kontakter",
            "Contacts",
        ),
        page("/contacts/new", 200, "Ny kontakt", "New contact"),
        page(contact, 200, "Ek Ek", "Ek Ek"),
        page(&format!("{contact}?saved"), 200, "Ek Ek", "Ek Ek"),
        page(
            "/contacts/0197c7a0-0000-7000-8000-000000000000",
            404,
            "Sidan finns inte",
            "There is no such page",
        ),
        page("/companies", 200, "Företag", "Companies"),
        page("/companies?q=ek", 200, "Företag", "Companies"),
        page(company, 200, "Ek", "Ek"),
        page(
            "/companies/nonsense",
            404,
            "Sidan finns inte",
            "There is no such page",
        ),
        page("/settings", 200, "Inställningar", "Settings"),
        page("/nowhere", 404, "Sidan finns inte", "There is no such page"),
        page("/dev/ui", 200, "", ""),
    ]
}

#[tokio::test]
async fn every_page_is_sound_in_both_languages() {
    let office = Office::open().await;
    let (contact, company) = write_everywhere(&mut office.pen().await, "Ek").await;
    let mut faults = Vec::new();
    for language in [Language::Sv, Language::En] {
        office.speak(language).await;
        for (path, status, sv, en) in pages(
            &format!("/contacts/{contact}"),
            &format!("/companies/{company}"),
        ) {
            // Outside the signed-in part, the language is the browser's.
            let answer = office
                .ask(Ask::get(&path).with("accept-language", language.as_str()))
                .await;
            let title = if language == Language::Sv { sv } else { en };
            let found = check(&answer, status, language, title);
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{path} ({}): {fault}", language.as_str())),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    office.site.close().await;
}

#[tokio::test]
async fn the_sign_in_page_is_sound_in_both_languages() {
    let site = Site::new().await;
    for (language, title) in [(Language::Sv, "Logga in"), (Language::En, "Sign in")] {
        let by_browser = site
            .ask(Ask::get("/sign-in").with("accept-language", language.as_str()))
            .await;
        let cookie = format!("kundkort-language={}", language.as_str());
        let by_cookie = site
            .ask(
                Ask::get("/sign-in")
                    .with("cookie", &cookie)
                    .with("accept-language", "de"),
            )
            .await;
        let refused = site
            .ask(
                Ask::form("/sign-in", &[("email", "a@b.example"), ("password", "x")])
                    .with("cookie", &cookie),
            )
            .await;
        for (answer, status) in [(by_browser, 200), (by_cookie, 200), (refused, 422)] {
            let faults = check(&answer, status, language, title);
            assert!(faults.is_empty(), "{}: {faults:#?}", language.as_str());
        }
    }
    site.close().await;
}
