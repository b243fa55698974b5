//! What is asked of the server about tasks.

use domain::command::Done;
use domain::edit::Holder;
use domain::task::{MyTasks, TaskPage, TaskQuery};

crate::api! {
    /// A page of the tasks of a card.
    pub fn read_tasks(holder: Holder, query: TaskQuery) -> TaskPage = "read_tasks" {
        store::task::page(&session()?, holder, query).await.map_err(report)
    }

    /// A page of what the reader has left to do on all cards.
    pub fn read_my_tasks(after: Option<String>) -> MyTasks = "read_my_tasks" {
        store::task::mine(&session()?, after).await.map_err(report)
    }

    /// What one of the forms of tasks says.
    pub fn manage_task(body: String) -> Done = "manage_task" {
        crate::tasks::manage::manage(&session()?, &body).await.map_err(report)
    }

    /// Which statuses the reader wants to see from now on, parted by spaces.
    pub fn remember_task_statuses(statuses: String) -> () = "remember_task_statuses" {
        crate::tasks::manage::remember(&session()?, statuses.split(' ')).await.map_err(report)
    }
}
