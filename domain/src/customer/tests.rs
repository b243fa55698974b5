use proptest::prelude::*;

use super::*;

fn today() -> Date {
    Date::new(2026, 11, 24).expect("a date")
}

fn complete() -> CustomerDraft {
    CustomerDraft {
        personal_number: "640823-3234".to_owned(),
        street: "Tallstigen 9".to_owned(),
        postcode: "79331".to_owned(),
        city: "Leksand".to_owned(),
        invoice_email: "eva@Ek.Example".to_owned(),
        delivery: "email".to_owned(),
        ..CustomerDraft::default()
    }
}

fn wrong(draft: &CustomerDraft) -> Vec<(String, Problem)> {
    draft
        .parse(today())
        .err()
        .map(|invalid| invalid.problems)
        .unwrap_or_default()
}

#[test]
fn what_is_left_out_has_a_usual_value() {
    let new = complete().parse(today()).expect("valid");
    assert_eq!(new.payment_terms_days, "30");
    assert_eq!(new.currency, "SEK");
    assert_eq!(new.address.postcode, "793 31");
    assert_eq!(new.address.kind, AddressKind::Invoice);
    assert_eq!(new.invoice_email, "eva@ek.example");
    let number = new.personal_number.expect("a number");
    assert_eq!(number.formatted(), "19640823-3234");
}

#[test]
fn an_invoice_needs_somewhere_to_go() {
    let by_email = CustomerDraft {
        invoice_email: String::new(),
        ..complete()
    };
    assert_eq!(
        wrong(&by_email),
        [("invoice_email".to_owned(), Problem::Required)]
    );
    let by_letter = CustomerDraft {
        delivery: "letter".to_owned(),
        ..CustomerDraft::default()
    };
    let fields: Vec<_> = wrong(&by_letter)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["street", "postcode", "city"]);
    let electronic = CustomerDraft {
        delivery: "e_invoice".to_owned(),
        ..CustomerDraft::default()
    };
    assert_eq!(wrong(&electronic), []);
    // Half an address is none.
    let half = CustomerDraft {
        street: "Tallstigen 9".to_owned(),
        ..electronic
    };
    assert_eq!(wrong(&half).len(), 2);
}

#[test]
fn every_field_is_looked_at() {
    let draft = CustomerDraft {
        personal_number: "640823-3235".to_owned(),
        postcode: "1".to_owned(),
        invoice_email: "eva".to_owned(),
        payment_terms_days: "400".to_owned(),
        delivery: "pigeon".to_owned(),
        currency: "kronor".to_owned(),
        language: "svenska!".to_owned(),
        ..complete()
    };
    let fields: Vec<_> = wrong(&draft).into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        fields,
        [
            "personal_number",
            "postcode",
            "invoice_email",
            "payment_terms_days",
            "delivery",
            "currency",
            "language"
        ]
    );
}

#[test]
fn the_number_is_not_in_what_is_written_down_of_it() {
    let new = complete().parse(today()).expect("valid");
    assert!(!format!("{new:?}").contains("3234"));
}

proptest! {
    #[test]
    fn whatever_is_typed_is_answered(typed in "\\PC{0,30}", other in "\\PC{0,30}") {
        let draft = CustomerDraft {
            personal_number: typed.clone(),
            payment_terms_days: other.clone(),
            invoice_email: typed,
            street: other.clone(),
            city: other,
            ..CustomerDraft::default()
        };
        let _ = draft.parse(today());
    }
}
