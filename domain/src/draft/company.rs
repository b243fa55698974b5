//! Reading the new-company form.

use super::{addresses, categories, organisation_number, owner, points, required, web_address};
use crate::company::{CompanyDraft, NewCompany};
use crate::contact::{MAX_COMMENT_CHARS, MAX_NAME_CHARS};
use crate::{Invalid, text};

impl CompanyDraft {
    /// Reads the form, as [`crate::contact::ContactDraft::parse`] does.
    ///
    /// # Errors
    /// [`Invalid`] with every problem, in the order of the form.
    pub fn parse(&self) -> Result<NewCompany, Invalid> {
        let mut invalid = Invalid::default();
        let company = NewCompany {
            name: invalid.check("name", required(&self.name)),
            organisation_number: invalid.check(
                "organisation_number",
                organisation_number(&self.organisation_number),
            ),
            industry: invalid.check("industry", text::line(&self.industry, MAX_NAME_CHARS)),
            categories: invalid.check("categories", categories(&self.categories)),
            points: points(&self.phones, &self.emails, &mut invalid),
            addresses: addresses(&self.addresses, &mut invalid),
            website: invalid.check("website", web_address(&self.website)),
            comment: invalid.check("comment", text::lines(&self.comment, MAX_COMMENT_CHARS)),
            owner: invalid.check("owner", owner(&self.owner)),
        };
        invalid.or(company)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Problem;
    use crate::point::{Label, PointDraft};

    #[test]
    fn a_name_is_enough() {
        let draft = CompanyDraft {
            name: "  Brf Björken 4 ".to_owned(),
            ..CompanyDraft::default()
        };
        let expected = NewCompany {
            name: "Brf Björken 4".to_owned(),
            ..NewCompany::default()
        };
        assert_eq!(draft.parse(), Ok(expected));
        let nameless = CompanyDraft::default().parse().unwrap_err();
        assert_eq!(nameless.problems, [("name".to_owned(), Problem::Required)]);
    }

    #[test]
    fn every_field_is_read_and_every_problem_told() {
        let point = |value: &str| PointDraft {
            label: "switchboard".to_owned(),
            value: value.to_owned(),
        };
        let good = CompanyDraft {
            name: "Norrsken Fastigheter AB".to_owned(),
            organisation_number: "165566004825".to_owned(),
            website: "norrsken.example".to_owned(),
            phones: vec![point("08-465 004 20"), point(""), point("+46 8 465 004 20")],
            ..CompanyDraft::default()
        };
        let company = good.parse().unwrap();
        assert_eq!(company.organisation_number, "556600-4825");
        assert_eq!(company.website, "https://norrsken.example");
        assert_eq!(company.points.len(), 1, "one number, typed twice");
        assert_eq!(company.points[0].label, Label::Switchboard);
        let bad = CompanyDraft {
            name: " ".to_owned(),
            organisation_number: "556600-4824".to_owned(),
            website: "javascript:alert(1)".to_owned(),
            owner: "me".to_owned(),
            phones: vec![point("12")],
            ..CompanyDraft::default()
        };
        let invalid = bad.parse().unwrap_err();
        let fields: Vec<&str> = invalid
            .problems
            .iter()
            .map(|(field, _)| field.as_str())
            .collect();
        assert_eq!(
            fields,
            [
                "name",
                "organisation_number",
                "phones[0].value",
                "website",
                "owner"
            ]
        );
    }

    proptest! {
        #[test]
        fn never_panics_and_gives_a_name(name in "\\PC{0,210}", number in "[0-9 -]{0,14}") {
            let draft = CompanyDraft { name, organisation_number: number, ..CompanyDraft::default() };
            if let Ok(company) = draft.parse() {
                prop_assert!(!company.name.is_empty() && company.name.chars().count() <= MAX_NAME_CHARS);
                prop_assert!(matches!(company.organisation_number.len(), 0 | 11));
            }
        }
    }
}
