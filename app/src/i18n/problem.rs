//! What is wrong with a field, in words that say how to put it right.

use domain::Problem;
use domain::user::Language;

use super::{language, number};

/// The message for a problem.
#[must_use]
pub fn problem(problem: Problem) -> String {
    let (sv, en) = both(problem);
    match language() {
        Language::Sv => sv,
        Language::En => en,
    }
}

fn both(problem: Problem) -> (String, String) {
    let fixed = |sv: &str, en: &str| (sv.to_owned(), en.to_owned());
    match problem {
        Problem::Required => fixed("Fyll i det här fältet.", "Fill in this field."),
        Problem::TooLong { max } => {
            let max = number(max);
            (
                format!("Texten är för lång. Högst {max} tecken ryms."),
                format!("The text is too long. At most {max} characters fit."),
            )
        }
        Problem::ControlCharacter => fixed(
            "Texten innehåller ett tecken som inte går att spara. Skriv den för hand i stället för att klistra in.",
            "The text contains a character that cannot be saved. Type it instead of pasting.",
        ),
        Problem::Email => fixed(
            "Adressen är inte fullständig. Skriv till exempel namn@foretag.se.",
            "The address is not complete. Write for example name@company.com.",
        ),
        Problem::Phone => fixed(
            "Numret går inte att ringa. Skriv till exempel 070-123 45 67 eller +47 22 12 34 56.",
            "The number cannot be called. Write for example 070-123 45 67 or +47 22 12 34 56.",
        ),
        Problem::Postcode => fixed(
            "Skriv postnumret med fem siffror, till exempel 793 31.",
            "Write the postcode with five digits, for example 793 31.",
        ),
        Problem::Country => fixed("Välj ett land i listan.", "Choose a country from the list."),
        Problem::Date => fixed(
            "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 1985-04-23.",
            "Write the date as YYYY-MM-DD, for example 1985-04-23.",
        ),
        Problem::Time => fixed(
            "Skriv klockslaget som TT:MM, till exempel 13:30.",
            "Write the time as HH:MM, for example 13:30.",
        ),
        Problem::NoSuchTime => fixed(
            "Den tiden finns inte den dagen: klockan ställs fram förbi den. Välj en annan.",
            "That time does not exist on that day: the clock is put forward past it. Choose another.",
        ),
        Problem::EndsBefore => fixed(
            "Det slutar innan det börjar. Ändra slutet.",
            "It ends before it begins. Change the end.",
        ),
        Problem::OneOfTwo => fixed(
            "Ange det ena eller det andra, inte båda.",
            "Say the one or the other, not both.",
        ),
        Problem::BirthDate => fixed(
            "Kontrollera födelsedagen. Året ska vara 1875 eller senare, och dagen ska ha varit.",
            "Check the birthday. The year must be 1875 or later, and the day must have passed.",
        ),
        Problem::Website => fixed(
            "Adressen leder ingenstans. Skriv till exempel www.foretag.se.",
            "The address leads nowhere. Write for example www.company.com.",
        ),
        Problem::OrganisationNumber => fixed(
            "Numret stämmer inte. Ett organisationsnummer har tio siffror, till exempel 556677-8899.",
            "The number is not right. An organisation number has ten digits, for example 556677-8899.",
        ),
        Problem::PersonalNumber => fixed(
            "Numret stämmer inte. Skriv personnumret som ÅÅÅÅMMDD-NNNN.",
            "The number is not right. Write the personal number as YYYYMMDD-NNNN.",
        ),
        Problem::PersonalOnCompany => fixed(
            "Det är ett personnummer, och ett företags nummer kan alla se och söka på. Töm fältet. Behövs numret för fakturan, lägg upp personen som privatkund: där förvaras det skyddat.",
            "That is a personal number, and everybody can see and search for a company’s number. Empty the field. If the invoice needs it, add the person as a private customer: there it is kept sealed.",
        ),
        Problem::OnlyCustomers => fixed(
            "Personnummer sparas bara för privatkunder. Spara som privatkund, eller töm fältet.",
            "Personal numbers are kept for private customers only. Save as private customer, or empty the field.",
        ),
        Problem::NoIdentityKey => fixed(
            "Servern kan inte spara personnummer än: den som sköter den behöver sätta KUNDKORT_IDENTITY_KEY. Töm fältet för att spara resten.",
            "The server cannot keep personal numbers yet: whoever runs it must set KUNDKORT_IDENTITY_KEY. Empty the field to save the rest.",
        ),
        Problem::Number { min, max } => {
            let (min, max) = (number(min), number(max));
            (
                format!("Skriv ett heltal mellan {min} och {max}."),
                format!("Write a whole number between {min} and {max}."),
            )
        }
        Problem::Bankgiro => fixed(
            "Numret stämmer inte. Ett bankgironummer har sju eller åtta siffror, till exempel 5050-1055.",
            "The number is not right. A bankgiro number has seven or eight digits, for example 5050-1055.",
        ),
        Problem::PasswordShort { min } => (
            format!(
                "Lösenordet är för kort. Det ska ha minst {min} tecken. En mening är lätt att minnas."
            ),
            format!(
                "The password is too short. It needs at least {min} characters. A sentence is easy to remember."
            ),
        ),
        Problem::PasswordCommon => fixed(
            "Det lösenordet är lätt att gissa. Välj ett annat, till exempel en mening.",
            "That password is easy to guess. Choose another, for example a sentence.",
        ),
        Problem::PasswordWrong => fixed(
            "Det är inte ditt nuvarande lösenord. Kontrollera det och försök igen.",
            "That is not your current password. Check it and try again.",
        ),
        Problem::PasswordRepeat => fixed(
            "Lösenorden är inte lika. Skriv samma lösenord två gånger.",
            "The passwords differ. Write the same password twice.",
        ),
        Problem::LastAdministrator => fixed(
            "Firman måste ha minst en administratör. Gör någon annan till administratör först.",
            "The firm must have an administrator. Make somebody else one first.",
        ),
        Problem::Oneself => fixed(
            "Det kan bara en annan administratör göra med ditt konto.",
            "Only another administrator can do that to your account.",
        ),
        Problem::Choice => fixed(
            "Välj ett av alternativen.",
            "Choose one of the alternatives.",
        ),
        Problem::Taken => fixed("Det finns redan.", "It exists already."),
        Problem::Gone => fixed(
            "Det du valde finns inte längre. Välj på nytt.",
            "What you chose no longer exists. Choose again.",
        ),
        Problem::Retired => fixed(
            "Kategorin delas inte ut längre. Välj en annan.",
            "The category is no longer given to cards. Choose another.",
        ),
        Problem::Others => fixed(
            "Du kan bara ge bort det du själv äger. En administratör kan ge dig rätt att byta ägare på andras.",
            "You can only give away what is yours. An administrator can let you change the owner of others’.",
        ),
        Problem::NoAccount => fixed(
            "Den du valde har inget konto längre. Välj någon annan.",
            "Whoever you chose has no account any more. Choose somebody else.",
        ),
    }
}
