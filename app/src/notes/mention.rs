//! Naming a colleague while one writes: `@` offers those whose names begin as what is typed.
//!
//! The text is only text: who is meant is found when the note is saved (`migrations/0610_notices.sql`), so
//! typing the name without any of this does as well.

use domain::edit::Holder;
use domain::notice::{Colleague, being_typed, may_mean};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::form::{AREA, area};
use super::texts::NoteTexts;
use super::tools::{marked, replace};
use crate::notices::api::read_colleagues;
use crate::ui::{Glyph, Icon, IconSize};

/// Id of the list.
pub(super) const LIST: &str = "note-colleagues";
/// How many are offered at once.
const MOST: usize = 8;

/// What is offered.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    holder: Holder,
    /// All of them, once they have been asked for.
    colleagues: RwSignal<Vec<Colleague>>,
    asked: StoredValue<bool>,
    /// What is typed of a name, and where its sign stands, as the browser counts.
    typed: RwSignal<Option<(usize, String)>>,
    current: RwSignal<usize>,
}

impl Naming {
    pub fn new(holder: Holder) -> Self {
        Self {
            holder,
            colleagues: RwSignal::new(Vec::new()),
            asked: StoredValue::new(false),
            typed: RwSignal::new(None),
            current: RwSignal::new(0),
        }
    }

    /// The text or the place in it is another.
    pub fn typed(self) {
        let Some(area) = area(AREA) else { return };
        let (start, end) = marked(&area);
        let text: Vec<u16> = area.value().encode_utf16().collect();
        let before = String::from_utf16_lossy(&text[..end.min(text.len())]);
        let typed = being_typed(&before).filter(|_| start == end);
        let typed = typed.map(|(before, typed)| (before.encode_utf16().count(), typed.to_owned()));
        if typed.is_some() && !self.asked.get_value() {
            self.asked.set_value(true);
            spawn_local_scoped(async move {
                match read_colleagues(self.holder).await {
                    Ok(all) => {
                        let _ = self.colleagues.try_set(all);
                    }
                    // Whoever goes on typing asks again.
                    Err(_) => {
                        let _ = self.asked.try_set_value(false);
                    }
                }
            });
        }
        if self.typed.get_untracked() != typed {
            self.current.set(0);
            self.typed.set(typed);
        }
    }

    pub fn close(self) {
        let _ = self.typed.try_set(None);
    }

    /// Those that may be meant.
    fn found(self) -> Vec<Colleague> {
        self.typed.with(|typed| {
            let Some((_, typed)) = typed else {
                return Vec::new();
            };
            self.colleagues.with(|all| {
                let meant = all.iter().filter(|one| may_mean(&one.name, typed));
                let mut meant: Vec<&Colleague> = meant.collect();
                // Whose name begins so before whose last name does.
                let typed = domain::text::fold(typed);
                meant.sort_by_key(|one| !domain::text::fold(&one.name).starts_with(&typed));
                meant.into_iter().take(MOST).cloned().collect()
            })
        })
    }

    /// The id of the one that Enter takes.
    pub fn current_id(self) -> Option<String> {
        let count = self.found().len();
        let at = self.current.get();
        (at < count).then(|| format!("{LIST}-{at}"))
    }

    pub fn on_key(self, event: &KeyboardEvent) {
        let found = untrack(|| self.found());
        if found.is_empty() {
            return;
        }
        let at = self.current.get_untracked().min(found.len() - 1);
        match &*event.key() {
            "ArrowDown" => self.current.set((at + 1) % found.len()),
            "ArrowUp" => self.current.set((at + found.len() - 1) % found.len()),
            "Enter" | "Tab" if !event.shift_key() && !event.ctrl_key() => self.take(&found[at]),
            "Escape" => {
                event.stop_propagation();
                self.close();
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Writes the name.
    fn take(self, colleague: &Colleague) {
        let (Some(area), Some((at, _))) = (area(AREA), self.typed.get_untracked()) else {
            return;
        };
        let (_, end) = marked(&area);
        let mut text = format!("@{}", colleague.words);
        let spaced = area.value().encode_utf16().nth(end) == Some(u16::from(b' '));
        if !spaced {
            text.push(' ');
        }
        let after = at + text.encode_utf16().count() + usize::from(spaced);
        replace(&area, (at, end), &text, (after, after));
        self.close();
    }

    /// Begins a name where the cursor stands.
    fn begin(self) {
        let Some(area) = area(AREA) else { return };
        let (start, end) = marked(&area);
        let before = start
            .checked_sub(1)
            .and_then(|at| area.value().encode_utf16().nth(at));
        let bare = before
            .is_none_or(|unit| char::from_u32(u32::from(unit)).is_some_and(char::is_whitespace));
        let text = if bare { "@" } else { " @" };
        let after = start + text.len();
        replace(&area, (start, end), text, (after, after));
    }

    /// The tool over the text.
    pub fn tool(self) -> AnyView {
        let name = NoteTexts::here().mention;
        view! {
            <button
                type="button" class="btn quiet sm tool" aria-label=name title=name
                on:click=move |_| self.begin()
            >
                <Icon glyph=Glyph::AtSign size=IconSize::Sm />
            </button>
        }
        .into_any()
    }

    /// The list under the text.
    pub fn list(self) -> AnyView {
        let texts = NoteTexts::here();
        let options = move || {
            let found = self.found().into_iter().enumerate();
            found.map(|(at, one)| self.option(at, one)).collect_view()
        };
        let hidden = move || self.found().is_empty();
        view! {
            <div class="pop" id=LIST role="listbox" aria-label=texts.colleagues hidden=hidden>{options}</div>
        }
        .into_any()
    }

    fn option(self, at: usize, colleague: Colleague) -> AnyView {
        let here = move || self.current.get() == at;
        let class = move || if here() { "is-current" } else { "" };
        let name = colleague.words.clone();
        let not_told = (!colleague.told).then(|| {
            view! { <span class="muted small">{NoteTexts::here().not_told}</span> }
        });
        // Not `click`: the text must not lose focus.
        let press = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            self.take(&colleague);
        };
        view! {
            <div
                id=format!("{LIST}-{at}") role="option" class=class aria-selected=move || here().to_string()
                on:mousedown=press
            >
                <span class="grow">{name}</span>
                {not_told}
            </div>
        }
        .into_any()
    }
}
