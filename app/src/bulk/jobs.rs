//! Acts that go on: whoever started one sees how far it has come, wherever they are in the program, and
//! also when they come back.

use std::time::Duration;

use domain::bulk::Progress;
use domain::command::Done;
use domain::search::{Among, Search};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{bulk_act, bulk_progress, bulk_stop};
use super::texts::{self, BulkTexts};
use super::ticks::Ticks;
use crate::error::Error;
use crate::lazy::Later;
use crate::ui::{Toast, Toasts, use_toasts};
use crate::undo::Acts;

/// How often it is asked after.
const PAUSE: Duration = Duration::from_millis(700);
/// Where the browser keeps which one it is.
const KEPT: &str = "kundkort-bulk";

/// An act that goes on.
#[derive(Debug, Clone)]
pub struct Job {
    /// The word of the act.
    pub act: String,
    /// Contacts or companies.
    pub among: Among,
    /// How far it has come.
    pub progress: Progress,
}

/// The act of this page, one at a time.
#[derive(Clone, Copy)]
pub struct Jobs {
    now: RwSignal<Option<Job>>,
    busy: RwSignal<bool>,
    /// The frame's: what is said here is said in its language.
    owner: StoredValue<Owner>,
    acts: Acts,
    toasts: Toasts,
}

impl Jobs {
    /// Makes it available to everything below; once, in the frame, below [`Acts`] and [`Later`].
    pub fn provide() {
        let jobs = Self::new();
        provide_context(jobs);
        let later = Later::here();
        Effect::new(move |_| {
            if kept().is_some() {
                later.run(move |parts| (parts.resume)(jobs));
            }
        });
    }

    fn new() -> Self {
        Self {
            now: RwSignal::new(None),
            busy: RwSignal::new(false),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            acts: Acts::here(),
            toasts: use_toasts(),
        }
    }

    /// The act of this page. To be asked for while a component is made.
    #[must_use]
    pub fn here() -> Self {
        use_context::<Self>().unwrap_or_else(Self::new)
    }

    /// What goes on now.
    #[must_use]
    pub fn now(self) -> Option<Job> {
        self.now.try_get().flatten()
    }

    /// The answer to an act is awaited.
    #[must_use]
    pub fn busy(self) -> bool {
        self.busy.try_get().unwrap_or_default()
    }

    /// Does it with what is ticked, which is not ticked any more then.
    pub fn start(self, search: Search, ticks: Ticks, act: &'static str, value: String) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        let (ids, all) = ticks.chosen();
        let among = search.among;
        spawn_local(async move {
            let begun = bulk_act(search.first_page(), ids, all, act.to_owned(), value).await;
            let _ = self.busy.try_set(false);
            match begun {
                Ok(progress) => {
                    ticks.choose(false);
                    self.heard(Job {
                        act: act.to_owned(),
                        among,
                        progress,
                    });
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    /// Stops what goes on.
    pub fn stop(self) {
        let Some(job) = self.now.try_get_untracked().flatten() else {
            return;
        };
        spawn_local(async move {
            match bulk_stop(job.progress.command).await {
                // The batch it is at may be the last one; then it is asked after once more.
                Ok(progress) => self.heard(Job { progress, ..job }),
                Err(error) => self.failed(&error),
            }
        });
    }

    fn heard(self, job: Job) {
        if job.progress.running {
            keep(Some(&job));
            let _ = self.now.try_set(Some(job));
            set_timeout(move || self.ask(), PAUSE);
            return;
        }
        // Once, however often it was asked.
        keep(None);
        let _ = self.now.try_set(None);
        let done = Done {
            command: job.progress.command,
        };
        let text = self.within(|| texts::outcome(&job.act, job.among, &job.progress));
        if job.progress.done > 0 {
            self.acts.done(text, done, Vec::new());
        } else {
            self.toasts.show(self.within(|| Toast::failed(text)));
        }
    }

    fn ask(self) {
        let Some(job) = self.now.try_get_untracked().flatten() else {
            return;
        };
        let command = job.progress.command;
        spawn_local(async move {
            let answer = bulk_progress(command).await;
            // Stopped or finished meanwhile, by another question.
            let current = self.now.try_get_untracked().flatten();
            if current.is_none_or(|now| now.progress.command != command) {
                return;
            }
            match answer {
                Ok(progress) => self.heard(Job { progress, ..job }),
                Err(Error::Offline | Error::Busy) => set_timeout(move || self.ask(), PAUSE * 4),
                Err(error) => {
                    keep(None);
                    let _ = self.now.try_set(None);
                    self.failed(&error);
                }
            }
        });
    }

    fn failed(self, error: &Error) {
        let too_many = matches!(error, Error::Invalid(invalid) if invalid.of("chosen").is_some());
        if too_many {
            let toast = self.within(|| Toast::failed(BulkTexts::here().too_many));
            self.toasts.show(toast);
        } else {
            self.acts.failed(error);
        }
    }

    fn within<T>(self, run: impl FnOnce() -> T) -> T {
        match self.owner.try_get_value() {
            Some(owner) => owner.with(run),
            None => run(),
        }
    }
}

/// Goes on with what this browser had begun when the page was closed.
pub fn resume(jobs: Jobs) {
    let Some(kept) = kept() else {
        return;
    };
    let mut words = kept.split(' ');
    let (Some(command), Some(act), Some(among)) = (words.next(), words.next(), words.next()) else {
        return keep(None);
    };
    let (Ok(command), Ok(among)) = (command.parse(), among.parse()) else {
        return keep(None);
    };
    let act = act.to_owned();
    spawn_local(async move {
        // Somebody else may have signed in here: then it is none of theirs.
        match bulk_progress(command).await {
            Ok(progress) => jobs.heard(Job {
                act,
                among,
                progress,
            }),
            Err(_) => keep(None),
        }
    });
}

/// What this browser has begun.
fn kept() -> Option<String> {
    storage()?.get_item(KEPT).ok().flatten()
}

fn keep(job: Option<&Job>) {
    let Some(storage) = storage() else { return };
    let _ = match job {
        Some(job) => {
            let Job {
                act,
                among,
                progress,
            } = job;
            let words = format!("{} {act} {}", progress.command, among.as_str());
            storage.set_item(KEPT, &words)
        }
        None => storage.remove_item(KEPT),
    };
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
