//! The entries of the history, day by day.

use domain::CommandId;
use domain::edit::Holder;
use domain::history::HistoryQuery;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::hooks::use_location;

use super::api::{Event, HistoryPage, Line, read_history};
use super::texts::HistoryTexts;
use crate::card::more::more;
use crate::card::tabs::rest_of;
use crate::i18n::language;
use crate::live::Live;
use crate::ui::{Avatar, AvatarSize, Glyph, Hue, Icon, IconSize};
use crate::undo::Acts;

/// What is shown so far.
#[derive(Clone, Copy)]
struct Shown {
    holder: Holder,
    query: StoredValue<HistoryQuery>,
    page: RwSignal<HistoryPage>,
    busy: RwSignal<bool>,
    acts: Acts,
}

/// A page, and those that are asked for after it.
pub(super) fn history_list(holder: Holder, query: HistoryQuery, page: HistoryPage) -> AnyView {
    let shown = Shown {
        holder,
        query: StoredValue::new(query),
        page: RwSignal::new(page),
        busy: RwSignal::new(false),
        acts: Acts::here(),
    };
    Live::here().on_change(move |ids| {
        if ids.is_empty() || ids.contains(&holder.uuid()) {
            shown.read_latest();
        }
    });
    let back = use_location().pathname.get_untracked();
    let entries = move || {
        shown.page.with(|page| {
            if page.events.is_empty() {
                return shown
                    .query
                    .with_value(|query| nothing(query.is_everything()));
            }
            entries(shown, &page.events, &back)
        })
    };
    view! { {entries}{older(shown)} }.into_any()
}

impl Shown {
    /// What has happened since stands above what is shown, which stays where it is.
    fn read_latest(self) {
        let Some(query) = self
            .query
            .try_get_value()
            .filter(|query| query.before.is_none())
        else {
            return;
        };
        let language = language();
        spawn_local_scoped(async move {
            let Ok(latest) = read_history(self.holder, query, language).await else {
                return;
            };
            let _ = self.page.try_update(|page| {
                if page.events.is_empty() {
                    *page = latest;
                    return;
                }
                let known: Vec<CommandId> = page.events.iter().map(|event| event.command).collect();
                let mut fresh: Vec<Event> = latest.events;
                fresh.retain(|event| !known.contains(&event.command));
                page.events.splice(0..0, fresh);
            });
        });
    }

    fn read_more(self) {
        let next = self.page.with_untracked(|page| page.next.clone());
        if next.is_none() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let query = HistoryQuery {
            before: next,
            ..self.query.get_value()
        };
        let language = language();
        spawn_local_scoped(async move {
            match read_history(self.holder, query, language).await {
                Ok(older) => {
                    let _ = self.page.try_update(|page| {
                        page.events.extend(older.events);
                        page.next = older.next;
                    });
                }
                Err(error) => self.acts.failed(&error),
            }
            let _ = self.busy.try_set(false);
        });
    }
}

/// What comes next is asked for when the end of the list is seen.
fn older(shown: Shown) -> AnyView {
    let rest = rest_of(&use_location().search.get_untracked());
    let next = move || {
        let next = shown.page.with(|page| page.next.clone())?;
        let query = HistoryQuery {
            before: Some(next),
            ..shown.query.get_value()
        };
        Some(query.address() + &rest)
    };
    more(next, shown.busy, HistoryTexts::here().more, move || {
        shown.read_more()
    })
}

fn nothing(everything: bool) -> AnyView {
    let texts = HistoryTexts::here();
    let (title, hint) = match everything {
        true => (texts.nothing, texts.nothing_hint),
        false => (texts.not_found, texts.not_found_hint),
    };
    view! { <div class="empty small"><h2>{title}</h2><p>{hint}</p></div> }.into_any()
}

/// A heading for each day, and a list of what was done then.
fn entries(shown: Shown, events: &[Event], back: &str) -> AnyView {
    let days = events.chunk_by(|one, other| one.day == other.day);
    let days = days.map(|events| {
        let day = events.first().map(|event| event.day.clone());
        let entries = events.iter().map(|event| entry(shown, event.clone(), back));
        view! {
            <h2 class="day">{day}</h2>
            <ul class="feed history">{entries.collect_view()}</ul>
        }
        .into_any()
    });
    days.collect_view().into_any()
}

fn entry(shown: Shown, event: Event, back: &str) -> AnyView {
    let texts = HistoryTexts::here();
    let (name, avatar) = match event.actor {
        Some((id, name)) => {
            let hue = Hue::of(id.0.as_bytes());
            let avatar = view! { <Avatar name=name.clone() hue size=AvatarSize::Sm /> }.into_any();
            (name, avatar)
        }
        None => (
            texts.program.to_owned(),
            view! { <Icon glyph=Glyph::Clock size=IconSize::Sm /> }.into_any(),
        ),
    };
    let lines = (!event.lines.is_empty()).then(|| {
        let lines = event.lines.into_iter().map(line);
        view! { <dl class="body diff">{lines.collect_view()}</dl> }
    });
    let undo = event
        .undoable
        .then(|| undo_form(shown, event.command, back.to_owned()));
    let source = (!event.source.is_empty()).then(|| format!(" {}", event.source));
    view! {
        <li>
            {avatar}
            <div class="meta"><b>{name}</b>" "{event.what}{source}</div>
            <div class="row">{undo}<span class="when">{event.time}</span></div>
            {lines}
        </li>
    }
    .into_any()
}

/// Old and new value. Colours are not the only sign: the old one is struck out, and each is named.
fn line(line: Line) -> AnyView {
    let texts = HistoryTexts::here();
    let Line {
        label,
        before,
        after,
        href,
    } = line;
    let old = before.map(|words| {
        view! { <del><span class="vh">{texts.was}": "</span>{words}</del> }
    });
    let linked = |words: String| match href {
        Some(href) => view! { <a href=href>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    let new = match after {
        Some(words) => {
            view! { <ins><span class="vh">{texts.is_now}": "</span>{linked(words)}</ins> }
                .into_any()
        }
        None => view! { <span class="faint">{texts.empty}</span> }.into_any(),
    };
    let arrow = old
        .is_some()
        .then(|| view! { <Icon glyph=Glyph::ArrowRight size=IconSize::Xs /> });
    view! { <dt>{label}</dt><dd>{old}{arrow}{new}</dd> }.into_any()
}

/// A form, so that it works without JavaScript.
fn undo_form(shown: Shown, command: CommandId, back: String) -> AnyView {
    let texts = HistoryTexts::here();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        shown.acts.undo(command);
    };
    view! {
        <form method="post" action="/undo" on:submit=submit>
            <input type="hidden" name="command" value=command.to_string() />
            <input type="hidden" name="back" value=format!("{back}?tab=history") />
            <button class="btn quiet sm" type="submit" aria-label=texts.undo_label>{texts.undo}</button>
        </form>
    }
    .into_any()
}
