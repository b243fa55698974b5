//! A saved value as a person reads it.

use domain::address::AddressKind;
use domain::customer::Delivery;
use domain::date::Date;
use domain::edit::Field;
use domain::meeting::Wall;
use domain::meeting::repeat::Repeat;
use domain::point::Label;
use domain::user::Colleague;

use super::texts::EditTexts;
use crate::i18n;
use crate::meetings::repeat::in_words as repeat_in_words;
use crate::projects::words as projects;
use crate::tasks::words as tasks;

/// The value in words: names for ids, words for codes. Empty stays empty.
#[must_use]
pub fn in_words(field: Field, value: &str, colleagues: &[Colleague]) -> String {
    let texts = EditTexts::here();
    let word = match field {
        Field::OwnerId => colleagues
            .iter()
            .find(|one| one.id.to_string() == value)
            .map(|one| one.name.as_str()),
        Field::Private | Field::IsPrimary | Field::Blocked | Field::AllDay => Some(match value {
            "true" => texts.yes,
            _ => texts.no,
        }),
        Field::Label => value.parse::<Label>().ok().map(i18n::label),
        Field::Kind => value.parse::<AddressKind>().ok().map(i18n::address_kind),
        Field::Delivery => value
            .parse::<Delivery>()
            .ok()
            .map(|delivery| match delivery {
                Delivery::Email => texts.by_email,
                Delivery::EInvoice => texts.by_e_invoice,
                Delivery::Letter => texts.by_letter,
            }),
        Field::Language => match value {
            "sv" => Some(texts.swedish),
            "en" => Some(texts.english),
            _ => None,
        },
        Field::BirthDate
        | Field::StartedOn
        | Field::EndedOn
        | Field::DueOn
        | Field::StartsOn
        | Field::EndsOn => {
            return value
                .parse::<Date>()
                .map_or_else(|_| value.to_owned(), i18n::date);
        }
        // No word is of both.
        Field::Status => (value.parse().ok().map(tasks::status))
            .or_else(|| value.parse().ok().map(projects::status)),
        Field::Priority => value.parse().ok().map(tasks::priority),
        Field::RemindAt => return tasks::moment(value),
        Field::Rrule => {
            return value.parse::<Repeat>().map_or_else(
                |_| value.to_owned(),
                |repeat| repeat_in_words(&repeat, None),
            );
        }
        Field::StartsAt | Field::EndsAt => {
            return value.parse::<Wall>().map_or_else(
                |_| value.to_owned(),
                |wall| i18n::date_and_time(wall.day, &wall.clock()),
            );
        }
        _ => None,
    };
    word.unwrap_or(value).to_owned()
}
