//! What the fields of one open card share while it is edited in place (S6).

use domain::edit::{Clash, Edit, Holder};
use domain::user::Colleague;
use leptos::prelude::*;
use uuid::Uuid;

use super::place::Open;
use crate::boot::viewer;
use crate::error::Error;
use crate::live::Live;
use crate::undo::Acts;

/// An edit that met somebody else's, until the person has chosen.
#[derive(Clone)]
pub struct Clashing {
    /// What was sent.
    pub edit: Edit,
    /// The fields that somebody else has changed meanwhile.
    pub clashes: Vec<Clash>,
    /// The editor that it came from.
    pub(super) from: Open,
}

/// What the fields of one open card share. Copied freely; its signals live as long as the card.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The card.
    pub holder: Holder,
    /// It is in the trash.
    pub trashed: Memo<bool>,
    /// The page is alive, the reader may write, and the card is not in the trash. Until then the
    /// card is plain text: nothing on it looks as if it could be pressed.
    pub writable: Signal<bool>,
    /// What the person has to choose about.
    pub clash: RwSignal<Option<Clashing>>,
    /// The people at the firm; read when an owner is to be chosen.
    pub colleagues: RwSignal<Vec<Colleague>>,
    /// The owner is to be chosen: asked for from the menu.
    pub ask_owner: RwSignal<u32>,
    /// Rows with an open editor. They stay on the card even when somebody else removes them.
    pub held: RwSignal<Vec<Uuid>>,
    /// Editors that have saved and close when the card has been read again.
    leaving: StoredValue<Vec<Open>>,
    /// Confirms what was done, with a way to undo it.
    pub acts: Acts,
    /// What has changed, here and elsewhere.
    pub live: Live,
}

impl Editing {
    /// For an open card. Call in its component.
    #[must_use]
    pub fn of(holder: Holder, trashed: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let may_write = viewer().is_some_and(|viewer| viewer.can_write());
        let alive = RwSignal::new(false);
        Effect::new(move |_| alive.set(true));
        let trashed = Memo::new(move |_| trashed());
        Self {
            holder,
            writable: Signal::derive(move || {
                may_write && alive.try_get().unwrap_or_default() && trashed.try_get() == Some(false)
            }),
            trashed,
            clash: RwSignal::new(None),
            colleagues: RwSignal::new(Vec::new()),
            ask_owner: RwSignal::new(0),
            held: RwSignal::new(Vec::new()),
            leaving: StoredValue::new(Vec::new()),
            acts: Acts::here(),
            live: Live::here(),
        }
    }

    /// The card's own id, which is what others hear of.
    #[must_use]
    pub fn id(self) -> Uuid {
        self.holder.uuid()
    }

    /// Shows the card that has been read once more; says whether it is there. What stands there stays when it could
    /// not be read. Gone for good, or hidden from the reader: the page is loaded anew, says so and keeps nothing of it.
    pub fn show_again<T: Send + Sync + 'static>(
        self,
        card: RwSignal<T>,
        read: Result<T, Error>,
    ) -> bool {
        match read {
            Ok(fresh) => {
                let _ = card.try_set(fresh);
                return true;
            }
            Err(Error::NotFound)
                if card.try_with_untracked(|_| ()).is_some() && !self.is_typing() =>
            {
                let _ = window().location().reload();
            }
            Err(_) => {}
        }
        false
    }

    /// The card has been read again: editors that were waiting for that show what is saved.
    pub fn was_read(self) {
        let leaving = self.leaving.try_update_value(std::mem::take);
        for open in leaving.into_iter().flatten() {
            open.close();
        }
    }

    /// Somebody is typing in a place of the card: what is there is not to be thrown away.
    #[must_use]
    pub fn is_typing(self) -> bool {
        let article = document().query_selector(".kort [data-open]");
        article.is_ok_and(|open| open.is_some())
    }

    /// The editor closes when the card has been read again, so that the old value never flashes by.
    pub(super) fn leave(self, open: Open) {
        let _ = self.leaving.try_update_value(|leaving| leaving.push(open));
    }

    /// The ids of the rows that are shown: those saved, and those that somebody is typing in, though a
    /// colleague has taken them away meanwhile. `seen` is kept for it: what has been shown so far.
    pub fn with_held(self, saved: Vec<Uuid>, seen: StoredValue<Vec<Uuid>>) -> Vec<Uuid> {
        let _ = seen.try_update_value(|seen| {
            let new = saved.iter().filter(|id| !seen.contains(id));
            let new: Vec<_> = new.copied().collect();
            seen.extend(new);
        });
        let was_here = seen.try_get_value().unwrap_or_default();
        let mut ids = saved;
        let held = self.held.try_get().unwrap_or_default();
        ids.extend(
            held.into_iter()
                .filter(|id| was_here.contains(id))
                .filter(|id| !ids.contains(id))
                .collect::<Vec<_>>(),
        );
        ids
    }
}
