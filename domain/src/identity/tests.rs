use proptest::prelude::*;

use super::*;

fn today() -> Date {
    Date::new(2026, 11, 23).expect("a date")
}

fn person(text: &str) -> Result<String, Problem> {
    PersonalNumber::parse(text, today()).map(|number| number.digits().to_owned())
}

#[test]
fn reads_personal_numbers() {
    // Skatteverket's own test numbers.
    assert_eq!(person("850709-9805").as_deref(), Ok("198507099805"));
    assert_eq!(person("19850709-9805").as_deref(), Ok("198507099805"));
    assert_eq!(person("198507099805").as_deref(), Ok("198507099805"));
    assert_eq!(person("121212-1212").as_deref(), Ok("201212121212"));
    assert_eq!(person("121212+1212").as_deref(), Ok("191212121212"));
    assert_eq!(person("19121212+1212").as_deref(), Ok("191212121212"));
    // The day has not come yet this year: a hundred years ago.
    let tail = luhn_digit("261224123");
    assert_eq!(
        person(&format!("261224-123{tail}")),
        Ok(format!("19261224123{tail}"))
    );
    // A co-ordination number: day + 60.
    assert_eq!(person("701063-2391").as_deref(), Ok("197010632391"));
    let number = PersonalNumber::parse("701063-2391", today()).expect("valid");
    assert!(number.is_coordination());
    assert_eq!(
        format!("{number} {number:?}"),
        "19701063-•••• 19701063-••••"
    );
    assert_eq!(number.formatted(), "19701063-2391");
}

#[test]
fn refuses_wrong_personal_numbers() {
    for text in [
        "",
        "850709-9806",
        "851309-9805",
        "850709_9805",
        "8507099805x",
        "20991212-1212",
        "åäö709-9805",
    ] {
        assert_eq!(person(text), Err(Problem::PersonalNumber), "{text}");
    }
}

#[test]
fn reads_organisation_numbers() {
    for text in [
        "556600-4825",
        "5566004825",
        "16556600-4825",
        " 165566004825 ",
    ] {
        let number = OrganisationNumber::parse(text).expect("valid");
        assert_eq!(number.formatted(), "556600-4825");
        assert_eq!(number.vat_number(), "SE556600482501");
    }
    for text in [
        "",
        "556600-4823",
        "850709-9806",
        "55660-04825",
        "556600--4825",
        "abcdef-ghij",
        "1755660048 25",
    ] {
        assert_eq!(
            OrganisationNumber::parse(text),
            Err(Problem::OrganisationNumber),
            "{text}"
        );
    }
}

#[test]
fn the_number_of_a_person_is_no_organisation_number() {
    for text in ["850709-9805", "19850709-9805", "701063-2391", "121212+1212"] {
        assert_eq!(
            OrganisationNumber::parse(text),
            Err(Problem::PersonalOnCompany),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn luhn_digit_completes(digits in "[0-9]{1,18}") {
        let whole = format!("{digits}{}", luhn_digit(&digits));
        prop_assert!(luhn(&whole));
        let others = ('0'..='9').filter(|digit| luhn(&format!("{digits}{digit}")));
        prop_assert_eq!(others.count(), 1);
    }

    #[test]
    fn luhn_notices_one_wrong_digit(digits in "[0-9]{2,12}", at in 0..12usize, add in 1..10u8) {
        let whole = format!("{digits}{}", luhn_digit(&digits));
        let at = at % whole.len();
        let mut bytes = whole.into_bytes();
        bytes[at] = b'0' + (bytes[at] - b'0' + add) % 10;
        prop_assert!(!luhn(std::str::from_utf8(&bytes).expect("digits")));
    }

    #[test]
    fn never_panics(text in "\\PC*") {
        let _ = person(&text);
        if let Ok(number) = OrganisationNumber::parse(&text) {
            prop_assert_eq!(OrganisationNumber::parse(&number.formatted()), Ok(number));
        }
    }

    #[test]
    fn personal_print_then_parse_is_identity(
        year in 1900..=2025i16, month in 1..=12u8, day in 1..=28u8, add in prop::sample::select(vec![0u8, 60]), serial in 0..1000u16,
    ) {
        let nine = format!("{:02}{month:02}{:02}{serial:03}", year % 100, day + add);
        let text = format!("{:02}{nine}{}", year / 100, luhn_digit(&nine));
        let number = PersonalNumber::parse(&text, today()).expect("valid");
        prop_assert_eq!(PersonalNumber::parse(&number.formatted(), today()), Ok(number.clone()));
        prop_assert_eq!(number.digits(), text.as_str());
        let sign = if 2026 - year >= 100 { '+' } else { '-' };
        let short = format!("{}{sign}{}", &text[2..8], &text[8..]);
        prop_assert_eq!(PersonalNumber::parse(&short, today()), Ok(number));
    }
}
