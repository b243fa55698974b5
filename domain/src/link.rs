//! Links between contacts and companies (S2): a role of its own each.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::command::Done;
use crate::contact::MAX_NAME_CHARS;
use crate::{Invalid, LinkId, Problem, text};

/// Most links that are made at once.
pub const MAX_LINKS: usize = 100;

/// One ticked row of the dialog, exactly as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkDraft {
    /// Id of the company when linking a contact, of the contact when linking a company.
    pub other: String,
    /// Role there.
    pub role: String,
    /// Department there.
    pub department: String,
    /// To be the main company of the contact.
    pub primary: bool,
}

/// A link to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// The company when linking a contact, the contact when linking a company.
    pub other: Uuid,
    /// Role there, or empty.
    pub role: String,
    /// Department there, or empty.
    pub department: String,
    /// To be the main company of the contact.
    pub primary: bool,
}

/// Links that were made, in the order they were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// All of them, as one command.
    pub done: Done,
    /// The links.
    pub links: Vec<LinkId>,
}

/// What the dialog shows before anything is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkStart {
    /// Name of the card that is linked.
    pub name: String,
    /// Its customer number, when it has one.
    pub customer_number: Option<i64>,
    /// Ids of those it is linked to now, among those that are shown.
    pub linked: Vec<Uuid>,
    /// Those that were ticked in an earlier search, with their names.
    pub picked: Vec<(Uuid, String)>,
}

/// Reads the ticked rows. Something ticked twice is linked once.
///
/// # Errors
/// [`Invalid`] by the names of the dialog: `picks` when nothing is ticked, `role-<id>`,
/// `department-<id>`, and `primary` when two are to be the main company.
pub fn parse(drafts: &[LinkDraft]) -> Result<Vec<NewLink>, Invalid> {
    let mut invalid = Invalid::default();
    let mut links: Vec<NewLink> = Vec::new();
    for draft in drafts {
        let Ok(other) = draft.other.parse::<Uuid>() else {
            invalid.add("picks", Problem::Choice);
            continue;
        };
        if links.iter().any(|link| link.other == other) {
            continue;
        }
        let line = |typed: &str| text::line(typed, MAX_NAME_CHARS);
        let link = NewLink {
            other,
            role: invalid.check(&format!("role-{other}"), line(&draft.role)),
            department: invalid.check(&format!("department-{other}"), line(&draft.department)),
            primary: draft.primary,
        };
        links.push(link);
    }
    if links.is_empty() && invalid.problems.is_empty() {
        invalid.add("picks", Problem::Required);
    }
    if links.len() > MAX_LINKS {
        let max = u32::try_from(MAX_LINKS).unwrap_or(u32::MAX);
        invalid.add("picks", Problem::TooLong { max });
    }
    if links.iter().filter(|link| link.primary).count() > 1 {
        invalid.add("primary", Problem::Choice);
    }
    invalid.or(links)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(other: Uuid, role: &str, primary: bool) -> LinkDraft {
        LinkDraft {
            other: other.to_string(),
            role: role.to_owned(),
            department: String::new(),
            primary,
        }
    }

    #[test]
    fn reads_what_is_ticked_once() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let links = parse(&[
            draft(one, " Ledamot ", false),
            draft(two, "", true),
            draft(one, "Ordförande", true),
        ])
        .unwrap();
        assert_eq!(links.len(), 2);
        assert_eq!(
            (links[0].role.as_str(), links[0].primary),
            ("Ledamot", false)
        );
        assert!(links[1].primary);
    }

    #[test]
    fn says_what_is_wrong_by_the_names_of_the_dialog() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let problems = |drafts: &[LinkDraft]| parse(drafts).unwrap_err().problems;
        assert_eq!(problems(&[]), [("picks".to_owned(), Problem::Required)]);
        assert_eq!(
            problems(&[draft(one, "", true), draft(two, "", true)]),
            [("primary".to_owned(), Problem::Choice)]
        );
        assert_eq!(
            problems(&[draft(one, &"x".repeat(201), false)]),
            [(format!("role-{one}"), Problem::TooLong { max: 200 })]
        );
        let nobody = LinkDraft {
            other: "norrsken".to_owned(),
            ..LinkDraft::default()
        };
        assert_eq!(problems(&[nobody]), [("picks".to_owned(), Problem::Choice)]);
    }

    proptest! {
        #[test]
        fn at_most_one_is_primary_and_none_is_twice(picks in prop::collection::vec((0_u128..6, any::<bool>()), 0..20)) {
            let drafts: Vec<_> = picks.iter().map(|(id, primary)| draft(Uuid::from_u128(*id), "", *primary)).collect();
            if let Ok(links) = parse(&drafts) {
                prop_assert!(links.iter().filter(|link| link.primary).count() <= 1);
                let mut others: Vec<_> = links.iter().map(|link| link.other).collect();
                others.sort();
                others.dedup();
                prop_assert_eq!(others.len(), links.len());
            }
        }
    }
}
