//! The new-contact form without JavaScript: refused, and nothing lost.

use domain::user::Language;
use uuid::Uuid;

use crate::common::form::{fields, filled, pairs};
use crate::common::{Answer, Ask, html};
use crate::form::{ACTION, send};
use crate::office::Office;

#[tokio::test]
async fn a_form_that_did_not_pass_comes_back_as_it_was_typed() {
    let office = Office::open().await;
    let category = Uuid::now_v7();
    sqlx::query("insert into crm.category (id, name) values ($1, 'Villaägare')")
        .bind(category)
        .execute(&mut office.pen().await)
        .await
        .expect("a category");
    let (category, owner) = (category.to_string(), office.firm.colleague.to_string());
    let wrong = [
        ("first_name", "  Åsa \"Pärlan\""),
        ("last_name", ""),
        ("nickname", "Å <b>"),
        ("title", "Chef & 'bas'"),
        ("birth_date", "23/4 1985"),
        ("language", "en"),
        ("website", "ek dot example"),
        ("comment", "\nEtt\n\nTvå </textarea>"),
        ("phones[0][label]", "home"),
        ("phones[0][value]", "070-noll"),
        ("phones[1][label]", "work"),
        ("phones[1][value]", "0247-640 00 00 00 00 00"),
        ("emails[0][label]", "invoice"),
        ("emails[0][value]", "asa@"),
        ("emails[1][label]", "other"),
        ("emails[1][value]", "asa@ek.example"),
        ("addresses[0][street]", "Tallstigen 9"),
        ("addresses[0][postcode]", "79"),
        ("addresses[0][city]", "Leksand"),
        ("categories[]", &category),
        ("owner", &owner),
        ("private", "true"),
    ];
    for (language, required, email) in [
        (
            Language::Sv,
            "Fyll i det här fältet.",
            "Skriv till exempel namn@foretag.se.",
        ),
        (
            Language::En,
            "Fill in this field.",
            "Write for example name@company.com.",
        ),
    ] {
        office.speak(language).await;
        let sent = filled(&fields(&office.get(ACTION).await.body, ACTION), &wrong);
        let key = sent
            .iter()
            .find(|(name, _)| name == "key")
            .expect("a key")
            .1
            .clone();
        let answer = office
            .ask(Ask::form(
                ACTION,
                &pairs(&filled(&sent, &[("save_as", "contact")])),
            ))
            .await;
        assert_eq!(answer.status.as_u16(), 422);
        let mut shown = fields(&answer.body, ACTION);
        let mut expected = sent.clone();
        shown.sort();
        expected.sort();
        assert_eq!(shown, expected, "what comes back is not what was sent");
        assert_eq!(
            html::value_of(&answer.body, "key").as_deref(),
            Some(key.as_str())
        );
        assert_messages(&answer, required, email);
    }
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        0
    );
    assert_eq!(
        office
            .site
            .number("select count(*) from crm.idempotency")
            .await,
        0
    );
    office.site.close().await;
}

/// Each wrong field has its message, says that it is wrong, and the summary leads to it.
fn assert_messages(answer: &Answer, required: &str, email: &str) {
    let text = html::text(&answer.body);
    assert!(text.contains(required) && text.contains(email), "{text}");
    let tags = html::tags(&answer.body);
    for field in [
        "last_name",
        "birth_date",
        "website",
        "phones-0-value",
        "phones-1-value",
        "emails-0-value",
        "addresses-0-postcode",
    ] {
        let control = tags
            .iter()
            .find(|tag| tag.get("id") == Some(field))
            .unwrap_or_else(|| panic!("no {field}"));
        assert_eq!(control.get("aria-invalid"), Some("true"), "{field}");
        let message = format!("{field}-error");
        assert!(
            control
                .get("aria-describedby")
                .unwrap_or_default()
                .split(' ')
                .any(|id| id == message),
            "{field}"
        );
        let link = format!("#{field}");
        assert!(
            tags.iter().any(|tag| tag.get("href") == Some(&link)),
            "the summary does not lead to {field}"
        );
    }
    for field in ["first_name", "emails-1-value"] {
        let control = tags
            .iter()
            .find(|tag| tag.get("id") == Some(field))
            .unwrap_or_else(|| panic!("no {field}"));
        assert_eq!(control.get("aria-invalid"), None, "{field}");
    }
}

#[tokio::test]
async fn a_form_that_came_back_can_be_mended_and_saved() {
    let office = Office::open().await;
    let refused = send(
        &office,
        &[("first_name", "Åsa"), ("comment", "Viktigt")],
        "contact",
    )
    .await;
    assert_eq!(refused.status.as_u16(), 422);
    let mended = filled(
        &fields(&refused.body, ACTION),
        &[("last_name", "Lind"), ("save_as", "contact")],
    );
    let saved = office.ask(Ask::form(ACTION, &pairs(&mended))).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.body);
    let card = html::text(&office.get(saved.location()).await.body);
    assert!(
        card.contains("Åsa Lind") && card.contains("Viktigt"),
        "{card}"
    );
    office.site.close().await;
}

#[tokio::test]
async fn whoever_may_only_read_is_told_so() {
    let office = Office::open().await;
    let reader = office.token_of(office.firm.reader).await;
    let form = [
        ("key", Uuid::new_v4().to_string()),
        ("last_name", "Lind".to_owned()),
    ];
    let form: Vec<_> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let answer = office
        .site
        .ask(Ask::form(ACTION, &form).signed_in(&reader))
        .await;
    assert_eq!(answer.status.as_u16(), 403);
    assert!(html::text(&answer.body).contains("Du får läsa men inte ändra."));
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        0
    );
    // Nor is the reader led there, and whoever comes there anyway finds no form.
    let page = office.site.ask(Ask::get(ACTION).signed_in(&reader)).await;
    assert_eq!(html::value_of(&page.body, "last_name"), None);
    assert!(html::text(&page.body).contains("Du får läsa men inte ändra."));
    let list = office
        .site
        .ask(Ask::get("/contacts").signed_in(&reader))
        .await;
    assert!(
        !html::tags(&list.body)
            .iter()
            .any(|tag| tag.get("href").is_some_and(|href| href.starts_with(ACTION)))
    );
    office.site.close().await;
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let office = Office::open().await;
    let kind = "application/x-www-form-urlencoded";
    let deep = format!("phones{}=x", "[0]".repeat(200));
    for body in [
        "phones[0][value][x][y][z][w]=1",
        "%ff%fe=1",
        "categories=1&categories[0]=2",
        deep.as_str(),
        "private=maybe",
    ] {
        let answer = office.ask(Ask::body(ACTION, kind, body.to_owned())).await;
        assert!(answer.status.is_client_error(), "{body}: {}", answer.status);
    }
    let huge = format!(
        "key={}&last_name=x&comment={}",
        Uuid::new_v4(),
        "a".repeat(2 * 1024 * 1024)
    );
    assert_eq!(
        office
            .ask(Ask::body(ACTION, kind, huge))
            .await
            .status
            .as_u16(),
        413
    );
    let long = format!(
        "key={}&last_name=x&comment={}",
        Uuid::new_v4(),
        "a".repeat(10_001)
    );
    let answer = office.ask(Ask::body(ACTION, kind, long)).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert_eq!(
        html::value_of(&answer.body, "comment").map(|text| text.len()),
        Some(10_001)
    );
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        0
    );
    office.site.close().await;
}
