//! The dialog: search, tick several, say the role of each, «Lägg till».

use domain::edit::Holder;
use domain::link::Linked;
use domain::search::Among;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::HtmlButtonElement;

use super::api::Ready;
use super::form_data::{CREATE, KEY, Posted, QUERY, SAVED, UNDO};
use super::picks::pick_row;
use super::row_id;
use super::state::{
    SEARCH, State, add, create, first_rows, on_key, problem_words, said_of, search_now, ticked,
    typed,
};
use super::texts::LinkTexts;
use crate::error::Error;
use crate::ui::announce::focus_soon;
use crate::ui::{Banner, BannerKind, Button, Dialog, FlikKind, Glyph, Icon, Look};
use crate::undo::Acts;
use crate::undo::words::UndoTexts;

/// The dialog over the card.
pub(super) fn link_dialog(
    among: Among,
    holder: Holder,
    ready: Ready,
    posted: Posted,
    refused: Option<Error>,
) -> AnyView {
    let texts = LinkTexts::here();
    let Ready { start, found, key } = ready;
    let (title, label, of) = match among {
        Among::Companies => (texts.to_company, texts.search_company, texts.companies),
        Among::Contacts => (texts.to_contact, texts.search_contact, texts.contacts),
    };
    let state = State {
        among,
        holder,
        form: NodeRef::new(),
        rows: RwSignal::new(first_rows(&start.picked, &posted.links, &found)),
        said: RwSignal::new(found.said(among)),
        found: RwSignal::new(found),
        ticked: RwSignal::new(posted.links.len()),
        problem: RwSignal::new(refused.map(|error| problem_words(&error))),
        busy: RwSignal::new(false),
        creating: RwSignal::new(false),
        asked: StoredValue::new(0),
        created_keys: StoredValue::new(key.clone()),
    };
    let path = holder.path();
    let here = format!("{path}/link");
    // Whoever goes on without linking can still take the saving back.
    let back = match posted.command {
        Some(command) => format!("{path}?{SAVED}={command}&created"),
        None => path.clone(),
    };
    let linked = StoredValue::new(start.linked);
    let saved = posted.saved.then(|| {
        let number = start.customer_number;
        let number = number.map(|number| format!(" {} {number}.", texts.customer_number));
        let name = start.name.clone();
        // A form cannot stand in a form: the button takes this one to where acts are undone.
        let undo = posted.command.map(|command| {
            view! {
                <div class="actions">
                    <input type="hidden" name="back" value=path.clone() />
                    <button class="btn sm" type="submit" name=UNDO value=command.to_string() formaction="/undo" formnovalidate="">
                        {UndoTexts::here().undo}
                    </button>
                </div>
            }
        });
        let command = posted.command.map(|command| command.to_string());
        view! {
            <Banner kind=BannerKind::Ok>
                <p><b>{name}" "{texts.saved}</b>{number}" "{texts.saved_hint}</p>
                {undo}
            </Banner>
            <input type="hidden" name=SAVED value=command.unwrap_or_default() />
        }
    });
    let leave = if posted.saved {
        texts.skip
    } else {
        texts.cancel
    };
    let acts = Acts::here();
    let navigate = use_navigate();
    let card_name = StoredValue::new(start.name.clone());
    let (undone_path, undone_navigate) = (path.clone(), navigate.clone());
    let undo = move || {
        if let Some(command) = posted.command {
            undone_navigate(&undone_path, NavigateOptions::default());
            acts.undo(command);
        }
    };
    let done = move |linked: Linked| {
        let (names, ids) = said_of(state, &linked);
        let text = format!("{} {} {names}", card_name.get_value(), texts.linked_to);
        navigate(&path, NavigateOptions::default());
        if let Some(first) = linked.links.first() {
            focus_soon(row_id(*first));
        }
        acts.done(text, linked.done, ids);
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pressed = event
            .submitter()
            .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok())
            .map(|button| button.name())
            .unwrap_or_default();
        match pressed.as_str() {
            CREATE => create(state),
            UNDO => undo(),
            "" => search_now(state),
            _ => add(state, done.clone()),
        }
    };
    let flik_kind = match among {
        Among::Companies => FlikKind::Contact,
        Among::Contacts => FlikKind::Company,
    };
    view! {
        <Dialog id="link" title=title flik=start.name flik_kind sheet=true close_href=back.clone()>
            <form
                class="dialog-rest" method="post" action=here.clone() novalidate node_ref=state.form
                on:submit=on_submit
                on:change=move |event| ticked(state, &event)
                on:keydown=move |event| on_key(state, &event)
            >
                <div class="dialog-body link-body">
                    {saved}
                    {move || state.problem.get().map(|text| view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> })}
                    <input type="hidden" name=KEY value=key />
                    <div class="field">
                        <label for=SEARCH>{label}</label>
                        <div class="input-wrap">
                            <Icon glyph=Glyph::Search />
                            <input
                                class="input" id=SEARCH name=QUERY type="search" maxlength="100" autocomplete="off" spellcheck="false"
                                enterkeyhint="search" data-search="" data-autofocus="" autofocus=cfg!(feature = "ssr")
                                aria-describedby="link-found" value=posted.query
                                on:input=move |event| typed(state, &event)
                            />
                            <span class="tail">
                                <button class="btn sm" type="submit" formmethod="get" formaction=here.clone()>{texts.search}</button>
                            </span>
                        </div>
                        <p class="hint" id="link-found" role="status">{move || state.said.get()}</p>
                    </div>
                    <fieldset class="card picks">
                        <legend class="vh">{of}</legend>
                        <For
                            each=move || state.rows.get()
                            key=|row| (row.pick.id, row.query.clone())
                            children=move |row| {
                                let is_linked = linked.with_value(|linked| linked.contains(&row.pick.id));
                                pick_row(among, row.pick, &row.query, is_linked, row.draft)
                            }
                        />
                    </fieldset>
                    {move || create_button(state)}
                </div>
                <footer class="dialog-foot">
                    <a class="btn quiet" href=back>{leave}</a>
                    <span class="grow not-phone"></span>
                    <span class="small muted not-phone once-hydrated">{move || ticked_words(state.ticked.get())}</span>
                    <Button kind="submit" look=Look::Primary busy=state.busy attr:name="add" attr:value="true">
                        {move || if state.busy.get() { texts.adding } else { texts.add }}
                    </Button>
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

fn ticked_words(count: usize) -> String {
    let texts = LinkTexts::here();
    match count {
        0 => String::new(),
        1 => format!("1 {}", texts.ticked),
        n => format!("{n} {}", texts.several_ticked),
    }
}

/// «Skapa ”X”», when nothing of that name was found.
fn create_button(state: State) -> Option<AnyView> {
    let texts = LinkTexts::here();
    let name = state.found.with(|found| {
        let name = found.query.trim().to_owned();
        (!name.is_empty() && !found.has(&name)).then_some(name)
    })?;
    let shown = name.clone();
    let button = view! {
        <div>
            <Button kind="submit" look=Look::Link icon=Glyph::Plus busy=state.creating attr:name=CREATE attr:value=name>
                {move || if state.creating.get() { texts.creating } else { texts.create }}" ”"{shown}"”"
            </Button>
        </div>
    };
    Some(button.into_any())
}
