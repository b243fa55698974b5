//! The list: what is to come, what has been, ticking several.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use uuid::Uuid;

use super::Tab;
use super::api::{MeetingsPage, Row};
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
            {table(tab)}
            {without_script(tab)}
        </form>
        {move || more(tab)}
        {new}
        {owner_dialog(tab)}
    }
    .into_any()
}

/// The parts of the table, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Today,
    Coming,
    Past,
}

impl Part {
    const ALL: [Self; 3] = [Self::Today, Self::Coming, Self::Past];

    fn rows(self, page: &MeetingsPage) -> impl Iterator<Item = &Row> {
        let rows = match self {
            Self::Past => &page.past,
            Self::Today | Self::Coming => &page.coming,
        };
        rows.iter()
            .filter(move |row| self == Self::Past || row.today == (self == Self::Today))
    }
}

/// The table stays where it is while its rows come and go: whatever has focus in it keeps that.
fn table(tab: Tab) -> AnyView {
    let filled = Memo::new(move |_| {
        let has_rows = |page: &MeetingsPage| Part::ALL.map(|part| part.rows(page).next().is_some());
        tab.page.with(has_rows)
    });
    let writable = Memo::new(move |_| tab.writable.get());
    view! { {move || body(tab, filled.get(), writable.get())} }.into_any()
}

fn body(tab: Tab, filled: [bool; 3], writable: bool) -> AnyView {
    let texts = MeetingTexts::here();
    if !filled.contains(&true) {
        let (title, hint) = match tab.holder {
            Some(_) => (texts.none, texts.none_hint),
            None => (texts.none, texts.none_mine),
        };
        return view! { <div class="empty small"><h2>{title}</h2><p>{hint}</p></div> }.into_any();
    }
    let heads = filled.into_iter().filter(|filled| *filled).count() > 1;
    let mine = tab.holder.is_none();
    let tick = writable.then(|| view! { <th scope="col" class="fit">{tick_all(tab)}</th> });
    let card = mine.then(|| view! { <th scope="col">{texts.card}</th> });
    let columns = 4 + u32::from(writable) + u32::from(mine);
    let part = move |(part, filled): (Part, bool)| {
        let head = match part {
            Part::Today => texts.today,
            Part::Coming => texts.coming,
            Part::Past => texts.past,
        };
        let head = (heads && filled).then(|| {
            view! { <tr class="meeting-part"><th scope="rowgroup" colspan=columns>{head}</th></tr> }
        });
        let rows = move || {
            tab.page
                .with(|page| part.rows(page).cloned().collect::<Vec<_>>())
        };
        view! {
            <tbody>
                {head}
                <For each=rows key=Row::clone children=move |row| table_row(tab, row, writable) />
            </tbody>
        }
    };
    let parts = Part::ALL.into_iter().zip(filled).map(part).collect_view();
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
            {parts}
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
fn tick_all(tab: Tab) -> AnyView {
    // One that repeats is there several times.
    let all = Memo::new(move |_| {
        let ids = |page: &MeetingsPage| {
            let rows = page.coming.iter().chain(&page.past);
            rows.map(|row| row.id.to_string()).collect::<BTreeSet<_>>()
        };
        tab.page.with(ids)
    });
    let ticked = move || tab.ticked.with(Vec::len);
    let every = move || ticked() > 0 && ticked() == all.with(BTreeSet::len);
    let some = move || ticked() > 0 && ticked() < all.with(BTreeSet::len);
    let press = move |event: leptos::ev::Event| {
        let all: Vec<String> = all.with_untracked(|all| all.iter().cloned().collect());
        set(tab, &all, is_on(&event));
    };
    view! {
        <label class="check once-hydrated">
            <input
                type="checkbox" aria-label=MeetingTexts::here().tick_all prop:checked=every prop:indeterminate=some
                on:change=press
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
