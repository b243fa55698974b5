//! Words of the settings page.

crate::texts! {
    /// Words of the settings page.
    pub struct SettingsTexts {
        title: "Inställningar" / "Settings",
        account: "Ditt konto" / "Your account",
        name: "Namn" / "Name",
        email: "E-post" / "E-mail",
        role: "Behörighet" / "Permission",
        firm: "Er firma" / "Your firm",
        sign_out: "Logga ut" / "Sign out",
        language: "Språk" / "Language",
        save_language: "Byt språk" / "Change language",
        theme: "Utseende" / "Appearance",
        system: "Som datorn är inställd" / "As the computer is set",
        light: "Alltid ljust" / "Always light",
        dark: "Alltid mörkt" / "Always dark",
        save_theme: "Byt utseende" / "Change appearance",
    }
}
