//! What stood in the way of undoing, in words.

use domain::command::Blocked;
use domain::user::Language;

use crate::i18n::language;

crate::texts! {
    /// Texts of undoing.
    pub struct UndoTexts {
        saved: "Sparat." / "Saved.",
        undone: "Ångrat." / "Undone.",
        undo: "Ångra" / "Undo",
        redo: "Gör om" / "Redo",
        not_undone: "Det gick inte att ångra. Det kan vara för att någon annan gjorde det, eller för att du inte längre har tillgång."
            / "It could not be undone. Perhaps somebody else did it, or you no longer have access.",
        gone: "En del gick inte att återställa, eftersom det har tagits bort eller ändrats sedan dess."
            / "Some of it could not be restored, since it has been removed or changed since.",
    }
}

/// At most so many fields are named.
const NAMED: usize = 2;

/// «Titeln har ändrats av Maryam Haddad sedan dess och är kvar.»
#[must_use]
pub fn blocked(blocked: &[Blocked]) -> String {
    let mut said: Vec<String> = Vec::new();
    for one in blocked {
        let sentence = match field(&one.field) {
            Some(field) => kept(field, &one.by),
            None => UndoTexts::here().gone.to_owned(),
        };
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    let more = said.len().saturating_sub(NAMED);
    said.truncate(NAMED);
    if more > 0 {
        said.push(match language() {
            Language::Sv => format!("{more} till är kvar."),
            Language::En => format!("{more} more stay."),
        });
    }
    said.join(" ")
}

fn kept(field: &str, by: &str) -> String {
    match (language(), by.is_empty()) {
        (Language::Sv, true) => format!("{field} har ändrats sedan dess och är kvar."),
        (Language::Sv, false) => format!("{field} har ändrats av {by} sedan dess och är kvar."),
        (Language::En, true) => format!("{field} has been changed since and stays."),
        (Language::En, false) => format!("{field} has been changed by {by} since and stays."),
    }
}

/// A column of the journal, in the definite form; nothing for one that has no word.
fn field(column: &str) -> Option<&'static str> {
    let (sv, en) = match column {
        "first_name" => ("Förnamnet", "The first name"),
        "last_name" => ("Efternamnet", "The last name"),
        "nickname" => ("Tilltalsnamnet", "The nickname"),
        "title" => ("Titeln", "The title"),
        "birth_date" => ("Födelsedagen", "The birthday"),
        "language" => ("Språket", "The language"),
        "website" => ("Webbplatsen", "The website"),
        "comment" => ("Kommentaren", "The comment"),
        "owner_id" => ("Ägaren", "The owner"),
        "private" | "shared" => ("Vem som får se", "Who may see it"),
        "name" => ("Namnet", "The name"),
        "organisation_number" => ("Organisationsnumret", "The organisation number"),
        "industry" => ("Branschen", "The industry"),
        "label" => ("Etiketten", "The label"),
        "value" | "target" => ("Numret eller adressen", "The number or address"),
        "kind" => ("Adresstypen", "The kind of address"),
        "street" => ("Gatuadressen", "The street"),
        "postcode" => ("Postnumret", "The postcode"),
        "city" => ("Orten", "The town"),
        "country" => ("Landet", "The country"),
        "role" => ("Rollen", "The role"),
        "department" => ("Avdelningen", "The department"),
        "is_primary" => ("Huvudföretaget", "The main company"),
        "started_on" => ("Startdatumet", "The start date"),
        "ended_on" => ("Slutdatumet", "The end date"),
        "position" => ("Ordningen", "The order"),
        "invoice_email" => ("Fakturaadressen", "The invoice address"),
        "payment_terms_days" => ("Betalningsvillkoret", "The payment term"),
        "delivery" => ("Leveranssättet", "The delivery"),
        "currency" => ("Valutan", "The currency"),
        "blocked" => ("Spärren", "The block"),
        "ended_at" => ("Kundstatusen", "The customer status"),
        "body" => ("Anteckningen", "The note"),
        "pinned" => ("Att anteckningen är fäst", "That the note is pinned"),
        "subject" => ("Rubriken", "The subject"),
        "description" => ("Beskrivningen", "The description"),
        "status" => ("Statusen", "The status"),
        "percent" => ("Hur mycket som är klart", "How much is done"),
        "priority" => ("Prioriteten", "The priority"),
        "due_on" => ("Sista dagen", "The due date"),
        "remind_at" => ("Påminnelsen", "The reminder"),
        "place" => ("Platsen", "The place"),
        "outcome" => ("Utfallet", "The outcome"),
        "all_day" => (
            "Att mötet varar hela dagen",
            "That the meeting lasts all day",
        ),
        "starts_at" => ("Starttiden", "The start"),
        "ends_at" => ("Sluttiden", "The end"),
        "time_zone" => ("Tidszonen", "The time zone"),
        "company_id" => ("Företaget", "The company"),
        "project_id" => ("Projektet", "The project"),
        "starts_on" => ("Startdatumet", "The start date"),
        "ends_on" => ("Slutdatumet", "The end date"),
        "rrule" => ("Hur mötet upprepas", "How the meeting repeats"),
        "exdates" => ("Överhoppade dagar", "Skipped days"),
        "query" => ("Sökningen", "The search"),
        _ => return None,
    };
    Some(match language() {
        Language::Sv => sv,
        Language::En => en,
    })
}

/// The fields of `?kept=title,city`, as the address has them after a form without JavaScript.
#[must_use]
pub fn kept_fields(fields: &str) -> String {
    let list: Vec<Blocked> = fields
        .split(',')
        .filter(|field| !field.is_empty())
        .map(|field| Blocked {
            table: String::new(),
            field: field.to_owned(),
            by: String::new(),
        })
        .collect();
    blocked(&list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(field: &str, by: &str) -> Blocked {
        Blocked {
            table: "contact".to_owned(),
            field: field.to_owned(),
            by: by.to_owned(),
        }
    }

    #[test]
    fn says_what_stays_and_who_changed_it() {
        assert_eq!(
            blocked(&[one("title", "Maryam Haddad")]),
            "Titeln har ändrats av Maryam Haddad sedan dess och är kvar."
        );
        let many = ["title", "city", "city", "street", "body"].map(|field| one(field, ""));
        assert_eq!(
            blocked(&many),
            "Titeln har ändrats sedan dess och är kvar. Orten har ändrats sedan dess och är kvar. 2 till är kvar."
        );
        assert_eq!(blocked(&[one("", "")]), UndoTexts::here().gone);
        assert_eq!(
            kept_fields("title,<b>"),
            format!(
                "Titeln har ändrats sedan dess och är kvar. {}",
                UndoTexts::here().gone
            )
        );
    }

    #[test]
    fn every_field_that_can_be_edited_has_a_word() {
        for word in domain::edit::Field::ALL {
            let column = match word.as_str() {
                "phone" | "email" => "value",
                other => other,
            };
            assert!(field(column).is_some(), "{column}");
        }
    }
}
