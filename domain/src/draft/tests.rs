use proptest::prelude::*;

use super::*;
use crate::address::{AddressDraft, AddressKind, NewAddress};
use crate::point::{Label, PointKind};

fn point(label: &str, value: &str) -> PointDraft {
    PointDraft {
        label: label.into(),
        value: value.into(),
    }
}

fn karin() -> ContactDraft {
    ContactDraft {
        first_name: " Karin ".into(),
        last_name: "Söderström".into(),
        birth_date: "1979-05-02".into(),
        language: "sv".into(),
        website: "soderstrom.example".into(),
        phones: vec![
            point("", "0701740612"),
            point("", " "),
            point("switchboard", "08-46500420"),
        ],
        emails: vec![
            point("", "karin@Norrsken.example"),
            point("home", "karin@norrsken.example"),
        ],
        addresses: vec![
            AddressDraft {
                street: "Hamngatan 14".into(),
                postcode: "11147".into(),
                city: "Stockholm".into(),
                ..AddressDraft::default()
            },
            AddressDraft {
                kind: "invoice".into(),
                country: "se".into(),
                ..AddressDraft::default()
            },
        ],
        ..ContactDraft::default()
    }
}

#[test]
fn reads_a_whole_form() {
    let contact = karin().parse().expect("valid");
    assert_eq!(contact.first_name, "Karin");
    assert_eq!(contact.website, "https://soderstrom.example");
    let points: Vec<_> = contact
        .points
        .iter()
        .map(|p| (p.kind, p.label, p.value.as_str(), p.target.as_str()))
        .collect();
    assert_eq!(
        points,
        [
            (
                PointKind::Phone,
                Label::Mobile,
                "070-174 06 12",
                "+46701740612"
            ),
            (
                PointKind::Phone,
                Label::Switchboard,
                "08-465 004 20",
                "+46846500420"
            ),
            (
                PointKind::Email,
                Label::Work,
                "karin@norrsken.example",
                "karin@norrsken.example"
            ),
        ]
    );
    let address = NewAddress {
        kind: AddressKind::Post,
        street: "Hamngatan 14".into(),
        postcode: "111 47".into(),
        city: "Stockholm".into(),
        country: "SE".into(),
    };
    assert_eq!(contact.addresses, [address]);
    assert!(karin().parse_customer(today()).is_ok());
}

#[test]
fn names_every_problem_at_its_field() {
    let draft = ContactDraft {
        first_name: "x".repeat(201),
        birth_date: "1779-05-02".into(),
        language: "svenska".into(),
        website: "javascript:alert(1)".into(),
        comment: "rad 1\r\nrad 2\0".into(),
        owner: "Johan".into(),
        phones: vec![
            point("", ""),
            point("", "ring mig"),
            point("pager", "070-174 06 12"),
        ],
        emails: vec![point("", "karin@norrsken")],
        addresses: vec![
            AddressDraft {
                postcode: "7933".into(),
                country: "XX".into(),
                ..AddressDraft::default()
            },
            AddressDraft {
                postcode: "7933".into(),
                ..AddressDraft::default()
            },
        ],
        categories: vec!["Inköpare".into()],
        ..ContactDraft::default()
    };
    let invalid = draft.parse().expect_err("much is wrong");
    let expected = [
        ("first_name", Problem::TooLong { max: 200 }),
        ("last_name", Problem::Required),
        ("birth_date", Problem::BirthDate),
        ("language", Problem::Choice),
        ("website", Problem::Website),
        ("comment", Problem::ControlCharacter),
        ("owner", Problem::Choice),
        ("phones[1].value", Problem::Phone),
        ("phones[2].label", Problem::Choice),
        ("emails[0].value", Problem::Email),
        ("addresses[0].country", Problem::Country),
        ("addresses[1].postcode", Problem::Postcode),
        ("categories", Problem::Choice),
    ];
    let found: Vec<_> = invalid
        .problems
        .iter()
        .map(|(field, problem)| (field.as_str(), *problem))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn rows_are_bounded() {
    let phones = (0..21)
        .map(|n| point("", &format!("070-174 06 {n:02}")))
        .collect();
    let draft = ContactDraft {
        last_name: "Ek".into(),
        phones,
        ..ContactDraft::default()
    };
    assert_eq!(
        draft.parse(),
        Err(Invalid::one("phones", Problem::TooLong { max: 20 }))
    );
}

#[test]
fn a_customer_needs_an_address() {
    let mut draft = ContactDraft {
        last_name: "Ek".into(),
        ..ContactDraft::default()
    };
    assert!(draft.parse().is_ok());
    let invalid = draft.parse_customer(today()).expect_err("no address");
    let fields: Vec<_> = invalid
        .problems
        .iter()
        .map(|(field, _)| field.as_str())
        .collect();
    assert_eq!(
        fields,
        [
            "addresses[0].street",
            "addresses[0].postcode",
            "addresses[0].city"
        ]
    );
    // The invoice address is what counts, when there is one.
    draft.addresses = karin().addresses;
    draft.addresses[1].street = "Box 12".into();
    let invalid = draft.parse_customer(today()).expect_err("no town");
    assert_eq!(invalid.of("addresses[1].city"), Some(Problem::Required));
    assert_eq!(invalid.of("addresses[0].city"), None);
}

proptest! {
    #[test]
    fn what_is_accepted_is_accepted_again(
        first in "\\PC{0,20}", last in "\\PC{0,20}", comment in "[\\PC\n\r\t]{0,30}", phone in "0[0-9 -]{5,12}", email in "[a-z@.]{0,20}", postcode in "[0-9 ]{0,6}",
    ) {
        let draft = ContactDraft {
            first_name: first, last_name: last, comment,
            phones: vec![point("", &phone)], emails: vec![point("", &email)],
            addresses: vec![AddressDraft { postcode, ..AddressDraft::default() }],
            ..ContactDraft::default()
        };
        let Ok(contact) = draft.parse() else { return Ok(()) };
        let values = |kind: PointKind| -> Vec<PointDraft> {
            contact.points.iter().filter(|p| p.kind == kind).map(|p| point(p.label.as_str(), &p.value)).collect()
        };
        let again = ContactDraft {
            first_name: contact.first_name.clone(), last_name: contact.last_name.clone(), comment: contact.comment.clone(),
            phones: values(PointKind::Phone), emails: values(PointKind::Email),
            addresses: contact.addresses.iter().map(|a| AddressDraft { postcode: a.postcode.clone(), ..AddressDraft::default() }).collect(),
            ..ContactDraft::default()
        };
        prop_assert_eq!(again.parse(), Ok(contact));
    }
}

fn today() -> Date {
    Date::new(2026, 11, 24).expect("a date")
}

#[test]
fn a_personal_number_is_kept_of_private_customers_alone() {
    let draft = ContactDraft {
        personal_number: "640823-3234".to_owned(),
        ..karin()
    };
    let refused = draft.parse().expect_err("not a customer");
    assert_eq!(refused.of("personal_number"), Some(Problem::OnlyCustomers));
    let new = draft.parse_customer(today()).expect("a customer");
    assert!(!format!("{new:?}").contains("3234"));
    let number = new.personal_number.expect("a number");
    assert_eq!(number.masked(), "19640823-••••");
    let wrong = ContactDraft {
        personal_number: "640823-3235".to_owned(),
        ..draft
    };
    let refused = wrong.parse_customer(today()).expect_err("no such number");
    assert_eq!(refused.of("personal_number"), Some(Problem::PersonalNumber));
}
