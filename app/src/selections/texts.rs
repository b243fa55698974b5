//! Words of saved selections.

crate::texts! {
    /// Words of saved selections.
    pub struct SelectionTexts {
        title: "Sparade sökningar" / "Saved searches",
        saved: "Sparade" / "Saved",
        to_search: "Till sökningen" / "To the search",
        none_yet: "Inga sparade sökningar än. Gör en sökning och välj ”Spara sökningen”."
            / "No saved searches yet. Make a search and choose “Save the search”.",
        save: "Spara sökningen" / "Save the search",
        name: "Namn" / "Name",
        for_everybody: "Dela med alla på firman" / "Share with everybody at the firm",
        do_save: "Spara" / "Save",
        arrange: "Ordna sparade sökningar" / "Arrange saved searches",
        shared: "Delas med alla" / "Shared with everybody",
        own: "Bara du ser den" / "Only you see it",
        pinned: "Ligger först" / "Comes first",
        pin: "Lägg först" / "Put first",
        unpin: "Lägg inte först" / "Do not put first",
        share: "Dela med alla" / "Share with everybody",
        unshare: "Sluta dela" / "Stop sharing",
        rename: "Byt namn" / "Rename",
        remove: "Ta bort" / "Remove",
        contacts: "Kontakter" / "Contacts",
        companies: "Företag" / "Companies",
        is_saved: "Sökningen är sparad." / "The search is saved.",
        is_renamed: "Sökningen har nytt namn." / "The search has a new name.",
        is_shared: "Sökningen delas med alla." / "The search is shared with everybody.",
        is_own: "Sökningen delas inte längre." / "The search is no longer shared.",
        is_removed: "Den sparade sökningen är borttagen." / "The saved search is removed.",
        renamed_meanwhile: "Någon annan bytte namn på den under tiden. Ladda om sidan och försök igen."
            / "Somebody else renamed it meanwhile. Reload the page and try again.",
        hits: "träffar" / "hits",
        more_than: "fler än" / "more than",
    }
}

/// What a form has done, in words.
#[must_use]
pub fn done(act: &str) -> &'static str {
    let texts = SelectionTexts::here();
    match act {
        "rename" => texts.is_renamed,
        "share" => texts.is_shared,
        "unshare" => texts.is_own,
        "remove" => texts.is_removed,
        _ => texts.is_saved,
    }
}
