//! What is wrong with a draft, field by field, without words: `app::i18n` has the words.

use serde::{Deserialize, Serialize};

/// One thing that is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was written, and something is needed.
    Required,
    /// More characters than the field holds.
    TooLong {
        /// The most characters the field holds.
        max: u32,
    },
    /// Contains a control character (a line break, a NUL …).
    ControlCharacter,
    /// Not an e-mail address (RFC 5321 §4.1.2, without quoted local parts).
    Email,
    /// Not a phone number that E.164 can express.
    Phone,
    /// Not five digits, for an address in Sweden.
    Postcode,
    /// Not an ISO 3166-1 alpha-2 country code.
    Country,
    /// Not a date that exists, written ÅÅÅÅ-MM-DD.
    Date,
    /// Not a time of day.
    Time,
    /// A time that the clock does not show on that day: it is put forward past it.
    NoSuchTime,
    /// It ends before it begins.
    EndsBefore,
    /// Said in two ways of which only one can be.
    OneOfTwo,
    /// A birth date that has not come yet, or before 1875.
    BirthDate,
    /// Not a web address with http or https.
    Website,
    /// Not an organisation number (ten digits, Luhn).
    OrganisationNumber,
    /// Not a personal identity number or co-ordination number (Skatteverket SKV 704/707, Luhn).
    PersonalNumber,
    /// A personal number where an organisation number is kept, which is not sealed.
    PersonalOnCompany,
    /// A personal number on somebody who is not saved as a private customer.
    OnlyCustomers,
    /// The server has no key to keep personal numbers with.
    NoIdentityKey,
    /// Not a whole number within the allowed range.
    Number {
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// Not a bankgiro number (seven or eight digits, Luhn).
    Bankgiro,
    /// A password that is too short.
    PasswordShort {
        /// Fewest characters.
        min: u32,
    },
    /// A password that is tried first by whoever guesses.
    PasswordCommon,
    /// Not the password of this account.
    PasswordWrong,
    /// Not the same as the password above it.
    PasswordRepeat,
    /// The firm would be without an administrator.
    LastAdministrator,
    /// Something that is not done to one's own account.
    Oneself,
    /// The value is not one of those offered.
    Choice,
    /// Another row of the firm already has it.
    Taken,
    /// Another person changed or removed what this refers to.
    Gone,
    /// A category that is not set on anything more.
    Retired,
    /// Somebody who has no account any more.
    NoAccount,
    /// Somebody else's, which only an administrator or «uppgiftsadministratör» gives away.
    Others,
}

/// The problems of a draft, in the order of its fields. Never empty when returned as an error.
///
/// A field is named by its path in the form: `last_name`, `phones[0].value`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid {
    /// Field path and what is wrong with it.
    pub problems: Vec<(String, Problem)>,
}

impl Invalid {
    /// An error about one field.
    #[must_use]
    pub fn one(field: impl Into<String>, problem: Problem) -> Self {
        Self {
            problems: vec![(field.into(), problem)],
        }
    }

    /// Notes a problem.
    pub fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.problems.push((field.into(), problem));
    }

    /// Keeps the value, or notes the problem and gives the default, so that every field is looked at.
    pub fn check<T: Default>(&mut self, field: &str, result: Result<T, Problem>) -> T {
        result.unwrap_or_else(|problem| {
            self.add(field, problem);
            T::default()
        })
    }

    /// The first problem of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<Problem> {
        self.problems
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, problem)| *problem)
    }

    /// The value if nothing is wrong.
    ///
    /// # Errors
    /// `self`, when a problem has been noted.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.problems.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}
