//! Words of the search window.

use domain::search::{Among, Combine, Field, How, Population};

crate::texts! {
    /// Words of the search window.
    pub struct SearchTexts {
        contacts: "Kontakter" / "Contacts",
        companies: "Företag" / "Companies",
        new_company: "Nytt företag" / "New company",
        new_contact: "Ny kontakt" / "New contact",
        search: "Sök" / "Search",
        search_contacts: "Sök kontakt" / "Search contacts",
        search_companies: "Sök företag" / "Search companies",
        among: "Sök bland" / "Search among",
        placeholder_contacts: "Namn, nummer, e-post …" / "Name, number, e-mail …",
        placeholder_companies: "Namn, ort, organisationsnummer …" / "Name, town, organisation number …",
        population: "Urval" / "Selection",
        field: "Söktyp" / "Search type",
        how: "Jämför" / "Compare",
        category: "Kategori" / "Category",
        combine: "Visa de som har" / "Show those with",
        clear_filters: "Rensa filter" / "Clear filters",
        filters: "Filter" / "Filters",
        retired: "används inte längre" / "retired",
        gone: "Borttagen kategori" / "A category that is gone",
        previous_hit: "Föregående träff" / "Previous hit",
        next_hit: "Nästa träff" / "Next hit",
        of: "av" / "of",
        hit_list: "Träfflista" / "Hit list",
        one_hit: "1 träff" / "1 hit",
        hits: "träffar" / "hits",
        more_than: "Fler än" / "More than",
        for_query: "för" / "for",
        more: "Visa fler" / "Show more",
        loading: "Hämtar …" / "Fetching …",
        browse: "bläddra" / "browse",
        open: "öppna" / "open",
        tick: "markera" / "tick",
        to_search: "sök" / "search",
        private_customer: "Privatkund" / "Private customer",
        customer: "Kund" / "Customer",
        private: "Privat" / "Private",
        private_long: "Privat (dold för kollegor)" / "Private (hidden from colleagues)",
        no_company: "Inget företag" / "No company",
        preview: "Förhandsvisning" / "Preview",
        open_contact: "Öppna kontakt" / "Open contact",
        open_company: "Öppna företag" / "Open company",
        no_contact: "Ingen kontakt stämmer med" / "No contact matches",
        no_company_hit: "Inget företag stämmer med" / "No company matches",
        nothing: "Här är det tomt" / "Nothing here",
        nothing_hint: "Ingen post hör till urvalet. Rensa filter för att se alla." / "No record belongs to the selection. Clear the filters to see all.",
        no_match_hint: "Kontrollera stavningen, eller sök på en del av namnet. Rensa filter om några är satta."
            / "Check the spelling, or search for a part of the name. Clear the filters if any are set.",
        first_time: "Inga kontakter än" / "No contacts yet",
        first_time_hint: "Här samlas alla kontakter. Börja med den första." / "All contacts gather here. Begin with the first.",
        failed: "Sökningen gick inte att göra" / "The search could not be made",
        failed_hint: "Det du skrev finns kvar. Försök igen." / "What you typed is still there. Try again.",
        retry: "Försök igen" / "Try again",
        signed_out: "Du är inte inloggad längre." / "You are no longer signed in.",
        sign_in: "Logga in" / "Sign in",
    }
}

/// Urval in words.
#[must_use]
pub fn population(population: Population, among: Among) -> &'static str {
    use crate::i18n::language;
    use domain::user::Language::{En, Sv};
    match (population, among, language()) {
        (Population::All, Among::Contacts, Sv) => "Alla kontakter",
        (Population::All, Among::Contacts, En) => "All contacts",
        (Population::All, Among::Companies, Sv) => "Alla företag",
        (Population::All, Among::Companies, En) => "All companies",
        (Population::Mine, Among::Contacts, Sv) => "Mina kontakter",
        (Population::Mine, Among::Contacts, En) => "My contacts",
        (Population::Mine, Among::Companies, Sv) => "Mina företag",
        (Population::Mine, Among::Companies, En) => "My companies",
        (Population::ContactPersons, _, Sv) => "Kontaktpersoner",
        (Population::ContactPersons, _, En) => "Contact persons",
        (Population::Customers, Among::Contacts, Sv) => "Privatkunder",
        (Population::Customers, Among::Contacts, En) => "Private customers",
        (Population::Customers, Among::Companies, Sv) => "Kunder",
        (Population::Customers, Among::Companies, En) => "Customers",
        (Population::WithoutCompany, _, Sv) => "Utan företag",
        (Population::WithoutCompany, _, En) => "Without a company",
        (Population::Private, _, Sv) => "Privata (dolda för kollegor)",
        (Population::Private, _, En) => "Private (hidden from colleagues)",
        (Population::Trash, _, Sv) => "Papperskorgen",
        (Population::Trash, _, En) => "The trash",
    }
}

/// The first half of söktyp in words.
#[must_use]
pub fn field(field: Field, among: Among) -> &'static str {
    use crate::i18n::language;
    use domain::user::Language::{En, Sv};
    match (field, language()) {
        (Field::Everything, Sv) => "Alla fält",
        (Field::Everything, En) => "All fields",
        (Field::Name, Sv) => "Namn",
        (Field::Name, En) => "Name",
        (Field::Email, Sv) => "E-post",
        (Field::Email, En) => "E-mail",
        (Field::Phone, Sv) => "Telefon",
        (Field::Phone, En) => "Phone",
        (Field::Address, Sv) => "Adress",
        (Field::Address, En) => "Address",
        (Field::Number, Sv) if among == Among::Companies => "Kund- eller org.nummer",
        (Field::Number, En) if among == Among::Companies => "Customer or org. number",
        (Field::Number, Sv) => "Kundnummer",
        (Field::Number, En) => "Customer number",
        (Field::Title, Sv) => "Titel",
        (Field::Title, En) => "Title",
        (Field::Website, Sv) => "Webbsida",
        (Field::Website, En) => "Website",
    }
}

/// The second half of söktyp in words.
#[must_use]
pub fn how(how: How) -> &'static str {
    use crate::i18n::language;
    use domain::user::Language::{En, Sv};
    match (how, language()) {
        (How::Contains, Sv) => "Innehåller",
        (How::Contains, En) => "Contains",
        (How::StartsWith, Sv) => "Börjar med",
        (How::StartsWith, En) => "Starts with",
        (How::Exact, Sv) => "Exakt",
        (How::Exact, En) => "Exactly",
    }
}

/// How categories combine, in words.
#[must_use]
pub fn combine(combine: Combine) -> &'static str {
    use crate::i18n::language;
    use domain::user::Language::{En, Sv};
    match (combine, language()) {
        (Combine::Any, Sv) => "någon av dem",
        (Combine::Any, En) => "any of them",
        (Combine::All, Sv) => "alla",
        (Combine::All, En) => "all of them",
        (Combine::None, Sv) => "ingen av dem",
        (Combine::None, En) => "none of them",
    }
}
