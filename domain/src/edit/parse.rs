//! What each field holds, and which row has which fields.

use super::{Change, Edit, Field, Target};
use crate::contact::{MAX_COMMENT_CHARS, MAX_NAME_CHARS};
use crate::customer::Delivery;
use crate::meeting::repeat::Repeat;
use crate::point::{Label, PointDraft};
use crate::task::{self, MAX_DESCRIPTION_CHARS};
use crate::{Invalid, Problem, UserId, address, draft, meeting, note, project, text};

/// Longest payment terms, in days.
const MAX_PAYMENT_TERMS_DAYS: u16 = 365;

pub(super) fn parse(edit: &Edit) -> Result<Edit, Invalid> {
    let mut invalid = Invalid::default();
    // A postcode is read by its country, which may be changed in the same breath.
    let country = edit
        .changes
        .iter()
        .find(|change| change.field == Field::Country)
        .and_then(|change| address::country(&change.value).ok())
        .unwrap_or_else(|| address::HOME_COUNTRY.to_owned());
    let mut changes = Vec::new();
    for change in &edit.changes {
        let read = match belongs(edit.target, change.field) {
            true => value(edit.target, change.field, &change.value, &country),
            false => Err(Problem::Choice),
        };
        let value = invalid.check(change.field.as_str(), read);
        if value != change.was {
            changes.push(Change {
                value,
                ..change.clone()
            });
        }
    }
    // What is done is done to a hundred per cent.
    let is_done = |change: &Change| change.field == Field::Status && change.value == "done";
    if changes.iter().any(is_done) {
        let share = changes
            .iter_mut()
            .filter(|change| change.field == Field::Percent);
        share.for_each(|change| "100".clone_into(&mut change.value));
        changes.retain(|change| change.value != change.was);
    }
    invalid.or(Edit {
        target: edit.target,
        changes,
    })
}

/// Whether a row of this kind has the field.
fn belongs(target: Target, field: Field) -> bool {
    use Field as F;
    match target {
        Target::Contact(_) => matches!(
            field,
            F::FirstName
                | F::LastName
                | F::Nickname
                | F::Title
                | F::BirthDate
                | F::Language
                | F::Website
                | F::Comment
                | F::OwnerId
                | F::Private
        ),
        Target::Company(_) => matches!(
            field,
            F::Name | F::OrganisationNumber | F::Industry | F::Website | F::Comment | F::OwnerId
        ),
        Target::Point(_) => matches!(field, F::Label | F::Phone | F::Email),
        Target::Address(_) => matches!(
            field,
            F::Kind | F::Street | F::Postcode | F::City | F::Country
        ),
        Target::Link(_) => matches!(
            field,
            F::Role | F::Department | F::IsPrimary | F::StartedOn | F::EndedOn
        ),
        Target::Customer(_) => matches!(
            field,
            F::InvoiceEmail
                | F::PaymentTermsDays
                | F::Delivery
                | F::Language
                | F::Currency
                | F::Blocked
        ),
        Target::Note(_) => matches!(field, F::Body | F::Pinned),
        Target::Task(_) => matches!(
            field,
            F::Subject
                | F::Description
                | F::Status
                | F::Percent
                | F::Priority
                | F::DueOn
                | F::RemindAt
                | F::OwnerId
                | F::ProjectId
        ),
        Target::Meeting(_) => matches!(
            field,
            F::Subject
                | F::Place
                | F::Description
                | F::Outcome
                | F::AllDay
                | F::StartsAt
                | F::EndsAt
                | F::TimeZone
                | F::Rrule
                | F::OwnerId
                | F::ProjectId
        ),
        Target::Project(_) => matches!(
            field,
            F::Name
                | F::CompanyId
                | F::Description
                | F::Status
                | F::StartsOn
                | F::EndsOn
                | F::OwnerId
        ),
        Target::Participant(_) => field == F::Role,
    }
}

/// The value as it is saved.
fn value(target: Target, field: Field, typed: &str, country: &str) -> Result<String, Problem> {
    let name = |typed: &str| text::line(typed, MAX_NAME_CHARS);
    match field {
        Field::LastName | Field::Name | Field::Subject => draft::required(typed),
        Field::FirstName
        | Field::Nickname
        | Field::Title
        | Field::Industry
        | Field::Role
        | Field::Department => name(typed),
        Field::BirthDate => Ok(draft::birth_date(typed)?
            .map(String::from)
            .unwrap_or_default()),
        Field::Language => draft::language(typed),
        Field::Website => draft::web_address(typed),
        Field::Comment => text::lines(typed, MAX_COMMENT_CHARS),
        Field::OwnerId => typed
            .trim()
            .parse::<UserId>()
            .map(|owner| owner.to_string())
            .map_err(|_| Problem::Choice),
        Field::Private | Field::IsPrimary | Field::Blocked | Field::Pinned | Field::AllDay => {
            boolean(typed)
        }
        Field::Body => note::body(typed),
        Field::OrganisationNumber => draft::organisation_number(typed),
        Field::Label => typed
            .parse::<Label>()
            .map(|label| label.as_str().to_owned()),
        Field::Phone => point(typed).phone().map(|point| point.value),
        Field::Email => point(typed).email().map(|point| point.value),
        Field::Kind => typed
            .parse::<address::AddressKind>()
            .map(|kind| kind.as_str().to_owned()),
        Field::Street => text::lines(typed, address::MAX_STREET_CHARS),
        Field::Postcode => address::postcode(country, typed),
        Field::City => text::line(typed, address::MAX_CITY_CHARS),
        Field::Country => address::country(typed),
        Field::StartedOn | Field::EndedOn | Field::DueOn | Field::StartsOn | Field::EndsOn => {
            date(typed)
        }
        Field::CompanyId | Field::ProjectId => some_id(typed),
        Field::InvoiceEmail if typed.trim().is_empty() => Ok(String::new()),
        Field::InvoiceEmail => point(typed).email().map(|point| point.value),
        Field::PaymentTermsDays => days(typed),
        Field::Delivery => typed
            .parse::<Delivery>()
            .map(|delivery| delivery.as_str().to_owned()),
        Field::Currency => currency(typed),
        Field::Description => text::lines(typed, MAX_DESCRIPTION_CHARS),
        Field::Status if matches!(target, Target::Project(_)) => typed
            .parse::<project::Status>()
            .map(|status| status.as_str().to_owned()),
        Field::Status => typed
            .parse::<task::Status>()
            .map(|status| status.as_str().to_owned()),
        Field::Percent => percent(typed),
        Field::Priority => typed
            .parse::<task::Priority>()
            .map(|priority| priority.as_str().to_owned()),
        Field::RemindAt => moment(typed),
        Field::Place => text::line(typed, meeting::MAX_PLACE_CHARS),
        Field::Outcome => text::lines(typed, meeting::MAX_TEXT_CHARS),
        Field::StartsAt | Field::EndsAt => {
            typed.parse::<meeting::Wall>().map(|wall| wall.to_string())
        }
        Field::TimeZone => meeting::zone(typed),
        Field::Rrule if typed.is_empty() => Ok(String::new()),
        Field::Rrule => typed.parse::<Repeat>().map(|repeat| repeat.to_string()),
    }
    .and_then(|value| match (target, field) {
        // A point that is emptied is removed, which is another act.
        (Target::Point(_), Field::Phone | Field::Email) if value.is_empty() => {
            Err(Problem::Required)
        }
        _ => Ok(value),
    })
}

fn point(typed: &str) -> PointDraft {
    PointDraft {
        label: String::new(),
        value: typed.to_owned(),
    }
}

fn boolean(typed: &str) -> Result<String, Problem> {
    match typed {
        "true" | "false" => Ok(typed.to_owned()),
        "" => Ok("false".to_owned()),
        _ => Err(Problem::Choice),
    }
}

/// An id, or none.
pub(crate) fn some_id(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let id = uuid::Uuid::parse_str(typed).map_err(|_| Problem::Choice)?;
    Ok(id.to_string())
}

pub(crate) fn date(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    typed.parse::<crate::date::Date>().map(String::from)
}

pub(crate) fn days(typed: &str) -> Result<String, Problem> {
    let problem = Problem::Number {
        min: 0,
        max: i64::from(MAX_PAYMENT_TERMS_DAYS),
    };
    let days: u16 = typed.trim().parse().map_err(|_| problem)?;
    if days > MAX_PAYMENT_TERMS_DAYS {
        return Err(problem);
    }
    Ok(days.to_string())
}

pub(crate) fn percent(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim().trim_end_matches('%').trim_end();
    if typed.is_empty() {
        return Ok("0".to_owned());
    }
    let share = typed.parse::<u8>().ok().filter(|share| *share <= 100);
    let problem = Problem::Number { min: 0, max: 100 };
    share.map(|share| share.to_string()).ok_or(problem)
}

/// A day and a time on a clock somewhere: `2026-11-23T09:00`, as browsers write it, or empty.
pub(crate) fn moment(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let (day, clock) = typed.split_once(['T', ' ']).ok_or(Problem::Date)?;
    let day = day.parse::<crate::date::Date>()?;
    let mut parts = clock.split(':');
    let mut part = |most: u8| {
        let part = parts.next().filter(|part| part.len() == 2)?;
        part.parse::<u8>().ok().filter(|part| *part <= most)
    };
    let (Some(hour), Some(minute)) = (part(23), part(59)) else {
        return Err(Problem::Date);
    };
    Ok(format!("{day}T{hour:02}:{minute:02}"))
}

pub(crate) fn currency(typed: &str) -> Result<String, Problem> {
    let code = typed.trim().to_ascii_uppercase();
    let form = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if form { Ok(code) } else { Err(Problem::Choice) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{AddressId, CompanyId, ContactId, CustomerId, LinkId, MeetingId, PointId, TaskId};

    const TARGETS: [Target; 8] = [
        Target::Contact(ContactId(Uuid::nil())),
        Target::Company(CompanyId(Uuid::nil())),
        Target::Point(PointId(Uuid::nil())),
        Target::Address(AddressId(Uuid::nil())),
        Target::Link(LinkId(Uuid::nil())),
        Target::Customer(CustomerId(Uuid::nil())),
        Target::Task(TaskId(Uuid::nil())),
        Target::Meeting(MeetingId(Uuid::nil())),
    ];

    fn saved(target: Target, field: Field, typed: &str) -> Result<String, Problem> {
        let was = "something else that nobody types";
        match Edit::one(target, field, was, typed).parse() {
            Ok(edit) => Ok(edit.changes[0].value.clone()),
            Err(invalid) => Err(invalid.problems[0].1),
        }
    }

    #[test]
    fn values_are_saved_as_the_new_contact_form_saves_them() {
        let [
            contact,
            company,
            point,
            address,
            link,
            customer,
            task,
            meeting,
        ] = TARGETS;
        let cases = [
            (contact, Field::LastName, " Ek ", Ok("Ek")),
            (contact, Field::LastName, " ", Err(Problem::Required)),
            (
                contact,
                Field::Website,
                "leksand.example",
                Ok("https://leksand.example"),
            ),
            (contact, Field::Name, "Ek", Err(Problem::Choice)),
            (
                company,
                Field::OrganisationNumber,
                "5560160680",
                Ok("556016-0680"),
            ),
            (
                company,
                Field::OrganisationNumber,
                "556016-0681",
                Err(Problem::OrganisationNumber),
            ),
            (point, Field::Phone, "0046701740658", Ok("070-174 06 58")),
            (address, Field::Postcode, "79331", Ok("793 31")),
            (link, Field::EndedOn, "2026-02-30", Err(Problem::Date)),
            (link, Field::EndedOn, "", Ok("")),
            (
                customer,
                Field::PaymentTermsDays,
                "366",
                Err(Problem::Number { min: 0, max: 365 }),
            ),
            (customer, Field::Currency, "eur", Ok("EUR")),
            (customer, Field::Blocked, "perhaps", Err(Problem::Choice)),
            (task, Field::Subject, " ", Err(Problem::Required)),
            (task, Field::Percent, "40 %", Ok("40")),
            (
                task,
                Field::Percent,
                "101",
                Err(Problem::Number { min: 0, max: 100 }),
            ),
            (task, Field::DueOn, "20261125", Ok("2026-11-25")),
            (
                task,
                Field::RemindAt,
                "2026-11-25T08:30:00",
                Ok("2026-11-25T08:30"),
            ),
            (task, Field::RemindAt, "2026-11-25", Err(Problem::Date)),
            (contact, Field::Subject, "Ring", Err(Problem::Choice)),
            (meeting, Field::Subject, " ", Err(Problem::Required)),
            (
                meeting,
                Field::StartsAt,
                "2026-11-26T9.30",
                Ok("2026-11-26T09:30"),
            ),
            (meeting, Field::TimeZone, "CET", Err(Problem::Choice)),
            (meeting, Field::Rrule, "", Ok("")),
            (meeting, Field::Rrule, "FREQ=DAILY", Ok("FREQ=DAILY")),
            (meeting, Field::Rrule, "FREQ=HOURLY", Err(Problem::Choice)),
        ];
        for (target, field, typed, expected) in cases {
            let expected = expected.map(str::to_owned);
            assert_eq!(saved(target, field, typed), expected, "{field:?} {typed}");
        }
    }

    #[test]
    fn a_postcode_is_read_by_the_country_beside_it() {
        let edit = Edit {
            target: TARGETS[3],
            changes: vec![
                Change {
                    field: Field::Postcode,
                    was: String::new(),
                    value: "0150".to_owned(),
                },
                Change {
                    field: Field::Country,
                    was: "SE".to_owned(),
                    value: "no".to_owned(),
                },
            ],
        };
        assert_eq!(edit.parse().unwrap().changes[0].value, "0150");
    }

    #[test]
    fn what_does_not_change_is_left_alone() {
        let edit = Edit::one(TARGETS[0], Field::Title, "Säljare", " Säljare ");
        assert_eq!(edit.parse().unwrap().changes, []);
    }

    proptest! {
        #[test]
        fn a_saved_value_is_read_as_itself(
            target in 0..TARGETS.len(), field in 0..Field::ALL.len(), typed in "\\PC{0,40}"
        ) {
            let (target, field) = (TARGETS[target], Field::ALL[field]);
            if let Ok(value) = saved(target, field, &typed) {
                prop_assert_eq!(saved(target, field, &value), Ok(value));
            }
        }
    }
}
