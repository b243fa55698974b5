//! What the firm that uses Kundkort says of itself.

use serde::{Deserialize, Serialize};

use crate::identity::own_number;
use crate::text::line;
use crate::{Invalid, Problem, address, bankgiro, email, phone, website};

/// The firm as it is kept, and, parsed, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Firm {
    /// Its name.
    pub name: String,
    /// Organisation number, `556677-8899`.
    pub organisation_number: String,
    /// Street and number.
    pub street: String,
    /// Postcode, `793 31`.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Phone, as it is shown.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Web address.
    pub website: String,
    /// Bankgiro, digits only.
    pub bankgiro: String,
    /// IANA name of its time zone; the database knows which there are.
    pub time_zone: String,
}

/// The fields, by the names they have in the form and in the database.
pub const FIELDS: [&str; 10] = [
    "name",
    "organisation_number",
    "street",
    "postcode",
    "city",
    "phone",
    "email",
    "website",
    "bankgiro",
    "time_zone",
];

impl Firm {
    /// The values, in the order of [`FIELDS`].
    #[must_use]
    pub fn values(&self) -> [&str; 10] {
        [
            &self.name,
            &self.organisation_number,
            &self.street,
            &self.postcode,
            &self.city,
            &self.phone,
            &self.email,
            &self.website,
            &self.bankgiro,
            &self.time_zone,
        ]
    }

    /// The same, to be written.
    pub fn values_mut(&mut self) -> [&mut String; 10] {
        [
            &mut self.name,
            &mut self.organisation_number,
            &mut self.street,
            &mut self.postcode,
            &mut self.city,
            &mut self.phone,
            &mut self.email,
            &mut self.website,
            &mut self.bankgiro,
            &mut self.time_zone,
        ]
    }

    /// As it is saved.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self) -> Result<Self, Invalid> {
        let mut invalid = Invalid::default();
        let name = match line(&self.name, 200) {
            Ok(name) if name.is_empty() => Err(Problem::Required),
            other => other,
        };
        let firm = Self {
            name: invalid.check("name", name),
            organisation_number: invalid.check(
                "organisation_number",
                or_empty(&self.organisation_number, own_number),
            ),
            street: invalid.check("street", line(&self.street, 500)),
            postcode: invalid.check(
                "postcode",
                or_empty(&self.postcode, |typed| address::postcode("SE", typed)),
            ),
            city: invalid.check("city", line(&self.city, 200)),
            phone: invalid.check(
                "phone",
                or_empty(&self.phone, |typed| {
                    phone::parse(typed).map(|phone| phone.national())
                }),
            ),
            email: invalid.check(
                "email",
                or_empty(&self.email, |typed| {
                    email::parse(typed).map(|email| email.address)
                }),
            ),
            website: invalid.check(
                "website",
                or_empty(&self.website, |typed| {
                    website::parse(typed).map(|website| website.url)
                }),
            ),
            bankgiro: invalid.check("bankgiro", bankgiro::parse(&self.bankgiro)),
            time_zone: invalid.check("time_zone", line(&self.time_zone, 100)),
        };
        invalid.or(firm)
    }
}

fn or_empty(
    typed: &str,
    parse: impl Fn(&str) -> Result<String, Problem>,
) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        Ok(String::new())
    } else {
        parse(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Firm {
        Firm {
            name: " Bergslagens Värme AB ".into(),
            organisation_number: "5560360793".into(),
            postcode: "79331".into(),
            phone: "0701740612".into(),
            email: "info@varme.example".into(),
            website: "varme.example".into(),
            bankgiro: "5050 1055".into(),
            time_zone: "Europe/Stockholm".into(),
            ..Firm::default()
        }
    }

    #[test]
    fn a_firm_is_kept_as_it_is_written_in_sweden() {
        let firm = typed().parse().unwrap();
        assert_eq!(firm.name, "Bergslagens Värme AB");
        assert_eq!(firm.organisation_number, "556036-0793");
        assert_eq!(firm.postcode, "793 31");
        assert_eq!(firm.bankgiro, "50501055");
        assert_eq!(firm.parse().as_ref(), Ok(&firm), "and again is the same");
    }

    #[test]
    fn a_sole_trader_has_the_number_of_a_person() {
        // Skatteverket's own test numbers: a personal and a co-ordination number.
        for (typed, kept) in [
            ("19850709-9805", "850709-9805"),
            ("8507099805", "850709-9805"),
            ("701063-2391", "701063-2391"),
        ] {
            let firm = Firm {
                name: "A".into(),
                organisation_number: typed.into(),
                ..Firm::default()
            };
            let parsed = firm.parse().unwrap();
            assert_eq!(parsed.organisation_number, kept);
            assert_eq!(
                parsed.parse().as_ref(),
                Ok(&parsed),
                "and again is the same"
            );
        }
    }

    #[test]
    fn only_the_name_is_needed_and_each_fault_has_its_field() {
        let bare = Firm {
            name: "A".into(),
            ..Firm::default()
        };
        assert!(bare.parse().is_ok());
        let wrong = Firm {
            name: " ".into(),
            organisation_number: "556600-4824".into(),
            bankgiro: "1".into(),
            email: "x".into(),
            ..typed()
        };
        let fields: Vec<String> = wrong
            .parse()
            .unwrap_err()
            .problems
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["name", "organisation_number", "email", "bankgiro"]);
    }

    #[test]
    fn fields_and_values_are_in_one_order() {
        let mut firm = Firm::default();
        for (field, value) in FIELDS.into_iter().zip(firm.values_mut()) {
            field.clone_into(value);
        }
        assert_eq!(firm.values(), FIELDS);
        assert_eq!(
            (firm.city.as_str(), firm.time_zone.as_str()),
            ("city", "time_zone")
        );
    }
}
