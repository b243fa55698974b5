//! Why an act did not succeed, in words. Problems of single fields have their own: [`super::problem`].

use crate::error::Error;

crate::texts! {
    /// One sentence for each way to fail, and what to do.
    pub struct FailureTexts {
        signed_out: "Du är inte inloggad längre. Logga in i en ny flik och försök igen här."
            / "You are no longer signed in. Sign in in a new tab and try again here.",
        not_found: "Det finns inte längre, eller så har du inte tillgång till det."
            / "It is no longer there, or you do not have access to it.",
        forbidden: "Du får läsa men inte göra det här. Be en administratör om hjälp."
            / "You may read but not do this. Ask an administrator for help.",
        invalid: "Något är fel ifyllt. Rätta det och försök igen."
            / "Something is not filled in right. Put it right and try again.",
        clash: "Någon annan har ändrat det under tiden." / "Somebody else has changed it meanwhile.",
        conflict: "Någon annan hann före. Ladda om sidan och försök igen."
            / "Somebody else was first. Reload the page and try again.",
        busy: "Databasen har mycket att göra. Inget har ändrats. Försök igen om en stund."
            / "The database is busy. Nothing was changed. Try again in a moment.",
        offline: "Servern svarar inte. Kontrollera nätet och försök igen."
            / "The server does not answer. Check the network and try again.",
        internal: "Det gick inte. Felet är noterat. Inget har ändrats."
            / "It did not work. The fault has been noted. Nothing was changed.",
    }
}

/// One sentence: why, and what to do.
#[must_use]
pub fn failure(error: &Error) -> &'static str {
    let texts = FailureTexts::here();
    match error {
        Error::SignedOut => texts.signed_out,
        Error::NotFound => texts.not_found,
        Error::Forbidden => texts.forbidden,
        Error::Invalid(_) => texts.invalid,
        Error::Clash(_) => texts.clash,
        Error::Conflict => texts.conflict,
        Error::Busy => texts.busy,
        Error::Offline => texts.offline,
        Error::Internal => texts.internal,
    }
}
