//! A whole card in one form: each control beside what stood in it, so that only what was changed is
//! sent on, row by row.
//!
//! A control is named after its row and field, `contact.{id}.title`, and `was.` before that names what
//! stood there. `remove.point.{id}` takes a row away; `new.phone.0.value` adds one, and with the id of a
//! link in the place of 0 it adds one to that. After a conflict
//! `take.` says what is to hold, and `first.` what stood there when the form was first opened.

use super::{Change, Edit, Field, Target};
use crate::address::{AddressDraft, NewAddress};
use crate::point::{NewPoint, PointDraft, PointKind};
use crate::search::query_pairs;
use crate::{
    AddressId, CompanyId, ContactId, CustomerId, Invalid, LinkId, NoteId, PointId, ProjectId,
    TaskId,
};

/// A form as it was sent: names and values, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardForm {
    /// Names and values.
    pub pairs: Vec<(String, String)>,
}

/// What a form changes: everything or nothing, as one command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardChanges {
    /// Fields, row by row.
    pub edits: Vec<Edit>,
    /// Rows that go.
    pub removed: Vec<Target>,
    /// Contact points that come, each with its name in the form.
    pub points: Vec<(String, PointKind, PointDraft)>,
    /// Contact points that come to a link, likewise.
    pub link_points: Vec<(String, LinkId, PointKind, PointDraft)>,
    /// Addresses that come.
    pub addresses: Vec<(String, AddressDraft)>,
}

/// The same, with every value as it is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadChanges {
    /// Fields, row by row; only what changes.
    pub edits: Vec<Edit>,
    /// Rows that go.
    pub removed: Vec<Target>,
    /// Contact points that come, each with its name in the form.
    pub points: Vec<(String, NewPoint)>,
    /// Contact points that come to a link, likewise.
    pub link_points: Vec<(String, LinkId, NewPoint)>,
    /// Addresses that come.
    pub addresses: Vec<(String, NewAddress)>,
}

impl Target {
    /// The row in the names of a form: `contact.{id}`.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Contact(id) => format!("contact.{id}"),
            Self::Company(id) => format!("company.{id}"),
            Self::Point(id) => format!("point.{id}"),
            Self::Address(id) => format!("address.{id}"),
            Self::Link(id) => format!("link.{id}"),
            Self::Customer(id) => format!("customer.{id}"),
            Self::Note(id) => format!("note.{id}"),
            Self::Task(id) => format!("task.{id}"),
            Self::Meeting(id) => format!("meeting.{id}"),
            Self::Project(id) => format!("project.{id}"),
            Self::Participant(id) => format!("participant.{id}"),
        }
    }

    /// Reads such a name.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let (kind, id) = path.split_once('.')?;
        let id = uuid::Uuid::parse_str(id).ok()?;
        Some(match kind {
            "contact" => Self::Contact(ContactId(id)),
            "company" => Self::Company(CompanyId(id)),
            "point" => Self::Point(PointId(id)),
            "address" => Self::Address(AddressId(id)),
            "link" => Self::Link(LinkId(id)),
            "customer" => Self::Customer(CustomerId(id)),
            "note" => Self::Note(NoteId(id)),
            "task" => Self::Task(TaskId(id)),
            "project" => Self::Project(ProjectId(id)),
            _ => return None,
        })
    }
}

impl CardForm {
    /// Reads `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn read(body: &str) -> Self {
        let pairs = query_pairs(body).filter(|(name, _)| !name.is_empty());
        Self {
            pairs: pairs.collect(),
        }
    }

    /// The value of a control; the last one when there are several.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Replaces the value of a control.
    pub fn set(&mut self, name: &str, value: &str) {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    /// What it changes.
    #[must_use]
    pub fn changes(&self) -> CardChanges {
        let mut changes = CardChanges::default();
        for (name, was) in &self.pairs {
            if let Some((target, change)) = self.change(name, was) {
                let edit = changes.edits.iter_mut().find(|edit| edit.target == target);
                match edit {
                    Some(edit) => edit.changes.push(change),
                    None => changes.edits.push(Edit {
                        target,
                        changes: vec![change],
                    }),
                }
            }
        }
        let ticked = |name: &str| Target::from_path(name.strip_prefix("remove.")?);
        changes.removed = self
            .pairs
            .iter()
            .filter_map(|(name, _)| ticked(name))
            .collect();
        let emptied = changes
            .edits
            .iter()
            .filter(|edit| is_emptied(edit))
            .map(|edit| edit.target);
        changes.removed.extend(emptied.collect::<Vec<_>>());
        changes.removed.dedup();
        let removed = &changes.removed;
        changes.edits.retain(|edit| !removed.contains(&edit.target));
        self.new_rows(&mut changes);
        changes
    }

    /// The change of the field that `was` is about.
    fn change(&self, name: &str, was: &str) -> Option<(Target, Change)> {
        let name = name.strip_prefix("was.")?;
        let (path, field) = name.rsplit_once('.')?;
        let (target, field) = (Target::from_path(path)?, field.parse::<Field>().ok()?);
        let was = unix(was);
        let value = match (self.value(&format!("take.{name}")), self.value(name)) {
            (Some("theirs"), _) => was.clone(),
            (Some("was"), _) => self.value(&format!("first.{name}")).map(unix)?,
            (_, Some(value)) => unix(value),
            // A checkbox that is not ticked sends nothing.
            (_, None) if matches!(field, Field::Private | Field::Blocked | Field::IsPrimary) => {
                "false".to_owned()
            }
            (_, None) => return None,
        };
        Some((target, Change { field, was, value }))
    }

    fn new_rows(&self, changes: &mut CardChanges) {
        let text = |name: String| self.value(&name).unwrap_or_default().to_owned();
        for kind in [PointKind::Phone, PointKind::Email] {
            let paths =
                (0..crate::contact::MAX_POINTS).map(|row| format!("new.{}.{row}", kind.as_str()));
            let draft = |path: &str| PointDraft {
                label: text(format!("{path}.label")),
                value: text(format!("{path}.value")),
            };
            let rows = paths.map(|path| (draft(&path), path));
            let rows = rows.filter(|(draft, _)| !draft.is_blank());
            changes
                .points
                .extend(rows.map(|(draft, path)| (path, kind, draft)));
            let new = format!("new.{}.", kind.as_str());
            let links = self.pairs.iter().filter_map(|(name, _)| {
                let link = name.strip_prefix(&new)?.strip_suffix(".value")?;
                Some((format!("{new}{link}"), link.parse::<LinkId>().ok()?))
            });
            let rows = links.map(|(path, link)| (draft(&path), path, link));
            let rows = rows.filter(|(draft, ..)| !draft.is_blank());
            changes
                .link_points
                .extend(rows.map(|(draft, path, link)| (path, link, kind, draft)));
        }
        let paths = (0..crate::contact::MAX_POINTS).map(|row| format!("new.address.{row}"));
        let rows = paths.map(|path| {
            let draft = AddressDraft {
                kind: text(format!("{path}.kind")),
                street: text(format!("{path}.street")),
                postcode: text(format!("{path}.postcode")),
                city: text(format!("{path}.city")),
                country: text(format!("{path}.country")),
            };
            (path, draft)
        });
        changes
            .addresses
            .extend(rows.filter(|(_, draft)| !draft.is_blank()));
    }
}

/// A number or an address of which nothing is left is taken away.
fn is_emptied(edit: &Edit) -> bool {
    let blank = |field| {
        let mut changes = edit.changes.iter().filter(|change| change.field == field);
        changes
            .next()
            .is_some_and(|change| change.value.trim().is_empty())
    };
    match edit.target {
        Target::Point(_) => blank(Field::Phone) || blank(Field::Email),
        Target::Address(_) => blank(Field::Street) && blank(Field::Postcode) && blank(Field::City),
        _ => false,
    }
}

impl CardChanges {
    /// Reads every value as it is saved.
    ///
    /// # Errors
    /// [`Invalid`] with every problem, by the name of its control.
    pub fn parse(&self) -> Result<ReadChanges, Invalid> {
        let mut invalid = Invalid::default();
        let mut read = ReadChanges {
            removed: self.removed.clone(),
            ..ReadChanges::default()
        };
        for edit in &self.edits {
            match edit.parse() {
                Ok(edit) if edit.changes.is_empty() => {}
                Ok(edit) => read.edits.push(edit),
                Err(wrong) => {
                    let path = edit.target.path();
                    for (field, problem) in wrong.problems {
                        invalid.add(format!("{path}.{field}"), problem);
                    }
                }
            }
        }
        for (path, kind, draft) in &self.points {
            match draft.read(*kind) {
                Ok(point) => read.points.push((path.clone(), point)),
                Err(problem) => invalid.add(format!("{path}.value"), problem),
            }
        }
        for (path, link, kind, draft) in &self.link_points {
            match draft.read(*kind) {
                Ok(point) => read.link_points.push((path.clone(), *link, point)),
                Err(problem) => invalid.add(format!("{path}.value"), problem),
            }
        }
        for (path, draft) in &self.addresses {
            let address = draft.parse(&format!("{path}."), &mut invalid);
            read.addresses.push((path.clone(), address));
        }
        invalid.or(read)
    }
}

impl ReadChanges {
    /// Nothing is to be saved.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
            && self.removed.is_empty()
            && self.points.is_empty()
            && self.link_points.is_empty()
            && self.addresses.is_empty()
    }
}

/// Browsers send line breaks as CR LF, from hidden fields too.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Problem;

    const ID: &str = "0190a5f0-0000-7000-8000-000000000001";
    const POINT: &str = "0190a5f0-0000-7000-8000-000000000002";

    fn form(pairs: &[(&str, &str)]) -> CardForm {
        let named = |name: &str| name.replace("ID", ID).replace("POINT", POINT);
        CardForm {
            pairs: pairs
                .iter()
                .map(|(name, value)| (named(name), (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn only_what_was_changed_is_sent_on() {
        let form = form(&[
            ("was.contact.ID.title", "Chef"),
            ("contact.ID.title", "Chef"),
            ("was.contact.ID.last_name", "Ek"),
            ("contact.ID.last_name", "Eken"),
            ("was.contact.ID.comment", "Ett\r\ntvå"),
            ("contact.ID.comment", "Ett\r\ntvå"),
            ("was.contact.ID.private", "true"),
            ("was.point.POINT.phone", "070-174 06 58"),
            ("point.POINT.phone", "0701740658"),
        ]);
        let read = form.changes().parse().unwrap();
        let fields: Vec<_> = read.edits[0]
            .changes
            .iter()
            .map(|change| (change.field, &*change.value))
            .collect();
        assert_eq!(
            fields,
            [(Field::LastName, "Eken"), (Field::Private, "false")]
        );
        assert_eq!(
            read.edits.len(),
            1,
            "a number that is typed otherwise is the same number"
        );
    }

    #[test]
    fn rows_come_and_go() {
        let form = form(&[
            ("was.point.POINT.email", "a@ek.example"),
            ("point.POINT.email", " "),
            ("remove.address.ID", "true"),
            ("was.address.ID.city", "Mora"),
            ("address.ID.city", "Orsa"),
            ("new.phone.0.value", "0247-640 00"),
            ("new.email.0.value", ""),
            ("new.phone.ID.value", " "),
            ("new.email.ID.value", "a@norrsken.example"),
            ("new.address.0.city", "Leksand"),
            ("new.address.0.postcode", "1"),
        ]);
        let changes = form.changes();
        let (address, point) = (
            AddressId(ID.parse().unwrap()),
            PointId(POINT.parse().unwrap()),
        );
        assert_eq!(
            changes.removed,
            [Target::Address(address), Target::Point(point)]
        );
        assert_eq!(changes.edits, []);
        assert_eq!(changes.points.len(), 1);
        assert_eq!(changes.link_points.len(), 1, "one is blank");
        assert_eq!(changes.link_points[0].1, LinkId(ID.parse().unwrap()));
        assert_eq!(
            changes.parse().unwrap_err().problems,
            [("new.address.0.postcode".to_owned(), Problem::Postcode)]
        );
    }

    #[test]
    fn after_a_conflict_one_of_the_three_holds() {
        let clashed = |take: &str| {
            form(&[
                ("was.contact.ID.title", "theirs"),
                ("first.contact.ID.title", "first"),
                ("contact.ID.title", "mine"),
                ("take.contact.ID.title", take),
            ])
            .changes()
            .parse()
            .unwrap()
        };
        assert_eq!(clashed("mine").edits[0].changes[0].value, "mine");
        assert_eq!(clashed("mine").edits[0].changes[0].was, "theirs");
        assert!(clashed("theirs").is_empty());
        assert_eq!(clashed("was").edits[0].changes[0].value, "first");
    }

    #[test]
    fn what_is_wrong_is_said_by_the_name_of_the_control() {
        let form = form(&[
            ("was.contact.ID.last_name", "Ek"),
            ("contact.ID.last_name", ""),
        ]);
        let problems = form.changes().parse().unwrap_err().problems;
        assert_eq!(
            problems,
            [(format!("contact.{ID}.last_name"), Problem::Required)]
        );
    }

    #[test]
    fn reads_what_a_browser_sends() {
        let form = CardForm::read("was.a=1&b=%C3%85sa+Palm&b=2");
        assert_eq!(form.value("b"), Some("2"));
        assert_eq!(form.value("was.a"), Some("1"));
        assert_eq!(form.value("c"), None);
    }
}
