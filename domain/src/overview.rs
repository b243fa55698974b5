//! What stands below a card at a glance.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::{MeetingId, TaskId};

/// How much there is behind each tab of a card, as its reader may see it, and what is next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Notes, those of a contact's companies too.
    pub notes: u32,
    /// Tasks that are still to be done.
    pub tasks: u32,
    /// Meetings, past and to come.
    pub meetings: u32,
    /// Projects that a contact takes part in, or that are for a company.
    #[serde(default)]
    pub projects: u32,
    /// The task that is due first.
    pub next_task: Option<NextTask>,
    /// The meeting that ends first of those to come.
    pub next_meeting: Option<NextMeeting>,
}

/// A task that is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextTask {
    /// The task.
    pub id: TaskId,
    /// What is to be done.
    pub subject: String,
    /// By when.
    pub due_on: Option<Date>,
}

/// A meeting that is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// What it is about.
    pub subject: String,
    /// The day on the wall where it is held.
    pub on: Date,
    /// The time there, `13:00`; none of a whole day.
    pub at: Option<String>,
}
