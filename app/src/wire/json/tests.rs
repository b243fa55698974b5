//! What is read is what was written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::*;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Newtype(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    With(Newtype),
    Two(i64, Option<u8>),
    Named { a_field: bool, list: Vec<Kind> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Whole {
    id: Uuid,
    name: String,
    signed: i64,
    small: u16,
    yes: bool,
    maybe: Option<Newtype>,
    nothing: Option<u32>,
    nested: Option<Option<String>>,
    kinds: Vec<Kind>,
    pair: (String, [i32; 2]),
    map: BTreeMap<String, u8>,
    unit: (),
    boxed: Box<Kind>,
    #[serde(skip)]
    skipped: u8,
    last: char,
}

fn whole() -> Whole {
    Whole {
        id: Uuid::from_u128(0x1234_5678),
        name: "Åsa \"Ö\" \\ / \n\t\r\u{8}\u{c}\u{1}\u{7f} 🙂 </script>".to_owned(),
        signed: i64::MIN,
        small: u16::MAX,
        yes: true,
        maybe: Some(Newtype(String::new())),
        nothing: None,
        nested: Some(Some("x".to_owned())),
        kinds: vec![
            Kind::Plain,
            Kind::With(Newtype("[{".to_owned())),
            Kind::Two(-1, None),
            Kind::Two(0, Some(3)),
            Kind::Named {
                a_field: false,
                list: vec![Kind::Plain],
            },
            Kind::Named {
                a_field: true,
                list: vec![],
            },
        ],
        pair: ("}".to_owned(), [1, -2]),
        map: [("a".to_owned(), 1), ("b\"".to_owned(), 2)].into(),
        unit: (),
        boxed: Box::new(Kind::Plain),
        skipped: 0,
        last: 'ß',
    }
}

#[test]
fn what_is_written_is_read() {
    let whole = whole();
    let short = serde_json::to_string(&whole).unwrap();
    assert_eq!(from_str::<Whole>(&short), Ok(whole.clone()));
    let long = serde_json::to_string_pretty(&whole).unwrap();
    assert_eq!(from_str::<Whole>(&long), Ok(whole));
}

#[test]
fn fields_come_in_any_order_and_more_of_them() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Small {
        a: u8,
        b: Option<u8>,
        c: String,
    }
    let wanted = Small {
        a: 1,
        b: None,
        c: "c".to_owned(),
    };
    let text = r#"{"c":"c","x":[{"a":[]},{}],"a":1,"b":null}"#;
    assert_eq!(from_str::<Small>(text), Ok(wanted));
    let short = from_str::<Small>(r#"{"a":1,"c":"c"}"#);
    assert_eq!(
        short,
        Ok(Small {
            a: 1,
            b: None,
            c: "c".to_owned()
        })
    );
    assert_eq!(from_str::<Small>(r#"{"a":1,"b":2}"#), Err(Wrong));
    assert_eq!(from_str::<Small>(r#"{"a":"1","c":"c"}"#), Err(Wrong));
    assert_eq!(from_str::<Small>("{}"), Err(Wrong));
}

#[test]
fn signs_by_their_number() {
    for text in [r#""\u00e5\ud83d\ude42\u0001""#, r#""\/\b\f""#] {
        let wanted: String = serde_json::from_str(text).unwrap();
        assert_eq!(from_str(text), Ok(wanted));
    }
    for text in [
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\u12""#,
        r#""\x""#,
        r#""\"#,
        r#"""#,
    ] {
        assert_eq!(from_str::<String>(text), Err(Wrong), "{text}");
    }
}

#[test]
fn what_is_cut_off_or_goes_on_is_refused() {
    let text = serde_json::to_string(&whole()).unwrap();
    for (end, _) in text.char_indices() {
        assert_eq!(
            from_str::<Whole>(&text[..end]),
            Err(Wrong),
            "{}",
            &text[..end]
        );
    }
    for more in ["x", "}", ",", "{}"] {
        assert_eq!(from_str::<Whole>(&format!("{text}{more}")), Err(Wrong));
    }
    for text in [
        "", " ", "[", "]", "[1", "[1,", "[,]", "[1 2]", "1,2", "nul", "256", "-1", "1.5", "[1]]",
    ] {
        assert_eq!(from_str::<Option<u8>>(text), Err(Wrong), "{text}");
        assert_eq!(from_str::<Vec<u8>>(text), Err(Wrong), "{text}");
    }
    assert_eq!(from_str::<Vec<u8>>(&"[".repeat(100_000)), Err(Wrong));
}
