//! Texts of the command palette.

crate::texts! {
    /// Texts of the command palette.
    pub struct PaletteTexts {
        command: "Kommando" / "Command",
        palette: "Kommandopalett" / "Command palette",
        field: "Sök kontakt, företag eller kommando" / "Search for a contact, company or command",
        suggestions: "Förslag" / "Suggestions",
        recent: "Senast öppnade" / "Recently opened",
        contacts: "Kontakter" / "Contacts",
        companies: "Företag" / "Companies",
        on: "På" / "On",
        here: "På den här sidan" / "On this page",
        commands: "Kommandon" / "Commands",
        saved: "Sparade sökningar" / "Saved searches",
        go_to: "Gå till" / "Go to",
        new_contact: "Ny kontakt" / "New contact",
        new_company: "Nytt företag" / "New company",
        new_project: "Nytt projekt" / "New project",
        search_contacts: "Sök bland kontakter:" / "Search contacts:",
        search_companies: "Sök bland företag:" / "Search companies:",
        shortcuts: "Alla kortkommandon" / "All keyboard shortcuts",
        nothing: "Inget stämmer." / "Nothing matches.",
        choose: "välj" / "choose",
        open: "öppna" / "open",
        new_tab: "ny flik" / "new tab",
        all_keys: "alla kortkommandon" / "all shortcuts",
    }
}
