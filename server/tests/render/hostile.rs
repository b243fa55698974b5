//! Whatever is written into the firm's data stays text on every page (trust.md §1.3, case 12).

use std::collections::BTreeSet;

use domain::search::form_encode;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::common::{Answer, Ask, html};
use crate::corpus::CORPUS;
use crate::office::{Office, write_everywhere};

/// PostgreSQL keeps no NUL, and no form gets one past the check.
fn storable() -> impl Iterator<Item = &'static str> {
    CORPUS.iter().copied().filter(|text| !text.contains('\0'))
}

/// What a page may consist of: the shapes of its tags when all texts are harmless.
fn shapes(answer: &Answer) -> BTreeSet<String> {
    html::structure(&answer.body).into_iter().collect()
}

/// Addresses that a reader can be led to.
fn assert_links_are_safe(answer: &Answer, text: &str) {
    for tag in html::tags(&answer.body) {
        for name in ["href", "src", "action", "formaction", "poster", "data"] {
            let Some(address) = tag.get(name) else {
                continue;
            };
            // As a browser reads it: control characters and spaces before, tabs and line breaks anywhere.
            let read: String = address
                .chars()
                .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
                .collect();
            let read = read.trim_start_matches(|c: char| c <= ' ').to_lowercase();
            let scheme = read.split_once(':').map(|(scheme, _)| scheme);
            let harmless = match scheme {
                Some("http" | "https" | "tel" | "mailto") => true,
                Some(scheme) => scheme.contains(['/', '?', '#']),
                None => true,
            };
            assert!(
                harmless,
                "{text:?} became <{} {name}={address:?}>",
                tag.name
            );
        }
        let handler = tag
            .attributes
            .iter()
            .find(|(name, _)| name.starts_with("on") || name == "style" || name == "srcdoc");
        assert!(handler.is_none(), "{text:?} became {tag:?}");
    }
}

#[test]
fn the_corpus_is_large() {
    assert!(CORPUS.len() >= 60, "{}", CORPUS.len());
    assert_eq!(CORPUS.iter().collect::<BTreeSet<_>>().len(), CORPUS.len());
}

#[tokio::test]
async fn cards_show_hostile_texts_as_text() {
    let office = Office::open().await;
    let mut pen = office.pen().await;
    let (contact, company) = write_everywhere(&mut pen, "Ek Lind").await;
    // With and without a website, since one that leads nowhere is no link.
    let (linked, _) = write_everywhere(&mut pen, "https://lind.example/").await;
    let mut known = shapes(&office.get(format!("/contacts/{contact}")).await);
    known.extend(shapes(&office.get(format!("/companies/{company}")).await));
    known.extend(shapes(&office.get(format!("/contacts/{linked}")).await));
    for text in storable() {
        let (contact, company) = write_everywhere(&mut pen, text).await;
        for page in [
            format!("/contacts/{contact}"),
            format!("/companies/{company}"),
        ] {
            let answer = office.get(&page).await;
            assert_eq!(answer.status.as_u16(), 200, "{text:?}");
            let new: Vec<_> = shapes(&answer).difference(&known).cloned().collect();
            assert!(new.is_empty(), "{text:?} became {new:?} on {page}");
            assert_links_are_safe(&answer, text);
            let read = html::text(&answer.body);
            // The name, the comment, the note … each as it was written.
            let times = read.matches(text).count();
            assert!(times >= 6, "{text:?} is readable {times} times on {page}");
            let title = html::text_of(&answer.body, "title").expect("a title");
            assert!(
                title.contains(text),
                "{text:?} is not in the title: {title:?}"
            );
        }
    }
    office.site.close().await;
}

#[tokio::test]
async fn lists_and_panels_show_hostile_texts_as_text() {
    let office = Office::open().await;
    let mut pen = office.pen().await;
    for harmless in ["Ek Lind", "https://lind.example/"] {
        write_everywhere(&mut pen, harmless).await;
    }
    let lists = ["/contacts", "/contacts/new", "/companies"].map(str::to_owned);
    // With hits of both kinds, and without.
    let searches = ["ek", "https", "qqq"].map(|text| format!("/contacts?q={text}"));
    let mut known = BTreeSet::new();
    for page in lists.iter().chain(&searches) {
        known.extend(shapes(&office.get(page).await));
    }
    let texts: Vec<_> = storable().collect();
    // Ten at a time, so that no list gets longer than a page.
    for batch in texts.chunks(10) {
        let mut written = Vec::new();
        for text in batch {
            written.push(write_everywhere(&mut pen, text).await);
        }
        let searches = batch
            .iter()
            .map(|text| format!("/contacts?q={}", form_encode(text)));
        for page in lists.iter().cloned().chain(searches) {
            let answer = office.get(&page).await;
            assert_eq!(answer.status.as_u16(), 200, "{page}");
            let new: Vec<_> = shapes(&answer).difference(&known).cloned().collect();
            assert!(new.is_empty(), "{batch:#?} became {new:?} on {page}");
            assert_links_are_safe(&answer, &page);
        }
        throw_away(&mut pen, &written).await;
    }
    office.site.close().await;
}

/// So that the next list is as short.
async fn throw_away(pen: &mut PgConnection, written: &[(Uuid, Uuid)]) {
    sqlx::query("delete from crm.selection")
        .execute(&mut *pen)
        .await
        .expect("deleted");
    for (contact, company) in written {
        for (statement, id) in [
            (
                "update crm.contact set deleted_at = now() where id = $1",
                contact,
            ),
            (
                "update crm.company set deleted_at = now() where id = $1",
                company,
            ),
        ] {
            sqlx::query(statement)
                .bind(id)
                .execute(&mut *pen)
                .await
                .expect("trashed");
        }
    }
}

#[tokio::test]
async fn names_of_people_and_firms_are_text() {
    let office = Office::open().await;
    let mut pen = office.pen().await;
    let known = shapes(&office.get("/settings").await);
    for text in storable() {
        sqlx::query("update auth.user_account set name = $1 where id = $2")
            .bind(text)
            .bind(office.firm.seller.0)
            .execute(&mut pen)
            .await
            .expect("a name");
        sqlx::query("update auth.tenant set name = $1")
            .bind(text)
            .execute(&mut pen)
            .await
            .expect("a firm's name");
        let answer = office.get("/settings").await;
        assert_eq!(shapes(&answer), known, "{text:?}");
        assert_links_are_safe(&answer, text);
        let times = html::text(&answer.body).matches(text).count();
        assert!(times >= 3, "{text:?} is readable {times} times");
    }
    office.site.close().await;
}

#[tokio::test]
async fn a_form_that_comes_back_shows_hostile_texts_as_text() {
    let office = Office::open().await;
    let post = async |text: &str| {
        let key = Uuid::new_v4().to_string();
        let fields = [
            ("key", key.as_str()),
            ("first_name", text),
            // The last name is what is missing.
            ("last_name", ""),
            ("nickname", text),
            ("title", text),
            ("birth_date", text),
            ("language", "sv"),
            ("website", text),
            ("comment", text),
            ("phones[0][label]", text),
            ("phones[0][value]", text),
            ("emails[0][value]", text),
            ("addresses[0][street]", text),
            ("addresses[0][postcode]", text),
            ("addresses[0][city]", text),
            ("categories[]", text),
            ("owner", text),
            ("save_as", "customer"),
        ];
        office.ask(Ask::form("/contacts/new", &fields)).await
    };
    let mut known = shapes(&post("Ek Lind").await);
    // Where even a name is wrong.
    known.extend(shapes(&post("Ek\u{1}Lind").await));
    for text in CORPUS {
        let answer = post(text).await;
        assert_eq!(answer.status.as_u16(), 422, "{text:?}");
        let new: Vec<_> = shapes(&answer).difference(&known).cloned().collect();
        // A text that happens to be right has no message, which is fine; nothing may be added.
        assert!(new.is_empty(), "{text:?} became {new:?}");
        assert_links_are_safe(&answer, text);
        for name in [
            "first_name",
            "nickname",
            "title",
            "birth_date",
            "website",
            "comment",
            "phones[0][value]",
            "emails[0][value]",
            "addresses[0][street]",
            "addresses[0][postcode]",
            "addresses[0][city]",
        ] {
            let shown = html::value_of(&answer.body, name);
            assert_eq!(shown.as_deref(), Some(*text), "{name}");
        }
    }
    office.site.close().await;
}

#[tokio::test]
async fn the_sign_in_page_shows_hostile_texts_as_text() {
    let office = Office::open().await;
    let get = async |text: &str| {
        office
            .site
            .ask(Ask::get(format!("/sign-in?next={}", form_encode(text))))
            .await
    };
    let known = shapes(&get("/contacts").await);
    for (at, text) in CORPUS.iter().enumerate() {
        let answer = get(text).await;
        assert_eq!(shapes(&answer), known, "{text:?}");
        assert_eq!(html::value_of(&answer.body, "next").as_deref(), Some(*text));
        // Ten networks, so that no one of them is stopped.
        let from = [203, 0, 113, u8::try_from(at % 10).expect("small")];
        let form = [("email", *text), ("password", *text), ("next", *text)];
        let answer = office
            .site
            .ask(Ask::form("/sign-in", &form).from(from))
            .await;
        assert_links_are_safe(&answer, text);
        assert!(
            !answer.status.is_redirection() && !answer.status.is_server_error(),
            "{text:?}: {}",
            answer.status
        );
        assert_eq!(
            html::value_of(&answer.body, "email").as_deref(),
            Some(*text)
        );
        // What was typed as a password is nowhere: not even where the browser would fill it in.
        assert_eq!(
            html::value_of(&answer.body, "password").as_deref(),
            Some("")
        );
    }
    office.site.close().await;
}
