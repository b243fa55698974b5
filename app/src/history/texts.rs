//! Words of the history tab.

crate::texts! {
    /// Words of the history tab.
    pub struct HistoryTexts {
        title: "Historik" / "History",
        from: "Från" / "From",
        to: "Till" / "Until",
        thirty_days: "30 dagar" / "30 days",
        this_year: "I år" / "This year",
        everything: "Allt" / "Everything",
        period: "Period" / "Period",
        text: "Sök i historiken" / "Search the history",
        text_hint: "Fält, person eller värde" / "Field, person or value",
        show: "Visa" / "Show",
        more: "Visa äldre" / "Show older",
        nothing: "Inget har ändrats" / "Nothing has been changed",
        nothing_hint: "Kortet har ingen historik ännu." / "The card has no history yet.",
        not_found: "Inga ändringar stämmer" / "No changes match",
        not_found_hint: "Välj en längre period eller sök på något annat." / "Choose a longer period or search for something else.",
        failed: "Historiken kunde inte hämtas." / "The history could not be fetched.",
        again: "Försök igen" / "Try again",
        as_of: "Kortet den" / "The card on",
        show_card: "Visa kortet" / "Show the card",
        card_on: "Kortet den" / "The card on",
        not_there: "Kortet fanns inte den dagen." / "The card did not exist on that day.",
        close: "Stäng" / "Close",
        program: "Kundkort" / "Kundkort",
        became: "blev" / "became",
        was: "Före" / "Before",
        is_now: "Efter" / "After",
        empty: "tomt" / "empty",
        undo: "Ångra" / "Undo",
        undo_label: "Ångra det som gjordes" / "Undo what was done",
    }
}
