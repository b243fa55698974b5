//! Words of the notices.

crate::texts! {
    /// Words of the notices.
    pub struct NoticeTexts {
        title: "Aviseringar" / "Notices",
        unread: "Oläst" / "Unread",
        one_unread: "oläst" / "unread",
        many_unread: "olästa" / "unread",
        named_you: "nämnde dig i en anteckning om" / "mentioned you in a note about",
        read_all: "Markera alla som lästa" / "Mark all as read",
        all_read: "Alla aviseringar är lästa." / "All notices are read.",
        none: "Inga aviseringar ännu" / "No notices yet",
        none_hint: "När en kollega skriver @ och ditt namn i en anteckning står det här." / "When a colleague writes @ and your name in a note, it is shown here.",
        to_contacts: "Till kontakterna" / "To the contacts",
        reminders: "Påminnelser" / "Reminders",
        my_tasks: "Mina uppgifter" / "My tasks",
        on: "för" / "for",
        mentions: "Du är nämnd" / "You are mentioned",
        older: "Visa äldre" / "Show older",
        newest: "Visa de senaste" / "Show the latest",
        failed: "Aviseringarna kunde inte hämtas." / "The notices could not be fetched.",
        again: "Försök igen" / "Try again",
        due_reminders: "påminnelser" / "reminders",
        due_reminder: "påminnelse" / "reminder",
        allow: "Visa påminnelser som aviseringar" / "Show reminders as notifications",
    }
}
