//! Texts of the frame.

crate::texts! {
    /// Texts of the frame.
    pub struct LayoutWords {
        skip: "Hoppa till innehållet" / "Skip to the content",
        main_menu: "Huvudmeny" / "Main menu",
        menu: "Meny" / "Menu",
        home: "Kundkort, startsida" / "Kundkort, start page",
        contacts: "Kontakter" / "Contacts",
        companies: "Företag" / "Companies",
        settings: "Inställningar" / "Settings",
        search: "Sök" / "Search",
        more: "Mer" / "More",
        help: "Hjälp" / "Help",
        your_account: ", ditt konto" / ", your account",
        account: "Ditt konto" / "Your account",
        sign_out: "Logga ut" / "Sign out",
        shortcuts: "Kortkommandon" / "Keyboard shortcuts",
        shortcuts_note: "Gäller inte medan du skriver. Du kan stänga av dem i Inställningar." / "Not while you type. You can turn them off in Settings.",
        shortcuts_on: "Tangenter med en bokstav" / "Single-letter keys",
        shortcuts_on_hint: "N för ny kontakt, / för sökfältet, ? för alla. Gäller i den här webbläsaren." / "N for new contact, / for the search field, ? for all. In this browser.",
        key_new: "Ny kontakt" / "New contact",
        key_search: "Till sökfältet" / "To the search field",
        key_help: "Den här listan" / "This list",
        key_move: "Bläddra i träfflistan" / "Move in the hit list",
        key_ends: "Första och sista träffen" / "First and last hit",
        key_open: "Öppna träffen" / "Open the hit",
        key_new_tab: "Öppna i ny flik" / "Open in a new tab",
        key_save: "Spara formuläret" / "Save the form",
        key_close: "Stäng det översta" / "Close what is on top",
    }
}
