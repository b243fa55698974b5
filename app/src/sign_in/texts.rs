//! Words of the sign-in page.

crate::texts! {
    /// Words of the sign-in page.
    pub struct SignInTexts {
        sign_in: "Logga in" / "Sign in",
        email: "E-postadress" / "E-mail address",
        password: "Lösenord" / "Password",
        remember: "Håll mig inloggad på den här datorn" / "Keep me signed in on this computer",
        remember_hint: "Välj inte det här på en delad dator." / "Leave this off on a shared computer.",
        wrong_pair: "E-postadressen eller lösenordet stämmer inte. Kontrollera båda och försök igen."
            / "The e-mail address or the password is not right. Check both and try again.",
        too_many: "För många försök. Vänta {minutes} min och försök igen."
            / "Too many attempts. Wait {minutes} min and try again.",
        unavailable: "Inloggningen kunde inte prövas just nu. Försök igen om en stund."
            / "Sign-in could not be checked just now. Try again in a moment.",
        demo_heading: "Demofirman" / "The demo firm",
        demo_hint: "Logga in med ett klick. Ingenting här är på riktigt."
            / "Sign in with one click. Nothing here is real.",
        administrator: "Administratör" / "Administrator",
        seller: "Säljare" / "Seller",
        read_only: "Läser bara" / "Reads only",
        company: "Företag" / "Company",
        contact: "Kontakt" / "Contact",
        private_customer: "Privatkund" / "Private customer",
        four_contacts: "4 kontakter" / "4 contacts",
        caretaker: "Fastighetsskötare, Norrsken Fastigheter AB" / "Caretaker, Norrsken Fastigheter AB",
        purchaser: "Inköpschef, Norrsken Fastigheter AB" / "Head of purchasing, Norrsken Fastigheter AB",
    }
}
