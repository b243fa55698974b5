//! Every page in both languages: what stands round it is right.

use std::collections::BTreeSet;

use domain::user::Language;

use crate::common::{Answer, Ask, Site, html};
use crate::office::{Office, write_everywhere};

/// Path, status, and what the title begins with in Swedish and English.
type Page = (String, u16, &'static str, &'static str);

fn pages(contact: &str, company: &str) -> Vec<Page> {
    let page = |path: &str, status, sv, en| (path.to_owned(), status, sv, en);
    vec![
        page("/contacts", 200, "Kontakter", "Contacts"),
        page("/contacts?q=ek", 200, "Kontakter", "Contacts"),
        page("/contacts?q=finns-inte", 200, "Kontakter", "Contacts"),
        page("/contacts?population=trash&how=exact", 200, "Kontakter", "Contacts"),
        page("/contacts/new", 200, "Ny kontakt", "New contact"),
        page(contact, 200, "Ek Ek", "Ek Ek"),
        page(&format!("{contact}?saved"), 200, "Ek Ek", "Ek Ek"),
        page("/contacts/0197c7a0-0000-7000-8000-000000000000", 404, "Sidan finns inte", "There is no such page"),
        page("/companies", 200, "Företag", "Companies"),
        page("/companies?q=ek", 200, "Företag", "Companies"),
        page(company, 200, "Ek", "Ek"),
        page("/companies/nonsense", 404, "Sidan finns inte", "There is no such page"),
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
        for (path, status, sv, en) in pages(&format!("/contacts/{contact}"), &format!("/companies/{company}")) {
            // Outside the signed-in part, the language is the browser's.
            let answer = office.ask(Ask::get(&path).with("accept-language", language.as_str())).await;
            let title = if language == Language::Sv { sv } else { en };
            let found = check(&answer, status, language, title);
            faults.extend(found.into_iter().map(|fault| format!("{path} ({}): {fault}", language.as_str())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    office.site.close().await;
}

#[tokio::test]
async fn the_sign_in_page_is_sound_in_both_languages() {
    let site = Site::new().await;
    for (language, title) in [(Language::Sv, "Logga in"), (Language::En, "Sign in")] {
        let by_browser = site.ask(Ask::get("/sign-in").with("accept-language", language.as_str())).await;
        let cookie = format!("kundkort-language={}", language.as_str());
        let by_cookie = site.ask(Ask::get("/sign-in").with("cookie", &cookie).with("accept-language", "de")).await;
        let refused = site.ask(Ask::form("/sign-in", &[("email", "a@b.example"), ("password", "x")]).with("cookie", &cookie)).await;
        for (answer, status) in [(by_browser, 200), (by_cookie, 200), (refused, 422)] {
            let faults = check(&answer, status, language, title);
            assert!(faults.is_empty(), "{}: {faults:#?}", language.as_str());
        }
    }
    site.close().await;
}

fn check(answer: &Answer, status: u16, language: Language, title: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut demand = |holds: bool, fault: String| {
        if !holds {
            faults.push(fault);
        }
    };
    demand(answer.status.as_u16() == status, format!("status {}", answer.status));
    demand(answer.header("content-type").starts_with("text/html"), answer.header("content-type").to_owned());
    let tags = html::tags(&answer.body);
    let lang = tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang"));
    demand(lang == Some(language.as_str()), format!("lang {lang:?}"));
    let found = html::text_of(&answer.body, "title").unwrap_or_default();
    demand(found.starts_with(title) && found.ends_with("Kundkort"), format!("title {found:?}"));
    let h1 = tags.iter().filter(|tag| tag.name == "h1").count();
    demand(h1 == 1, format!("{h1} h1"));
    let mains = tags.iter().filter(|tag| tag.name == "main").count();
    demand(mains == 1, format!("{mains} main"));
    faults.extend(names(&tags));
    faults.extend(policy(answer, &tags));
    faults
}

/// Ids are unique, and what refers to one finds it.
fn names(tags: &[html::Tag]) -> Vec<String> {
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    let mut faults = Vec::new();
    if unique.len() != ids.len() {
        let twice: BTreeSet<&&str> = ids.iter().filter(|id| ids.iter().filter(|other| other == id).count() > 1).collect();
        faults.push(format!("ids that are there twice: {twice:?}"));
    }
    for tag in tags {
        for name in ["for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"] {
            let ids = tag.get(name).unwrap_or_default().split_whitespace();
            let lost: Vec<_> = ids.filter(|id| !unique.contains(id)).collect();
            if !lost.is_empty() {
                faults.push(format!("<{} {name}> refers to {lost:?}", tag.name));
            }
        }
        let local = tag.get("href").and_then(|href| href.strip_prefix('#'));
        if let Some(lost) = local.filter(|id| !id.is_empty() && !unique.contains(id)) {
            faults.push(format!("a link leads to #{lost}"));
        }
    }
    faults
}

/// Scripts by nonce only, nothing inline, and headers that say so.
fn policy(answer: &Answer, tags: &[html::Tag]) -> Vec<String> {
    let mut faults = Vec::new();
    for tag in tags {
        let inline = tag.attributes.iter().find(|(name, _)| name == "style" || name.starts_with("on"));
        if let Some((name, _)) = inline {
            faults.push(format!("<{}> has {name}=", tag.name));
        }
        if tag.name == "style" {
            faults.push("<style> is there".to_owned());
        }
        let data = matches!(tag.get("type"), Some("application/json"));
        if tag.name == "script" && !data && tag.get("nonce") != answer.nonce() {
            faults.push(format!("a script without the nonce: {tag:?}"));
        }
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "style-src 'self';"] {
        if !policy.contains(part) {
            faults.push(format!("no {part} in {policy:?}"));
        }
    }
    for part in ["unsafe-inline", "'unsafe-eval'", "script-src 'self'", "*"] {
        if policy.contains(part) {
            faults.push(format!("{part} in {policy:?}"));
        }
    }
    if answer.nonce().is_none_or(|nonce| nonce.len() < 20) {
        faults.push(format!("nonce {:?}", answer.nonce()));
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "private, no-store"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        if answer.header(name) != value {
            faults.push(format!("{name}: {:?}", answer.header(name)));
        }
    }
    faults
}

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
        html::tags(&page.body).iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("data-theme").map(str::to_owned))
    };
    assert_eq!(theme().await, None);
    for chosen in ["dark", "light"] {
        let answer = office.ask(Ask::form("/theme", &[("theme", chosen), ("next", "/settings")])).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/settings"));
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
        html::tags(&answer.body).iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang").map(str::to_owned))
    };
    let answer = office.ask(Ask::form("/language", &[("language", "en"), ("next", "/settings")])).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/settings"));
    assert_eq!(lang(&office.get("/settings").await).as_deref(), Some("en"));
    let cookie = answer.cookies()[0].split(';').next().expect("a pair").to_owned();
    assert_eq!(cookie, "kundkort-language=en");
    let stranger = office.site.ask(Ask::get("/sign-in").with("cookie", &cookie)).await;
    assert_eq!(lang(&stranger).as_deref(), Some("en"));
    let nonsense = office.ask(Ask::form("/language", &[("language", "no")])).await;
    assert_eq!(nonsense.status.as_u16(), 422);
    office.site.close().await;
}

#[tokio::test]
async fn development_pages_are_for_development() {
    let site = Site::with(crate::common::ORIGIN, false).await;
    let answer = site.ask(Ask::get("/dev/ui")).await;
    assert_eq!(answer.status.as_u16(), 404, "{}", answer.location());
    site.close().await;
}

/// The application's routes are more lenient than the server's: what the server does not know must
/// not be drawn past its guard.
#[tokio::test]
async fn an_address_that_is_nearly_one_is_none() {
    let office = Office::open().await;
    for (path, to) in [("/contacts/", "/contacts"), ("/settings/", "/settings"), ("/companies/", "/companies")] {
        let answer = office.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (308, to));
    }
    for path in ["//contacts", "/contacts//new", "//evil.example/", "/\\evil.example/", "/dev", "/Contacts", "/contacts/new/x", "/sign-in//"] {
        for answer in [office.get(path).await, office.site.ask(Ask::get(path)).await] {
            assert_eq!(answer.status.as_u16(), 404, "{path} {}", answer.location());
            assert_eq!(html::text_of(&answer.body, "h1").as_deref(), Some("Sidan finns inte"), "{path}");
        }
    }
    office.site.close().await;
}
