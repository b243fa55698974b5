//! Categories («kategorier»): the firm's own labels for contacts and companies.

use serde::{Deserialize, Serialize};

use crate::user::words;
use crate::{CategoryId, Invalid, Problem};

/// A category, as it is shown and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The category.
    pub id: CategoryId,
    /// Its name, unique within the firm.
    pub name: String,
    /// May be set on contacts.
    pub for_contacts: bool,
    /// May be set on companies.
    pub for_companies: bool,
    /// Its colour. Never the only sign: the name says which it is.
    #[serde(default)]
    pub color: Color,
    /// No longer offered; still shown and found where it is set.
    #[serde(default)]
    pub retired: bool,
}

/// The hues of the design, by their words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Color {
    /// Granite, grey.
    #[default]
    Granit,
    /// Spruce, dark green.
    Gran,
    /// Cloudberry, yellow.
    Hjortron,
    /// Lingonberry, red.
    Lingon,
    /// Moss, light green.
    Mossa,
    /// Ice, blue.
    Is,
    /// Heather, violet.
    Ljung,
}
words!(Color {
    Granit = "granit",
    Gran = "gran",
    Hjortron = "hjortron",
    Lingon = "lingon",
    Mossa = "mossa",
    Is = "is",
    Ljung = "ljung"
});

/// What an administrator decides about a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Color,
    /// May be set on contacts.
    pub for_contacts: bool,
    /// May be set on companies.
    pub for_companies: bool,
}

/// A category as its administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Managed {
    /// The category.
    pub category: Category,
    /// Goes up with every change, so that two who change it at once are told.
    pub version: i32,
    /// How many contacts carry it.
    pub contacts: u32,
    /// How many companies carry it.
    pub companies: u32,
}

/// The longest name of a category or saved selection, in characters.
pub const MAX_NAME_CHARS: u32 = 100;

impl NewCategory {
    /// From a form: the name, the word of the colour, and `contacts`, `companies` or `both`.
    ///
    /// # Errors
    /// [`Invalid`] by `name`, `color` and `for`.
    pub fn parse(name: &str, color: &str, used_for: &str) -> Result<Self, Invalid> {
        let mut invalid = Invalid::default();
        let name = invalid.check("name", checked_name(name));
        let color = invalid.check("color", color.parse());
        let (for_contacts, for_companies) = match used_for {
            "contacts" => (true, false),
            "companies" => (false, true),
            "both" => (true, true),
            _ => {
                invalid.add("for", Problem::Choice);
                (false, false)
            }
        };
        invalid.or(Self {
            name,
            color,
            for_contacts,
            for_companies,
        })
    }
}

/// A name as it is saved: trimmed, one line, not too long.
///
/// # Errors
/// What is wrong with it.
pub fn checked_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(Problem::Required),
        length if length > MAX_NAME_CHARS as usize => Err(Problem::TooLong {
            max: MAX_NAME_CHARS,
        }),
        _ if name.chars().any(char::is_control) => Err(Problem::ControlCharacter),
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_read_from_its_form() {
        let made = NewCategory::parse("  Styrelse ", "is", "contacts").unwrap();
        assert_eq!((made.name.as_str(), made.color), ("Styrelse", Color::Is));
        assert!(made.for_contacts && !made.for_companies);
        let wrong = NewCategory::parse(" ", "rosa", "nobody").unwrap_err();
        assert_eq!(wrong.of("name"), Some(Problem::Required));
        assert_eq!(wrong.of("color"), Some(Problem::Choice));
        assert_eq!(wrong.of("for"), Some(Problem::Choice));
    }

    #[test]
    fn names_are_one_line_of_a_hundred_characters() {
        assert_eq!(checked_name(&"å".repeat(100)), Ok("å".repeat(100)));
        assert_eq!(
            checked_name(&"å".repeat(101)),
            Err(Problem::TooLong { max: 100 })
        );
        assert_eq!(checked_name("a\nb"), Err(Problem::ControlCharacter));
    }
}
