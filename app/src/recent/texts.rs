//! Texts of the recently opened cards.

crate::texts! {
    /// Texts of the recently opened cards.
    pub struct RecentTexts {
        title: "Senast öppnade" / "Recently opened",
        none: "Inget kort är öppnat än" / "No card has been opened yet",
        none_hint: "Kort som du öppnar samlas här, det senaste först." / "Cards that you open are gathered here, the latest first.",
        to_contacts: "Till kontakterna" / "To the contacts",
    }
}
