//! Two languages, one page load at a time.
//!
//! Each feature has its own table of texts, made by [`texts!`]: a text that is missing in one
//! language does not compile. The language is fixed for as long as a page lives; changing it
//! loads the page anew.

mod date;
mod failure;
mod number;
mod problem;
mod words;

use domain::user::Language;
use leptos::prelude::use_context;

pub use date::{date, date_and_time, short_date, time};
#[cfg(feature = "ssr")]
pub use date::{day_and_month, day_heading, weekday};
pub use failure::failure;
pub use number::number;
pub use problem::problem;
pub use words::{address_kind, label, role};

/// The language of this page; Swedish where none is known.
#[must_use]
pub fn language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// Declares a table of texts: `name: "svenska" / "English",`.
///
/// Gives a struct with one `&'static str` per text, and `Table::here()`, the table in the
/// language of the page.
///
/// ```
/// app::texts! {
///     /// Words for the weather.
///     pub struct Weather { rain: "Regn" / "Rain", sun: "Sol" / "Sun" }
/// }
/// assert_eq!(Weather::in_language(domain::user::Language::En).rain, "Rain");
/// ```
#[macro_export]
macro_rules! texts {
    ($(#[$doc:meta])* pub struct $table:ident { $($name:ident: $sv:literal / $en:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $table { $(#[doc = $sv] pub $name: &'static str),+ }

        impl $table {
            const SV: Self = Self { $($name: $sv),+ };
            const EN: Self = Self { $($name: $en),+ };

            /// The texts in a given language.
            #[must_use]
            pub fn in_language(language: domain::user::Language) -> &'static Self {
                match language {
                    domain::user::Language::Sv => &Self::SV,
                    domain::user::Language::En => &Self::EN,
                }
            }

            /// The texts in the language of this page.
            #[must_use]
            pub fn here() -> &'static Self {
                Self::in_language($crate::i18n::language())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use domain::user::Language;

    texts! {
        /// Words.
        pub struct Words { save: "Spara" / "Save" }
    }

    #[test]
    fn each_language_has_its_table() {
        assert_eq!(Words::in_language(Language::Sv).save, "Spara");
        assert_eq!(Words::in_language(Language::En).save, "Save");
        // Where no page says otherwise, it is Swedish.
        assert_eq!(Words::here().save, "Spara");
    }
}
