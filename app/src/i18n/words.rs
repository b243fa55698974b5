//! Words for the small closed sets of the domain.

use domain::address::AddressKind;
use domain::point::Label;
use domain::user::Role;

crate::texts! {
    /// Words for labels, kinds and roles.
    pub struct Words {
        mobile: "Mobil" / "Mobile",
        work: "Arbete" / "Work",
        home: "Hem" / "Home",
        switchboard: "Växel" / "Switchboard",
        invoice: "Faktura" / "Invoice",
        other: "Annat" / "Other",
        post: "Post" / "Post",
        visit: "Besök" / "Visit",
        administrator: "Administratör" / "Administrator",
        user: "Användare" / "User",
        read_only: "Läser bara" / "Reads only",
    }
}

/// What a contact point is used for.
#[must_use]
pub fn label(label: Label) -> &'static str {
    let words = Words::here();
    match label {
        Label::Mobile => words.mobile,
        Label::Work => words.work,
        Label::Home => words.home,
        Label::Switchboard => words.switchboard,
        Label::Invoice => words.invoice,
        Label::Other => words.other,
    }
}

/// What an address is used for.
#[must_use]
pub fn address_kind(kind: AddressKind) -> &'static str {
    let words = Words::here();
    match kind {
        AddressKind::Post => words.post,
        AddressKind::Visit => words.visit,
        AddressKind::Invoice => words.invoice,
    }
}

/// What a user may do.
#[must_use]
pub fn role(role: Role) -> &'static str {
    let words = Words::here();
    match role {
        Role::Administrator => words.administrator,
        Role::User => words.user,
        Role::ReadOnly => words.read_only,
    }
}
