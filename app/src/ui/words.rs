//! The few texts that belong to the components themselves.

crate::texts! {
    /// Texts of components.
    pub struct UiWords {
        optional: "valfritt" / "optional",
        close: "Stäng" / "Close",
        copy: "Kopiera" / "Copy",
        copied: "Kopierat" / "Copied",
        not_copied: "Gick inte att kopiera" / "Could not be copied",
        undo: "Ångra" / "Undo",
        retry: "Försök igen" / "Try again",
        clear: "Rensa" / "Clear",
        show_hits: "Visa träffar" / "Show hits",
        all: "Alla" / "All",
        type_to_search: "Skriv för att söka" / "Type to search",
        nothing_matches: "Inget stämmer med det du skrev." / "Nothing matches what you typed.",
        remove: "Ta bort" / "Remove",
        messages: "Meddelanden" / "Messages",
        sort_by: "Sortera efter" / "Sort by",
    }
}
