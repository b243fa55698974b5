//! Changing what is saved, field by field (S6).
//!
//! A change says what stood in the field when it was opened and what is to stand there. It is made
//! only where that still stands, so two people who change different fields of one row never meet,
//! and two who change the same field are told: a [`Clash`], with nothing lost.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::user::words;
use crate::{
    AddressId, CompanyId, ContactId, CustomerId, Invalid, LinkId, MeetingId, NoteId, ParticipantId,
    PointId, ProjectId, TaskId,
};

/// The row that is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The card of a contact.
    Contact(ContactId),
    /// The card of a company.
    Company(CompanyId),
    /// A phone number or e-mail address.
    Point(PointId),
    /// A postal address.
    Address(AddressId),
    /// A contact's role at a company.
    Link(LinkId),
    /// How a customer is invoiced.
    Customer(CustomerId),
    /// A note.
    Note(NoteId),
    /// Something to be done.
    Task(TaskId),
    /// A meeting.
    Meeting(MeetingId),
    /// A project.
    Project(ProjectId),
    /// Somebody's part in a project.
    Participant(ParticipantId),
}

/// The card that other rows belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A contact.
    Contact(ContactId),
    /// A company.
    Company(CompanyId),
    /// A project, which has notes, tasks and meetings as they have, and nothing else of theirs.
    Project(ProjectId),
}

impl Holder {
    /// Where the card is: `/contacts/{id}`, `/companies/{id}` or `/projects/{id}`.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Contact(id) => format!("/contacts/{id}"),
            Self::Company(id) => format!("/companies/{id}"),
            Self::Project(id) => format!("/projects/{id}"),
        }
    }

    /// The card that a row stands on, by the keys it has: a contact's or company's before the project it is of.
    #[must_use]
    pub fn of_keys(
        contact: Option<Uuid>,
        company: Option<Uuid>,
        project: Option<Uuid>,
    ) -> Option<Self> {
        let contact = contact.map(|id| Self::Contact(ContactId(id)));
        let company = company.map(|id| Self::Company(CompanyId(id)));
        contact
            .or(company)
            .or(project.map(|id| Self::Project(ProjectId(id))))
    }

    /// The other way: the keys of a row that stands on it and is of `project` too, unless it stands on one.
    #[must_use]
    pub fn keys(self, project: Option<ProjectId>) -> [Option<Uuid>; 3] {
        let project = project.map(|id| id.0);
        match self {
            Self::Contact(id) => [Some(id.0), None, project],
            Self::Company(id) => [None, Some(id.0), project],
            Self::Project(id) => [None, None, Some(id.0)],
        }
    }

    /// Its id, which is what others hear of.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Contact(id) => id.0,
            Self::Company(id) => id.0,
            Self::Project(id) => id.0,
        }
    }
}

impl From<ContactId> for Holder {
    fn from(id: ContactId) -> Self {
        Self::Contact(id)
    }
}

impl From<CompanyId> for Holder {
    fn from(id: CompanyId) -> Self {
        Self::Company(id)
    }
}

impl From<ProjectId> for Holder {
    fn from(id: ProjectId) -> Self {
        Self::Project(id)
    }
}

/// A field that can be changed. Its word is its name in forms and its column in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// First name, of a contact.
    FirstName,
    /// Last name, of a contact; required.
    LastName,
    /// What the person is called.
    Nickname,
    /// Title of a contact.
    Title,
    /// Birth date, ISO 8601.
    BirthDate,
    /// Language of a contact or of a customer's invoices (BCP 47), or empty.
    Language,
    /// Website.
    Website,
    /// Comment, several lines.
    Comment,
    /// Id of the owner.
    OwnerId,
    /// Hidden from colleagues: `true` or `false`.
    Private,
    /// Name of a company; required.
    Name,
    /// Organisation number, or empty.
    OrganisationNumber,
    /// Industry of a company.
    Industry,
    /// What a contact point is used for ([`crate::point::Label`]).
    Label,
    /// A phone number; only of a point that is one.
    Phone,
    /// An e-mail address; only of a point that is one.
    Email,
    /// Kind of a postal address ([`crate::address::AddressKind`]).
    Kind,
    /// Street, several lines.
    Street,
    /// Postcode. Changed together with the country, which decides its form.
    Postcode,
    /// Town.
    City,
    /// ISO 3166-1 alpha-2.
    Country,
    /// Role at a company.
    Role,
    /// Department at a company.
    Department,
    /// The main company of the contact: `true` or `false`.
    IsPrimary,
    /// First day of a role, ISO 8601, or empty.
    StartedOn,
    /// Last day of a role, ISO 8601, or empty for a current one.
    EndedOn,
    /// Where invoices are e-mailed, or empty.
    InvoiceEmail,
    /// Days until an invoice is due, 0–365.
    PaymentTermsDays,
    /// How invoices are sent ([`crate::customer::Delivery`]).
    Delivery,
    /// ISO 4217.
    Currency,
    /// No more deliveries until paid: `true` or `false`.
    Blocked,
    /// What a note says, in Markdown.
    Body,
    /// A note that stands above the others: `true` or `false`.
    Pinned,
    /// What is to be done, or what a meeting is about; required.
    Subject,
    /// More about it, several lines.
    Description,
    /// How far a task has come ([`crate::task::Status`]).
    Status,
    /// The same in per cent, 0–100.
    Percent,
    /// What is done first ([`crate::task::Priority`]).
    Priority,
    /// The day that something is to be done by, ISO 8601, or empty.
    DueOn,
    /// When to be reminded, on the firm's clock: `2026-11-23T09:00`, or empty.
    RemindAt,
    /// Where a meeting is.
    Place,
    /// What came of a meeting, several lines.
    Outcome,
    /// Without times of day: `true` or `false`.
    AllDay,
    /// How a meeting repeats ([`crate::meeting::repeat::Repeat`]), or empty.
    Rrule,
    /// Day and time on the clock when it begins ([`crate::meeting::Wall`]).
    StartsAt,
    /// When it ends; of a whole day, the last one.
    EndsAt,
    /// IANA time zone, `Europe/Stockholm`.
    TimeZone,
    /// Id of the company that a project is for, or empty.
    CompanyId,
    /// First day of a project, ISO 8601, or empty.
    StartsOn,
    /// Last day of a project, ISO 8601, or empty.
    EndsOn,
    /// Id of the project that a task or meeting is of, or empty.
    ProjectId,
}
words!(Field {
    FirstName = "first_name",
    LastName = "last_name",
    Nickname = "nickname",
    Title = "title",
    BirthDate = "birth_date",
    Language = "language",
    Website = "website",
    Comment = "comment",
    OwnerId = "owner_id",
    Private = "private",
    Name = "name",
    OrganisationNumber = "organisation_number",
    Industry = "industry",
    Label = "label",
    Phone = "phone",
    Email = "email",
    Kind = "kind",
    Street = "street",
    Postcode = "postcode",
    City = "city",
    Country = "country",
    Role = "role",
    Department = "department",
    IsPrimary = "is_primary",
    StartedOn = "started_on",
    EndedOn = "ended_on",
    InvoiceEmail = "invoice_email",
    PaymentTermsDays = "payment_terms_days",
    Delivery = "delivery",
    Currency = "currency",
    Blocked = "blocked",
    Body = "body",
    Pinned = "pinned",
    Subject = "subject",
    Description = "description",
    Status = "status",
    Percent = "percent",
    Priority = "priority",
    DueOn = "due_on",
    RemindAt = "remind_at",
    Place = "place",
    Outcome = "outcome",
    AllDay = "all_day",
    Rrule = "rrule",
    StartsAt = "starts_at",
    EndsAt = "ends_at",
    TimeZone = "time_zone",
    CompanyId = "company_id",
    StartsOn = "starts_on",
    EndsOn = "ends_on",
    ProjectId = "project_id"
});

/// One field: what stood there when it was opened, and what is to stand there, both as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which field.
    pub field: Field,
    /// As it was read from the card: the value that is compared with what stands there now.
    pub was: String,
    /// As typed.
    pub value: String,
}

/// Fields of one row, changed together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The row.
    pub target: Target,
    /// The fields; those where `value` is `was` are left alone.
    pub changes: Vec<Change>,
}

/// Somebody else has changed the same field meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// The field.
    pub field: Field,
    /// What stood there when it was opened.
    pub was: String,
    /// What the reader wants there.
    pub mine: String,
    /// What stands there now.
    pub theirs: String,
    /// Who put it there; empty when nobody knows any more.
    pub by: String,
}

impl Edit {
    /// One field of one row.
    #[must_use]
    pub fn one(
        target: Target,
        field: Field,
        was: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            target,
            changes: vec![Change {
                field,
                was: was.into(),
                value: value.into(),
            }],
        }
    }

    /// The same edit with every value as it is saved; what does not change is taken away.
    ///
    /// # Errors
    /// [`Invalid`] by field word, for a value that the field cannot hold or a field the row does not have.
    pub fn parse(&self) -> Result<Self, Invalid> {
        parse::parse(self)
    }
}

#[path = "edit/form.rs"]
pub mod form;
#[path = "edit/parse.rs"]
pub(crate) mod parse;
