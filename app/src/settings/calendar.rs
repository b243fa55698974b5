//! `/settings/calendar`: the address that a calendar subscribes to.

use leptos::prelude::*;

use super::state::Calendar;
use super::texts::SettingsTexts;
use crate::i18n;
use crate::ui::{Button, Field, Input, Look};

crate::texts! {
    /// Words of the calendar that others subscribe to.
    pub struct CalendarTexts {
        title: "Kalender" / "Calendar",
        lead: "Få dina möten i Apples, Googles eller Outlooks kalender. Den hämtar dem från en egen adress, och visar det du själv får se i Kundkort."
            / "Have your meetings in Apple’s, Google’s or Outlook’s calendar. It fetches them from an address of your own, and shows what you may see in Kundkort yourself.",
        secret: "Den som har adressen kan läsa dina möten. Ge den bara till din egen kalender."
            / "Whoever has the address can read your meetings. Give it to your own calendar only.",
        none: "Du har ingen adress än." / "You have no address yet.",
        made: "Adressen skapades" / "The address was made",
        make: "Skapa adress" / "Make an address",
        make_new: "Skapa ny adress" / "Make a new address",
        make_new_hint: "Den gamla slutar gälla genast." / "The old one stops at once.",
        revoke: "Ta bort adressen" / "Remove the address",
        revoked: "Adressen är borttagen. Ingen kalender hämtar dina möten längre."
            / "The address is removed. No calendar fetches your meetings any more.",
        yours: "Din kalenderadress" / "Your calendar address",
        once: "Kopiera den nu: den visas bara den här gången." / "Copy it now: it is shown this once only.",
        how: "Välj att lägga till en kalender från webbadress i ditt kalenderprogram, och klistra in den."
            / "Choose to add a calendar from a web address in your calendar program, and paste it.",
    }
}

/// The page.
pub(super) fn page(state: Calendar) -> AnyView {
    let texts = CalendarTexts::here();
    let words = SettingsTexts::here();
    let link = state.link.map(|link| {
        view! {
            <section class="card card-pad new-link" aria-labelledby="link-heading" role="status">
                <h2 id="link-heading">{texts.yours}</h2>
                <p>{texts.once}" "{texts.how}</p>
                <div class="link-row">
                    <Field id="link" label=texts.yours hide_label=true>
                        <Input name="link" value=link readonly=true attr:autocomplete="off" attr:spellcheck="false" />
                    </Field>
                    <Button look=Look::Primary attr:data-copy="link" attr:data-copied=words.copied attr:class="btn primary once-hydrated">
                        {words.copy}
                    </Button>
                </div>
            </section>
        }
    });
    let day = state.made.as_ref().map(|made| {
        let day = made.parse().map_or_else(|_| made.clone(), i18n::date);
        format!("{} {day}.", texts.made)
    });
    let is_made = day.is_some();
    let look = if is_made { Look::Plain } else { Look::Primary };
    let make = if is_made { texts.make_new } else { texts.make };
    let hint = is_made.then(|| view! { <p class="small muted">{texts.make_new_hint}</p> });
    let revoke = is_made.then(|| {
        view! { <Button kind="submit" attr:name="act" attr:value="revoke">{texts.revoke}</Button> }
    });
    view! {
        <h1 tabindex="-1">{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        {link}
        <form class="card card-pad stack" method="post" action="/settings/calendar">
            <p>{day.unwrap_or_else(|| texts.none.to_owned())}</p>
            <p class="small muted">{texts.secret}</p>
            <div class="row wrap">
                <Button kind="submit" look=look attr:name="act" attr:value="make">{make}</Button>
                {revoke}
            </div>
            {hint}
        </form>
    }
    .into_any()
}
