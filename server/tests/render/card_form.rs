//! The form of a whole card without JavaScript: refused, and nothing lost; in both languages.

use domain::user::Language;
use uuid::Uuid;

use crate::common::form::{fields, filled, pairs};
use crate::common::{Ask, html};
use crate::office::Office;

const HOSTILE: &str = "\"Pärlan\" </textarea><script>alert(1)</script>";

async fn contact(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let mut pen = office.pen().await;
    for statement in [
        "insert into crm.contact (id, last_name, title, comment) values ($1, 'Ek', 'Säljare', E'Ett\ntvå')",
        "insert into crm.contact_point (contact_id, kind, value, target) values ($1, 'phone', '070-174 06 12', '+46701740612')",
        "insert into crm.address (contact_id, street, city) values ($1, 'Tallstigen 9', 'Mora')",
    ] {
        sqlx::query(statement)
            .bind(id)
            .execute(&mut pen)
            .await
            .expect("a contact");
    }
    id
}

#[tokio::test]
async fn a_card_that_did_not_pass_comes_back_as_it_was_typed() {
    let office = Office::open().await;
    let id = contact(&office).await;
    let action = format!("/contacts/{id}/edit");
    for (language, title, required) in [
        (Language::Sv, "Redigera Ek", "Fyll i det här fältet."),
        (Language::En, "Edit Ek", "Fill in this field."),
    ] {
        office.speak(language).await;
        let page = office.get(&action).await;
        assert!(html::text(&page.body).contains(title));
        let last_name = format!("contact.{id}.last_name");
        let typed = [
            (&*last_name, ""),
            (&*format!("contact.{id}.title"), HOSTILE),
            (&*format!("contact.{id}.comment"), HOSTILE),
            ("new.email.0.value", "asa@ek.example"),
            ("new.address.0.postcode", "793 31"),
        ]
        .map(|(name, value)| (name.to_owned(), value));
        let typed: Vec<(&str, &str)> = typed
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect();
        let sent = filled(&fields(&page.body, &action), &typed);
        let answer = office.ask(Ask::form(&action, &pairs(&sent))).await;
        assert_eq!(answer.status.as_u16(), 422);
        assert!(html::text(&answer.body).contains(required));
        let (mut shown, mut expected) = (fields(&answer.body, &action), sent);
        shown.sort();
        expected.sort();
        assert_eq!(shown, expected, "what comes back is not what was sent");
        let tags = html::tags(&answer.body);
        let wrong = last_name.replace('.', "-");
        let control = tags
            .iter()
            .find(|tag| tag.get("id") == Some(&*wrong))
            .expect("the control");
        assert_eq!(control.get("aria-invalid"), Some("true"));
        let link = format!("#{wrong}");
        assert!(
            tags.iter().any(|tag| tag.get("href") == Some(&*link)),
            "the summary leads to it"
        );
    }
    office.site.close().await;
}

#[tokio::test]
async fn an_untouched_form_changes_nothing() {
    let office = Office::open().await;
    let id = contact(&office).await;
    let action = format!("/contacts/{id}/edit");
    let before = office
        .site
        .number("select count(*) from journal.change")
        .await;
    let sent = fields(&office.get(&action).await.body, &action);
    let answer = office.ask(Ask::form(&action, &pairs(&sent))).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", html::text(&answer.body));
    assert!(
        answer
            .location()
            .starts_with(&format!("/contacts/{id}?saved="))
    );
    assert_eq!(
        office
            .site
            .number("select count(*) from journal.change")
            .await,
        before
    );
    office.site.close().await;
}

#[tokio::test]
async fn a_form_that_comes_after_the_session_is_kept() {
    let office = Office::open().await;
    let action = format!("/contacts/{}/edit", Uuid::now_v7());
    let sent = [("contact.x.title", HOSTILE), ("key", "k")];
    let answer = office.site.ask(Ask::form(&action, &sent)).await;
    assert_eq!(answer.status.as_u16(), 401);
    assert_eq!(
        fields(&answer.body, &action),
        sent.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    office.site.close().await;
}
