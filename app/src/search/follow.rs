//! The hit list follows what is saved elsewhere: the same rows, read again and put in place, so that
//! scroll, focus and ticks stay where they are.

use std::time::Duration;

use domain::search::Search;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use uuid::Uuid;

use super::hits::{Hits, Row, fetch_hits};
use super::kind::Kind;
use crate::live::Live;
use crate::ui::dom;
use crate::wire::Loaded;

/// Several changes at once are one reading.
const REST: Duration = Duration::from_millis(120);
/// Most pages that are read again; whoever has gone through more gets them anew.
const MOST_PAGES: usize = 8;

/// A row, and how often it has changed since it was first shown: rows that look as before keep
/// their element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The row.
    pub row: Row,
    /// Goes up when it is to be drawn anew.
    pub stamp: u32,
}

/// What the list shows.
#[derive(Clone, Copy)]
pub struct List {
    /// Contacts or companies.
    pub kind: Kind,
    /// The search that it answers.
    pub search: Memo<Search>,
    /// Its rows.
    pub rows: RwSignal<Vec<Shown>>,
    /// The cursor of the page after them.
    pub next: RwSignal<Option<String>>,
    /// How many there are, and whether there are more than that.
    pub count: RwSignal<(u32, bool)>,
    /// The row in the preview; none means the first one there was.
    pub chosen: RwSignal<Option<Uuid>>,
    /// The first one there was.
    pub first: Option<Uuid>,
}

impl List {
    /// The rows of one more page.
    pub fn add(self, page: Hits) {
        let _ = self.next.try_set(page.next);
        let new = page.rows.into_iter().map(|row| Shown { row, stamp: 0 });
        let _ = self.rows.try_update(|rows| rows.extend(new));
    }

    /// The row in the preview.
    pub fn shown(self) -> Option<Uuid> {
        self.chosen.try_get().flatten().or(self.first)
    }

    fn has(self, ids: &[Uuid]) -> bool {
        let any = |rows: &Vec<Shown>| rows.iter().any(|shown| ids.contains(&shown.row.id));
        self.rows.try_with_untracked(any).unwrap_or_default()
    }

    /// Reads again whenever something that it shows has changed; `preview` too.
    pub fn follow(self, hits: Loaded<Hits>, preview: Callback<()>) {
        let asked = self.search.get_untracked();
        let timer = StoredValue::new(None::<TimeoutHandle>);
        let clear = move || {
            if let Some(Some(timer)) = timer.try_update_value(Option::take) {
                timer.clear();
            }
        };
        on_cleanup(clear);
        Live::here().on_change(move |ids| {
            if ids.is_empty() || self.shown().is_some_and(|shown| ids.contains(&shown)) {
                preview.run(());
            }
            if !ids.is_empty() && !self.has(ids) {
                return;
            }
            clear();
            let asked = asked.clone();
            let later = set_timeout_with_handle(move || self.read_again(asked, hits), REST);
            timer.set_value(later.ok());
        });
    }

    fn read_again(self, asked: Search, hits: Loaded<Hits>) {
        let Some(before) = self.rows.try_with_untracked(Vec::len) else {
            return;
        };
        spawn_local_scoped(async move {
            let Ok(first) = fetch_hits(self.kind, asked.clone()).await else {
                return;
            };
            let count = first.count;
            let mut next = first.next;
            let mut rows = first.rows;
            for _ in 1..MOST_PAGES {
                let Some(after) = next.clone().filter(|_| rows.len() < before) else {
                    break;
                };
                let after = Some(after);
                let Ok(page) = fetch_hits(
                    self.kind,
                    Search {
                        after,
                        ..asked.clone()
                    },
                )
                .await
                else {
                    return;
                };
                next = page.next;
                rows.extend(page.rows);
            }
            // Meanwhile the person has gone on: to another search, or further down.
            let same = self.search.try_get_untracked().as_ref() == Some(&asked);
            if !same || self.rows.try_with_untracked(Vec::len) != Some(before) {
                return;
            }
            if rows.is_empty() || before == 0 {
                // Another picture altogether.
                hits.refetch();
                return;
            }
            self.put(rows, next, count);
        });
    }

    fn put(self, rows: Vec<Row>, next: Option<String>, count: (u32, bool)) {
        let focused = dom::focused()
            .map(|row| row.id())
            .filter(|id| id.starts_with("hit-"));
        let shown = untrack(|| self.shown());
        let first = rows.first().map(|row| row.id);
        if !rows.iter().any(|row| Some(row.id) == shown) {
            let _ = self.chosen.try_set(first);
        } else if first != self.first {
            // The preview stays with whom it shows.
            let _ = self.chosen.try_set(shown);
        }
        let _ = self.rows.try_update(|old| *old = renewed(old, rows));
        let _ = self.next.try_set(next);
        if self.count.try_get_untracked() != Some(count) {
            let _ = self.count.try_set(count);
        }
        if let Some(id) = focused {
            // The row that had focus may have been drawn anew, or be gone.
            request_animation_frame(move || {
                if dom::focused().is_none() && !dom::focus_id(&id) {
                    crate::ui::hits::enter_list("hits");
                }
            });
        }
    }
}

/// The new rows, with the old stamps where nothing has changed.
fn renewed(old: &[Shown], new: Vec<Row>) -> Vec<Shown> {
    new.into_iter()
        .map(|row| {
            let known = old.iter().find(|shown| shown.row.id == row.id);
            let stamp = known.map_or(0, |shown| shown.stamp + u32::from(shown.row != row));
            Shown { row, stamp }
        })
        .collect()
}
