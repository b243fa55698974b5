//! Words for what was done, which only the server says.

crate::texts! {
    /// What somebody did, after their name; and what it was done to.
    pub struct WhatTexts {
        created: "lade upp kortet" / "created the card",
        trashed: "flyttade kortet till papperskorgen" / "moved the card to the trash",
        restored: "återställde kortet" / "restored the card",
        undid: "ångrade en ändring" / "undid a change",
        changed_one: "ändrade 1 uppgift" / "changed 1 detail",
        changed: "ändrade" / "changed",
        details: "uppgifter" / "details",
        new_owner: "bytte ägare" / "changed the owner",
        wrote: "skrev en anteckning" / "wrote a note",
        rewrote: "ändrade en anteckning" / "edited a note",
        pinned: "fäste en anteckning överst" / "pinned a note to the top",
        unpinned: "lossade en anteckning" / "unpinned a note",
        deleted_note: "tog bort en anteckning" / "deleted a note",
        restored_note: "återställde en anteckning" / "restored a note",
        became_customer: "gjorde kortet till kund" / "made the card a customer",
        hid: "dolde kortet för kollegor" / "hid the card from colleagues",
        showed: "gjorde kortet synligt för kollegor" / "made the card visible to colleagues",
        by_import: "vid import" / "by an import",
        by_api: "från ett annat program" / "from another program",
        by_seed: "när uppgifterna lades in" / "when the data was loaded",
        by_job: "automatiskt" / "automatically",
        phone: "Telefon" / "Phone",
        email: "E-post" / "E-mail",
        address: "Adress" / "Address",
        company: "Företag" / "Company",
        contact: "Kontakt" / "Contact",
        category: "Kategori" / "Category",
        customer_number: "Kundnummer" / "Customer number",
        note: "Anteckning" / "Note",
        order: "Ordning" / "Order",
        in_trash: "I papperskorgen" / "In the trash",
    }
}
