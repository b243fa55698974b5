//! Projects: what is done together for a company during some time, and who takes part in it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::command::Done;
use crate::date::Date;
use crate::edit::parse::{date, some_id};
use crate::overview::Overview;
use crate::search::{form_encode, query_pairs};
use crate::user::{Colleague, words};
use crate::{
    CompanyId, ContactId, Invalid, ParticipantId, Problem, ProjectId, UserId, draft, text,
};

/// Longest description, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 10_000;
/// Longest role.
pub const MAX_ROLE_CHARS: usize = 200;
/// Longest text that is looked for.
pub const MAX_TEXT: usize = 100;

/// How far a project has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is to begin.
    #[default]
    Planned,
    /// It goes on.
    Active,
    /// It waits for something.
    Paused,
    /// It came to its end.
    Finished,
    /// It was given up.
    Dropped,
}
words!(Status {
    Planned = "planned",
    Active = "active",
    Paused = "paused",
    Finished = "finished",
    Dropped = "dropped"
});

impl Status {
    /// Nothing more is to be done in it.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Dropped)
    }
}

/// A project as it was typed; fields are named as in [`crate::edit::Field`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ProjectDraft {
    pub name: String,
    pub company_id: String,
    pub status: String,
    pub starts_on: String,
    pub ends_on: String,
    pub owner_id: String,
    pub description: String,
}

/// A project to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct NewProject {
    pub name: String,
    pub company: Option<CompanyId>,
    pub status: Status,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// Whoever saves it, when nobody is chosen.
    pub owner: Option<UserId>,
    pub description: String,
}

impl ProjectDraft {
    /// The project as it is saved.
    ///
    /// # Errors
    /// [`Invalid`] by field word.
    pub fn parse(&self) -> Result<NewProject, Invalid> {
        let mut invalid = Invalid::default();
        let day = |typed: &str| date(typed).map(|day| day.parse::<Date>().ok());
        let id = |typed: &str| some_id(typed).map(|id| Uuid::parse_str(&id).ok());
        let status = match self.status.trim() {
            "" => Ok(Status::default()),
            word => word.parse(),
        };
        let new = NewProject {
            name: invalid.check("name", draft::required(&self.name)),
            company: invalid.check(
                "company_id",
                id(&self.company_id).map(|id| id.map(CompanyId)),
            ),
            status: invalid.check("status", status),
            starts_on: invalid.check("starts_on", day(&self.starts_on)),
            ends_on: invalid.check("ends_on", day(&self.ends_on)),
            owner: invalid.check("owner_id", id(&self.owner_id).map(|id| id.map(UserId))),
            description: invalid.check(
                "description",
                text::lines(&self.description, MAX_DESCRIPTION_CHARS),
            ),
        };
        if let (Some(first), Some(last)) = (new.starts_on, new.ends_on)
            && last < first
        {
            invalid.add("ends_on", Problem::EndsBefore);
        }
        invalid.or(new)
    }
}

/// What somebody does in a project, as it is saved.
///
/// # Errors
/// [`Problem::TooLong`] or [`Problem::ControlCharacter`].
pub fn role(typed: &str) -> Result<String, Problem> {
    text::line(typed, MAX_ROLE_CHARS)
}

/// A project that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedProject {
    /// The project.
    pub id: ProjectId,
    /// What it can be undone by.
    pub done: Done,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProjectRow {
    /// The project.
    pub id: ProjectId,
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// The company that it is for.
    pub company: Option<(CompanyId, String)>,
    /// How far it has come.
    pub status: Status,
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
    /// Its owner.
    pub owner: (UserId, String),
    /// What the contact whose card it is shown on does in it.
    #[serde(default)]
    pub role: String,
}

/// A page of projects, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectPage {
    /// The projects.
    pub projects: Vec<ProjectRow>,
    /// How many there are in all.
    pub count: u32,
    /// The number that the next page begins below.
    pub next: Option<i64>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Participant {
    /// Their part.
    pub id: ParticipantId,
    /// The contact; nothing of a colleague.
    pub contact: Option<ContactId>,
    /// The colleague; nothing of a contact.
    pub user: Option<UserId>,
    /// Their name.
    pub name: String,
    /// What they do in it.
    pub role: String,
    /// The contact's main company, or empty.
    pub company: String,
    /// The contact is hidden from colleagues.
    pub private: bool,
}

/// The project window, complete for its upper part and who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectCard {
    /// The project.
    pub id: ProjectId,
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// The company that it is for.
    pub company: Option<(CompanyId, String)>,
    /// How far it has come.
    pub status: Status,
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
    /// What it is about.
    pub description: String,
    /// Its owner.
    pub owner: Colleague,
    /// In the trash.
    pub trashed: bool,
    /// Contacts by name, then colleagues.
    pub participants: Vec<Participant>,
    /// Day of the latest change, at the firm.
    pub changed_on: Date,
    /// Who made it; empty when nobody knows.
    pub changed_by: String,
    /// What stands below, at a glance.
    #[serde(default)]
    pub overview: Overview,
}

/// What the list shows, as its address says it: `/projects?q=norrsken&status=active&mine`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectQuery {
    /// In the number, the name, the company's or the owner's name; empty for every one.
    pub text: String,
    /// Only these; all when nothing is said.
    pub status: Option<Status>,
    /// Only the reader's own: those they own or take part in.
    pub mine: bool,
    /// What lies in the trash, instead.
    pub trash: bool,
    /// Numbers below this one.
    pub before: Option<i64>,
}

impl ProjectQuery {
    /// Reads the query of an address. What makes no sense is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in query_pairs(query) {
            match &*name {
                "q" => read.text = value.trim().chars().take(MAX_TEXT).collect(),
                "status" => read.status = value.parse().ok(),
                "mine" => read.mine = true,
                "trash" => read.trash = true,
                "before" => read.before = value.parse().ok(),
                _ => {}
            }
        }
        read
    }

    /// The address of the list.
    #[must_use]
    pub fn address(&self) -> String {
        let mut parts = Vec::new();
        if !self.text.is_empty() {
            parts.push(format!("q={}", form_encode(&self.text)));
        }
        parts.extend(
            self.status
                .map(|status| format!("status={}", status.as_str())),
        );
        parts.extend(self.mine.then(|| "mine=1".to_owned()));
        parts.extend(self.trash.then(|| "trash=1".to_owned()));
        parts.extend(self.before.map(|number| format!("before={number}")));
        match parts.is_empty() {
            true => "/projects".to_owned(),
            false => format!("/projects?{}", parts.join("&")),
        }
    }

    /// Every project is asked for.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.text.is_empty() && self.status.is_none() && !self.mine && !self.trash
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_project_is_saved_as_it_was_meant() {
        let draft = ProjectDraft {
            name: " Nytt kontor ".to_owned(),
            starts_on: "20261201".to_owned(),
            ends_on: "2026-12-01".to_owned(),
            description: "Två\r\nrader ".to_owned(),
            ..ProjectDraft::default()
        };
        let new = draft.parse().unwrap();
        assert_eq!(new.name, "Nytt kontor");
        assert_eq!(
            (new.status, new.company, new.owner),
            (Status::Planned, None, None)
        );
        assert_eq!(new.starts_on, new.ends_on);
        assert_eq!(new.description, "Två\nrader");
    }

    #[test]
    fn what_is_wrong_is_said_of_its_field() {
        let draft = ProjectDraft {
            name: " ".to_owned(),
            company_id: "Norrsken".to_owned(),
            status: "done".to_owned(),
            starts_on: "2026-12-02".to_owned(),
            ends_on: "2026-12-01".to_owned(),
            owner_id: "me".to_owned(),
            ..ProjectDraft::default()
        };
        let problems = draft.parse().unwrap_err().problems;
        let wanted = [
            ("name", Problem::Required),
            ("company_id", Problem::Choice),
            ("status", Problem::Choice),
            ("owner_id", Problem::Choice),
            ("ends_on", Problem::EndsBefore),
        ];
        assert_eq!(
            problems,
            wanted.map(|(field, problem)| (field.to_owned(), problem))
        );
    }

    #[test]
    fn an_address_that_makes_no_sense_asks_for_what_is_left_of_it() {
        let read = ProjectQuery::from_query("?q=%20%20&status=done&before=x&colour=red");
        assert!(read.is_everything() && read.before.is_none());
        assert_eq!(read.address(), "/projects");
    }

    proptest! {
        #[test]
        fn an_address_reads_back(
            text in "[a-zåäö0-9&=%+ ]{0,20}",
            status in prop::option::of(prop::sample::select(Status::ALL)),
            mine in any::<bool>(),
            trash in any::<bool>(),
            before in prop::option::of(1_i64..1_000_000),
        ) {
            let query = ProjectQuery { text: text.trim().to_owned(), status, mine, trash, before };
            let address = query.address();
            let (_, said) = address.split_once('?').unwrap_or_default();
            prop_assert_eq!(ProjectQuery::from_query(said), query);
        }
    }
}
