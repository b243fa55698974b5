//! What the columns of the journal are called.

use domain::edit::Field;
use domain::point::Label;
use domain::text::fold;
use serde_json::{Map, Value};

use super::what::WhatTexts;
use crate::card::texts::label;
use crate::i18n;

/// The columns of a row.
pub(super) type Row = Map<String, Value>;

/// The tables and columns that a history tells of, with the word of each.
const TABLES: [&str; 14] = [
    "contact",
    "company",
    "contact_point",
    "address",
    "contact_company",
    "contact_category",
    "company_category",
    "customer",
    "note",
    "task",
    "meeting",
    "meeting_participant",
    "project",
    "project_participant",
];

/// The columns whose words hold the text.
pub(super) fn columns_called(text: &str) -> Vec<String> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for table in TABLES {
        for column in COLUMNS {
            if word_of(table, column, None).is_some_and(|word| fold(&word).contains(&wanted)) {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found
}

/// Every column that has a word somewhere.
pub(super) const COLUMNS: [&str; 52] = [
    "first_name",
    "last_name",
    "nickname",
    "title",
    "birth_date",
    "language",
    "website",
    "comment",
    "owner_id",
    "private",
    "name",
    "organisation_number",
    "company_id",
    "project_id",
    "industry",
    "deleted_at",
    "label",
    "value",
    "position",
    "kind",
    "street",
    "postcode",
    "city",
    "country",
    "role",
    "department",
    "is_primary",
    "started_on",
    "ended_on",
    "number",
    "invoice_email",
    "payment_terms_days",
    "delivery",
    "currency",
    "blocked",
    "subject",
    "place",
    "starts_on",
    "ends_on",
    "starts_at",
    "ends_at",
    "all_day",
    "time_zone",
    "rrule",
    "exdates",
    "description",
    "status",
    "percent",
    "priority",
    "due_on",
    "remind_at",
    "outcome",
];

/// What a column is called; nothing for one that no person needs to know of.
pub(super) fn word_of(table: &str, column: &str, about: Option<&Row>) -> Option<String> {
    let texts = WhatTexts::here();
    let word = match (table, column) {
        ("contact_point", "value") => match about {
            Some(row) => return Some(point_word(row)),
            None => return Some(format!("{} {}", texts.phone, texts.email)),
        },
        ("customer", "number") => texts.customer_number,
        ("contact_point" | "address", "position") => texts.order,
        // Which of them a row belongs to is said by where it stands.
        ("task" | "meeting", "project_id") | ("project", "company_id") => {
            return column
                .parse::<Field>()
                .ok()
                .map(|field| label(field).to_owned());
        }
        (_, "project_id" | "company_id") => return None,
        ("contact" | "company" | "project" | "task", "deleted_at") => texts.in_trash,
        ("meeting", "exdates") => texts.skipped_days,
        (_, "position" | "number" | "deleted_at" | "value") => return None,
        _ => {
            return column
                .parse::<Field>()
                .ok()
                .map(|field| label(field).to_owned());
        }
    };
    Some(word.to_owned())
}

/// «Telefon, mobil».
pub(super) fn point_word(row: &Row) -> String {
    let texts = WhatTexts::here();
    let kind = match &*text_of(row, "kind") {
        "phone" => texts.phone,
        _ => texts.email,
    };
    match text_of(row, "label").parse::<Label>() {
        Ok(label) => format!("{kind}, {}", i18n::label(label).to_lowercase()),
        Err(_) => kind.to_owned(),
    }
}

/// A column as text; empty when it is not there.
pub(super) fn text_of(row: &Row, column: &str) -> String {
    match row.get(column) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(Value::Array(all)) => {
            let all = all.iter().filter_map(Value::as_str);
            all.collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    }
}
