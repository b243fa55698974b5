//! The list: what is to come, what has been, ticking several.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use uuid::Uuid;

use super::Tab;
use super::api::Row;
use super::owner::{owner_bar, owner_dialog};
use super::texts::MeetingTexts;
use crate::card::origin::origin;
use crate::card::tabs::MEETINGS;
use crate::ui::{Avatar, AvatarSize, Glyph, Hue, Icon, IconSize, LinkButton, Table};

/// The id of a row, which takes focus when its meeting has been saved.
pub(super) fn row_id(id: Uuid, on: Option<&str>) -> String {
    match on {
        Some(day) => format!("meeting-{id}-{day}"),
        None => format!("meeting-{id}"),
    }
}

/// The tab when no form is open.
pub(super) fn meeting_list(tab: Tab) -> AnyView {
    let texts = MeetingTexts::here();
    // Without JavaScript what is ticked is sent to where the form of a meeting goes.
    let action = match tab.holder {
        Some(_) => format!("?tab={MEETINGS}"),
        None => "/meetings".to_owned(),
    };
    let new = move || {
        (tab.holder.is_some() && tab.writable.get()).then(|| {
            view! {
                <div class="toolbar line-above">
                    <LinkButton
                        href=format!("?tab={MEETINGS}&new") icon=Glyph::Plus shortcut="m"
                        attr:id="new-meeting" attr:data-act=texts.new
                    >
                        {texts.new}
                    </LinkButton>
                </div>
            }
        })
    };
    view! {
        <form method="post" action=action on:submit=|event| event.prevent_default()>
            {owner_bar(tab)}
            {move || body(tab)}
            {without_script(tab)}
        </form>
        {move || more(tab)}
        {new}
        {owner_dialog(tab)}
    }
    .into_any()
}

fn body(tab: Tab) -> AnyView {
    let texts = MeetingTexts::here();
    let (coming, past) = tab
        .page
        .with(|page| (page.coming.clone(), page.past.clone()));
    if coming.is_empty() && past.is_empty() {
        let (title, hint) = match tab.holder {
            Some(_) => (texts.none, texts.none_hint),
            None => (texts.none, texts.none_mine),
        };
        return view! { <div class="empty small"><h2>{title}</h2><p>{hint}</p></div> }.into_any();
    }
    let mut all: Vec<String> = coming
        .iter()
        .chain(&past)
        .map(|row| row.id.to_string())
        .collect();
    // One that repeats is there several times.
    all.sort();
    all.dedup();
    let (today, coming): (Vec<Row>, Vec<Row>) = coming.into_iter().partition(|row| row.today);
    let parts = [&today, &coming, &past];
    let heads = parts.into_iter().filter(|part| !part.is_empty()).count() > 1;
    let (writable, mine) = (tab.writable.get(), tab.holder.is_none());
    let tick = writable.then(|| {
        view! { <th scope="col" class="fit">{tick_all(tab, all)}</th> }
    });
    let card = mine.then(|| view! { <th scope="col">{texts.card}</th> });
    let columns = 4 + u32::from(writable) + u32::from(mine);
    let part = move |head: &'static str, rows: Vec<Row>| {
        let head = (heads && !rows.is_empty()).then(|| {
            view! { <tr class="meeting-part"><th scope="rowgroup" colspan=columns>{head}</th></tr> }
        });
        let rows = rows.into_iter().map(|row| table_row(tab, row, writable));
        view! { <tbody>{head}{rows.collect_view()}</tbody> }
    };
    view! {
        <Table caption=texts.title>
            <thead>
                <tr>
                    <th scope="col">{texts.when}</th>
                    <th scope="col">{texts.one}</th>
                    {card}
                    <th scope="col">{texts.place}</th>
                    <th scope="col">{texts.owner}</th>
                    {tick}
                </tr>
            </thead>
            {part(texts.today, today)}
            {part(texts.coming, coming)}
            {part(texts.past, past)}
        </Table>
    }
    .into_any()
}

fn table_row(tab: Tab, row: Row, writable: bool) -> AnyView {
    let texts = MeetingTexts::here();
    let id = row.id.to_string();
    let on = row.on.as_ref().map(|day| format!("&on={day}"));
    let on = on.unwrap_or_default();
    let href = match tab.holder {
        Some(_) => format!("?tab={MEETINGS}&edit={id}{on}"),
        None => format!("{}?tab={MEETINGS}&edit={id}{on}", row.href),
    };
    let repeats = (!row.repeats.is_empty()).then(|| {
        view! {
            <span class="meeting-with repeats">
                <Icon glyph=Glyph::Refresh size=IconSize::Xs />
                <span>{texts.repeats_lower}" "{row.repeats.clone()}</span>
            </span>
        }
    });
    let card = tab.holder.is_none().then(
        || view! { <td data-label=texts.card><a href=row.href.clone()>{row.card.clone()}</a></td> },
    );
    let from = row.origin.clone().map(|card| origin(card, None));
    let with = (!row.with.is_empty()).then(|| {
        view! { <span class="meeting-with">{texts.with}" "{row.with.clone()}</span> }
    });
    let zone = (!row.zone.is_empty())
        .then(|| view! { <span class="meeting-with">{row.zone.clone()}</span> });
    let ticked = {
        let id = id.clone();
        move || tab.ticked.with(|ticked| ticked.contains(&id))
    };
    let tick = writable.then(|| {
        let label = format!("{} {}", texts.tick, row.subject);
        let (checked, id) = (ticked.clone(), id.clone());
        let press = {
            let id = id.clone();
            move |event: leptos::ev::Event| set(tab, std::slice::from_ref(&id), is_on(&event))
        };
        view! {
            <td class="fit acts r meeting-tick">
                <label class="check">
                    <input type="checkbox" name="id" value=id aria-label=label prop:checked=checked on:change=press />
                </label>
            </td>
        }
    });
    let hue = Hue::of(row.owner_id.as_bytes());
    let selected = move || ticked().then_some("true");
    view! {
        <tr id=row_id(row.id, row.on.as_deref()) tabindex="-1" class="meeting" aria-selected=selected>
            <td class="meeting-when">{row.when}<span class="faint">{row.until}</span>{zone}</td>
            <th scope="row"><a href=href>{row.subject}</a>{from}{with}{repeats}</th>
            {card}
            <td data-label=texts.place>{row.place}</td>
            <td data-label=texts.owner>
                <span class="row"><Avatar name=row.owner.clone() hue size=AvatarSize::Sm />{row.owner}</span>
            </td>
            {tick}
        </tr>
    }
    .into_any()
}

fn is_on(event: &leptos::ev::Event) -> bool {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.is_some_and(|input| input.checked())
}

fn set(tab: Tab, ids: &[String], on: bool) {
    tab.ticked.update(|ticked| {
        ticked.retain(|id| !ids.contains(id));
        if on {
            ticked.extend_from_slice(ids);
        }
    });
}

/// Ticks all that are shown, or none. Only with JavaScript.
fn tick_all(tab: Tab, all: Vec<String>) -> AnyView {
    let count = all.len();
    let every = move || tab.ticked.with(|ticked| count > 0 && ticked.len() == count);
    let some = move || {
        tab.ticked
            .with(|ticked| !ticked.is_empty() && ticked.len() < count)
    };
    view! {
        <label class="check once-hydrated">
            <input
                type="checkbox" aria-label=MeetingTexts::here().tick_all prop:checked=every prop:indeterminate=some
                on:change=move |event| set(tab, &all, is_on(&event))
            />
        </label>
    }
    .into_any()
}

fn without_script(tab: Tab) -> AnyView {
    let texts = MeetingTexts::here();
    let rows = tab
        .page
        .with_untracked(|page| page.coming.len() + page.past.len());
    let shown = (tab.writable.get_untracked() && rows > 0).then(|| {
        let colleagues = tab.page.with_untracked(|page| page.colleagues.clone());
        let options = colleagues.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> });
        view! {
            <div class="no-script">
                <div class="toolbar line-above">
                    <label class="row">
                        <span class="small muted">{texts.new_owner}</span>
                        <select class="input" name="owner_id"><option value="">{texts.choose_one}</option>{options.collect_view()}</select>
                    </label>
                    <button class="btn" type="submit" name="act" value="owner">{texts.change_owner}</button>
                </div>
            </div>
        }
    });
    shown.into_any()
}

/// «Visa äldre»: a page of its own, so that it works without JavaScript.
fn more(tab: Tab) -> Option<AnyView> {
    let next = tab.page.with(|page| page.next.clone())?;
    let href = match tab.holder {
        Some(_) => format!("?tab={MEETINGS}&{next}"),
        None => format!("?{next}"),
    };
    let words = MeetingTexts::here().more;
    Some(
        view! { <div class="toolbar line-above"><a class="btn sm" href=href>{words}</a></div> }
            .into_any(),
    )
}
