//! Words of the categories.

use domain::category::{Color, Managed};

use crate::i18n::number;

crate::texts! {
    /// Words of the categories.
    pub struct CategoryTexts {
        title: "Kategorier" / "Categories",
        settings: "Inställningar" / "Settings",
        intro: "Firmans egna etiketter på kontakter och företag. Färgen hjälper ögat; namnet säger vad det är."
            / "Your firm’s own labels on contacts and companies. The colour helps the eye; the name says what it is.",
        new: "Ny kategori" / "New category",
        add: "Lägg till kategori" / "Add category",
        name: "Namn" / "Name",
        color: "Färg" / "Colour",
        used_for: "Används för" / "Used for",
        both: "Kontakter och företag" / "Contacts and companies",
        contacts_only: "Bara kontakter" / "Contacts only",
        companies_only: "Bara företag" / "Companies only",
        change: "Ändra" / "Change",
        save: "Spara" / "Save",
        merge: "Slå ihop" / "Merge",
        merge_into: "Slå ihop med" / "Merge into",
        merge_hint: "Alla kort får den valda kategorin i stället, och den här försvinner."
            / "Every card gets the chosen category instead, and this one disappears.",
        choose: "Välj kategori" / "Choose a category",
        retire: "Sluta använda" / "Retire",
        retire_hint: "Går inte längre att välja. Syns och går att söka på där den redan sitter."
            / "Can no longer be chosen. Still shown and searched where it is set.",
        restore: "Använd igen" / "Use again",
        retired: "används inte längre" / "retired",
        none_yet: "Inga kategorier än." / "No categories yet.",
        no_cards: "Inga kort" / "No cards",
        one_contact: "1 kontakt" / "1 contact",
        contacts: "kontakter" / "contacts",
        companies: "företag" / "companies",
        one_company: "1 företag" / "1 company",
        created: "Kategorin finns nu att välja." / "The category can now be chosen.",
        changed: "Kategorin är ändrad." / "The category is changed.",
        merged: "Kategorierna är sammanslagna." / "The categories are merged.",
        is_retired: "Kategorin används inte längre." / "The category is retired.",
        is_restored: "Kategorin används igen." / "The category is in use again.",
        taken: "Det finns redan en kategori som heter så." / "There is already a category of that name.",
        forbidden: "Bara en administratör kan ändra kategorierna." / "Only an administrator can change the categories.",
    }
}

/// The name of a colour.
#[must_use]
pub fn color(color: Color) -> &'static str {
    use crate::i18n::language;
    use domain::user::Language::{En, Sv};
    match (color, language()) {
        (Color::Granit, Sv) => "Granit",
        (Color::Granit, En) => "Granite",
        (Color::Gran, Sv) => "Gran",
        (Color::Gran, En) => "Spruce",
        (Color::Hjortron, Sv) => "Hjortron",
        (Color::Hjortron, En) => "Cloudberry",
        (Color::Lingon, Sv) => "Lingon",
        (Color::Lingon, En) => "Lingonberry",
        (Color::Mossa, Sv) => "Mossa",
        (Color::Mossa, En) => "Moss",
        (Color::Is, Sv) => "Is",
        (Color::Is, En) => "Ice",
        (Color::Ljung, Sv) => "Ljung",
        (Color::Ljung, En) => "Heather",
    }
}

/// How many cards carry it: «32 kontakter · 1 företag».
#[must_use]
pub fn carried(managed: &Managed) -> String {
    let texts = CategoryTexts::here();
    let some = |count: u32, one: &str, more: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(format!("{} {more}", number(count))),
    };
    let parts: Vec<String> = [
        some(managed.contacts, texts.one_contact, texts.contacts),
        some(managed.companies, texts.one_company, texts.companies),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        texts.no_cards.to_owned()
    } else {
        parts.join(" · ")
    }
}
