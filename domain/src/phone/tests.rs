use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> String {
    parse(text).map_or_else(|problem| format!("{problem:?}"), |phone| phone.national())
}

#[test]
fn reads_what_people_type() {
    for text in [
        "070-174 06 12",
        "070 1740612",
        "0701740612",
        "+46 70 174 06 12",
        "+46 (0)70-174 06 12",
        "+46070 174 06 12",
        "0046701740612",
        "0046 (0)70 174 06 12",
        "070/174.06.12",
        " 070\u{a0}174\u{2011}06\u{2013}12 ",
    ] {
        assert_eq!(
            parse(text).map(|phone| phone.e164).as_deref(),
            Ok("+46701740612"),
            "{text}"
        );
    }
}

#[test]
fn writes_as_pts_does() {
    for (typed, written) in [
        ("+46846500420", "08-465 004 20"),
        ("08-12345 67", "08-123 45 67"),
        ("08123456", "08-12 34 56"),
        ("0313900614", "031-390 06 14"),
        ("0406280422", "040-628 04 22"),
        ("0980319212", "0980-319 212"),
        ("0771567567", "0771-567 567"),
        ("031123456", "031-12 34 56"),
        ("024712345", "0247-123 45"),
        ("0101234567", "010-123 45 67"),
        ("020-90200", "020-902 00"),
        ("+4722123456", "+47 22 12 34 56"),
        ("+358 40 123 4567", "+358 401 234 567"),
        ("+1 (212) 555-0123", "+1 212 555 0123"),
    ] {
        assert_eq!(shown(typed), written);
    }
}

#[test]
fn refuses_what_cannot_be_called() {
    for text in [
        "",
        " ",
        "112",
        "174 06 12",
        "070-174 06",
        "070-174 06 12 3",
        "ring efter 16",
        "070-174 06 12 ankn. 3",
        "+",
        "00",
        "0",
        "+0701740612",
        "+46",
        "++46701740612",
        "+1234567890123456",
        "٠٧٠١٧٤٠٦١٢",
    ] {
        assert_eq!(parse(text), Err(Problem::Phone), "{text}");
    }
}

#[test]
fn finds_fragments() {
    for (query, found) in [
        ("070", "4670"),
        ("+46 70", "4670"),
        ("0046(0)70", "4670"),
        ("174 06", "17406"),
        ("08-465", "468465"),
        ("söder", ""),
        ("12 b", ""),
        ("", ""),
    ] {
        assert_eq!(digits(query), found, "{query}");
    }
}

#[test]
fn knows_mobiles() {
    assert!(parse("070-174 06 12").is_ok_and(|phone| phone.is_mobile()));
    assert!(parse("0980-319 212").is_ok_and(|phone| !phone.is_mobile()));
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC*") {
        prop_assert!(digits(&text).bytes().all(|byte| byte.is_ascii_digit()));
        if let Ok(phone) = parse(&text) {
            prop_assert_eq!(parse(&phone.e164), Ok(phone.clone()));
        }
    }

    #[test]
    fn swedish_print_then_parse_is_identity(number in "[1-9][0-9]{6,8}") {
        let phone = Phone { e164: format!("+46{number}") };
        prop_assume!(parse(&phone.e164).is_ok());
        prop_assert_eq!(parse(&phone.national()), Ok(phone.clone()));
        prop_assert_eq!(format!("+{}", digits(&phone.national())), phone.e164);
    }

    #[test]
    fn foreign_print_then_parse_is_identity(number in "[1-35-9][0-9]{6,14}") {
        let phone = Phone { e164: format!("+{number}") };
        prop_assert_eq!(parse(&phone.national()), Ok(phone));
    }
}
