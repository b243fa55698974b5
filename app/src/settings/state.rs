//! What the server gives the settings pages to draw.

use domain::Invalid;
use domain::firm::Firm;
use domain::user::Role;
use store::account::Device;
use store::link::{LinkAccount, LinkKind};
use store::user::User;

/// A page of the settings.
#[derive(Debug, Clone)]
pub struct SettingsState {
    /// What it is about.
    pub content: Content,
    /// What has just been done.
    pub done: Option<Done>,
}

/// What a page of the settings is about.
#[derive(Debug, Clone)]
pub enum Content {
    /// `/settings`: all of them, with one's own account beside.
    Index(NameForm),
    /// Who one is.
    Account(NameForm),
    /// Language and theme.
    Appearance,
    /// Password and sessions.
    Security(Security),
    /// The address that calendars subscribe to.
    Calendar(Calendar),
    /// Everybody at the firm.
    Users(Users),
    /// One of them.
    User(Box<OneUser>),
    /// What the firm says of itself.
    Firm(Box<FirmForm>),
    /// The customer number series.
    Series(SeriesForm),
    /// A section for administrators, asked for by somebody else.
    Refused,
}

/// What has just been done, told at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Saved.
    Saved,
    /// The password is another one, and every other session has ended.
    Password,
    /// One session was ended.
    SessionClosed,
    /// No calendar subscribes any more.
    NoCalendar,
    /// Another role, and the user's sessions have ended.
    Role,
    /// May see personal numbers, or no longer.
    IdentityReader(bool),
    /// May give others' tasks and meetings away, or no longer.
    TaskAdministrator(bool),
    /// The account is out of use.
    Deactivated,
    /// The account is in use again.
    Activated,
    /// What the user owned belongs to somebody else.
    HandedOver {
        /// The account was taken out of use as well.
        deactivated: bool,
        /// How many contacts.
        contacts: i64,
        /// How many companies.
        companies: i64,
        /// How it is undone.
        command: Undo,
    },
    /// It is undone, or what nobody has changed since.
    Undone {
        /// Nothing stood in the way.
        all: bool,
    },
    /// It could not be undone.
    NotUndone,
}

/// A command that can be undone, and the page to come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The command.
    pub command: String,
    /// The page.
    pub back: String,
}

/// One's own name, as typed.
#[derive(Debug, Clone, Default)]
pub struct NameForm {
    /// The name.
    pub name: String,
    /// What is wrong.
    pub invalid: Invalid,
}

/// Password and sessions.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// Where one is signed in.
    pub devices: Vec<Device>,
    /// What is wrong with the password form.
    pub invalid: Invalid,
    /// Too many wrong passwords: minutes to wait.
    pub wait: Option<u32>,
}

/// The address that calendars subscribe to.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The day that it was made, ISO 8601.
    pub made: Option<String>,
    /// The address itself, just made: shown this once.
    pub link: Option<String>,
}

/// Everybody at the firm, and the form that invites somebody.
#[derive(Debug, Clone)]
pub struct Users {
    /// Everybody.
    pub users: Vec<User>,
    /// The form as typed.
    pub form: InviteForm,
    /// What is wrong with it.
    pub invalid: Invalid,
    /// The link of whoever has just been invited.
    pub link: Option<Link>,
}

/// An invitation, as typed.
#[derive(Debug, Clone)]
pub struct InviteForm {
    /// Full name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// What they will be allowed.
    pub role: Role,
}

/// A link that has just been made, shown this once.
#[derive(Debug, Clone)]
pub struct Link {
    /// What it is for.
    pub kind: LinkKind,
    /// For whom.
    pub name: String,
    /// The whole address.
    pub href: String,
}

/// One user.
#[derive(Debug, Clone)]
pub struct OneUser {
    /// The user.
    pub user: User,
    /// It is whoever reads the page.
    pub own: bool,
    /// How many contacts and companies they own.
    pub owned: (i64, i64),
    /// Who may take over.
    pub heirs: Vec<User>,
    /// What is wrong with what was sent.
    pub invalid: Invalid,
    /// A link that has just been made.
    pub link: Option<Link>,
}

/// The firm's form.
#[derive(Debug, Clone, Default)]
pub struct FirmForm {
    /// As it stood when the form was drawn.
    pub was: Firm,
    /// As typed.
    pub typed: Firm,
    /// What is wrong.
    pub invalid: Invalid,
    /// Changed by somebody else meanwhile: field and what stands there now.
    pub theirs: Vec<(&'static str, String)>,
    /// The time zones to choose among.
    pub zones: Vec<String>,
}

/// The series' form.
#[derive(Debug, Clone, Default)]
pub struct SeriesForm {
    /// The number that the next customer gets.
    pub next: i64,
    /// As typed.
    pub typed: String,
    /// What is wrong.
    pub invalid: Invalid,
}

/// The page of a link.
#[derive(Debug, Clone)]
pub enum InviteState {
    /// The form.
    Form {
        /// Where it goes: the page's own path.
        action: String,
        /// Whose link it is.
        account: LinkAccount,
        /// The name as typed.
        name: String,
        /// What is wrong.
        invalid: Invalid,
    },
    /// The link does not work.
    Gone,
    /// Too many tries from this address: minutes to wait.
    TooMany(u32),
}
