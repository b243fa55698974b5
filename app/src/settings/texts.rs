//! Words of the settings.

crate::texts! {
    /// Words of the settings.
    pub struct SettingsTexts {
        title: "Inställningar" / "Settings",
        own: "Ditt konto" / "Your account",
        administration: "Administration" / "Administration",
        account: "Mitt konto" / "My account",
        appearance: "Utseende och språk" / "Appearance and language",
        security: "Säkerhet" / "Security",
        categories: "Kategorier" / "Categories",
        firm: "Firman" / "The firm",
        users: "Användare" / "Users",
        series: "Kundnummer" / "Customer numbers",
        saved: "Sparat." / "Saved.",
        refused: "Bara för administratörer" / "For administrators only",
        refused_hint: "De här inställningarna gäller hela firman. Be en administratör om hjälp om något behöver ändras."
            / "These settings are the whole firm’s. Ask an administrator if something needs to be changed.",
        to_own: "Till mina inställningar" / "To my settings",
        facts: "Uppgifter" / "Details",
        nothing: "Ingenting" / "Nothing",

        name: "Namn" / "Name",
        name_hint: "Så ser kollegorna dig." / "How colleagues see you.",
        save_name: "Spara namnet" / "Save the name",
        email: "E-post" / "E-mail",
        role: "Behörighet" / "Permission",
        your_firm: "Er firma" / "Your firm",
        sign_out: "Logga ut" / "Sign out",
        sign_out_hint: "Loggar ut dig i den här webbläsaren." / "Signs you out in this browser.",
        language: "Språk" / "Language",
        save_language: "Byt språk" / "Change language",
        theme: "Utseende" / "Appearance",
        system: "Som datorn är inställd" / "As the computer is set",
        light: "Alltid ljust" / "Always light",
        dark: "Alltid mörkt" / "Always dark",
        save_theme: "Byt utseende" / "Change appearance",

        password: "Byt lösenord" / "Change password",
        current_password: "Nuvarande lösenord" / "Current password",
        new_password: "Nytt lösenord" / "New password",
        repeat_password: "Nytt lösenord en gång till" / "New password once more",
        password_rule: "Minst tolv tecken. En mening är lätt att minnas och svår att gissa."
            / "At least twelve characters. A sentence is easy to remember and hard to guess.",
        password_hint: "Du loggas ut överallt utom här." / "You are signed out everywhere but here.",
        save_password: "Byt lösenord" / "Change password",
        password_changed: "Lösenordet är bytt. Du är utloggad överallt utom här."
            / "The password is changed. You are signed out everywhere but here.",
        too_many: "För många försök. Vänta {minutes} min och försök igen."
            / "Too many attempts. Wait {minutes} min and try again.",

        sessions: "Här är du inloggad" / "Where you are signed in",
        sessions_hint: "Känner du inte igen en rad? Logga ut den och byt lösenord."
            / "Do you not recognise one? Sign it out and change your password.",
        this_one: "Den här" / "This one",
        last_seen: "Senast aktiv" / "Last active",
        everywhere: "Logga ut överallt" / "Sign out everywhere",
        everywhere_hint: "Även här. Du får logga in igen." / "Here too. You sign in again.",
        session_closed: "Utloggad." / "Signed out.",
        unknown_device: "Okänd enhet" / "Unknown device",
        on: "på" / "on",
        today: "i dag" / "today",
        yesterday: "i går" / "yesterday",
        never: "Inte än" / "Not yet",

        invited: "Inbjuden" / "Invited",
        invite_over: "Inbjudan har gått ut" / "The invitation has run out",
        inactive: "Inaktiv" / "Inactive",
        administrator_hint: "Gör allt, ser kollegors privata kort och sköter firmans inställningar."
            / "Does everything, sees colleagues’ private cards and keeps the firm’s settings.",
        user_hint: "Lägger till och ändrar kontakter och företag." / "Adds and changes contacts and companies.",
        read_only_hint: "Ser allt som inte är privat, ändrar ingenting." / "Sees all that is not private, changes nothing.",
        invite: "Bjud in en kollega" / "Invite a colleague",
        invite_hint: "Du får en länk att skicka. Kollegan väljer själv sitt lösenord."
            / "You get a link to send. Your colleague chooses the password.",
        invite_name_hint: "Kollegan kan ändra det." / "Your colleague can change it.",
        invite_email_hint: "Den som kollegan loggar in med." / "The one to sign in with.",
        invite_act: "Bjud in" / "Invite",
        invite_link: "Inbjudan till {name}" / "Invitation for {name}",
        password_link: "Nytt lösenord för {name}" / "New password for {name}",
        link_once: "Kopiera länken nu: den visas bara den här gången och fungerar en gång."
            / "Copy the link now: it is shown this once and works once.",
        invite_lasts: "Den gäller i sju dagar." / "It is good for seven days.",
        password_lasts: "Den gäller i 30 minuter." / "It is good for 30 minutes.",
        identity: "Personnummer" / "Personal identity numbers",
        identity_on: "Får se kunders hela personnummer. Varje gång ett visas eller exporteras antecknas det."
            / "May see customers’ whole personal numbers. It is noted each time one is shown or exported.",
        identity_off: "Ser bara det som inte avslöjar personnumret: 19640823-••••."
            / "Sees only what does not give the number away: 19640823-••••.",
        identity_always: "Administratörer får se kunders hela personnummer. Varje gång ett visas eller exporteras antecknas det."
            / "Administrators may see customers’ whole personal numbers. It is noted each time one is shown or exported.",
        identity_give: "Ge rätt att se personnummer" / "Give the right to see personal numbers",
        identity_take: "Ta bort rätten att se personnummer" / "Take away the right to see personal numbers",
        identity_given: "Användaren får se kunders hela personnummer." / "The user may see customers’ whole personal numbers.",
        identity_taken: "Användaren ser inte längre kunders hela personnummer." / "The user no longer sees customers’ whole personal numbers.",
        tasks: "Uppgifter och möten" / "Tasks and meetings",
        tasks_on: "Uppgiftsadministratör: får byta ägare på andras uppgifter och möten."
            / "Task administrator: may change the owner of others’ tasks and meetings.",
        tasks_off: "Får byta ägare på sina egna uppgifter och möten."
            / "May change the owner of their own tasks and meetings.",
        tasks_always: "Administratörer får byta ägare på allas uppgifter och möten."
            / "Administrators may change the owner of everybody’s tasks and meetings.",
        tasks_give: "Gör till uppgiftsadministratör" / "Make task administrator",
        tasks_take: "Ta bort rätten" / "Take away the right",
        tasks_given: "Användaren är uppgiftsadministratör." / "The user is a task administrator.",
        tasks_taken: "Användaren är inte längre uppgiftsadministratör." / "The user is no longer a task administrator.",
        firm_number_hint: "Enskild firma: skriv ditt personnummer. Det syns för alla på firman, som på era fakturor."
            / "Sole trader: write your personal number. Everybody at the firm sees it, as on your invoices.",
        link_label: "Länk" / "Link",
        copy: "Kopiera" / "Copy",
        copied: "Kopierad" / "Copied",
        link_no_mail: "Kundkort skickar ingen e-post än. Skicka länken själv, bara till den som den är till för: den som har den kommer in."
            / "Kundkort sends no e-mail yet. Send the link yourself, and only to whom it is meant for: whoever has it gets in.",

        owns: "Äger" / "Owns",
        owned: "{contacts} kontakter och {companies} företag" / "{contacts} contacts and {companies} companies",
        own_account: "Det här är ditt eget konto. Behörigheten ändras av en annan administratör. Lösenordet byter du under Säkerhet."
            / "This is your own account. Another administrator changes its permission. You change the password under Security.",
        role_hint: "När behörigheten ändras loggas användaren ut och loggar in igen."
            / "When the permission changes, the user is signed out and signs in again.",
        save_role: "Spara behörighet" / "Save permission",
        role_changed: "Behörigheten är ändrad. Användaren loggar in på nytt."
            / "The permission is changed. The user signs in anew.",
        invite_again: "Ny inbjudan" / "New invitation",
        invite_again_hint: "Ger en ny länk. Den förra slutar att fungera." / "Gives a new link. The one before stops working.",
        invite_again_act: "Skapa ny länk" / "Make a new link",
        forgot: "Glömt lösenord" / "Forgotten password",
        forgot_hint: "Ger en länk där användaren väljer ett nytt lösenord. Det gamla fungerar tills länken har använts."
            / "Gives a link where the user chooses a new password. The old one works until the link has been used.",
        forgot_act: "Skapa länk för nytt lösenord" / "Make a link for a new password",
        deactivate: "Inaktivera kontot" / "Deactivate the account",
        deactivate_hint: "Användaren loggas ut på en gång och kan inte logga in. Allt som användaren har gjort finns kvar, och kontot kan aktiveras igen."
            / "The user is signed out at once and cannot sign in. All that the user has done stays, and the account can be activated again.",
        deactivate_act: "Inaktivera" / "Deactivate",
        deactivated: "Kontot är inaktivt och användaren är utloggad." / "The account is inactive and the user is signed out.",
        activate: "Kontot är inaktivt" / "The account is inactive",
        activate_hint: "Användaren kan logga in igen, med samma lösenord och behörighet."
            / "The user can sign in again, with the same password and permission.",
        activate_act: "Aktivera igen" / "Activate again",
        activated: "Kontot är aktivt igen." / "The account is active again.",
        hand_over: "Lämna över" / "Hand over",
        hand_over_act: "Lämna över" / "Hand over",
        heir: "Vem tar över" / "Who takes over",
        heir_hint: "Även det som är privat och det som ligger i papperskorgen. Kan ångras."
            / "Also what is private and what is in the trash. Can be undone.",
        choose: "Välj" / "Choose",
        leave: "Ingen, låt det ligga kvar" / "Nobody, leave it",
        handed_over: "{contacts} kontakter och {companies} företag har ny ägare."
            / "{contacts} contacts and {companies} companies have a new owner.",
        undo_hand_over: "Ångra överlämningen" / "Undo the hand-over",
        undone: "Överlämningen är ångrad. Allt har sin ägare tillbaka."
            / "The hand-over is undone. Everything has its owner back.",
        undone_in_part: "Överlämningen är ångrad, utom för det som någon har bytt ägare på sedan dess."
            / "The hand-over is undone, except where somebody has changed the owner since.",
        not_undone: "Det kunde inte ångras." / "It could not be undone.",

        firm_hint: "Uppgifterna används där firman själv står som avsändare." / "Used where the firm itself is the sender.",
        firm_name: "Firmans namn" / "Name of the firm",
        organisation_number: "Organisationsnummer" / "Organisation number",
        street: "Gatuadress" / "Street address",
        postcode: "Postnummer" / "Postcode",
        city: "Ort" / "Town",
        phone: "Telefon" / "Phone",
        website: "Webbplats" / "Website",
        bankgiro: "Bankgiro" / "Bankgiro",
        time_zone: "Tidszon" / "Time zone",
        time_zone_hint: "Avgör vilken dag och tid som visas." / "Decides which day and time are shown.",
        save_firm: "Spara" / "Save",
        clash: "Någon annan har ändrat samma uppgifter medan du skrev. Inget är sparat än. Spara igen för att behålla ditt, eller skriv det som står här:"
            / "Somebody else has changed the same details while you typed. Nothing is saved yet. Save again to keep yours, or write what stands here:",

        series_hint: "Varje ny kund får nästa lediga nummer. Ett nummer används aldrig igen, inte ens när kunden tas bort."
            / "Every new customer gets the next free number. A number is never used again, not even when the customer is removed.",
        next_is: "Nästa kund får" / "The next customer gets",
        next_number: "Nytt nästa nummer" / "New next number",
        next_number_hint: "Serien kan höjas, till exempel för att börja om på ett jämnt tal. Den kan inte sänkas efteråt."
            / "The series can be raised, for example to begin at a round number. It cannot be lowered afterwards.",
        raise: "Höj serien" / "Raise the series",

        welcome: "Välkommen till Kundkort" / "Welcome to Kundkort",
        welcome_hint: "{firm} har bjudit in dig. Välj ett lösenord så är du igång."
            / "{firm} has invited you. Choose a password and you are in.",
        choose_password: "Välj ett nytt lösenord" / "Choose a new password",
        choose_password_hint: "För ditt konto hos {firm}. Du loggas ut överallt där du är inloggad."
            / "For your account at {firm}. You are signed out wherever you are signed in.",
        sign_in_as: "Du loggar in som" / "You sign in as",
        your_name: "Ditt namn" / "Your name",
        begin: "Spara och logga in" / "Save and sign in",
        link_gone: "Länken fungerar inte" / "The link does not work",
        link_gone_hint: "Den kan ha använts, ersatts av en ny eller gått ut. Be en administratör på er firma om en ny länk."
            / "It may have been used, replaced by a new one or run out. Ask an administrator at your firm for a new link.",
        to_sign_in: "Till inloggningen" / "To sign-in",
    }
}
