use proptest::prelude::*;

use super::*;
use crate::contact::ContactCompany;
use crate::content_line::MAX_LINE;
use crate::user::Colleague;
use crate::{AddressId, CompanyId, ContactId, LinkId, PointId, UserId};
use uuid::Uuid;

fn contact(texts: &[String; 8]) -> ContactCard {
    let [first, last, title, role, company, street, city, website] = texts.clone();
    let id = Uuid::from_u128(7);
    let point = |kind, label, value: &str| Point {
        id: PointId(id),
        kind,
        label,
        value: value.to_owned(),
        target: value.to_owned(),
        at: String::new(),
    };
    ContactCard {
        id: ContactId(id),
        version: 1,
        first_name: first,
        last_name: last,
        nickname: "Kajsa".to_owned(),
        title,
        birth_date: "1971-02-28".parse().ok(),
        language: "sv".to_owned(),
        website,
        comment: "hemligt om kunden".to_owned(),
        owner: Colleague {
            id: UserId(id),
            name: "Johan Ek".to_owned(),
            active: true,
        },
        private: false,
        trashed: false,
        points: vec![
            point(PointKind::Phone, Label::Mobile, "+46701740612"),
            point(PointKind::Phone, Label::Switchboard, "+46846500420"),
            point(PointKind::Email, Label::Work, "karin@norrsken.example"),
        ],
        addresses: vec![Address {
            id: AddressId(id),
            kind: AddressKind::Post,
            street,
            postcode: "111 47".to_owned(),
            city,
            country: "SE".to_owned(),
        }],
        companies: vec![ContactCompany {
            id: LinkId(id),
            company: CompanyId(id),
            name: company,
            role,
            department: String::new(),
            points: Vec::new(),
            phone: String::new(),
            city: String::new(),
            primary: true,
            started_on: None,
            ended_on: None,
        }],
        categories: Vec::new(),
        customer: None,
        latest_note: None,
        changed_on: "2026-11-24".parse().expect("a date"),
        changed_by: "Johan Ek".to_owned(),
        overview: Default::default(),
    }
}

fn texts(texts: [&str; 8]) -> [String; 8] {
    texts.map(str::to_owned)
}

/// A reader of its own: unfolds, then parts name and value at the first colon.
fn lines(card: &str) -> Vec<(String, String)> {
    assert!(card.ends_with("\r\n"));
    let unfolded = card.replace("\r\n ", "");
    let lines = unfolded
        .strip_suffix("\r\n")
        .unwrap_or_default()
        .split("\r\n");
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').expect("a name and a value");
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// The parts of a value, read back.
fn parts(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let part = parts.last_mut().expect("one");
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => part.push('\n'),
                Some(other) => part.push(other),
                None => panic!("ends in the middle: {value}"),
            },
            ';' => parts.push(String::new()),
            other => part.push(other),
        }
    }
    parts
}

fn value(card: &str, name: &str) -> Vec<String> {
    let found = lines(card).into_iter().find(|(found, _)| found == name);
    parts(&found.unwrap_or_else(|| panic!("no {name} in {card}")).1)
}

#[test]
fn a_card_has_what_an_address_book_wants() {
    let card = contact(&texts([
        "Karin",
        "Söderström",
        "Chef",
        "Inköpschef",
        "Norrsken Fastigheter AB",
        "Hamngatan 14",
        "Stockholm",
        "https://norrsken.example",
    ]));
    let whole = vcard(&card, Extent::WHOLE);
    let expected = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Kundkort//SV\r\n\
        UID:urn:uuid:00000000-0000-0000-0000-000000000007\r\nREV:2026-11-24\r\nFN:Karin Söderström\r\n\
        N:Söderström;Karin;;;\r\nORG:Norrsken Fastigheter AB\r\nTITLE:Inköpschef\r\n\
        TEL;TYPE=CELL,VOICE,PREF:+46701740612\r\nTEL;TYPE=WORK,VOICE:+46846500420\r\n\
        EMAIL;TYPE=INTERNET,WORK,PREF:karin@norrsken.example\r\n\
        ADR;TYPE=POSTAL:;;Hamngatan 14;Stockholm;;111 47;Sverige\r\nNICKNAME:Kajsa\r\n\
        URL:https://norrsken.example\r\nBDAY:1971-02-28\r\nEND:VCARD\r\n";
    assert_eq!(whole, expected);
    assert!(!whole.contains("hemligt"));
    let least = vcard(&card, Extent::SHRINKING[3]);
    assert!(least.contains("FN:Karin") && least.contains("+46701740612"));
    assert!(!least.contains("ADR") && !least.contains("+46846500420"));
    assert_eq!(file_name(&card), "karin-soderstrom.vcf");
}

#[test]
fn a_name_without_letters_still_makes_a_file() {
    let card = contact(&texts(["", "\"; 🦌/../", "", "", "", "", "", ""]));
    assert_eq!(file_name(&card), "kontakt.vcf");
}

const HOSTILE: &[&str] = &[
    "Karin\r\nEND:VCARD\r\nBEGIN:VCARD",
    "a;b,c\\d:e\"f",
    "\\",
    "\\n",
    ";;;;",
    "rad ett\nrad två\rrad tre\u{2028}rad fyra",
    "\u{0}\u{7}\u{1b}[31m",
    "🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌🦌",
    "ååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååååå",
    "=HYPERLINK(\"http://evil.example\")",
    " mellanslag först och sist ",
    "TEL:+46000",
];

/// What comes back from a text: line breaks of any kind as one kind, without control characters.
fn kept(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|letter| match letter {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            other => other,
        })
        .filter(|letter| *letter == '\n' || !letter.is_control())
        .collect()
}

fn is_sound(texts: &[String; 8]) -> Result<(), TestCaseError> {
    let contact = contact(texts);
    for extent in Extent::SHRINKING {
        let card = vcard(&contact, extent);
        for line in card.split("\r\n") {
            prop_assert!(line.len() <= MAX_LINE, "{line}");
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let names: Vec<String> = lines(&card).into_iter().map(|(name, _)| name).collect();
        for once in ["BEGIN", "END", "FN", "N", "VERSION"] {
            prop_assert_eq!(
                names.iter().filter(|name| *name == once).count(),
                1,
                "{}",
                once
            );
        }
        let phones = names.iter().filter(|name| name.starts_with("TEL")).count();
        prop_assert_eq!(phones, extent.points.min(2));
    }
    let card = vcard(&contact, Extent::WHOLE);
    let [first, last, _, _, company, street, city, _] = texts;
    prop_assert_eq!(&value(&card, "N")[..2], [kept(last), kept(first)]);
    prop_assert_eq!(value(&card, "ORG"), [kept(company)]);
    let address = value(&card, "ADR;TYPE=POSTAL");
    prop_assert_eq!(&address[2..4], [kept(street), kept(city)]);
    Ok(())
}

#[test]
fn hostile_texts_stay_in_their_place() {
    for text in HOSTILE {
        let all = [(); 8].map(|()| (*text).to_owned());
        assert!(is_sound(&all).is_ok(), "{text:?}: {:?}", is_sound(&all));
    }
}

proptest! {
    #[test]
    fn any_text_stays_in_its_place(texts in prop::array::uniform8("(?s).{0,60}")) {
        is_sound(&texts)?;
    }
}
