//! The firm itself: its people, its categories, its saved selections.

use domain::category::Color;
use domain::user::Role;

use crate::rng::Rng;

/// The password of the demo users; the sign-in page lets anyone in without it anyway.
pub const PASSWORD: &str = "hjortron-2026";

/// Somebody who works at the firm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct User {
    pub name: &'static str,
    pub role: Role,
    /// Has quit, but still owns what was theirs.
    pub quit: bool,
}

impl User {
    pub(crate) fn first_name(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }

    /// The part of the e-mail address before `@`.
    pub(crate) fn mailbox(&self) -> String {
        domain::text::fold(self.name).replace(' ', ".")
    }
}

const fn user(name: &'static str, role: Role) -> User {
    User {
        name,
        role,
        quit: false,
    }
}

/// Everybody. The first of each role are the three that the sign-in page of the demo firm shows.
pub(crate) const USERS: [User; 7] = [
    user("Maryam Haddad", Role::Administrator),
    user("Johan Ek", Role::User),
    user("Lisa Lindqvist", Role::ReadOnly),
    user("Martin Wikström", Role::User),
    user("Ebba Malm", Role::User),
    user("Anna Lindqvist", Role::Administrator),
    User {
        name: "Sara Nyberg",
        role: Role::User,
        quit: true,
    },
];

/// Johan Ek, who owns most of what the design shows.
pub(crate) const JOHAN: usize = 1;
/// Maryam Haddad.
pub(crate) const MARYAM: usize = 0;

/// An owner, as the work is shared.
pub(crate) fn owner(rng: &mut Rng) -> usize {
    match rng.below(100) {
        0..12 => MARYAM,
        12..38 => JOHAN,
        38..65 => 3,
        65..88 => 4,
        88..94 => 5,
        _ => 6,
    }
}

/// Somebody who writes notes; who has quit does not any more.
pub(crate) fn author(rng: &mut Rng) -> usize {
    rng.pick(&[MARYAM, JOHAN, JOHAN, 3, 3, 4, 4, 5])
}

/// Somebody else who may be sent out.
pub(crate) fn colleague_of(user: usize, rng: &mut Rng) -> usize {
    match author(rng) {
        same if same == user && user == 3 => 4,
        same if same == user => 3,
        other => other,
    }
}

/// Categories: name, and whether they are for contacts and for companies.
pub(crate) const CATEGORIES: [(&str, Color, bool, bool); 7] = [
    ("Beslutsfattare", Color::Granit, true, false),
    ("Inköpare", Color::Granit, true, false),
    ("Leverantör", Color::Ljung, true, true),
    ("Serviceavtal", Color::Mossa, true, true),
    ("Styrelse", Color::Granit, true, false),
    ("Värmepump", Color::Is, true, false),
    ("Ramavtal", Color::Gran, false, true),
];
