//! What has changed, here or elsewhere: whoever shows it reads it again.
//!
//! Whatever is saved on this page says so with [`Live::touch`]; what colleagues save comes the same
//! way. Only ids travel; the content is read again under the reader's own rights.

mod stream;

use domain::CommandId;
use leptos::prelude::*;
use uuid::Uuid;

/// How many changes a page remembers: those that have not been looked at yet, and its own.
const MEMORY: usize = 16;

/// The changes that this page has heard of.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    heard: RwSignal<Heard>,
}

#[derive(Debug, Clone, Default)]
struct Heard {
    /// Goes up with every change.
    count: usize,
    /// What changed, the latest last; no ids means anything may have.
    latest: Vec<Vec<Uuid>>,
    /// What this page did itself, and has told already.
    own: Vec<(CommandId, Vec<Uuid>)>,
}

impl Live {
    /// Makes it available to everything below, and listens to the server; once, in the frame.
    pub fn provide() {
        let live = Self::default();
        provide_context(live);
        stream::listen(live);
    }

    /// The changes of this page.
    #[must_use]
    pub fn here() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    /// These have changed: contacts and companies by their id, anything else by its own.
    pub fn touch(self, ids: Vec<Uuid>) {
        let _ = self.heard.try_update(|heard| heard.add(ids));
    }

    /// This page changed these with a command; the server will tell it too, to no purpose.
    pub fn touch_own(self, command: CommandId, ids: Vec<Uuid>) {
        let _ = self.heard.try_update(|heard| {
            keep(&mut heard.own, (command, ids.clone()));
            heard.add(ids);
        });
    }

    /// Anything may have changed.
    pub fn touch_all(self) {
        self.touch(Vec::new());
    }

    /// What the server says: ids parted by spaces, and after a bar the command if the reader did it;
    /// a star when it is too much to name.
    fn hear(self, said: &str) {
        let (ids, command) = said.split_once('|').unwrap_or((said, ""));
        let mut ids: Vec<Uuid> = ids
            .split(' ')
            .filter_map(|id| Uuid::parse_str(id).ok())
            .collect();
        let anything = ids.is_empty();
        if let Ok(command) = command.parse::<CommandId>() {
            let _ = self.heard.try_with_untracked(|heard| {
                let own = heard.own.iter().filter(|(own, _)| *own == command);
                own.for_each(|(_, told)| ids.retain(|id| !told.contains(id)));
            });
        }
        if anything || !ids.is_empty() {
            self.touch(ids);
        }
    }

    /// Runs when something changes, given the ids, none for anything. Not for what had changed
    /// before it was called.
    pub fn on_change(self, concerns: impl Fn(&[Uuid]) + 'static) {
        let heard = self.heard;
        Effect::new(move |before: Option<usize>| {
            let Some((count, latest)) = heard.try_with(|heard| {
                let new = before.map_or(0, |before| heard.count - before);
                let known = heard.latest.len();
                // More than are remembered: anything.
                let latest = match known.checked_sub(new) {
                    Some(from) => heard.latest[from..].to_vec(),
                    None => vec![Vec::new()],
                };
                (heard.count, latest)
            }) else {
                return before.unwrap_or_default();
            };
            untrack(|| latest.iter().for_each(|ids| concerns(ids)));
            count
        });
    }
}

impl Default for Live {
    fn default() -> Self {
        Self {
            heard: RwSignal::new(Heard::default()),
        }
    }
}

impl Heard {
    fn add(&mut self, ids: Vec<Uuid>) {
        self.count += 1;
        keep(&mut self.latest, ids);
    }
}

fn keep<T>(all: &mut Vec<T>, one: T) {
    if all.len() == MEMORY {
        all.remove(0);
    }
    all.push(one);
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn told(live: Live) -> Vec<Vec<Uuid>> {
        live.heard.with_untracked(|heard| heard.latest.clone())
    }

    #[test]
    fn ones_own_changes_are_not_told_twice() {
        let owner = Owner::new();
        owner.with(|| {
            let (live, command) = (Live::default(), CommandId(Uuid::from_u128(1)));
            let [a, b] = [Uuid::from_u128(2), Uuid::from_u128(3)];
            live.touch_own(command, vec![a]);
            live.hear(&format!("{a}|{command}"));
            assert_eq!(told(live), [vec![a]]);
            // What the page did not know that it changed, it hears of.
            live.hear(&format!("{a} {b}|{command}"));
            assert_eq!(told(live), [vec![a], vec![b]]);
            // Another tab of the same user's, and a colleague.
            live.hear(&format!("{a}|{}", Uuid::from_u128(9)));
            live.hear(&a.to_string());
            live.hear("*");
            assert_eq!(told(live)[2..], [vec![a], vec![a], vec![]]);
        });
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let owner = Owner::new();
        owner.with(|| {
            let live = Live::default();
            (0..100).for_each(|_| live.touch_all());
            assert_eq!(told(live).len(), MEMORY);
        });
    }
}
