//! Reading the forms for what is new: every field is looked at, so that all problems show at once.

use crate::address::{AddressDraft, NewAddress};
use crate::contact::{ContactDraft, MAX_COMMENT_CHARS, MAX_NAME_CHARS, MAX_POINTS, NewContact};
use crate::date::Date;
use crate::identity::OrganisationNumber;
use crate::point::{NewPoint, PointDraft};
use crate::{CategoryId, Invalid, Problem, UserId, customer, identity, text, website};

mod company;

/// Nobody alive is born before this year; an earlier one is a slip.
const FIRST_BIRTH_YEAR: i16 = 1875;

/// Most categories on one card.
const MAX_CATEGORIES: usize = 50;

impl ContactDraft {
    /// Reads the form. Blank extra rows are left out, and so is a number or address that is
    /// already there.
    ///
    /// Text should be in NFC already. A birth date in the future is for the database to refuse:
    /// there is no clock here.
    ///
    /// # Errors
    /// [`Invalid`] with every problem, in the order of the form.
    pub fn parse(&self) -> Result<NewContact, Invalid> {
        let mut invalid = Invalid::default();
        let contact = self.read(&mut invalid);
        if !self.personal_number.trim().is_empty() {
            invalid.add("personal_number", Problem::OnlyCustomers);
        }
        invalid.or(contact)
    }

    /// Reads the form as a private customer, which needs an address for the invoice and may have a
    /// personal number. Ten digits of that mean the latest year that is possible `today`.
    ///
    /// # Errors
    /// [`Invalid`] with every problem, in the order of the form.
    pub fn parse_customer(&self, today: Date) -> Result<NewContact, Invalid> {
        let mut invalid = Invalid::default();
        let mut contact = self.read(&mut invalid);
        customer::demand_address(self, &mut invalid);
        let number = identity::optional(&self.personal_number, today);
        contact.personal_number = invalid.check("personal_number", number);
        invalid.or(contact)
    }

    fn read(&self, invalid: &mut Invalid) -> NewContact {
        NewContact {
            first_name: invalid.check("first_name", text::line(&self.first_name, MAX_NAME_CHARS)),
            last_name: invalid.check("last_name", required(&self.last_name)),
            nickname: invalid.check("nickname", text::line(&self.nickname, MAX_NAME_CHARS)),
            title: invalid.check("title", text::line(&self.title, MAX_NAME_CHARS)),
            birth_date: invalid.check("birth_date", birth_date(&self.birth_date)),
            language: invalid.check("language", language(&self.language)),
            website: invalid.check("website", web_address(&self.website)),
            comment: invalid.check("comment", text::lines(&self.comment, MAX_COMMENT_CHARS)),
            owner: invalid.check("owner", owner(&self.owner)),
            private: self.private,
            points: points(&self.phones, &self.emails, invalid),
            addresses: addresses(&self.addresses, invalid),
            categories: invalid.check("categories", categories(&self.categories)),
            personal_number: None,
        }
    }
}

/// Phone numbers and e-mail addresses, in the order of the form.
fn points(phones: &[PointDraft], emails: &[PointDraft], invalid: &mut Invalid) -> Vec<NewPoint> {
    let mut points = rows("phones", phones, PointDraft::phone, invalid);
    points.extend(rows("emails", emails, PointDraft::email, invalid));
    points
}

fn addresses(drafts: &[AddressDraft], invalid: &mut Invalid) -> Vec<NewAddress> {
    let rows = drafts.iter().enumerate().filter(|(_, row)| !row.is_blank());
    let addresses: Vec<_> = rows
        .map(|(index, row)| row.parse(&format!("addresses[{index}]."), invalid))
        .collect();
    at_most_points("addresses", addresses.len(), invalid);
    addresses
}

fn rows(
    field: &str,
    drafts: &[PointDraft],
    read: fn(&PointDraft) -> Result<NewPoint, Problem>,
    invalid: &mut Invalid,
) -> Vec<NewPoint> {
    let mut points: Vec<NewPoint> = Vec::new();
    for (index, draft) in drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| !draft.is_blank())
    {
        match read(draft) {
            Ok(point) if points.iter().any(|known| known.target == point.target) => {}
            Ok(point) => points.push(point),
            Err(Problem::Choice) => invalid.add(format!("{field}[{index}].label"), Problem::Choice),
            Err(problem) => invalid.add(format!("{field}[{index}].value"), problem),
        }
    }
    at_most_points(field, points.len(), invalid);
    points
}

fn at_most_points(field: &str, count: usize, invalid: &mut Invalid) {
    if count > MAX_POINTS {
        invalid.add(
            field,
            Problem::TooLong {
                max: u32::try_from(MAX_POINTS).unwrap_or(u32::MAX),
            },
        );
    }
}

pub(crate) fn required(typed: &str) -> Result<String, Problem> {
    let text = text::line(typed, MAX_NAME_CHARS)?;
    if text.is_empty() {
        Err(Problem::Required)
    } else {
        Ok(text)
    }
}

pub(crate) fn birth_date(typed: &str) -> Result<Option<Date>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let date: Date = typed.parse()?;
    if date.year() < FIRST_BIRTH_YEAR {
        Err(Problem::BirthDate)
    } else {
        Ok(Some(date))
    }
}

/// Well-formed as far as BCP 47 goes: two or three letters, then subtags.
pub(crate) fn language(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let mut parts = typed.split('-');
    let first = parts.next().unwrap_or_default();
    let primary = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase());
    let subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let tag = primary && typed.len() <= 35 && parts.all(subtag);
    if tag {
        Ok(typed.to_owned())
    } else {
        Err(Problem::Choice)
    }
}

pub(crate) fn web_address(typed: &str) -> Result<String, Problem> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    website::parse(typed).map(|website| website.url)
}

/// `556600-4825`, or empty.
pub(crate) fn organisation_number(typed: &str) -> Result<String, Problem> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    OrganisationNumber::parse(typed).map(|number| number.formatted())
}

fn owner(typed: &str) -> Result<Option<UserId>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Problem::Choice),
    }
}

fn categories(typed: &[String]) -> Result<Vec<CategoryId>, Problem> {
    let mut categories: Vec<CategoryId> = Vec::new();
    for id in typed.iter().filter(|id| !id.is_empty()) {
        let id = id.parse().map_err(|_| Problem::Choice)?;
        if !categories.contains(&id) {
            categories.push(id);
        }
    }
    if categories.len() > MAX_CATEGORIES {
        Err(Problem::Choice)
    } else {
        Ok(categories)
    }
}

#[cfg(test)]
mod tests;
