//! Tasks (S9): something to be done for a contact or company, by a day.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Weekday};
use crate::edit::Holder;
use crate::edit::parse::{date, moment, percent};
use crate::user::{Colleague, words};
use crate::{Invalid, Problem, ProjectId, TaskId, UserId, draft, text};

mod query;
pub use query::{Sort, TaskQuery};

/// Longest description, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 10_000;

/// The most tasks that are handed over at once.
pub const MOST_AT_ONCE: usize = 500;

/// How far a task has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has begun.
    #[default]
    NotStarted,
    /// Somebody is at it.
    Started,
    /// It is the customer's turn.
    Waiting,
    /// All is done.
    Done,
    /// It is not to be done after all.
    Cancelled,
}
words!(Status {
    NotStarted = "not_started",
    Started = "started",
    Waiting = "waiting",
    Done = "done",
    Cancelled = "cancelled"
});

impl Status {
    /// What is left to do.
    pub const OPEN: [Self; 3] = [Self::NotStarted, Self::Started, Self::Waiting];

    /// There is something left to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

/// What is done first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// It can wait.
    Low,
    /// As any other.
    #[default]
    Normal,
    /// Before others.
    High,
}
words!(Priority {
    Low = "low",
    Normal = "normal",
    High = "high"
});

/// A task as it was typed; fields are named as in [`crate::edit::Field`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskDraft {
    /// What is to be done; required.
    pub subject: String,
    /// More about it, several lines.
    pub description: String,
    /// A [`Status`].
    pub status: String,
    /// 0–100; empty is 0.
    pub percent: String,
    /// A [`Priority`].
    pub priority: String,
    /// The day, ISO 8601, or empty.
    pub due_on: String,
    /// When to be reminded, on the firm's clock: `2026-11-23T09:00`, or empty.
    pub remind_at: String,
    /// Id of whoever is to do it; empty for whoever writes.
    pub owner_id: String,
    /// Id of the project that it is of besides its card, or empty.
    pub project_id: String,
}

/// A task to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// What is to be done.
    pub subject: String,
    /// More about it.
    pub description: String,
    /// How far it has come.
    pub status: Status,
    /// The same in per cent.
    pub percent: i16,
    /// What is done first.
    pub priority: Priority,
    /// The day.
    pub due_on: Option<Date>,
    /// When to be reminded, on the firm's clock, or empty.
    pub remind_at: String,
    /// Whoever is to do it.
    pub owner: Option<UserId>,
    /// The project that it is of besides its card. One on a project's card is of that.
    pub project: Option<ProjectId>,
}

impl TaskDraft {
    /// The task as it is saved. What is done is done to a hundred per cent.
    ///
    /// # Errors
    /// [`Invalid`] by field.
    pub fn parse(&self) -> Result<NewTask, Invalid> {
        let mut invalid = Invalid::default();
        let choice = |typed: &str| (!typed.is_empty()).then(|| typed.to_owned());
        let status = choice(&self.status).map_or(Ok(Status::default()), |word| word.parse());
        let priority = choice(&self.priority).map_or(Ok(Priority::default()), |word| word.parse());
        let owner = choice(&self.owner_id)
            .map(|id| id.parse::<UserId>().map_err(|_| Problem::Choice))
            .transpose();
        let project = choice(&self.project_id)
            .map(|id| id.parse::<ProjectId>().map_err(|_| Problem::Choice))
            .transpose();
        let day = date(&self.due_on).map(|day| day.parse::<Date>().ok());
        let share = percent(&self.percent).map(|share| share.parse::<i16>().unwrap_or_default());
        let new = NewTask {
            subject: invalid.check("subject", draft::required(&self.subject)),
            description: invalid.check(
                "description",
                text::lines(&self.description, MAX_DESCRIPTION_CHARS),
            ),
            status: invalid.check("status", status),
            percent: invalid.check("percent", share),
            priority: invalid.check("priority", priority),
            due_on: invalid.check("due_on", day),
            remind_at: invalid.check("remind_at", moment(&self.remind_at)),
            owner: invalid.check("owner_id", owner),
            project: invalid.check("project_id", project),
        };
        let percent = match new.status {
            Status::Done => 100,
            _ => new.percent,
        };
        invalid.or(NewTask { percent, ..new })
    }
}

/// A task as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Task {
    /// The task.
    pub id: TaskId,
    /// What is to be done.
    pub subject: String,
    /// More about it.
    pub description: String,
    /// How far it has come.
    pub status: Status,
    /// The same in per cent.
    pub percent: i16,
    /// What is done first.
    pub priority: Priority,
    /// The day.
    pub due_on: Option<Date>,
    /// When to be reminded, on the firm's clock, or empty.
    pub remind_at: String,
    /// The moment to be reminded has come, and there is something left to do.
    pub reminds: bool,
    /// Whoever is to do it.
    pub owner: UserId,
    /// Their name.
    pub owner_name: String,
    /// The card that it stands on.
    pub holder: Holder,
    /// The name on that card; empty where the card is shown.
    pub holder_name: String,
    /// The project that it is of, by number and name.
    #[serde(default)]
    pub project: Option<(ProjectId, String)>,
}

/// A page of the tasks of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPage {
    /// The tasks, in order.
    pub tasks: Vec<Task>,
    /// How many there are of each status, in the order of [`Status::ALL`].
    pub counts: Vec<u32>,
    /// The statuses that are shown.
    pub statuses: Vec<Status>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The day at the firm.
    pub today: Date,
    /// The task that is asked for, if it is there.
    pub open: Option<Task>,
    /// Who can be given a task.
    pub colleagues: Vec<Colleague>,
    /// Projects that it can be of, by number and name; only for a form.
    pub projects: Vec<(ProjectId, String)>,
    /// A key for a new one.
    pub key: String,
}

/// A page of what is left for somebody to do, on all cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyTasks {
    /// The tasks, those that are due first at the top, those without a day last.
    pub tasks: Vec<Task>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The day at the firm.
    pub today: Date,
}

/// When something is due, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// So many days ago.
    Overdue(i32),
    /// That day.
    Today,
    /// Later.
    Coming,
    /// Whenever.
    Never,
}

/// When a task is due, seen from `today`.
#[must_use]
pub fn due(on: Option<Date>, today: Date) -> Due {
    match on.map(|on| today.days() - on.days()) {
        None => Due::Never,
        Some(0) => Due::Today,
        Some(late) if late > 0 => Due::Overdue(late),
        Some(_) => Due::Coming,
    }
}

/// The day after.
#[must_use]
pub fn tomorrow(today: Date) -> Date {
    Date::from_days(today.days() + 1).unwrap_or(today)
}

/// The Monday of the week after.
#[must_use]
pub fn next_week(today: Date) -> Date {
    let gone = match today.weekday() {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    };
    Date::from_days(today.days() + 7 - gone).unwrap_or(today)
}

#[cfg(test)]
#[path = "task/tests.rs"]
mod tests;
