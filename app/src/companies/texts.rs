//! Words of the company card.

crate::texts! {
    /// Words of the company card.
    pub struct CompanyTexts {
        company: "Företag" / "Company",
        customer: "Kund" / "Customer",
        contacts: "Kontakter" / "Contacts",
        name: "Namn" / "Name",
        email: "E-post" / "E-mail",
        parts: "Delar av företaget" / "Parts of the company",
        no_contacts: "Ingen kontakt" / "No contact",
        no_contacts_hint: "Ingen person är kopplad till företaget." / "No person is linked to the company.",
        trashed: "Företaget ligger i papperskorgen." / "The company is in the trash.",
    }
}
