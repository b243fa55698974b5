//! The new-contact form without JavaScript: filled in and saved.

use uuid::Uuid;

use crate::common::form::{fields, filled, pairs};
use crate::common::{Answer, Ask, html};
use crate::office::Office;

pub(super) const ACTION: &str = "/contacts/new";

/// The form as it comes, with its fields filled in, and one of its buttons pressed.
pub(super) async fn send(office: &Office, typed: &[(&str, &str)], button: &str) -> Answer {
    let page = office.get(ACTION).await;
    let form = filled(&fields(&page.body, ACTION), typed);
    let form = filled(&form, &[("save_as", button)]);
    office.ask(Ask::form(ACTION, &pairs(&form))).await
}

pub(super) const EVERYTHING: &[(&str, &str)] = &[
    ("first_name", "Åsa"),
    ("last_name", "Ek & Söner"),
    ("nickname", "Åsis"),
    ("title", "Inköpschef"),
    ("birth_date", "1985-04-23"),
    ("language", "sv"),
    ("website", "www.ek.example"),
    ("comment", "Första raden\nAndra raden"),
    ("phones[0][label]", "home"),
    ("phones[0][value]", "070-174 06 58"),
    ("emails[0][label]", "home"),
    ("emails[0][value]", "asa@ek.example"),
    ("addresses[0][street]", "Tallstigen 9"),
    ("addresses[0][postcode]", "793 31"),
    ("addresses[0][city]", "Leksand"),
    ("private", "true"),
];

#[tokio::test]
async fn the_form_works_without_javascript() {
    let office = Office::open().await;
    let page = office.get(ACTION).await;
    let tags = html::tags(&page.body);
    let form = tags
        .iter()
        .find(|tag| tag.name == "form" && tag.get("action") == Some(ACTION))
        .expect("the form");
    assert_eq!(form.get("method"), Some("post"));
    let fields = fields(&page.body, ACTION);
    for name in [
        "key",
        "first_name",
        "last_name",
        "comment",
        "phones[0][value]",
        "emails[0][label]",
        "owner",
    ] {
        assert_eq!(
            fields.iter().filter(|(found, _)| found == name).count(),
            1,
            "{name}"
        );
    }
    let key = |page: &Answer| html::value_of(&page.body, "key").expect("a key");
    Uuid::parse_str(&key(&page)).expect("a UUID");
    assert_ne!(
        key(&page),
        key(&office.get(ACTION).await),
        "each form has a key of its own"
    );
    let buttons: Vec<_> = tags
        .iter()
        .filter(|tag| tag.get("name") == Some("save_as"))
        .filter_map(|tag| tag.get("value"))
        .collect();
    assert_eq!(buttons, ["contact", "customer"]);
    assert!(
        tags.iter()
            .filter(|tag| tag.get("name") == Some("save_as"))
            .all(|tag| tag.get("type") == Some("submit"))
    );
    office.site.close().await;
}

#[tokio::test]
async fn what_is_saved_stands_on_the_card() {
    let office = Office::open().await;
    let answer = send(&office, EVERYTHING, "contact").await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.body);
    let to = answer.location().to_owned();
    assert!(
        to.starts_with("/contacts/") && to.contains("?saved="),
        "{to}"
    );
    let card = office.get(&to).await;
    let text = html::text(&card.body);
    for shown in [
        "Åsa Ek & Söner",
        "Åsis",
        "Inköpschef",
        "www.ek.example",
        "Första raden\nAndra raden",
        "070-174 06 58",
        "asa@ek.example",
        "Tallstigen 9, 793 31 Leksand",
        "är sparad.",
        "Privat (dold för kollegor)",
    ] {
        assert!(text.contains(shown), "{shown:?} is not on the card: {text}");
    }
    let links: Vec<String> = html::tags(&card.body)
        .iter()
        .filter_map(|tag| tag.get("href").map(str::to_owned))
        .collect();
    for link in ["tel:+46701740658", "mailto:asa@ek.example"] {
        assert!(links.iter().any(|found| found == link), "{link}: {links:?}");
    }
    office.site.close().await;
}

#[tokio::test]
async fn a_private_customer_gets_a_number() {
    let office = Office::open().await;
    let answer = send(&office, EVERYTHING, "customer").await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.body);
    let card = html::text(&office.get(answer.location()).await.body);
    assert!(
        card.contains("Privatkund") && card.contains("10001"),
        "{card}"
    );
    let without_address = send(&office, &[("last_name", "Lind")], "customer").await;
    assert_eq!(without_address.status.as_u16(), 422);
    let text = html::text(&without_address.body);
    for field in ["Gatuadress: ", "Postnummer: ", "Ort: "] {
        assert!(text.contains(field), "{field}");
    }
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        1
    );
    office.site.close().await;
}
