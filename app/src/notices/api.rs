//! What the notices ask the server.

use domain::NoteId;
use domain::edit::Holder;
use domain::notice::{Colleague, NoticeCursor, Notices, Waiting};

crate::api! {
    /// A page of what the reader is told.
    pub fn read_notices(before: Option<NoticeCursor>) -> Notices = "read_notices" {
        store::notice::page(&session()?, before).await.map_err(report)
    }

    /// What the reader is reminded of now, and what waits for them.
    pub fn read_waiting() -> (Vec<String>, Waiting) = "read_waiting" {
        store::notice::waiting(&session()?).await.map_err(report)
    }

    /// Marks all of the reader's notices as read.
    pub fn mark_notices_read() -> () = "mark_notices_read" {
        store::notice::read_all(&session()?).await.map_err(report)
    }

    /// The colleagues that a note on a card can name.
    pub fn read_colleagues(holder: Holder) -> Vec<Colleague> = "read_colleagues" {
        store::notice::colleagues(&session()?, holder).await.map_err(report)
    }

    /// Who is named in a note and is not told, because they may not see it.
    pub fn read_untold(note: NoteId) -> Vec<String> = "read_untold" {
        store::notice::untold(&session()?, note).await.map_err(report)
    }
}
