//! Who takes part: contacts that are searched for, and colleagues.

use std::time::Duration;

use domain::search::{Among, Search};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::api::Form;
use super::texts::MeetingTexts;
use crate::i18n::problem;
use crate::links::picks::find;
use crate::ui::{Check, Combobox, Field, Glyph, Icon, Item, dom};

/// How long typing rests before it is searched for.
const DEBOUNCE: Duration = Duration::from_millis(200);
/// Id of the field that searches.
const FIND: &str = "meeting-find";

/// A contact: id, name, and whether they take part.
pub(super) type Invited = (String, String, bool);

/// The contacts that a form knows of.
pub(super) fn rows_of(form: &Form) -> Vec<Invited> {
    let ticked = form.all("contact");
    let all = form.contacts.iter().chain(&form.found);
    all.map(|(id, name)| (id.clone(), name.clone(), ticked.contains(id)))
        .collect()
}

/// Both sorts of people: `rows` are the contacts, `chosen` the colleagues. Whoever has been ticked
/// stays: a search takes no tick away.
pub(super) fn people(
    form: &Form,
    rows: RwSignal<Vec<Invited>>,
    chosen: RwSignal<Vec<String>>,
    writable: bool,
) -> AnyView {
    let texts = MeetingTexts::here();
    let said = RwSignal::new(String::new());
    let asked = StoredValue::new(0_u32);
    let search = move |text: String, mine: u32| {
        if asked.try_get_value() != Some(mine) {
            return;
        }
        spawn_local_scoped(async move {
            let search = Search::from_pairs([("q", text.clone())]).among(Among::Contacts);
            let Ok(found) = find(search).await else {
                return;
            };
            if asked.try_get_value() != Some(mine) {
                return;
            }
            let nobody = found.picks.is_empty() && text.trim().chars().count() >= 2;
            let _ = said.try_set(if nobody {
                texts.nobody_found.to_owned()
            } else {
                String::new()
            });
            let ticked = ticked_now();
            let _ = rows.try_update(|rows| {
                rows.retain(|(id, ..)| ticked.contains(id));
                for pick in found.picks.into_iter().take(8) {
                    let id = pick.id.to_string();
                    if rows.iter().all(|(known, ..)| *known != id) {
                        let name = match &*pick.sub {
                            "" => pick.name,
                            sub => format!("{} · {sub}", pick.name),
                        };
                        rows.push((id, name, false));
                    }
                }
            });
        });
    };
    let typed = move |event: leptos::ev::Event| {
        event.stop_propagation();
        let text = event_target_value(&event);
        let mine = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        if let Some(mine) = mine {
            set_timeout(move || search(text, mine), DEBOUNCE);
        }
    };
    let items = form
        .colleagues
        .iter()
        .map(|(value, label)| Item {
            value: value.clone(),
            label: label.clone(),
        })
        .collect();
    let wrong = |field: &str| Signal::stored(form.invalid.of(field).map(problem));
    let (typed_before, contacts_wrong) = (form.value("find"), wrong("contacts"));
    let colleagues_wrong = wrong("colleagues");
    let finding = writable.then(|| {
        view! {
            <Field id=FIND label=texts.find hide_label=true error=contacts_wrong>
                <div class="input-wrap">
                    <Icon glyph=Glyph::Search />
                    <input
                        class="input" id=FIND name="find" type="search" maxlength="100" autocomplete="off" spellcheck="false"
                        placeholder=texts.find data-search="" aria-describedby="meeting-found" value=typed_before
                        on:input=typed
                    />
                    <span class="tail until-hydrated">
                        <button class="btn sm" type="submit" name="act" value="find">{texts.do_find}</button>
                    </span>
                </div>
            </Field>
            <p class="hint" id="meeting-found" role="status">{move || said.get()}</p>
        }
    });
    view! {
        <fieldset class="meeting-people">
            <legend>{texts.contacts}</legend>
            <For
                each=move || rows.get()
                key=|(id, ..)| id.clone()
                children=|(id, name, ticked)| {
                    view! { <Check name="contact" value=id label=name checked=ticked /> }
                }
            />
            {finding}
        </fieldset>
        <Field id="meeting-colleagues" label=texts.colleagues optional=true error=colleagues_wrong>
            <Combobox name="colleague" items chosen />
        </Field>
    }
    .into_any()
}

fn ticked_now() -> Vec<String> {
    let Some(form) = dom::by_id(super::form::ID) else {
        return Vec::new();
    };
    let inputs = dom::all::<web_sys::HtmlInputElement>(&form, "input[name=contact]:checked");
    inputs
        .iter()
        .map(web_sys::HtmlInputElement::value)
        .collect()
}
