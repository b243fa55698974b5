//! What an answer is, from where the asker stands.

use http::StatusCode;

use crate::common::Answer;

/// The class of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 200, and nothing is changed.
    Sees,
    /// 200, and something is changed.
    Does,
    /// 303 to an address that begins so, and nothing is changed.
    Led(&'static str),
    /// 303 to an address that begins so, and something is changed.
    DoesAndLed(&'static str),
    /// 404: there is no such thing, or none that the asker may know of.
    NotFound,
    /// 403.
    Refused,
    /// 401.
    SignedOut,
    /// 422.
    Invalid,
}

impl Class {
    /// Whether the database is another one afterwards.
    pub fn changes(self) -> bool {
        matches!(self, Self::Does | Self::DoesAndLed(_))
    }

    /// Whether the objects are shown.
    pub fn shows(self) -> bool {
        matches!(self, Self::Sees)
    }

    /// Whether an answer is of this class, as far as it tells.
    pub fn fits(self, answer: &Answer) -> bool {
        match self {
            Self::Sees | Self::Does => answer.status == StatusCode::OK,
            Self::Led(to) | Self::DoesAndLed(to) => {
                answer.status == StatusCode::SEE_OTHER && answer.location().starts_with(to)
            }
            Self::NotFound => answer.status == StatusCode::NOT_FOUND,
            Self::Refused => answer.status == StatusCode::FORBIDDEN,
            Self::SignedOut => answer.status == StatusCode::UNAUTHORIZED,
            Self::Invalid => answer.status == StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// One class for each of [`crate::canary::Who::ALL`]: anonymous, seller (owner), colleague,
/// administrator, reader, stranger, deactivated.
pub type Classes = [Class; 7];

use Class::{Led, NotFound, Refused, Sees, SignedOut};

const SIGN_IN: Class = Led("/sign-in");

/// Everyone.
pub const ANYONE: Classes = [Sees; 7];
/// A page of one's own firm, whichever that is.
pub const PAGE: Classes = [SIGN_IN, Sees, Sees, Sees, Sees, Sees, SIGN_IN];
/// A page about something of the firm.
pub const FIRM_PAGE: Classes = [SIGN_IN, Sees, Sees, Sees, Sees, NotFound, SIGN_IN];
/// A page about something hidden.
pub const HIDDEN_PAGE: Classes = [SIGN_IN, Sees, NotFound, Sees, NotFound, NotFound, SIGN_IN];
/// A page about nothing.
pub const NO_PAGE: Classes = [
    SIGN_IN, NotFound, NotFound, NotFound, NotFound, NotFound, SIGN_IN,
];
/// A server function about one's own firm.
pub const CALL: Classes = [SignedOut, Sees, Sees, Sees, Sees, Sees, SignedOut];
/// A server function about something of the firm.
pub const FIRM_CALL: Classes = [SignedOut, Sees, Sees, Sees, Sees, NotFound, SignedOut];
/// A server function about something hidden.
pub const HIDDEN_CALL: Classes = [
    SignedOut, Sees, NotFound, Sees, NotFound, NotFound, SignedOut,
];
/// A server function about nothing.
pub const NO_CALL: Classes = [
    SignedOut, NotFound, NotFound, NotFound, NotFound, NotFound, SignedOut,
];
/// A server function that changes something.
pub const WRITE_CALL: Classes = [
    SignedOut,
    Class::Does,
    Class::Does,
    Class::Does,
    Refused,
    Class::Does,
    SignedOut,
];
/// A form that changes something and leads on to a card.
pub const WRITE_FORM: Classes = {
    const DONE: Class = Class::DoesAndLed("/contacts/");
    [SIGN_IN, DONE, DONE, DONE, Refused, DONE, SIGN_IN]
};
/// A form that a person types much into: it leads on to the card, and comes back with everything
/// typed when the session has ended.
pub const TYPED_FORM: Classes = {
    let mut classes = WRITE_FORM;
    classes[0] = SignedOut;
    classes[6] = SignedOut;
    classes
};
