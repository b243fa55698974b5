//! A contact as a vCard and as a QR code.

use http::StatusCode;
use ical::VcardParser;
use uuid::Uuid;

use crate::common::{Answer, Ask};
use crate::corpus::CORPUS;
use crate::office::Office;

/// A new contact's id; nothing when the form does not take what it is given.
async fn save(office: &Office, first: &str, last: &str, company: &str) -> Option<String> {
    let key = Uuid::new_v4().to_string();
    let fields = [
        ("key", key.as_str()),
        ("first_name", first),
        ("last_name", last),
        ("title", company),
        ("comment", "hemligt om kunden"),
        ("phones[0][value]", "070-174 06 12"),
        ("emails[0][value]", "karin@norrsken.example"),
        ("addresses[0][street]", company),
        ("addresses[0][postcode]", "111 47"),
        ("addresses[0][city]", "Stockholm"),
        ("save_as", "contact"),
    ];
    let answer = office.ask(Ask::form("/contacts/new", &fields)).await;
    let path = answer.location();
    let id = path
        .trim_start_matches("/contacts/")
        .split(['/', '?'])
        .next();
    id.filter(|id| Uuid::parse_str(id).is_ok())
        .map(str::to_owned)
}

/// Harmless wherever it is opened.
fn is_tame(answer: &Answer, kind: &str) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), kind);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
}

#[tokio::test]
async fn a_contact_is_taken_along_as_a_vcard() {
    let office = Office::open().await;
    let id = save(&office, "Karin", "Söderström", "Inköpschef")
        .await
        .expect("saved");
    let answer = office.get(format!("/contacts/{id}/card.vcf")).await;
    is_tame(&answer, "text/vcard; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"karin-soderstrom.vcf\""
    );
    assert!(
        answer
            .body
            .contains("\r\nFN:Karin Söderström\r\nN:Söderström;Karin;;;\r\n")
    );
    assert!(
        answer
            .body
            .contains("\r\nTEL;TYPE=CELL,VOICE,PREF:+46701740612\r\n")
    );
    assert!(!answer.body.contains("hemligt"));
    for none in [
        Uuid::new_v4().to_string(),
        "x".to_owned(),
        "%0d%0a".to_owned(),
    ] {
        let answer = office.get(format!("/contacts/{none}/card.vcf")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    office.site.close().await;
}

/// The values of a property, as a parser that is not ours reads the card.
fn read_back(card: &str, property: &str) -> Vec<String> {
    let mut cards = VcardParser::new(card.as_bytes());
    let contact = cards
        .next()
        .expect("a card")
        .unwrap_or_else(|error| panic!("{error}: {card}"));
    assert!(cards.next().is_none(), "one card: {card}");
    let found: Vec<_> = contact
        .properties
        .iter()
        .filter(|one| one.name == property)
        .collect();
    assert_eq!(found.len(), 1, "{property}: {card}");
    let mut values = vec![String::new()];
    let mut letters = found[0].value.as_deref().unwrap_or_default().chars();
    while let Some(letter) = letters.next() {
        let last = values.last_mut().expect("one");
        match letter {
            ';' => values.push(String::new()),
            '\\' => match letters.next() {
                Some('n' | 'N') => last.push('\n'),
                other => last.extend(other),
            },
            other => last.push(other),
        }
    }
    values
}

#[tokio::test]
async fn hostile_texts_come_back_from_the_vcard_as_they_were() {
    let office = Office::open().await;
    let mut tried = 0;
    for text in CORPUS {
        let Some(id) = save(&office, "Karin", text, text).await else {
            continue;
        };
        tried += 1;
        let answer = office.get(format!("/contacts/{id}/card.vcf")).await;
        is_tame(&answer, "text/vcard; charset=utf-8");
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let names = read_back(&answer.body, "N");
        assert_eq!(names.len(), 5, "{}", answer.body);
        assert_eq!(plain(&names[0]), plain(text), "{}", answer.body);
        assert_eq!(
            plain(&read_back(&answer.body, "FN")[0]),
            plain(&format!("Karin{text}"))
        );
        let address = read_back(&answer.body, "ADR");
        assert_eq!(address.len(), 7, "{}", answer.body);
        assert_eq!(plain(&address[2]), plain(text), "{}", answer.body);
        for line in answer.body.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let qr = office.get(format!("/contacts/{id}/qr.svg")).await;
        is_tame(&qr, "image/svg+xml");
        let drawn = qr.body.to_lowercase();
        assert!(
            !drawn.contains("script") && drawn.matches('<').count() == 4,
            "{drawn}"
        );
    }
    assert!(tried > 50, "{tried}");
    office.site.close().await;
}
