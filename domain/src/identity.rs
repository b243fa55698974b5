//! Swedish identity numbers of people and organisations.

use std::fmt;

use crate::Problem;
use crate::date::Date;

/// Luhn's check over digits, as Skatteverket and Bolagsverket use it (SKV 704).
#[must_use]
pub fn luhn(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit()) && luhn_sum(digits).is_multiple_of(10)
}

/// The digit that makes the number before it pass [`luhn`].
#[must_use]
pub fn luhn_digit(digits: &str) -> char {
    let sum = luhn_sum(&format!("{digits}0"));
    char::from(b'0' + ((10 - sum % 10) % 10) as u8)
}

fn luhn_sum(digits: &str) -> u32 {
    let weighted = digits.bytes().rev().enumerate().map(|(place, byte)| {
        let digit = u32::from(byte.wrapping_sub(b'0'));
        match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        }
    });
    weighted.sum()
}

/// A personal identity number (personnummer) or co-ordination number (samordningsnummer).
///
/// Neither `Debug` nor `Display` shows its last four digits, so that it does not end up in a log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonalNumber {
    digits: String,
}

impl PersonalNumber {
    /// Reads ten or twelve digits, with `-`, `+` or nothing before the last four.
    ///
    /// Ten digits mean the latest year that is possible `today`; `+` means a hundred years
    /// before that (SKV 704: the year a person turns 100, the hyphen becomes a plus).
    ///
    /// # Errors
    /// [`Problem::PersonalNumber`] when the digits, the date or the check digit are wrong.
    pub fn parse(text: &str, today: Date) -> Result<Self, Problem> {
        let (digits, centenarian) = Self::split(text.trim()).ok_or(Problem::PersonalNumber)?;
        let digits = match digits.len() {
            12 => digits,
            _ => format!("{}{digits}", Self::century(&digits, centenarian, today)?),
        };
        let number = Self { digits };
        let born = number.date().ok_or(Problem::PersonalNumber)?;
        if born > today || born.year() < 1800 || !luhn(&number.digits[2..]) {
            return Err(Problem::PersonalNumber);
        }
        Ok(number)
    }

    /// The digits, and whether a plus stood before the last four.
    fn split(text: &str) -> Option<(String, bool)> {
        let sign = text
            .len()
            .checked_sub(5)
            .and_then(|at| text.as_bytes().get(at));
        let (digits, plus) = match sign {
            Some(sign @ (b'-' | b'+')) if matches!(text.len(), 11 | 13) => {
                let at = text.len() - 5;
                (
                    format!("{}{}", text.get(..at)?, text.get(at + 1..)?),
                    *sign == b'+',
                )
            }
            _ => (text.to_owned(), false),
        };
        let valid = matches!(digits.len(), 10 | 12) && digits.bytes().all(|b| b.is_ascii_digit());
        valid.then_some((digits, plus))
    }

    fn century(digits: &str, centenarian: bool, today: Date) -> Result<String, Problem> {
        let year: i16 = digits[..2].parse().map_err(|_| Problem::PersonalNumber)?;
        let latest = today.year() - (today.year() - year).rem_euclid(100);
        let candidate = Self {
            digits: format!("{:02}{digits}", latest / 100),
        };
        let ahead = candidate.date().is_some_and(|born| born > today);
        let back = if ahead || centenarian { 100 } else { 0 };
        Ok(format!("{:02}", (latest - back) / 100))
    }

    fn date(&self) -> Option<Date> {
        let part = |range: std::ops::Range<usize>| self.digits[range].parse::<i16>().ok();
        let day = part(6..8)?;
        let day = if day > 60 { day - 60 } else { day };
        Date::new(
            part(0..4)?,
            u8::try_from(part(4..6)?).ok()?,
            u8::try_from(day).ok()?,
        )
        .ok()
    }

    /// All twelve digits, as they are kept: `198507099805`.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// `19850709-9805`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{}-{}", &self.digits[..8], &self.digits[8..])
    }

    /// `19850709-••••`: enough to recognise, not enough to use.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}-••••", &self.digits[..8])
    }

    /// Is a co-ordination number: the day has 60 added.
    #[must_use]
    pub fn is_coordination(&self) -> bool {
        self.digits.as_bytes()[6] >= b'6'
    }
}

/// Reads a personal number that may be left out.
///
/// # Errors
/// As [`PersonalNumber::parse`].
pub fn optional(typed: &str, today: Date) -> Result<Option<PersonalNumber>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        typed => PersonalNumber::parse(typed, today).map(Some),
    }
}

impl fmt::Debug for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// A day that every birthday comes before, where it does not matter which century ten digits mean.
fn some_day() -> Date {
    Date::new(2099, 12, 31).unwrap_or(Date::EPOCH)
}

/// The number of the firm itself, ten digits with a hyphen. A sole trader (enskild firma) has no other
/// than the owner's personal number, and says it on every invoice.
///
/// # Errors
/// [`Problem::OrganisationNumber`] for what is neither.
pub fn own_number(text: &str) -> Result<String, Problem> {
    match OrganisationNumber::parse(text) {
        Ok(number) => Ok(number.formatted()),
        Err(_) => {
            let person = PersonalNumber::parse(text, some_day());
            let person = person.map_err(|_| Problem::OrganisationNumber)?;
            Ok(format!("{}-{}", &person.digits[2..8], &person.digits[8..]))
        }
    }
}

/// An organisation number, ten digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrganisationNumber {
    digits: String,
}

impl OrganisationNumber {
    /// Reads `556600-4825`, `5566004825` and `165566004825`.
    ///
    /// # Errors
    /// [`Problem::OrganisationNumber`] when the digits are wrong. The third is at least 2, which
    /// is what tells an organisation from a person: [`Problem::PersonalOnCompany`] for the number of a
    /// person, since an organisation number is seen and searched by everybody.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut digits: String = text.trim().chars().filter(|c| !c.is_whitespace()).collect();
        let at = digits.len().saturating_sub(5);
        if digits.as_bytes().get(at) == Some(&b'-') {
            digits.remove(at);
        }
        let digits = match (digits.len(), digits.strip_prefix("16")) {
            (12, Some(ten)) => ten.to_owned(),
            _ => digits,
        };
        let organisation = digits.len() == 10 && digits.as_bytes()[2] >= b'2';
        if organisation && luhn(&digits) {
            Ok(Self { digits })
        } else if PersonalNumber::parse(text, some_day()).is_ok() {
            Err(Problem::PersonalOnCompany)
        } else {
            Err(Problem::OrganisationNumber)
        }
    }

    /// Ten digits, as they are kept.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// `556600-4825`.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{}-{}", &self.digits[..6], &self.digits[6..])
    }

    /// `SE556600482501`.
    #[must_use]
    pub fn vat_number(&self) -> String {
        format!("SE{}01", self.digits)
    }
}

/// The VAT number of an organisation number as typed; nothing while it is none.
#[must_use]
pub fn vat_number(typed: &str) -> Option<String> {
    OrganisationNumber::parse(typed)
        .ok()
        .map(|number| number.vat_number())
}

impl fmt::Display for OrganisationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.formatted())
    }
}

#[cfg(test)]
mod tests;
