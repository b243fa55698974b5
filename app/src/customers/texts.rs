//! Words of customers: panel, form, register.

use domain::customer::Delivery;
use domain::edit::{Field, Holder};

crate::texts! {
    /// Words of the customer panel and its form.
    pub struct CustomerTexts {
        make_private: "Gör till privatkund" / "Make a private customer",
        make_customer: "Gör till kund" / "Make a customer",
        edit_title: "Fakturering" / "Invoicing",
        customer: "Kund" / "Customer",
        private_customer: "Privatkund" / "Private customer",
        no_customer: "Inte kund" / "Not a customer",
        change: "Ändra" / "Change",
        change_invoicing: "Ändra fakturering" / "Change invoicing",
        end: "Sluta vara kund" / "Stop being a customer",
        ended: "är inte kund längre. Numret behålls." / "is no longer a customer. The number is kept.",
        the_customer: "Kund" / "Customer",
        person_is_saved: "är sparad." / "is saved.",
        company_is_saved: "är sparat." / "is saved.",
        number_now: "Kundnumret är" / "The customer number is",
        saved: "Faktureringen är sparad" / "Invoicing is saved",
        personal_number: "Personnummer" / "Personal number",
        number_hint: "ÅÅÅÅMMDD-NNNN. Sparas krypterat och visas bara för den som har rätt till det."
            / "YYYYMMDD-NNNN. Kept encrypted, and shown only to those with the right to see it.",
        number_kept: "Sparat" / "Kept",
        number_keep: "Lämna fältet tomt för att behålla det." / "Leave the field empty to keep it.",
        number_remove: "Ta bort det sparade personnumret" / "Remove the personal number that is kept",
        number_form_hint: "Bara för privatkund. ÅÅÅÅMMDD-NNNN, sparas krypterat." / "For a private customer only. YYYYMMDD-NNNN, kept encrypted.",
        show: "Visa" / "Show",
        show_number: "Visa personnummer" / "Show personal number",
        hide: "Dölj" / "Hide",
        shown_noted: "Att du visat numret är antecknat." / "That you have seen the number is noted.",
        shown_once: "Visat en gång," / "Shown once,",
        shown_before: "Visat" / "Shown",
        shown_times: "gånger, senast" / "times, last on",
        shown_by: "av" / "by",
        none: "Inget sparat" / "None kept",
        number_again: "Kundnumret blir" / "The customer number will be",
        as_before: ", som förut." / ", as before.",
        number_next: "Får nästa lediga kundnummer." / "Gets the next free customer number.",
        number_is: "Kundnummer" / "Customer number",
        invoice_address: "Fakturaadress" / "Invoice address",
        address_hint: "krävs när fakturan går med brev" / "required when the invoice goes by letter",
        street: "Gatuadress" / "Street address",
        postcode: "Postnummer" / "Postcode",
        city: "Ort" / "Town",
        country: "Land" / "Country",
        invoice: "Faktura" / "Invoice",
        delivery: "Fakturan skickas" / "The invoice is sent",
        by_email: "Med e-post" / "By e-mail",
        by_e_invoice: "Som e-faktura" / "As an e-invoice",
        by_letter: "Med brev" / "By letter",
        invoice_email: "E-post för faktura" / "Invoice e-mail",
        terms: "Betalningsvillkor, dagar" / "Payment terms, days",
        currency: "Valuta" / "Currency",
        language: "Fakturans språk" / "Language of the invoice",
        no_language: "Inget valt" / "None chosen",
        swedish: "Svenska" / "Swedish",
        english: "Engelska" / "English",
        blocked: "Spärrad" / "Blocked",
        blocked_hint: "Ska inte få fler leveranser förrän allt är betalt." / "Is to get no more deliveries until everything is paid.",
        days_net: "dagar netto" / "days net",
        cancel: "Avbryt" / "Cancel",
        save: "Spara" / "Save",
        saving: "Sparar …" / "Saving …",
        problems_title: "Rätta det här och spara igen" / "Put this right and save again",
        clash: "Någon annan har ändrat under tiden. Det du skrev finns kvar: spara igen om ditt ska gälla."
            / "Somebody else has changed this meanwhile. What you typed is still here: save again if yours is to hold.",
        clash_now: "nu" / "now",
        empty: "tomt" / "empty",
        yes: "ja" / "yes",
        no: "nej" / "no",
        may_not: "Du får läsa men inte ändra. Be en administratör om hjälp." / "You may read but not change. Ask an administrator for help.",
        may_not_show: "Du har inte rätt att se personnummer. Be en administratör om hjälp."
            / "You have no right to see personal numbers. Ask an administrator for help.",
    }
}

/// «Karin Söderström är sparad. Kundnumret är 20418.»: the same wherever a card is saved.
#[must_use]
pub fn saved_words(holder: Holder, name: &str, number: Option<i64>) -> String {
    let texts = CustomerTexts::here();
    let saved = match holder {
        Holder::Contact(_) => texts.person_is_saved,
        Holder::Company(_) | Holder::Project(_) => texts.company_is_saved,
    };
    match number {
        Some(number) => format!("{name} {saved} {} {number}.", texts.number_now),
        None => format!("{name} {saved}"),
    }
}

crate::texts! {
    /// Words of the register that is exported.
    pub struct RegisterTexts {
        export: "Exportera kundregister" / "Export customer register",
        as_excel: "Excel (.xlsx)" / "Excel (.xlsx)",
        as_csv: "CSV" / "CSV",
        as_excel_full: "Excel med hela personnummer" / "Excel with whole personal numbers",
        as_csv_full: "CSV med hela personnummer" / "CSV with whole personal numbers",
        file: "kundregister" / "customer-register",
        sheet: "Kunder" / "Customers",
        number: "Kundnummer" / "Customer number",
        kind: "Typ" / "Type",
        private_customer: "Privatkund" / "Private customer",
        company: "Företag" / "Company",
        name: "Namn" / "Name",
        identity: "Person-/organisationsnummer" / "Personal/organisation number",
        street: "Fakturaadress" / "Invoice address",
        postcode: "Postnummer" / "Postcode",
        city: "Ort" / "Town",
        country: "Land" / "Country",
        invoice_email: "E-post för faktura" / "Invoice e-mail",
        terms: "Betalningsvillkor (dagar)" / "Payment terms (days)",
        delivery: "Fakturan skickas" / "Invoice is sent",
        by_email: "E-post" / "E-mail",
        by_e_invoice: "E-faktura" / "E-invoice",
        by_letter: "Brev" / "Letter",
        currency: "Valuta" / "Currency",
        language: "Språk" / "Language",
        blocked: "Spärrad" / "Blocked",
        yes: "Ja" / "Yes",
        no: "Nej" / "No",
    }
}

/// How an invoice is sent.
pub(super) fn delivery(delivery: Delivery) -> &'static str {
    let texts = CustomerTexts::here();
    match delivery {
        Delivery::Email => texts.by_email,
        Delivery::EInvoice => texts.by_e_invoice,
        Delivery::Letter => texts.by_letter,
    }
}

/// The label of a field of the form, by its name there.
pub(super) fn label_of(field: &str) -> &'static str {
    let texts = CustomerTexts::here();
    match field {
        "personal_number" => texts.personal_number,
        "street" => texts.street,
        "postcode" => texts.postcode,
        "city" => texts.city,
        "country" => texts.country,
        "invoice_email" => texts.invoice_email,
        "payment_terms_days" => texts.terms,
        "delivery" => texts.delivery,
        "currency" => texts.currency,
        "language" => texts.language,
        _ => texts.blocked,
    }
}

/// A value as it is said in a clash.
pub(super) fn said(field: Field, value: &str) -> String {
    let texts = CustomerTexts::here();
    match (field, value) {
        (_, "") => texts.empty.to_owned(),
        (Field::Delivery, word) => word.parse().map(delivery).unwrap_or_default().to_owned(),
        (Field::Blocked, "true") => texts.yes.to_owned(),
        (Field::Blocked, _) => texts.no.to_owned(),
        (_, value) => value.to_owned(),
    }
}
