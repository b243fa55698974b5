//! Which hits are ticked.

use leptos::prelude::*;
use uuid::Uuid;
use web_sys::HtmlElement;

use crate::ui::dom;

/// The form that the ticks belong to, for those without JavaScript.
pub const FORM: &str = "bulk-form";

/// The ticks of one list.
#[derive(Clone, Copy)]
pub struct Ticks {
    ids: RwSignal<Vec<Uuid>>,
    /// Everything that the search finds, seen or not.
    all: RwSignal<bool>,
    /// On a phone: a press on a hit ticks it.
    choosing: RwSignal<bool>,
    /// The page has come alive: the ticks are a part of the list then, and not fields of a form.
    alive: RwSignal<bool>,
    /// Where a range begins.
    last: StoredValue<Option<Uuid>>,
}

impl Ticks {
    /// Makes them available to everything below.
    pub fn provide() -> Self {
        let ticks = Self {
            ids: RwSignal::new(Vec::new()),
            all: RwSignal::new(false),
            choosing: RwSignal::new(false),
            alive: RwSignal::new(false),
            last: StoredValue::new(None),
        };
        Effect::new(move |_| ticks.alive.set(true));
        provide_context(ticks);
        ticks
    }

    /// The ticks of this list; none where nobody may change anything.
    #[must_use]
    pub fn here() -> Option<Self> {
        use_context()
    }

    /// It is ticked.
    #[must_use]
    pub fn has(self, id: Uuid) -> bool {
        self.all.try_get().unwrap_or_default()
            || self
                .ids
                .try_with(|ids| ids.contains(&id))
                .unwrap_or_default()
    }

    /// The page has come alive.
    #[must_use]
    pub fn alive(self) -> bool {
        self.alive.try_get().unwrap_or_default()
    }

    /// How many are ticked one by one.
    #[must_use]
    pub fn count(self) -> usize {
        self.ids.try_with(Vec::len).unwrap_or_default()
    }

    /// Everything that the search finds is ticked.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.all.try_get().unwrap_or_default()
    }

    /// Something is ticked.
    #[must_use]
    pub fn any(self) -> bool {
        self.is_all() || self.count() > 0
    }

    /// A press on a hit ticks it.
    #[must_use]
    pub fn choosing(self) -> bool {
        self.choosing.try_get().unwrap_or_default()
    }

    /// Begins or ends choosing by pressing.
    pub fn choose(self, on: bool) {
        self.choosing.set(on);
        if !on {
            self.clear();
        }
    }

    /// What is ticked now: the rows, or all.
    #[must_use]
    pub fn chosen(self) -> (Vec<Uuid>, bool) {
        (
            self.ids.try_get_untracked().unwrap_or_default(),
            self.all.try_get_untracked().unwrap_or_default(),
        )
    }

    /// Ticks one or takes the tick away; with `range`, everything from the last one to it.
    pub fn tick(self, id: Uuid, range: bool) {
        let from = self
            .last
            .try_get_value()
            .flatten()
            .filter(|from| range && *from != id);
        self.last.set_value(Some(id));
        let shown = shown();
        if self.all.get_untracked() {
            // One is taken away from all: what is left are those in sight.
            self.all.set(false);
            self.ids
                .set(shown.into_iter().filter(|one| *one != id).collect());
            return;
        }
        let place = |id: Uuid| shown.iter().position(|one| *one == id);
        let between = from.and_then(|from| {
            let (from, to) = (place(from)?, place(id)?);
            Some(shown[from.min(to)..=from.max(to)].to_vec())
        });
        self.ids.update(|ids| match between {
            Some(between) => {
                ids.extend(between);
                ids.sort_unstable();
                ids.dedup();
            }
            None => match ids.iter().position(|one| *one == id) {
                Some(at) => drop(ids.remove(at)),
                None => ids.push(id),
            },
        });
    }

    /// Ticks everything that the search finds.
    pub fn tick_all(self) {
        self.all.set(true);
    }

    /// Takes every tick away. Also when the list is gone.
    pub fn clear(self) {
        let _ = self.all.try_set(false);
        let _ = self.ids.try_set(Vec::new());
        let _ = self.last.try_set_value(None);
    }
}

/// The rows in sight, in their order.
fn shown() -> Vec<Uuid> {
    let Some(list) = dom::by_id("hits") else {
        return Vec::new();
    };
    dom::all::<HtmlElement>(&list, ".hit")
        .iter()
        .filter_map(|row| row.id().strip_prefix("hit-")?.parse().ok())
        .collect()
}
