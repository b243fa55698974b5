//! A contact to take along: as a vCard, as a code for a telephone, on paper.

use domain::ContactId;
use leptos::prelude::*;

use crate::ui::{Dialog, DialogWidth, Glyph, Icon, IconSize};

crate::texts! {
    /// Texts of what can be taken along.
    pub struct TakeTexts {
        vcard: "Hämta vCard" / "Download vCard",
        code: "Visa QR-kod" / "Show QR code",
        print: "Skriv ut" / "Print",
        code_title: "Till telefonens adressbok" / "To the phone’s address book",
        code_hint: "Rikta telefonens kamera mot koden och välj att lägga till kontakten." / "Point the phone’s camera at the code and choose to add the contact.",
        code_of: "QR-kod med namn, telefon och e-post för" / "QR code with name, phone and e-mail of",
    }
}

/// The acts, for the card's menu.
pub fn take_items(id: ContactId, code: RwSignal<bool>) -> AnyView {
    let texts = TakeTexts::here();
    view! {
        // Not the router's: the server gives a file.
        <a role="menuitem" tabindex="-1" href=format!("/contacts/{id}/card.vcf") rel="external" download="" data-act=texts.vcard>
            <Icon glyph=Glyph::Download size=IconSize::Sm />
            {texts.vcard}
        </a>
        <button class="once-hydrated" role="menuitem" tabindex="-1" type="button" data-act=texts.code on:click=move |_| code.set(true)>
            <Icon glyph=Glyph::QrCode size=IconSize::Sm />
            {texts.code}
        </button>
        {print_item()}
    }
    .into_any()
}

/// The act of printing, for the menu of any card.
pub fn print_item() -> AnyView {
    let texts = TakeTexts::here();
    let print = move |_| {
        // When the menu has closed.
        request_animation_frame(|| {
            let _ = window().print();
        });
    };
    view! {
        <button class="once-hydrated" role="menuitem" tabindex="-1" type="button" data-act=texts.print on:click=print>
            <Icon glyph=Glyph::Printer size=IconSize::Sm />
            {texts.print}
        </button>
    }
    .into_any()
}

/// The code, when it is asked for.
pub fn take_code(id: ContactId, name: Signal<String>, code: RwSignal<bool>) -> AnyView {
    let texts = TakeTexts::here();
    let dialog = move || {
        view! {
            <Dialog
                id="qr-code"
                title=texts.code_title
                width=DialogWidth::Narrow
                sheet=true
                on_close=move |()| code.set(false)
            >
                <div class="dialog-body qr">
                    <img
                        src=format!("/contacts/{id}/qr.svg")
                        width="320"
                        height="320"
                        alt=move || format!("{} {}", texts.code_of, name.get())
                    />
                    <p class="small muted">{texts.code_hint}</p>
                </div>
            </Dialog>
        }
    };
    view! { <Show when=move || code.get()>{dialog()}</Show> }.into_any()
}
