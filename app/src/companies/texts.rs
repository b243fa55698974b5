//! Words of the company card and the new-company window.

crate::texts! {
    /// Words of the company card.
    pub struct CompanyTexts {
        company: "Företag" / "Company",
        customer: "Kund" / "Customer",
        contacts: "Kontakter" / "Contacts",
        name: "Namn" / "Name",
        head: "Namn, organisationsnummer och bransch" / "Name, organisation number and industry",
        vat_number: "Momsnr" / "VAT no",
        parts: "Delar av företaget" / "Parts of the company",
        no_contacts: "Ingen kontakt" / "No contact",
        no_contacts_hint: "Ingen person är kopplad till företaget." / "No person is linked to the company.",
        new_contact: "Ny kontakt på företaget" / "New contact at the company",
        more: "Visa fler" / "Show more",
        shown: "visas av" / "shown of",
        first: "Till den första" / "To the first",
    }
}

crate::texts! {
    /// Words of the new-company window.
    pub struct CompanyFormTexts {
        title: "Nytt företag" / "New company",
        only_name: "Bara namnet krävs." / "Only the name is required.",
        company: "Företag" / "Company",
        name: "Namn" / "Name",
        organisation_number: "Organisationsnummer" / "Organisation number",
        organisation_number_hint: "Tio siffror, till exempel 556677-8899" / "Ten digits, for example 556677-8899",
        vat_number: "Momsnr" / "VAT no",
        industry: "Bransch" / "Industry",
        same_number: "har samma organisationsnummer." / "has the same organisation number.",
        same_website: "har samma webbadress." / "has the same web address.",
        show: "Visa" / "Show",
    }
}
